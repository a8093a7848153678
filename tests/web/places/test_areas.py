"""Own areas lie where they lay on the day; partnerships together are counted once; nobody finds another's."""

import json
from datetime import date

import pytest
import shapely
from django.core.exceptions import ValidationError
from django_scopes import scope, scopes_disabled

from frankpledge.archive.archive import Archive
from frankpledge.archive.areas import UnknownArea
from frankpledge.month import Month
from frankpledge.web.accounts.models import Partnership, PartnershipArea
from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.audit.models import AuditEvent
from frankpledge.web.places import areas, changes
from frankpledge.web.places.models import Extent, OwnArea, Premises
from tests.archive.own_places import LSOAS, boundaries, district, places, square
from tests.web.cast import TODAY, Cast
from tests.web.places.drafts import HARBOUR, a_drawn_area, an_area, some_premises


@pytest.fixture(autouse=True)
def _in_castermouth(cast: Cast):
    with scope(partnership=cast.partnerships["castermouth"]):
        yield


@pytest.fixture
def archive(tmp_path) -> Archive:
    return district(tmp_path)


def county(archive: Archive, cast: Cast) -> Partnership:
    """A county board over Castermouth (the first two LSOAs) and Thorley (the others)."""
    places(archive, partnerships=("E22999001", "E22999002"))
    board = Partnership.objects.create(name="Frankshire board", slug="board", kind="county")
    with scopes_disabled():
        for slug, code in (("castermouth", "E22999001"), ("thorley", "E22999002")):
            partnership = cast.partnerships[slug]
            partnership.parent = board
            partnership.save()
            PartnershipArea.objects.create(partnership=partnership, code=code, name=slug.title())
    return board


def test_a_drawn_area_counts_the_lsoas_of_which_more_than_half_lies_inside(cast, archive):
    area = a_drawn_area(cast, archive)

    extent = area.extents.get()
    assert extent.lsoas == [LSOAS[0], LSOAS[1]]
    assert [(fit["lsoa"], round(fit["share"], 2)) for fit in extent.fit] == [
        (LSOAS[1], 1.0), (LSOAS[0], 0.6), (LSOAS[2], 0.3),
    ]  # fmt: skip
    assert extent.shape["type"] == "Polygon"
    assert AuditEvent.objects.filter(kind__startswith="places.").count() == 2


def test_an_area_lies_where_it_lay_on_the_day(cast, archive):
    area = an_area(cast)
    changes.give_extent(
        area=area, from_on=date(2025, 10, 1), how="chosen", shape="", lsoas=[LSOAS[3]],
        snapshot=archive.snapshot(), by=cast.viewer("ana"),
    )  # fmt: skip
    snapshot = archive.snapshot()

    assert areas.find(snapshot, area.code, date(2025, 9, 30)).lsoas == LSOAS[:2]
    assert areas.find(snapshot, area.code, date(2025, 10, 1)).lsoas == (LSOAS[3],)
    assert areas.find(snapshot, area.code, date(2020, 1, 1)).lsoas == LSOAS[:2]


def test_two_boundaries_from_one_day_are_refused(cast, archive):
    area = an_area(cast)

    with pytest.raises(ValidationError, match="from that day already"):
        changes.give_extent(
            area=area, from_on=date(2024, 4, 1), how="chosen", shape="", lsoas=[LSOAS[3]],
            snapshot=archive.snapshot(), by=cast.viewer("ana"),
        )  # fmt: skip


def test_a_town_centre_that_fits_no_lsoa_is_kept_and_says_why_it_cannot_be_assessed(cast, archive):
    tiny = shapely.to_geojson(square(0.45, 0.55, 0.45, 0.55))

    area = a_drawn_area(cast, archive, shape=tiny)

    assert area.extents.get().lsoas == []
    with pytest.raises(UnknownArea, match="counts the map points inside"):
        areas.find(archive.snapshot(), area.code, TODAY)
    assert areas.choices(cast.partnerships["castermouth"], TODAY) == []


@pytest.mark.parametrize(
    ("shape", "lsoas", "how", "why"),
    [
        ("{}", [], "given", "holds a thing of no type"),
        (shapely.to_geojson(shapely.box(0, 51, 0.1, 51.1)), [], "given", "No LSOA that is held lies in this shape"),
        ("", [], "chosen", "at least one LSOA"),
        ("", ["E01000001"], "chosen", "No look-up held knows E01000001"),
    ],
)
def test_an_area_that_is_none_is_refused_and_nothing_is_kept(cast, archive, shape, lsoas, how, why):
    with pytest.raises(ValidationError, match=why):
        changes.make_area(
            name="X", kind="other", note="", from_on=TODAY, how=how, shape=shape, lsoas=lsoas,
            snapshot=archive.snapshot(), by=cast.viewer("ana"),
        )  # fmt: skip
    assert not OwnArea.objects.exists()


def test_codes_typed_in_any_way_are_the_same_lsoas(cast, archive):
    made = changes.make_area(
        name="X", kind="other", note="", from_on=TODAY, how="chosen", shape="",
        lsoas=[LSOAS[1].lower(), f" {LSOAS[0]} ", LSOAS[1]], snapshot=archive.snapshot(), by=cast.viewer("ana"),
    )  # fmt: skip

    assert made.extents.get().lsoas == [LSOAS[0], LSOAS[1]]


@pytest.mark.parametrize("who", ["lea", "mo", "chris", "ada"])
def test_others_than_writers_make_no_area(cast, archive, who):
    with pytest.raises(NotAllowed):
        changes.make_area(
            name="X", kind="other", note="", from_on=TODAY, how="given", shape=HARBOUR, lsoas=[],
            snapshot=archive.snapshot(), by=cast.viewer(who),
        )  # fmt: skip


