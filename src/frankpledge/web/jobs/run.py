"""`python -m frankpledge.web.jobs.run ARCHIVE ID`: do one job, telling its file how it goes."""

import shutil
import sys
import time
import traceback
from pathlib import Path

from frankpledge.web.jobs import job


def main(archive: Path, id: str) -> None:
    work = job.read(job.jobs_folder(archive) / id)
    if work is None or work.ended:
        raise SystemExit(f"There is no job {id} to do.")
    work.state = "running"
    work.save()
    try:
        work.result = DOERS[work.kind](archive, work)
        work.state = "done"
    except Exception as exception:
        traceback.print_exc()  # into output.txt beside job.json
        work.state, work.reason = "failed", str(exception) or type(exception).__name__
    work.ended_at = job.now()
    work.save()
    shutil.rmtree(Path(work.folder) / "files", ignore_errors=True)


class Teller:
    """Tells the job's file of progress, at most five times a second."""

    def __init__(self, work: job.Job):
        self.work = work
        self.told = 0.0

    def __call__(self, message: str, done: int, total: int | None, rate: float | None, left: float | None) -> None:
        if time.monotonic() - self.told > 0.2:
            self.work.message, self.work.done, self.work.total = message, done, total
            self.work.rate, self.work.seconds_left = rate, left
            self.work.save()
            self.told = time.monotonic()


def load(archive: Path, work: job.Job) -> dict[str, object]:
    from frankpledge.web.evidence.loading import load_evidence

    return load_evidence(archive, work.asked, Path(work.folder), Teller(work))


def assess(archive: Path, work: job.Job) -> dict[str, object]:
    from frankpledge.web.assessments.making import make_assessment

    return make_assessment(archive, work.asked, Teller(work))


def living(archive: Path, work: job.Job) -> dict[str, object]:
    import django

    django.setup()
    from frankpledge.web.assessments.computing import compute_living

    return compute_living(archive, work.asked, Teller(work))


def districts(archive: Path, work: job.Job) -> dict[str, object]:
    import django

    django.setup()
    from frankpledge.web.districts.changes import compute

    return compute(archive, work.asked, Teller(work))


def results(archive: Path, work: job.Job) -> dict[str, object]:
    import django

    django.setup()
    from frankpledge.web.surveys.results_job import compute

    return compute(archive, work.asked, Teller(work))


DOERS = {"load": load, "assess": assess, "living": living, "districts": districts, "results": results}

if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
