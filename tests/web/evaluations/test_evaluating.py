"""Did it work? Judged from the archive by itself, again when months arrive, and refused where too little is held."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django_scopes import scope

from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.audit.models import AuditEvent
from frankpledge.web.evaluations import areas, changes, evaluating, queries, tasks
from frankpledge.web.evaluations.models import ActionPlace, Evaluated
from frankpledge.web.plans import changes as plans
from tests.web.evaluations.evaluated import MONTHS, SINCE, TOWN, a_place, counts, held, the_area
from tests.web.plans.plans import an_action


@pytest.fixture
def here(cast):
    with scope(partnership=cast.partnerships["castermouth"]):
        the_area(cast)
        yield cast


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    return held(tmp_path_factory.mktemp("town"), counts())


def judge(place, archive):
    return evaluating.bring_up_to_date(archive.snapshot(), ActionPlace.objects.get(pk=place.pk))


def test_the_comparison_chosen_had_as_much_before_and_touches_it_nowhere(here, town):
    place = a_place(here, an_action(here))

    laid = areas.lay_out(town.snapshot(), place)

    assert laid.areas.treated == (TOWN.lsoas[0],)
    assert laid.areas.around == tuple(TOWN.lsoas[at] for at in (1, 8, 9))
    # As many as there are of each, and none from the quiet half of the town, which is nothing like it.
    assert [len(laid.areas.comparison), len(laid.areas.around_comparison)] == [1, 3]
    assert {*laid.areas.comparison, *laid.areas.around_comparison} <= {*TOWN.lsoas[2:8], *TOWN.lsoas[10:16]}
    # They were chosen for their numbers, and lie around nothing.
    assert laid.areas.names["around_comparison"] == "set beside what is around it"


def test_the_choice_looks_at_nothing_that_came_after_the_start(here, town, tmp_path):
    place = a_place(here, an_action(here))
    otherwise = counts()
    otherwise[24:] = 7

    chosen = areas.lay_out(held(tmp_path / "b", otherwise).snapshot(), place)

    assert chosen.areas.comparison == areas.lay_out(town.snapshot(), place).areas.comparison


def test_a_fall_beyond_chance_that_did_not_move_is_found_with_its_figures_and_snapshot(here, town):
    place = a_place(here, an_action(here))

    made = judge(place, town)

    assert made.answer == "worked", made.said
    assert "fell by" in made.said
    assert "places around" in made.said
    assert made.months == "January 2023 to December 2025"
    assert made.versions == {
        name: version for name, version in town.snapshot().versions.items() if name in made.versions
    }
    assert {"police_uk_street", "lsoa21_places"} <= set(made.versions)
    after = next(figure for figure in made.entry["figures"] if figure["name"] == "count_after")
    assert after["value"] == counts()[24:, 0].sum()
    assert "<svg" in made.html
    assert "<table" in made.html


def test_where_crime_only_moved_it_does_not_say_that_it_worked(here, tmp_path):
    place = a_place(here, an_action(here))

    made = judge(place, held(tmp_path / "moved", counts(elsewhere=74)))

    assert made.answer == "cannot tell"


def test_nothing_happened_and_it_says_so(here, tmp_path):
    place = a_place(here, an_action(here))

    made = judge(place, held(tmp_path / "nothing", counts(after=60)))

    assert made.answer == "no evidence either way"


def test_too_little_data_is_refused_plainly(here, town):
    place = a_place(here, an_action(here), since=date(2026, 1, 1))

    made = judge(place, town)

    assert (made.answer, made.html) == ("not yet", "")
    assert "January 2026 and the month before it have to be held" in made.said
    assert "December 2025" in made.said


def test_too_few_months_after_are_told_with_what_is_needed(here, town):
    made = judge(a_place(here, an_action(here), since=date(2025, 10, 14)), town)

    assert made.answer == "cannot tell"
    assert "2 after" in made.said  # November and December: October was begun
    assert "12 months before and 6 after are needed" in made.said


def test_an_archive_without_anything_is_no_error(here, tmp_path):
    from frankpledge.archive.archive import Archive

    made = judge(a_place(here, an_action(here)), Archive(tmp_path / "empty"))

    assert made.answer == "not yet"


def test_the_same_evidence_is_judged_once_and_new_months_again(here, tmp_path, settings):
    place = a_place(here, an_action(here))
    settings.ARCHIVE = tmp_path / "grows"
    short = [month for month in MONTHS if month <= "2025-08"]
    held(settings.ARCHIVE, counts(), short)

    assert tasks.bring_all_up_to_date() == 1
    assert tasks.bring_all_up_to_date() == 0
    rest = held(tmp_path / "rest", counts())
    for month in (month for month in MONTHS if month not in short):
        _copy_month(rest, settings.ARCHIVE, month)
    assert tasks.bring_all_up_to_date() == 1

    assert [each.last_month for each in place.evaluated.all()] == ["2025-12", "2025-08"]
    told = AuditEvent.objects.filter(kind="evaluations.evaluated")
    assert told.count() == 2


def _copy_month(source, folder, month):
    from frankpledge.archive.archive import Archive

    rows = source.snapshot().rows("police_uk_street").filter(lambda row: row.month == month).to_pyarrow()
    Archive(folder).replace_months("police_uk_street", rows, [month], load="later")


def test_said_anew_it_is_judged_anew_and_the_earlier_verdict_stays(here, town, django_capture_on_commit_callbacks):
    action = an_action(here)
    place = a_place(here, action)
    first = judge(place, town)
    changes.say_where(
        action=action, places=[TOWN.lsoas[5]], comparison=["ward:Ward 4"], crime_types=["Burglary"], since=SINCE,
        until=None, snapshot=town.snapshot(), by=here.viewer("cora"), today=here.today,
    )  # fmt: skip

    second = judge(place, town)

    assert first.judged["places"] != second.judged["places"]
    assert list(queries.history(here.viewer("cora"), place)) == [second, first]
    assert "Set beside Ward 4" in second.against


def test_words_that_name_no_place_are_refused_by_name(here, town):
    with pytest.raises(ValidationError, match="Nowhere"):
        changes.say_where(
            action=an_action(here), places=["Nowhere"], comparison=[], crime_types=[], since=SINCE, until=None,
            snapshot=town.snapshot(), by=here.viewer("cora"), today=here.today,
        )  # fmt: skip


def test_a_place_that_is_its_own_comparison_is_not_judged(here, town):
    elm = [{"code": TOWN.lsoas[0], "name": "Elm"}]

    made = judge(a_place(here, an_action(here), comparison=elm), town)

    assert made.answer == "not yet"
    assert "share 1 LSOA" in made.said


def test_only_who_writes_the_plan_says_where(here, town):
    action = an_action(here)
    with pytest.raises(NotAllowed):
        changes.say_where(
            action=action, places=[TOWN.lsoas[5]], comparison=[], crime_types=[], since=SINCE, until=None,
            snapshot=town.snapshot(), by=here.viewer("lea"), today=here.today,
        )  # fmt: skip


def test_dropped_and_ended_ones_are_judged_no_longer(here, town, settings):
    settings.ARCHIVE = town.folder
    action = an_action(here)
    place = a_place(here, action)
    plans.drop_action(action=action, because="No money", by=here.viewer("cora"), today=here.today)
    assert tasks.bring_all_up_to_date() == 0
    plans.take_up_again(action=action, by=here.viewer("cora"))
    changes.end(place=place, by=here.viewer("cora"), today=here.today)
    assert tasks.bring_all_up_to_date() == 0

    assert not Evaluated.objects.exists()


@pytest.mark.parametrize(
    ("field", "facts"),
    [
        ("since", {"since": date(1, 1, 1)}),
        ("until", {"until": date(9999, 12, 31)}),
        ("places", {"places": [TOWN.lsoas[5]] * 51}),
    ],
)
def test_days_and_numbers_that_nobody_means_are_refused(here, town, field, facts):
    asked = {"places": [TOWN.lsoas[5]], "comparison": [], "crime_types": [], "since": SINCE, "until": None} | facts
    with pytest.raises(ValidationError) as fault:
        changes.say_where(
            action=an_action(here), snapshot=town.snapshot(), by=here.viewer("cora"), today=here.today, **asked
        )
    assert list(fault.value.message_dict) == [field]
