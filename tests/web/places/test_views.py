"""The pages of places: they work without scripts, refuse in words, and ask the database as often for one as for many."""

import pytest
import shapely
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope, scopes_disabled

from frankpledge.web.accounts.models import Partnership, PartnershipArea
from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.places import changes
from frankpledge.web.places.models import OwnArea, Premises
from tests.archive.own_places import LSOAS, district, square
from tests.web.cast import Cast
from tests.web.places.drafts import HARBOUR, a_drawn_area, an_area, some_premises
from tests.web.test_uploads import REFUSED

ABOUT = {"name": "Old harbour", "kind": "town_centre", "note": "Local plan 2024", "from_on": "1 April 2024"}
NEW = "/p/castermouth/places/areas/new/"


@pytest.fixture
def archive(tmp_path, settings):
    archive = district(tmp_path, months=2)
    settings.ARCHIVE = archive.folder
    return archive


@pytest.fixture
def ana(cast_today: Cast, monkeypatch) -> Client:
    return _client(cast_today, "ana", monkeypatch)


def _client(cast: Cast, who: str, monkeypatch) -> Client:
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(cast.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def here(cast_today: Cast):
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield cast_today


def only_area() -> OwnArea:
    with scopes_disabled():
        return OwnArea.objects.prefetch_related("extents").get()


@pytest.mark.parametrize("way", ["draw", "file"])
def test_a_boundary_in_the_box_makes_an_area_without_scripts(archive, ana, way):
    went = ana.post(f"{NEW}{way}/", ABOUT | {"shape": HARBOUR})

    area = only_area()
    assert went["Location"] == f"/p/castermouth/places/areas/{area.pk}/"
    with scopes_disabled():
        extent = area.extents.get()
    assert (extent.how, extent.lsoas, str(extent.from_on)) == (
        {"draw": "drawn", "file": "given"}[way], list(LSOAS[:2]), "2024-04-01",
    )  # fmt: skip


def test_a_file_makes_an_area(archive, ana):
    file = SimpleUploadedFile("harbour.geojson", b"\xef\xbb\xbf" + HARBOUR.encode())

    ana.post(f"{NEW}file/", ABOUT | {"file": file})

    assert only_area().name == "Old harbour"


def test_lsoas_are_ticked_by_ward_or_typed(archive, ana, here):
    PartnershipArea.objects.create(partnership=here.partnerships["castermouth"], code="E22999001", name="Castermouth")

    page = ana.get(f"{NEW}list/").content.decode()
    ana.post(f"{NEW}list/", ABOUT | {"lsoas": [LSOAS[0]], "codes": f"{LSOAS[2]},\n"})

    assert "Harbour" in page
    assert f"Castermouth 001A ({LSOAS[0]})" in page
    assert only_area().extents.get().lsoas == [LSOAS[0], LSOAS[2]]


def test_a_partnership_without_an_area_names_where_to_look(archive, ana):
    nothing = ana.get(f"{NEW}list/").content.decode()
    found = ana.get(f"{NEW}list/?within=Castermouth").content.decode()
    wrong = ana.get(f"{NEW}list/?within=Nowhere").content.decode()

    assert "Show the LSOAs of" in nothing
    assert LSOAS[3] in found
    assert "No area held is called “Nowhere”" in wrong


@pytest.mark.parametrize(
    ("way", "told", "says"),
    [
        ("draw", {}, "Draw at least three corners"),
        ("file", {}, "Choose a file or paste its text"),
        ("list", {}, "Tick at least one LSOA"),
        ("file", {"shape": '{"type": "Point"}'}, "holds a Point"),
        ("file", {"shape": HARBOUR, "from_on": "yesterday"}, "Write the day as"),
        ("list", {"codes": "E01000001"}, "No look-up held knows"),
    ],
)
def test_what_makes_no_area_is_said_and_what_was_typed_stays(archive, ana, way, told, says):
    page = ana.post(f"{NEW}{way}/", ABOUT | told).content.decode()

    assert says in page
    assert "Local plan 2024" in page
    with scopes_disabled():
        assert not OwnArea.objects.exists()


@pytest.mark.parametrize("case", REFUSED)
def test_files_that_could_do_harm_are_refused(archive, ana, case):
    name, content, _ = REFUSED[case]

    answer = ana.post(f"{NEW}file/", ABOUT | {"file": SimpleUploadedFile(name, content)})

    assert answer.context["form"].errors["file"]


def test_a_way_that_is_none_is_not_there(archive, ana):
    assert ana.get(f"{NEW}guess/").status_code == 404


def test_the_page_of_an_area_counts_both_ways_and_says_which(archive, ana, here):
    # The second LSOA whole, and of the third only the middle, where its crimes are.
    shape = shapely.union(square(1, 2), square(2, 2.55, 0.45, 0.55))
    area = a_drawn_area(here, archive, shape=shapely.to_geojson(shape))

    page = ana.get(f"/p/castermouth/places/areas/{area.pk}/")

    counts = page.context["counts"]
    assert [str(month) for month in counts.months] == ["2025-01", "2025-02"]
    assert (counts.by_lsoa, counts.by_points) == (4, 10)
    assert "By map point" in page.content.decode()
    assert "100% of its surface" in page.content.decode()
    assert "<svg" in page.content.decode()


def test_the_boundary_can_be_taken_away_as_geojson(archive, ana, here):
    area = a_drawn_area(here, archive)

    told = ana.get(f"/p/castermouth/places/areas/{area.pk}/boundary.json").json()

    assert (told["type"], told["properties"]["name"], told["geometry"]["type"]) == ("Feature", "Old harbour", "Polygon")


def test_a_chosen_area_has_no_boundary_to_take_away(archive, ana, here):
    assert ana.get(f"/p/castermouth/places/areas/{an_area(here).pk}/boundary.json").status_code == 404


def test_a_new_boundary_and_an_end(archive, ana, here):
    area = an_area(here)

    ana.post(f"/p/castermouth/places/areas/{area.pk}/moves/file/", {"from_on": "2025-10-01", "shape": HARBOUR})
    ana.post(f"/p/castermouth/places/areas/{area.pk}/end/", {"on": "2026-01-01"})

    page = ana.get(f"/p/castermouth/places/areas/{area.pk}/").content.decode()
    assert "It ended on 1 January 2026" in page
    assert "From 1 April 2024: LSOAs chosen from a list, 2 LSOAs" in page


def test_the_paper_to_draw_on_holds_the_lsoas_around(archive, ana):
    told = ana.get("/p/castermouth/places/areas/paper.json?within=Castermouth").json()

    assert len(told["collection"]["features"]) == 4
    assert told["bounds"] == [1.5, 53.5, 1.54, 53.51]


def test_without_boundaries_the_paper_is_empty(archive, ana, settings, tmp_path):
    settings.ARCHIVE = tmp_path / "empty"

    assert ana.get("/p/castermouth/places/areas/paper.json").json()["bounds"] is None
    assert ana.get(f"{NEW}draw/").status_code == 200


def test_premises_from_first_to_last(archive, ana, cast_today, monkeypatch):
    ana.post(
        "/p/castermouth/places/premises/new/",
        {"name": "The Anchor", "kind": "licensed", "address": "1 Quay Street", "note": "Ask Mo first"},
    )
    with scopes_disabled():
        pk = Premises.objects.get().pk
    at = f"/p/castermouth/places/premises/{pk}/"
    ana.post(f"{at}conditions/new/", {"text": "No glass outside", "source": "Licensing", "from_on": "2024-01-01"})
    ana.post(
        f"{at}change/", {"name": "The Anchor", "kind": "licensed", "address": "2 Quay Street", "note": "Ask Mo first"}
    )
    assert ana.post(f"{at}public/", {"public": "1"}).status_code == 403
    assert Client(SERVER_NAME="127.0.0.1").get("/published/castermouth/premises/").status_code == 404

    cora = _client(cast_today, "cora", monkeypatch)
    cora.post(f"{at}public/", {"public": "1"})

    public = Client(SERVER_NAME="127.0.0.1").get("/published/castermouth/premises/").content.decode()
    assert "2 Quay Street" in public
    assert "No glass outside" in public
    assert "Ask Mo first" not in public
    assert "Ask Mo first" in ana.get(at).content.decode()

    with scopes_disabled():
        condition = Premises.objects.get().conditions.get().pk
    cora.post(f"{at}conditions/{condition}/end/", {"on": "2024-02-01"})
    assert "No glass" not in Client(SERVER_NAME="127.0.0.1").get("/published/castermouth/premises/").content.decode()

    cora.post(f"{at}change/", {"name": "The Anchor", "kind": "licensed", "address": "", "closed_on": "2024-03-01"})
    assert Client(SERVER_NAME="127.0.0.1").get("/published/castermouth/premises/").status_code == 404


def test_premises_that_cannot_be_kept_say_why(ana, archive):
    page = ana.post(
        "/p/castermouth/places/premises/new/", {"name": "X", "kind": "shop", "address": "", "longitude": "1.5"}
    ).content.decode()

    assert "Give both longitude and latitude" in page


@pytest.mark.parametrize("address", ["", "areas/{area}/", "premises/{premises}/"])
def test_ten_times_the_rows_ask_the_database_no_more_often(archive, ana, here, address):
    area, premises = an_area(here), some_premises(here)
    at = "/p/castermouth/places/" + address.format(area=area.pk, premises=premises.pk)
    ana.get(at)
    with CaptureQueriesContext(connection) as few:
        ana.get(at)
    for number in range(10):
        an_area(here, f"Area {number}")
        some_premises(here, f"House {number}")
        changes.give_extent(
            area=area, from_on=here.today.replace(year=2010 + number), how="chosen", shape="", lsoas=[LSOAS[0]],
            snapshot=archive.snapshot(), by=here.viewer("ana"),
        )  # fmt: skip
        changes.add_condition(
            premises=premises, text="x", source="", from_on=here.today, until_on=None, by=here.viewer("ana")
        )

    with CaptureQueriesContext(connection) as many:
        ana.get(at)

    assert len(many) == len(few)


def test_what_is_public_is_changed_by_who_may_release(ana, here, monkeypatch):
    premises = some_premises(here)
    condition = premises.conditions.get()
    at = f"/p/castermouth/places/premises/{premises.pk}/"
    said = {"text": "The owner is a convicted thief", "from_on": "2020-01-01"}
    changes.publish(premises=premises, public=True, by=here.viewer("cora"))

    assert ana.post(f"{at}conditions/new/", said).status_code == 403
    assert ana.post(f"{at}conditions/{condition.pk}/end/", {"on": "2024-02-01"}).status_code == 403
    stale = Premises.objects.get(pk=premises.pk)
    stale.published = False
    for change in (
        lambda: changes.put_premises(premises=stale, by=here.viewer("ana"), name="Thieves' house"),
        lambda: changes.add_condition(premises=stale, by=here.viewer("ana"), source="", until_on=None, **said),
        lambda: changes.end_condition(condition=condition, on=here.today, by=here.viewer("ana")),
    ):
        with pytest.raises(NotAllowed, match="These premises are public"):
            change()
    assert "thief" not in Client().get("/published/castermouth/premises/").content.decode()

    cora = _client(here, "cora", monkeypatch)
    assert cora.post(f"{at}conditions/new/", said | {"text": "Doors shut at 2am"}).status_code == 302
    assert "Doors shut at 2am" in Client().get("/published/castermouth/premises/").content.decode()


def test_invented_premises_are_public_in_a_demonstration_alone(here, settings):
    changes.publish(premises=some_premises(here), public=True, by=here.viewer("cora"))
    Partnership.objects.filter(slug="castermouth").update(demonstration=True)

    assert Client().get("/published/castermouth/premises/").status_code == 404
    settings.DEMONSTRATION = True
    assert Client().get("/published/castermouth/premises/").status_code == 200
