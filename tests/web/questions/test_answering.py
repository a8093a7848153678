"""Answers: counted anew from the archive, a missing month is no zero, small numbers of restricted data are hidden."""

from datetime import date

import pytest
import shapely
from django_scopes import scope

from frankpledge.archive.archive import Archive
from frankpledge.archive.areas import UnknownArea
from frankpledge.archive.feeds import add
from frankpledge.archive.load import load
from frankpledge.month import Month
from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.audit.models import AuditEvent
from frankpledge.web.exports.kinds import KINDS
from frankpledge.web.questions import changes, queries, things
from frankpledge.web.questions.answering import answer, is_restricted, sources
from frankpledge.web.questions.asking import STREET, Asked, CannotAnswer
from frankpledge.web.questions.models import Answer
from tests.archive.own_places import LSOAS, crime, district, square
from tests.archive.partner_files import PEOPLE, put, row
from tests.sources.partners import feed_text
from tests.web.cast import TODAY, Cast
from tests.web.places.drafts import a_drawn_area, an_area
from tests.web.questions.drafts import a_question, an_answer

HOSPITAL = "counts:Hospital assaults"


@pytest.fixture(autouse=True)
def _in_castermouth(cast: Cast):
    with scope(partnership=cast.partnerships["castermouth"]):
        yield


@pytest.fixture
def archive(tmp_path) -> Archive:
    return district(tmp_path, months=3)


def asked(**changes) -> Asked:
    told = {
        "source": STREET, "area": "E22999001", "counted_by": "lsoa", "crime_type": "Burglary", "breakdown": "month",
        "first": Month.parse("2025-01"), "last": Month.parse("2025-03"),
    }  # fmt: skip
    return Asked(**(told | changes))


def counts(archive, **changes):
    found = answer(archive.snapshot(), asked(**changes), TODAY)
    return {label: count for label, _, count in found.rows}


def hospital(archive, tmp_path, by_lsoa: dict[str, int], sensitivity: str = "restricted") -> None:
    """Ready-made counts of January 2025."""
    lines = [
        f"Hospital assaults,Frankshire Hospitals,{sensitivity},2025-01,{lsoa},Fist,{n}" for lsoa, n in by_lsoa.items()
    ]
    path = tmp_path / "hospital.csv"
    path.write_text("Dataset,Publisher,Sensitivity,Month,LSOA code,Category,Count\n" + "\n".join(lines) + "\n")
    assert load(archive, [path]).ok


def test_by_month(archive):
    assert counts(archive) == {"January 2025": 10, "February 2025": 10, "March 2025": 10}


def test_by_ward_and_lsoa_with_codes_the_most_first(archive):
    found = answer(archive.snapshot(), asked(breakdown="lsoa"), TODAY)

    assert counts(archive, breakdown="ward") == {"Hill": 21, "Harbour": 9}
    assert [(code, count) for _, code, count in found.rows] == [
        (LSOAS[3], 12), (LSOAS[2], 9), (LSOAS[1], 6), (LSOAS[0], 3),
    ]  # fmt: skip


def test_by_type_and_outcome(archive, tmp_path):
    crime(archive, tmp_path / "files", "2025-04", {0: 2}, "Robbery")
    april = {"first": Month.parse("2025-04"), "last": Month.parse("2025-04"), "crime_type": ""}

    assert counts(archive, breakdown="type", **april) == {"Robbery": 2}
    assert counts(archive, breakdown="outcome", **april) == {"Under investigation": 2}
    assert counts(archive, breakdown="type", **(april | {"crime_type": "Burglary"})) == {}


def test_an_lsoa_without_any_is_a_zero_and_a_month_not_held_is_none(archive, tmp_path):
    crime(archive, tmp_path / "files", "2025-05", {0: 1})
    span = {"first": Month.parse("2025-04"), "last": Month.parse("2025-05")}

    assert counts(archive, **span) == {"April 2025": None, "May 2025": 1}
    found = answer(archive.snapshot(), asked(breakdown="lsoa", **span), TODAY)
    assert [count for *_, count in found.rows] == [1, 0, 0, 0]
    assert [str(month) for month in found.not_held] == ["2025-04"]
    assert found.total == 1


def test_the_newest_months_are_those_held(archive):
    found = answer(archive.snapshot(), asked(first=None, last=None, latest=2), TODAY)

    assert [str(month) for month in found.months] == ["2025-02", "2025-03"]


