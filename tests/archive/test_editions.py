"""A month that a publisher restates: the last load wins, unless it is said to be older; what moved is counted."""

from pathlib import Path

from frankpledge.archive.archive import Archive
from frankpledge.archive.load_report import EditionChange
from frankpledge.archive.restated import restated
from tests.archive.loading import contents, loaded
from tests.sources.files import FORCE, asb_row, crimes, put_street, street_row


def change(tmp_path: Path, before: list[str], after: list[str]) -> EditionChange:
    loaded(tmp_path, put_street(tmp_path / "before", *before))
    _, report = loaded(tmp_path, put_street(tmp_path / "after", *after))
    assert [file.status for file in report.files] == ["replaced"]
    (found,) = report.changes
    return found


def test_another_edition_replaces_the_month_and_adds_nothing_twice(tmp_path: Path) -> None:
    archive, _ = loaded(tmp_path, put_street(tmp_path / "one", *crimes(3)))

    loaded(tmp_path, put_street(tmp_path / "two", *crimes(3, outcome="Offender fined")))

    rows = archive.snapshot().rows("police_uk_street").to_pyarrow()
    assert rows["outcome"].to_pylist() == ["Offender fined"] * 3


def test_outcomes_that_moved_are_counted(tmp_path: Path) -> None:
    found = change(
        tmp_path,
        [street_row(1), street_row(2), street_row(3, outcome=""), asb_row()],
        [street_row(1, outcome="Offender fined"), street_row(2), street_row(3), asb_row()],
    )

    assert found == EditionChange("police_uk_street", FORCE, "2024-04", 3, 2, 0, 0, 0)


def test_of_a_crime_with_several_rows_the_first_counts(tmp_path: Path) -> None:
    found = change(
        tmp_path,
        [
            street_row(1, outcome="a"),
            street_row(1, outcome="b"),
            street_row(2, outcome="a"),
            street_row(2, outcome="b"),
        ],
        [
            street_row(1, outcome="a"),
            street_row(1, outcome="c"),
            street_row(2, outcome="b"),
            street_row(2, outcome="a"),
        ],
    )

    assert (found.crimes, found.outcomes_moved, found.rows_added, found.rows_gone) == (2, 1, 0, 0)


def test_rows_added_and_gone_are_counted_with_and_without_a_crime_id(tmp_path: Path) -> None:
    found = change(
        tmp_path,
        [street_row(1), street_row(2), street_row(2), asb_row(), asb_row()],
        [street_row(1), street_row(2), street_row(3), street_row(4), asb_row(), asb_row(lsoa="E01999002")],
    )

    assert (found.crimes, found.rows_added, found.rows_gone) == (2, 3, 2)


def test_a_place_that_was_revised_is_no_new_row(tmp_path: Path) -> None:
    found = change(tmp_path, [street_row(1), street_row(2)], [street_row(1, lon="-1.6"), street_row(2)])

    assert (found.places_moved, found.rows_added, found.rows_gone) == (1, 0, 0)


def test_an_edition_that_is_older_than_the_one_held_is_refused(tmp_path: Path) -> None:
    archive, _ = loaded(tmp_path, put_street(tmp_path / "new", *crimes(3)), edition="2025-06")
    before = contents(archive, without=())

    _, report = loaded(tmp_path, put_street(tmp_path / "old", *crimes(4)), edition="2025-01")

    assert not report.ok
    assert [file.reason for file in report.with_status("refused")] == [
        "held from the edition of 2025-06, newer than 2025-01: --force would replace it"
    ]
    assert contents(archive, without=()) == before


def test_force_loads_an_older_edition_all_the_same(tmp_path: Path) -> None:
    archive, _ = loaded(tmp_path, put_street(tmp_path / "new", *crimes(3)), edition="2025-06")

    _, report = loaded(tmp_path, put_street(tmp_path / "old", *crimes(4)), edition="2025-01", force=True)

    assert report.ok
    assert sum(contents(archive)["police_uk_street"].values()) == 4


