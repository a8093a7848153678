"""A county's assessment: one area, each LSOA counted once, with an extract for each district."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from frankpledge.archive.archive import Archive
from frankpledge.month import Month
from frankpledge.web.accounts.models import Agency, Membership, Partnership, PartnershipArea
from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.accounts.viewer import Viewer, viewer_of
from frankpledge.web.assessments import living
from frankpledge.web.assessments.computing import compute_living
from frankpledge.web.assessments.models import Assessment, Found
from frankpledge.web.audit.models import AuditEvent
from frankpledge.web.districts import changes, queries
from frankpledge.web.districts.models import Extract
from frankpledge.web.evidence import queries as evidence
from frankpledge.web.places import areas
from frankpledge.web.places.areas import Part
from tests.archive.own_places import district, places
from tests.web.cast import Cast
from tests.web.places.drafts import an_area

LAST = Month.parse("2025-03")


@pytest.fixture
def archive(tmp_path, settings) -> Archive:
    archive = district(tmp_path, months=3)
    places(archive, partnerships=("E22999001", "E22999002"))
    settings.ARCHIVE = archive.folder
    return archive


@pytest.fixture
def board(cast_today: Cast) -> Partnership:
    """Over Castermouth and Thorley; Ana is its analyst, and Lea leads an action there."""
    board = Partnership.objects.create(name="Frankshire board", slug="board", kind="county")
    with scopes_disabled():
        for slug, code in (("castermouth", "E22999001"), ("thorley", "E22999002")):
            Partnership.objects.filter(slug=slug).update(parent=board)
            PartnershipArea.objects.create(partnership=cast_today.partnerships[slug], code=code, name=slug.title())
        for who, role in (("ana", "analyst"), ("lea", "lead")):
            Membership.objects.create(
                partnership=board, person=cast_today.people[who], agency=Agency.objects.first(), role=role,
                from_on=cast_today.today, confirmed_until=cast_today.today,
            )  # fmt: skip
    return board


def viewer(cast: Cast, board: Partnership, who: str = "ana") -> Viewer:
    found = viewer_of(cast.people[who], board, cast.today)
    assert found
    return found


@pytest.fixture
def county(archive, board, cast_today) -> Assessment:
    with scope(partnership=board):
        area = areas.find(archive.snapshot(), areas.code_of_all(board), areas.last_day(LAST))
        return living.begin(title="County 2025", area=area, last=LAST, months=3, by=viewer(cast_today, board))


def asked(assessment: Assessment) -> dict[str, int]:
    return {"assessment": assessment.pk, "partnership": assessment.partnership_id}


def quiet(*said: object) -> None:
    """Nobody is told how far it is."""


@pytest.fixture
def client(cast_today, board, monkeypatch):
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)

    def of(who: str) -> Client:
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(cast_today.people[who], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return of


def count_of(finding: dict) -> int:
    return next(figure["value"] for figure in finding["figures"] if figure["name"] == "count")


def test_the_whole_counts_all_districts_and_each_extract_its_own(archive, county, board):
    compute_living(archive.folder, asked(county), quiet)
    changes.compute(archive.folder, asked(county), quiet)

    with scope(partnership=board):
        whole = Found.objects.get(assessment=county, key="offence-burglary").data
        each = {
            extract.name: next(one["data"] for one in extract.findings if one["data"]["id"] == "offence-burglary")
            for extract in Extract.objects.all()
        }
    # 1, 2, 3 and 4 burglaries a month in four LSOAs, two LSOAs a district, three months.
    assert count_of(whole) == 30
    assert {name: count_of(data) for name, data in each.items()} == {"Castermouth": 9, "Thorley": 21}


def test_a_district_that_is_not_known_says_so_and_stops_no_other(archive, county, board):
    with scopes_disabled():
        PartnershipArea.objects.create(partnership=board, code="E22000999", name="Elsewhere")

    changes.compute(archive.folder, asked(county), quiet)

    with scope(partnership=board):
        problems = {extract.name: extract.problem for extract in Extract.objects.all()}
    assert "No look-up held has the code E22000999" in problems.pop("Elsewhere")
    assert problems == {"Castermouth": "", "Thorley": ""}


def test_again_takes_the_place_of_the_one_before(county, board):
    with scope(partnership=board):
        put(county, 1)
        put(county, 1, restricted=True)

        assert [one["restricted"] for one in Extract.objects.get().findings] == [True]
        assert AuditEvent.objects.filter(kind="districts.computed").count() == 2


def test_only_writers_start_the_work(county, board, cast_today, monkeypatch):
    monkeypatch.setattr("frankpledge.web.jobs.job.start", lambda archive, started: None)
    with scope(partnership=board), pytest.raises(NotAllowed):
        changes.ask(assessment=county, by=viewer(cast_today, board, "lea"))


def test_work_under_way_is_not_begun_twice(county, board, cast_today, monkeypatch):
    monkeypatch.setattr("frankpledge.web.jobs.job.start", lambda archive, started: None)
    monkeypatch.setattr("frankpledge.web.jobs.job.alive", lambda folder: True)
    with scope(partnership=board):
        first = changes.ask(assessment=county, by=viewer(cast_today, board))

        assert changes.ask(assessment=county, by=viewer(cast_today, board)).id == first.id


def test_the_pages_show_what_is_missing_then_headlines_then_findings(archive, county, client, monkeypatch):
    monkeypatch.setattr("frankpledge.web.jobs.job.start", lambda archive, started: None)
    at = f"/p/board/districts/{county.pk}/"
    before = client("ana").get(at).content.decode()
    changes.compute(archive.folder, asked(county), quiet)

    after = client("ana").get(at).content.decode()
    page = client("ana").get(f"{at}E22999001/").content.decode()
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r' id="([^"]+)"', page))
    assert page.count('<div class="fd">') > 5  # the stylesheet of findings holds within it alone

    assert "Not worked out yet" in before
    assert "Safer Thorley" in after
    assert "Burglary" in page
    assert "/evidence/rows/?area=E22999001" in page
    assert f"/p/board/districts/{county.pk}/" in client("ana").get(county.get_absolute_url()).content.decode()
    assert client("ana").post(f"{at}compute/")["Location"] == at


def put(county: Assessment, number: int, *, restricted: bool = False) -> None:
    data = {
        "id": "partner-x", "kind": "summary", "title": "Hospital", "statement": "Restricted words.", "table": None,
        "provenance": {"dataset": "counts_extract", "filter": ""}, "crime_type": None, "strength": "weak", "figures": [],
    }  # fmt: skip
    changes.put(
        assessment=county, part=Part(f"E2299{number:04}", f"District {number}", "Whose", "slug"), problem="",
        findings=[{"data": data, "html": "<p>Restricted words.</p>", "restricted": restricted}], now=timezone.now(),
    )  # fmt: skip


def test_restricted_findings_are_shown_to_some_and_that_is_recorded(archive, county, board, client):
    with scope(partnership=board):
        put(county, 1, restricted=True)
    at = f"/p/board/districts/{county.pk}/E22990001/"

    assert "Restricted words" not in client("lea").get(at).content.decode()
    assert "Restricted words" in client("ana").get(at).content.decode()
    with scope(partnership=board):
        looks = AuditEvent.objects.filter(kind="audit.looked", subject="districts.extract")
        assert [look.detail for look in looks] == [{"findings": ["partner-x"]}]


def test_an_assessment_of_one_area_has_no_districts(archive, board, client, cast_today):
    with scope(partnership=board):
        area = areas.find(archive.snapshot(), "E22999001", areas.last_day(LAST))
        one = living.begin(title="One", area=area, last=LAST, months=3, by=viewer(cast_today, board))

    assert client("ana").get(f"/p/board/districts/{one.pk}/").status_code == 404


def test_ten_times_the_districts_ask_the_database_no_more_often(archive, county, board, client):
    ana, at = client("ana"), f"/p/board/districts/{county.pk}/"
    with scope(partnership=board):
        put(county, 1)
    ana.get(at)
    with CaptureQueriesContext(connection) as few:
        ana.get(at)
    with scope(partnership=board):
        for number in range(2, 12):
            put(county, number)
            PartnershipArea.objects.create(partnership=board, code=f"E2299{number:04}", name=f"District {number}")

    with CaptureQueriesContext(connection) as many:
        page = ana.get(at)

    assert "District 9" in page.content.decode()
    assert len(many) == len(few)


def test_an_own_area_is_begun_and_computed_like_any_other(archive, cast_today, client):
    here = cast_today.partnerships["castermouth"]
    with scope(partnership=here):
        area = an_area(cast_today)
    page = client("ana").get("/p/castermouth/assessments/begin/").content.decode()
    assert "Harbour beat (police neighbourhood)" in page

    with scope(partnership=here):
        found = areas.find(archive.snapshot(), area.code, areas.last_day(LAST))
        begun = living.begin(title="Beat", area=found, last=LAST, months=3, by=cast_today.viewer("ana"))
    compute_living(archive.folder, asked(begun), quiet)

    with scope(partnership=here):
        counted = Found.objects.get(assessment=begun, key="offence-burglary").data
        rows = evidence.rows(archive.folder, area=area.code, crime_type="Burglary", first=LAST, last=LAST)
    assert count_of(counted) == 9
    assert rows.all == 3


@pytest.mark.parametrize("who", ["board", "castermouth"])
def test_an_assessment_is_begun_where_the_partnership_is(archive, board, client, who):
    page = client("ana").get(f"/p/{who}/assessments/begin/").content.decode()

    mine = areas.code_of_all(board) if who == "board" else "E22999001"
    assert f'<option value="{mine}" selected>' in page


def test_the_form_begins_a_countys_assessment(archive, board, client, monkeypatch):
    monkeypatch.setattr("frankpledge.web.jobs.job.start", lambda archive, started: None)

    went = client("ana").post(
        "/p/board/assessments/begin/",
        {"title": "County", "partnership": areas.code_of_all(board), "to": "2025-03", "months": "3"},
    )

    assert went.status_code == 302, went.context["form"].errors
    with scope(partnership=board):
        begun = Assessment.objects.get()
        assert (begun.area_code, begun.area_name) == (f"all-{board.pk}", "Frankshire board, all together")
        assert not queries.districts(viewer_of(begun.begun_by, board, timezone.localdate()), begun)[0].extract


def test_a_form_without_a_month_says_so_rather_than_break(archive, board, client):
    page = client("ana").post(
        "/p/board/assessments/begin/", {"title": "County", "partnership": areas.code_of_all(board)}
    )

    assert page.status_code == 200
    assert page.context["form"].errors["to"]