def test_an_own_area_is_counted_by_lsoa_or_by_point_and_says_which(archive, cast):
    shape = shapely.union(square(1, 2), square(2, 2.55, 0.45, 0.55))
    own = a_drawn_area(cast, archive, shape=shapely.to_geojson(shape))

    by_lsoa = answer(archive.snapshot(), asked(area=own.code), TODAY)
    by_points = answer(archive.snapshot(), asked(area=own.code, counted_by="points"), TODAY)

    assert (by_lsoa.total, by_points.total) == (6, 15)
    assert "LSOA is one of the 1 of Old harbour" in by_lsoa.filter
    assert "map point lies in Old harbour as it is from" in by_points.filter


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"counted_by": "points"}, "Only an own area that was drawn"),
        ({"first": Month.parse("2010-01"), "last": Month.parse("2025-03")}, "120 months or fewer"),
        ({"first": Month.parse("2020-01"), "last": Month.parse("2020-03")}, "None of these months is held"),
        ({"first": None, "last": None}, "Say from which month"),
        ({"source": HOSPITAL}, "holds no counts_extract"),
    ],
)
def test_what_has_no_answer_says_why(archive, changes, why):
    with pytest.raises((CannotAnswer, LookupError), match=why):
        answer(archive.snapshot(), asked(**changes), TODAY)


def test_by_point_wards_are_not_counted(archive, cast):
    own = a_drawn_area(cast, archive)

    with pytest.raises(CannotAnswer, match="by month or type alone"):
        answer(archive.snapshot(), asked(area=own.code, counted_by="points", breakdown="ward"), TODAY)


def test_a_chosen_area_has_no_points(archive, cast):
    with pytest.raises(CannotAnswer, match="Only an own area that was drawn"):
        answer(archive.snapshot(), asked(area=an_area(cast).code, counted_by="points"), TODAY)


def test_small_numbers_of_restricted_data_are_hidden_and_cannot_be_worked_out(archive, tmp_path):
    hospital(archive, tmp_path, {LSOAS[0]: 3, LSOAS[1]: 40, LSOAS[2]: 25})
    january = {"source": HOSPITAL, "crime_type": "", "first": Month.parse("2025-01"), "last": Month.parse("2025-01")}

    found = answer(archive.snapshot(), asked(breakdown="lsoa", **january), TODAY)

    by_code = {code: count for _, code, count in found.rows}
    # The three alone would be the total less the others: so a second is hidden with it.
    assert by_code == {LSOAS[1]: 40, LSOAS[2]: None, LSOAS[0]: None, LSOAS[3]: 0}
    assert (found.restricted, found.hidden, found.total) == (True, 2, 68)


def test_open_counts_are_not_hidden(archive, tmp_path):
    hospital(archive, tmp_path, {LSOAS[0]: 3}, "open")

    found = answer(archive.snapshot(), asked(source=HOSPITAL, crime_type="", last=Month.parse("2025-01")), TODAY)

    assert (found.restricted, found.total) == (False, 3)


def test_events_of_a_feed_are_counted_once_each_and_a_lapsed_agreement_closes_it(archive, tmp_path):
    add(archive, feed_text(PEOPLE, file='one_row_per = "person"'), by="x", on=TODAY)
    rows = [row(n, "2026-01", area=LSOAS[0]) for n in range(7)]
    assert load(archive, [put(tmp_path, *rows, row(1, "2026-01", area=LSOAS[0], victim="V2"))]).ok
    told = {"source": "feed:frankshire-police/recorded-crime", "crime_type": "Burglary", "breakdown": "ward"}
    months = {"first": Month.parse("2026-01"), "last": Month.parse("2026-01")}

    held = answer(archive.snapshot(), asked(**told, **months), TODAY)
    assert (held.total, held.restricted) == (7, True)

    add(archive, feed_text(PEOPLE, file='one_row_per = "person"', until="2025-01-01"), by="x", on=TODAY)
    with pytest.raises(CannotAnswer, match="lapsed"):
        answer(archive.snapshot(), asked(**told, **months), TODAY)
    assert sources(archive.snapshot(), TODAY, restricted=True) == [(STREET, "Street-level crime (data.police.uk)")]


def test_restricted_sources_are_offered_to_those_alone_who_may(archive, tmp_path):
    hospital(archive, tmp_path, {LSOAS[0]: 3})

    assert [code for code, _ in sources(archive.snapshot(), TODAY, restricted=False)] == [STREET]
    assert [code for code, _ in sources(archive.snapshot(), TODAY, restricted=True)] == [STREET, HOSPITAL]


@pytest.mark.parametrize("source", ["counts:Unknown", "feed:unknown", "anything"])
def test_a_source_that_is_not_known_is_taken_to_be_restricted(archive, source):
    assert is_restricted(archive.snapshot(), source)


def test_who_may_not_see_restricted_data_cannot_ask_of_them(archive, cast, tmp_path, monkeypatch):
    hospital(archive, tmp_path, {LSOAS[0]: 3})
    ana = cast.viewer("ana")
    monkeypatch.setattr(type(ana), "may", lambda self, permission: permission != changes.RESTRICTED)

    with pytest.raises(NotAllowed):
        changes.ask(archive.snapshot(), asked(source=HOSPITAL, crime_type=""), by=ana, today=TODAY)


