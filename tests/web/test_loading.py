"""A load through the browser: what its page is told, in the sender's own names of files."""

import csv

from frankpledge.web.evidence.loading import load_evidence
from tests.archive.files import month_file, row, street


def uploaded(tmp_path, *files, not_these=None):
    """Load the files as though they had come through the browser, each put in a numbered folder."""
    folder = tmp_path / "archive" / ".jobs" / "one"
    paths = []
    for number, file in enumerate(files):
        place = folder / "files" / str(number) / file.name
        place.parent.mkdir(parents=True)
        place.write_bytes(file.read_bytes())
        paths.append(str(place))
    told = []
    asked = {"paths": paths, "edition": None, "not_these": not_these or {}}
    return load_evidence(tmp_path / "archive", asked, folder, lambda *said: told.append(said)), folder, told


def test_a_load_tells_how_far_it_is_and_what_came_of_each_file(tmp_path):
    result, _, told = uploaded(tmp_path, month_file(tmp_path, "2025-01", 4))

    assert (result["ok"], result["rows"], result["rejected"], result["not_taken"]) == (True, 4, 0, [])
    assert [file["file"] for file in result["files"]] == ["2025-01-frankshire-street.csv"]
    assert told[-1][1] == told[-1][2] > 0


def test_files_that_cannot_be_taken_are_named_as_their_sender_knows_them(tmp_path):
    one, two = month_file(tmp_path / "a", "2025-01", 4), month_file(tmp_path / "b", "2025-01", 5)

    result, folder, _ = uploaded(tmp_path, one, two)

    assert not result["ok"]
    assert [file["file"] for file in result["not_taken"]] == [one.name, two.name]
    assert str(folder) not in str(result["files"])


def test_rows_that_cannot_be_taken_are_listed_by_the_senders_name_of_the_file(tmp_path):
    bad = tmp_path / "2025-01-frankshire-street.csv"
    street(bad, [row(1), row(2, Longitude="east")])

    result, folder, _ = uploaded(tmp_path, bad)

    assert result["rejected"] == 1
    [listed] = csv.DictReader((folder / "rejected.csv").read_text().splitlines())
    assert (listed["file"], listed["row"]) == (bad.name, "3")
