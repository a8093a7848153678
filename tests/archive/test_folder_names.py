"""An archive in a folder of any name that people give to folders, or a refusal before anything is written."""

import pytest

from frankpledge.archive import crimes
from frankpledge.archive.archive import Archive, UnusableFolder
from frankpledge.archive.load import load
from frankpledge.month import Month
from tests.archive.files import month_file


@pytest.mark.parametrize(
    "name", ["My Evidence", "50% of it", "what? (new) *", "{a}, b & c", "Tystiolaeth â'r #1", "a+b=c~;@"]
)
def test_what_was_loaded_is_found_again(tmp_path, name):
    archive = Archive(tmp_path / name / "archive")

    report = load(archive, [month_file(tmp_path / "data", "2025-01", rows=7)])

    assert report.ok
    assert crimes.force_counts(archive.snapshot(), "Frankshire Police", [Month.parse("2025-01")])["n"].sum() == 7
    assert all(file.is_file() for file in archive.files("police_uk_street"))


def test_a_dataset_of_which_all_was_removed_has_no_files_and_no_rows(tmp_path):
    archive = Archive(tmp_path / "My Evidence")
    load(archive, [month_file(tmp_path / "data", "2025-01")])

    archive.table("police_uk_street").delete()

    assert archive.files("police_uk_street") == []
    assert archive.snapshot().rows("police_uk_street").count().to_pandas() == 0


@pytest.mark.parametrize("name", ["evidence [1]", "a|b", "a^b", "a\\b", "100%20"])
def test_a_name_that_the_table_format_cannot_handle_is_refused(tmp_path, name):
    with pytest.raises(UnusableFolder, match="cannot handle"):
        Archive(tmp_path / name)