def test_a_look_at_restricted_figures_is_recorded(archive, cast, tmp_path):
    hospital(archive, tmp_path, {LSOAS[0]: 3})

    changes.ask(
        archive.snapshot(), asked(source=HOSPITAL, crime_type="", last=Month.parse("2025-01")),
        by=cast.viewer("ana"), today=TODAY,
    )  # fmt: skip

    assert AuditEvent.objects.get(kind="audit.looked").detail["source"] == HOSPITAL


def test_a_saved_question_asked_again_moves_only_with_the_data(archive, cast, tmp_path):
    ana, put_question = cast.viewer("ana"), asked(first=None, last=None, latest=3)
    question = changes.save(title="Burglary", asked=put_question, snapshot=archive.snapshot(), by=ana, today=TODAY)
    told = {"question": question, "asked": queries.asked_in(question), "by": ana, "today": TODAY}
    same = changes.ask_again(snapshot=archive.snapshot(), **told)
    crime(archive, tmp_path / "files", "2025-04", {0: 5})

    newer = changes.ask_again(snapshot=archive.snapshot(), **told)

    assert (same.number, newer.number) == (1, 2)
    assert newer.content["months"] == ["2025-02", "2025-03", "2025-04"]
    assert queries.moved(newer.content, same.content) == [("April 2025", "not there", "5")]
    assert Answer.objects.get(number=1).content["months"] == ["2025-01", "2025-02", "2025-03"]


def test_a_question_of_an_area_that_is_none_is_not_kept(archive, cast):
    with pytest.raises(UnknownArea):
        changes.save(
            title="X", asked=asked(area="E22000000"), snapshot=archive.snapshot(), by=cast.viewer("ana"), today=TODAY
        )


def test_boundaries_are_those_of_the_last_month_asked_for(archive, cast):
    area = an_area(cast)
    from frankpledge.web.places import changes as places

    places.give_extent(
        area=area, from_on=date(2025, 3, 1), how="chosen", shape="", lsoas=[LSOAS[3]], snapshot=archive.snapshot(),
        by=cast.viewer("ana"),
    )  # fmt: skip

    february = answer(archive.snapshot(), asked(area=area.code, last=Month.parse("2025-02")), TODAY)
    march = answer(archive.snapshot(), asked(area=area.code, first=Month.parse("2025-03")), TODAY)

    assert (february.total, march.total) == (6, 4)


def test_a_question_whose_source_became_restricted_is_restricted_with_all_its_answers(cast, archive, tmp_path):
    month = Month.parse("2025-01")
    of = asked(source=HOSPITAL, crime_type="", first=month, last=month)
    ana, lea = cast.viewer("ana"), cast.viewer("lea")
    told = {"snapshot": None, "by": ana, "today": TODAY}
    hospital(archive, tmp_path, {LSOAS[0]: 30, LSOAS[1]: 38}, "open")
    question = changes.save(title="Assaults", asked=of, **told | {"snapshot": archive.snapshot()})
    first = question.answers.get()
    assert [queries.questions(lea).count(), queries.seen(lea).count()] == [1, 1]

    hospital(archive, tmp_path, {LSOAS[0]: 31, LSOAS[1]: 40}, "restricted")
    second = changes.ask_again(question=question, asked=of, **told | {"snapshot": archive.snapshot()})
    question.refresh_from_db()
    assert (question.restricted, first.restricted, second.restricted) == (True, False, True)
    assert [queries.questions(lea).count(), queries.answers(lea, question).count(), queries.seen(lea).count()] == [
        0
    ] * 3
    assert things.answers(lea, [str(second.pk)]) == things.answers(lea, [str(first.pk)]) == {}
    assert things.answers(ana, [str(second.pk)])[str(second.pk)].restricted
    assert [column.why for column in KINDS["answer"].table(ana, str(second.pk)).columns] == ["", "", "restricted"]
    assert AuditEvent.objects.filter(kind="questions.restricted").count() == 1

    hospital(archive, tmp_path, {LSOAS[0]: 32, LSOAS[1]: 41}, "open")
    changes.ask_again(question=question, asked=of, **told | {"snapshot": archive.snapshot()})
    assert not queries.seen(lea).exists()  # what came on terms stands in an older answer


def test_a_restricted_answer_is_hidden_though_its_question_was_not_raised(cast):
    question = a_question(cast)
    restricted = an_answer(cast, question, total=8)
    Answer.objects.filter(pk=restricted.pk).update(restricted=True)

    assert not queries.questions(cast.viewer("lea")).exists()
    assert restricted not in queries.seen(cast.viewer("lea"))
    assert restricted in queries.seen(cast.viewer("ana"))
