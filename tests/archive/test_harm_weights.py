"""Which weights a figure is weighed by: the newest version of each set, never two in one."""

from frankpledge.archive.harm_weights import weight_sets
from tests.archive.loading import loaded
from tests.sources.test_harm_weights import HEADER, row


def put(folder, name, *rows):
    path = folder / name
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return path


def test_the_newest_version_of_each_set_is_used_whole(tmp_path):
    archive, _ = loaded(tmp_path, put(tmp_path, "new.csv", row(weight="20", version="2", published="2026-01-31")))
    archive, report = loaded(
        tmp_path,
        put(tmp_path, "old.csv", row(), row("45", "3", "Vehicle crime")),
        put(tmp_path, "other.csv", row(scheme="Another", weight="1")),
    )

    another, invented = weight_sets(archive.snapshot())

    assert report.ok
    assert (another.scheme, another.weights) == ("Another", {"28E": 1.0})
    assert (invented.version, invented.weights) == ("2", {"28E": 20.0})
    assert invented.title == "Invented, 2 (2026-01-31)"


def test_a_type_spans_the_weights_of_its_offences(tmp_path):
    archive, _ = loaded(tmp_path, put(tmp_path, "w.csv", row(), row("30D", "200"), row("9", "3", "")))

    [found] = weight_sets(archive.snapshot())

    assert found.types == {"Burglary": (12.5, 200.0)}
    assert found.offences["9"] == "Some offence"


def test_a_version_loaded_again_takes_the_place_of_the_same_version(tmp_path):
    archive, _ = loaded(tmp_path, put(tmp_path, "w.csv", row(), row("45", "3", "")))
    archive, _ = loaded(tmp_path, put(tmp_path, "w2.csv", row(weight="13")))

    [found] = weight_sets(archive.snapshot())

    assert found.weights == {"28E": 13.0}


def test_an_archive_without_weights_has_no_sets(tmp_path):
    archive, _ = loaded(tmp_path)

    assert weight_sets(archive.snapshot()) == []