def test_without_an_edition_the_last_load_wins(tmp_path: Path) -> None:
    archive, _ = loaded(tmp_path, put_street(tmp_path / "new", *crimes(3)), edition="2025-06")

    _, report = loaded(tmp_path, put_street(tmp_path / "next", *crimes(4)))

    assert report.ok
    assert sum(contents(archive)["police_uk_street"].values()) == 4


def test_an_edition_told_later_is_noted_for_the_same_file(tmp_path: Path) -> None:
    path = put_street(tmp_path / "new", *crimes(3))
    loaded(tmp_path, path)

    _, told = loaded(tmp_path, path, edition="2025-06")
    _, older = loaded(tmp_path, put_street(tmp_path / "old", *crimes(4)), edition="2025-01")

    assert [(file.status, file.reason) for file in told.files] == [("unchanged", "its edition, 2025-06, is now noted")]
    assert [file.status for file in older.files] == ["refused"]


def test_an_edition_before_the_month_itself_is_refused_even_by_force(tmp_path: Path) -> None:
    path = put_street(tmp_path / "in", *crimes(3))

    for force in (False, True):
        archive, report = loaded(tmp_path, path, edition="2024-03", force=force)

        assert not report.ok
        assert report.files[0].status == "refused"
        assert "an edition of 2024-03 cannot hold 2024-04, a later month" in report.files[0].reason
        assert not archive.snapshot().holds("police_uk_street")


def test_an_edition_before_the_month_is_not_noted_for_a_file_that_is_held(tmp_path: Path) -> None:
    path = put_street(tmp_path / "in", *crimes(3))
    archive, _ = loaded(tmp_path, path)

    _, report = loaded(tmp_path, path, edition="2024-03")

    assert [file.status for file in report.files] == ["refused"]
    assert archive.snapshot().rows("police_uk_street").to_pyarrow()["edition"].to_pylist() == [None] * 3


def test_an_edition_of_the_month_itself_is_taken(tmp_path: Path) -> None:
    _, report = loaded(tmp_path, put_street(tmp_path / "in", *crimes(3)), edition="2024-04")

    assert [file.status for file in report.files] == ["loaded"]


def test_the_real_earlier_edition_moves_the_outcomes_that_it_is_known_to(tmp_path: Path, real_data: Path) -> None:
    # Counted for the data's description, with other code: rows, IDs, types and places are the same.
    known = {"2024-04": (4003, 2864), "2025-01": (3380, 1274), "2025-04": (3876, 2443)}
    earlier = real_data / "police-uk-earlier-edition"
    newer = [real_data / "police-uk" / month for month in known]
    _, first = loaded(tmp_path, earlier)

    archive, report = loaded(tmp_path, *(path / f"{path.name}-north-yorkshire-street.csv" for path in newer))

    assert (first.ok, report.ok) == (True, True)
    assert {one.month: (one.crimes, one.outcomes_moved) for one in report.changes} == known
    assert all((one.rows_added, one.rows_gone, one.places_moved) == (0, 0, 0) for one in report.changes)
    assert archive.snapshot().rows("police_uk_street").count().to_pyarrow().as_py() == 15_136


def test_the_months_that_the_newest_load_restated_are_known(tmp_path: Path) -> None:
    first = [put_street(tmp_path / "one", *crimes(3, month=month), month=month) for month in ("2024-04", "2024-05")]
    archive, _ = loaded(tmp_path, *first)
    assert restated(archive, "police_uk_street") == frozenset()

    loaded(tmp_path, put_street(tmp_path / "two", *crimes(3, outcome="Offender fined")))
    assert restated(archive, "police_uk_street") == {(FORCE, "2024-04")}

    loaded(tmp_path, put_street(tmp_path / "three", *crimes(2, month="2024-06"), month="2024-06"))
    assert restated(archive, "police_uk_street") == frozenset()


def test_nothing_is_restated_where_nothing_is_held(tmp_path: Path) -> None:
    assert restated(Archive(tmp_path), "police_uk_street") == frozenset()
