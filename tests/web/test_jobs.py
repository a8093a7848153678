"""Long work outlives the server, tells how far it is, and ends honestly."""

import subprocess
import sys
import time

import pytest

from frankpledge.web.jobs import job, run


@pytest.fixture
def archive(tmp_path):
    return tmp_path / "archive"


def wait(archive, id, seconds=20):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found = job.find(archive, id)
        if found.ended:
            return found
        time.sleep(0.05)
    raise AssertionError(f"still {found.state} after {seconds} s")


def test_a_new_job_waits_with_what_was_asked(archive):
    made = job.create(archive, "assess", "Assessment of York", {"area": "E22000371"})

    kept = job.read(job.jobs_folder(archive) / made.id)
    assert (kept.state, kept.asked) == ("waiting", {"area": "E22000371"})


def test_a_job_that_fails_says_why(archive):
    made = job.create(archive, "assess", "Assessment of nowhere", {"area": "E22999999", "to": "2025-12", "months": 12})

    job.start(archive, made)
    ended = wait(archive, made.id)

    assert ended.state == "failed"
    assert ended.reason
    assert ended.ended_at >= ended.started_at


def test_a_job_whose_process_was_killed_is_interrupted(archive):
    made = job.create(archive, "load", "a folder", {"paths": []})
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    (job.jobs_folder(archive) / made.id / "process").write_text(f"{process.pid} {job.began(process.pid)}")
    assert job.find(archive, made.id).state == "waiting"

    process.kill()
    process.wait()

    found = job.find(archive, made.id)
    assert found.state == "interrupted"
    assert "start it again" in found.reason


def test_a_process_number_used_again_is_not_mistaken_for_the_job(archive):
    made = job.create(archive, "load", "a folder", {"paths": []})
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    (job.jobs_folder(archive) / made.id / "process").write_text(f"{process.pid} 12345")

    state = job.find(archive, made.id).state

    process.kill()
    process.wait()
    assert state == "interrupted"


def test_an_ended_job_is_not_done_twice(archive):
    made = job.create(archive, "load", "a folder", {"paths": []})
    made.state = "done"
    made.save()

    with pytest.raises(SystemExit, match="no job"):
        run.main(archive, made.id)


@pytest.mark.parametrize("id", ["..", "../x", "a/b", "nothing-here", ""])
def test_an_id_cannot_reach_outside_the_folder(archive, id):
    assert job.find(archive, id) is None


def test_progress_is_told_in_percent_of_what_is_known():
    counted = job.Job(id="1", kind="load", title="", asked={}, done=50, total=200)
    uncounted = job.Job(id="1", kind="load", title="", asked={}, done=50)

    assert (counted.percent, uncounted.percent) == (25, None)
