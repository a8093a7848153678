import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from frankpledge.documents import write as writing
from frankpledge.documents.exchange import exchange
from frankpledge.documents.write import FORMATS, NotAnAssessment, write
from tests.documents import factories

FILES = ["assessment.docx", "assessment.pdf", "findings.json", "index.html", "tables"]
ROOT = Path(__file__).parent.parent.parent


def names(folder):
    return sorted(entry.name for entry in folder.iterdir())


@pytest.fixture
def made():
    return factories.assessment(findings=(factories.summary(), factories.finding(), factories.place()))


def test_every_format_is_written_and_nothing_beside(tmp_path, made):
    write(made, tmp_path / "deep" / "out")

    assert names(tmp_path / "deep" / "out") == FILES
    assert names(tmp_path / "deep") == ["out"]
    assert (tmp_path / "deep" / "out" / "tables" / "dictionary.csv").read_bytes().startswith(b"\xef\xbb\xbffile,")


def test_fewer_formats_can_be_asked_for(tmp_path, made):
    write(made, tmp_path / "out", ["json", "html"])

    assert names(tmp_path / "out") == ["findings.json", "index.html"]


def test_an_earlier_assessment_is_replaced_whole(tmp_path, made):
    write(made, tmp_path / "out", ["csv", "html"])

    write(made, tmp_path / "out", ["json"])

    assert names(tmp_path / "out") == ["findings.json"]
    assert names(tmp_path) == ["out"]


def test_a_folder_with_anything_else_is_left_alone(tmp_path, made):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "my notes.docx").write_text("mine")

    with pytest.raises(NotAnAssessment, match=r"my notes\.docx"):
        write(made, tmp_path / "out", ["json"])

    assert names(tmp_path / "out") == ["my notes.docx"]


def test_a_table_folder_with_anything_else_is_left_alone(tmp_path, made):
    (tmp_path / "out" / "tables").mkdir(parents=True)
    (tmp_path / "out" / "tables" / "mine.xlsx").write_text("mine")

    with pytest.raises(NotAnAssessment):
        write(made, tmp_path / "out", ["json"])


def test_a_file_is_not_a_folder(tmp_path, made):
    (tmp_path / "out").write_text("mine")

    with pytest.raises(NotAnAssessment, match="is a file"):
        write(made, tmp_path / "out", ["json"])


def test_an_empty_folder_is_used(tmp_path, made):
    (tmp_path / "out").mkdir()

    write(made, tmp_path / "out", ["json"])

    assert names(tmp_path / "out") == ["findings.json"]


def test_a_format_that_there_is_not_is_named(tmp_path, made):
    with pytest.raises(ValueError, match="no format odt"):
        write(made, tmp_path / "out", ["odt"])


def test_a_failure_leaves_the_old_one_and_no_litter(tmp_path, made, monkeypatch):
    write(made, tmp_path / "out", ["json"])
    before = (tmp_path / "out" / "findings.json").read_bytes()
    monkeypatch.setattr(writing.pdf, "render", lambda document: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        write(made, tmp_path / "out")

    assert (tmp_path / "out" / "findings.json").read_bytes() == before
    assert names(tmp_path) == ["out"]


def test_what_a_writer_that_was_ended_left_is_cleared_away(tmp_path, made):
    ended = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    left = tmp_path / f".out{writing.MARK}{int(ended.stdout)}-abc123"
    running = tmp_path / f".out{writing.MARK}{os.getpid()}-abc123"
    left.mkdir()
    running.mkdir()

    write(made, tmp_path / "out", ["json"])

    assert names(tmp_path) == [running.name, "out"]


def test_the_folder_is_always_there_while_it_is_replaced(tmp_path, made):
    out = tmp_path / "out"
    write(made, out, ["json", "html"])
    over, there = threading.Event(), []

    def look():
        while not over.is_set():
            there.append(out.is_dir())

    looker = threading.Thread(target=look)
    looker.start()
    for _ in range(30):
        write(made, out, ["json", "html"])
    over.set()
    looker.join()

    assert len(there) > 30
    assert all(there)


KILLED = """
import sys
from pathlib import Path
from frankpledge.documents.write import write
from tests.documents import factories
made = factories.assessment(findings=(factories.finding(), factories.place()))
print("ready", flush=True)
while True:
    write(made, Path(sys.argv[1]), ["json", "html", "csv"])
"""


@pytest.mark.parametrize("milliseconds", [3, 17, 41])
def test_a_writer_that_is_killed_leaves_the_old_or_the_new_one(tmp_path, made, milliseconds):
    out = tmp_path / "out"
    write(made, out, ["json", "html", "csv"])
    writer = subprocess.Popen([sys.executable, "-c", KILLED, str(out)], cwd=ROOT, stdout=subprocess.PIPE)
    writer.stdout.readline()
    time.sleep(milliseconds / 1000)

    writer.send_signal(signal.SIGKILL)
    writer.wait()
    writer.stdout.close()

    assert names(out) == ["findings.json", "index.html", "tables"]
    assert json.loads((out / "findings.json").read_text())["findings"]
    assert (out / "index.html").read_text(encoding="utf-8").endswith("</html>\n")


def test_folders_change_names_where_the_system_cannot_swap_them(tmp_path, monkeypatch):
    monkeypatch.setattr("frankpledge.documents.exchange._swapped", lambda one, other: False)
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()

    exchange(tmp_path / "one", tmp_path / "other")

    assert (names(tmp_path / "one"), names(tmp_path / "other")) == (["other"], ["one"])
    assert names(tmp_path) == ["one", "other"]


def test_a_typical_assessment_is_written_in_seconds(tmp_path):
    typical = factories.typical()
    assert len(typical.findings) >= 55
    assert sum(len(finding.maps) for finding in typical.findings) == 6
    write(factories.assessment(), tmp_path / "warm")  # the libraries are loaded

    began = time.process_time()
    write(typical, tmp_path / "out", FORMATS)

    assert time.process_time() - began < 8  # 2 on an idle machine with two cores, which share the work