def test_the_next_partnership_does_not_find_our_area(cast, archive):
    area = an_area(cast)

    with scope(partnership=cast.partnerships["thorley"]), pytest.raises(UnknownArea):
        areas.find(archive.snapshot(), area.code, TODAY)


def test_an_area_that_has_ended_is_offered_no_more_and_still_found(cast, archive):
    area = an_area(cast)
    assert areas.choices(area.partnership, TODAY) == [(area.code, "Harbour beat (police neighbourhood)")]

    changes.end_area(area=area, on=TODAY, by=cast.viewer("ana"))

    assert areas.choices(area.partnership, TODAY) == []
    assert areas.find(archive.snapshot(), area.code, TODAY).name == "Harbour beat"


def test_a_county_is_its_partnerships_together_each_lsoa_once(cast, archive):
    board = county(archive, cast)
    with scopes_disabled():  # the board names one of them itself too
        PartnershipArea.objects.create(partnership=board, code="E22999002", name="Thorley")

    with scope(partnership=board):
        found = areas.find(archive.snapshot(), areas.code_of_all(board), TODAY)
        named = areas.choices(board, TODAY)

    assert (found.kind, found.name, found.lsoas) == ("together", "Frankshire board, all together", LSOAS)
    assert [part.whose for part in areas.parts(board, TODAY)] == ["Safer Castermouth", "Safer Thorley"]
    assert named == [(f"all-{board.pk}", "All 2 areas together")]


def test_merged_areas_count_on_the_days_that_they_were(cast, archive):
    here = cast.partnerships["castermouth"]
    places(archive, partnerships=("E22999001", "E22999002"))
    merged = date(2025, 4, 1)
    PartnershipArea.objects.create(partnership=here, code="E22999001", name="Castermouth")
    PartnershipArea.objects.create(partnership=here, code="E22999002", name="Thorley", from_on=merged)

    assert [part.name for part in areas.parts(here, date(2025, 3, 31))] == ["Castermouth"]
    assert [part.name for part in areas.parts(here, merged)] == ["Castermouth", "Thorley"]
    assert areas.find(archive.snapshot(), f"all-{here.pk}", date(2025, 3, 31)).lsoas == LSOAS[:2]


def test_a_partnership_below_that_has_ended_is_no_longer_counted(cast, archive):
    board = county(archive, cast)
    thorley = cast.partnerships["thorley"]
    thorley.ended_on = date(2025, 4, 1)
    thorley.save()

    assert [part.name for part in areas.parts(board, date(2025, 4, 1))] == ["Castermouth"]


def test_a_district_finds_neither_its_county_nor_the_next_district_together(cast, archive):
    board = county(archive, cast)

    for other in (board, cast.partnerships["thorley"]):
        with pytest.raises(UnknownArea):
            areas.find(archive.snapshot(), f"all-{other.pk}", TODAY)


def test_partnerships_that_name_each_other_as_parents_come_to_an_end(cast):
    one, other = cast.partnerships["castermouth"], cast.partnerships["thorley"]
    Partnership.objects.filter(pk=one.pk).update(parent=other)
    Partnership.objects.filter(pk=other.pk).update(parent=one)

    assert areas.parts(one, TODAY) == []


def test_the_last_day_of_a_month_decides(cast):
    assert areas.last_day(Month.parse("2024-02")) == date(2024, 2, 29)


def test_premises_are_changed_and_published_with_a_record(cast):
    premises = some_premises(cast)

    changes.publish(premises=premises, public=True, by=cast.viewer("cora"))
    changes.publish(premises=premises, public=False, by=cast.viewer("cora"))

    kinds = list(AuditEvent.objects.filter(kind__startswith="places.").values_list("kind", flat=True))
    assert kinds == [
        "places.premises_added", "places.condition_added", "places.premises_published", "places.premises_withdrawn",
    ]  # fmt: skip


def test_an_analyst_does_not_make_premises_public(cast):
    with pytest.raises(NotAllowed):
        changes.publish(premises=some_premises(cast), public=True, by=cast.viewer("ana"))


def test_closed_premises_are_not_made_public(cast):
    premises = some_premises(cast)
    premises.closed_on = TODAY

    assert changes.reason_not_to_publish(cast.viewer("cora"), premises) == "These premises are closed."


def test_a_condition_ends_and_stays_as_it_was_worded(cast):
    premises = some_premises(cast)

    ended = changes.end_condition(condition=premises.conditions.get(), on=TODAY, by=cast.viewer("ana"))

    assert (ended.until_on, ended.text) == (TODAY, "No glass outside after 9pm")


@pytest.mark.parametrize("place", [{"longitude": 1.5, "latitude": None}, {"longitude": 53.5, "latitude": 1.5}])
def test_half_a_place_or_one_abroad_is_refused(cast, place):
    with pytest.raises(ValidationError, match="both longitude and latitude"):
        changes.put_premises(premises=None, by=cast.viewer("ana"), name="X", kind="shop", address="", **place)
    assert not Premises.objects.exists()


def test_a_shape_is_kept_to_ten_centimetres(cast, archive):
    boundaries(archive)
    shape = json.dumps(
        {"type": "Polygon", "coordinates": [[[1.5, 53.5], [1.5100000049, 53.5], [1.51, 53.51], [1.5, 53.5]]]}
    )

    area = a_drawn_area(cast, archive, shape=shape)

    corners = Extent.objects.get(area=area).shape["coordinates"][0]
    assert all(round(value, 6) == value for corner in corners for value in corner)
