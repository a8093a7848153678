"""Partnerships themselves: further ones, what they are part of, their areas with dates, their agencies' places."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django_scopes import scope, scopes_disabled

from frankpledge.web.accounts import partnership_changes as changes
from frankpledge.web.accounts.models import AgencyAlias, Partner, Partnership, PartnershipArea
from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.accounts.viewer import viewer_of
from frankpledge.web.accounts.waiting import waiting
from frankpledge.web.audit.models import AuditEvent
from frankpledge.web.places.areas import parts
from frankpledge.web.surveys import queries as surveys
from tests.web.cast import TODAY, Cast


@pytest.fixture(autouse=True)
def _in_castermouth(request):
    if "cast" not in request.fixturenames:
        yield
        return
    with scope(partnership=request.getfixturevalue("cast").partnerships["castermouth"]):
        yield


def make(cast: Cast, who: str = "ada", **other) -> Partnership:
    council = cast.agencies["Castermouth Council"]
    answers = {"name": "Safer Frankshire", "kind": "county", "agency": council, "parent": None}
    return changes.make_partnership(by=cast.viewer(who), today=TODAY, **{**answers, **other})


def said(cast: Cast, **other):
    facts = {
        "name": "Safer Castermouth",
        "kind": "csp",
        "parent": None,
        "duties_held_by": "",
        "began_on": None,
        "ended_on": None,
        "succeeded_by": None,
    }
    return changes.change_partnership(by=cast.viewer("ada"), today=TODAY, **{**facts, **other})


def put(cast: Cast, area=None, **other) -> PartnershipArea:
    facts = {"code": "E07000999", "name": "Castermouth", "from_on": None, "until_on": None}
    return changes.put_area(area=area, by=cast.viewer("ada"), **{**facts, **other})


def test_whoever_makes_a_partnership_looks_after_it_and_both_chains_say_so(cast: Cast) -> None:
    made = make(cast)

    viewer = viewer_of(cast.people["ada"], made, TODAY)
    assert viewer
    assert [role.code for role in viewer.roles] == ["administrator"]
    kinds = [(event.chain, event.kind) for event in AuditEvent.objects.order_by("pk")]
    assert kinds == [(0, "accounts.partnership_made"), (made.pk, "accounts.role_given")]


@pytest.mark.parametrize("who", ["ana", "lea", "mo", "chris", "casey", "scott"])
def test_nobody_else_makes_or_changes_one(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed, match="takes another role"):
        make(cast, who)
    with pytest.raises(NotAllowed, match="takes another role"):
        changes.put_area(area=None, code="E07000999", name="X", from_on=None, until_on=None, by=cast.viewer(who))

    assert not Partnership.objects.filter(name="Safer Frankshire").exists()


def test_two_names_that_read_alike_get_two_addresses(cast: Cast) -> None:
    first, second = make(cast, name="Safer Frankshire"), make(cast, name="Safer: Frankshire")

    assert (first.slug, second.slug) == ("safer-frankshire", "safer-frankshire-2")


def test_a_partnership_made_from_an_invented_one_is_invented(cast: Cast) -> None:
    Partnership.objects.filter(slug="castermouth").update(demonstration=True)
    cast.partnerships["castermouth"].refresh_from_db()

    assert make(cast).demonstration


def test_it_comes_below_only_what_the_same_person_manages(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="both have to agree"):
        said(cast, parent=cast.partnerships["thorley"])

    board = make(cast)
    assert said(cast, parent=board).parent == board


def test_nothing_is_above_itself(cast: Cast) -> None:
    board = make(cast, parent=cast.partnerships["castermouth"])

    with pytest.raises(ValidationError, match="is below Safer Castermouth already"):
        said(cast, parent=board)


def test_a_merger_has_days_a_successor_and_somebody_elses_duties(cast: Cast) -> None:
    merged = make(cast, name="Safer Coast", kind="csp")

    held = said(
        cast,
        ended_on=date(2026, 4, 1),
        succeeded_by=merged,
        duties_held_by="Castermouth Health and Wellbeing Board",
    )

    assert list(merged.predecessors.all()) == [held]
    event = AuditEvent.objects.order_by("pk").last()
    assert event
    assert event.detail == {"changed": ["duties_held_by", "ended_on", "succeeded_by"]}


def test_a_successor_without_a_last_day_is_refused(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="Say when the partnership ended"):
        said(cast, succeeded_by=make(cast))


def test_a_board_covers_the_areas_of_those_below_it_as_they_were_on_a_day(cast: Cast) -> None:
    board = make(cast)
    said(cast, parent=board)
    put(cast, until_on=date(2023, 4, 1))
    put(cast, code="E07000998", name="Casterland", from_on=date(2023, 4, 1))

    assert [part.name for part in parts(board, date(2023, 3, 31))] == ["Castermouth"]
    assert [part.name for part in parts(board, date(2023, 4, 1))] == ["Casterland"]


def test_an_area_belongs_once_at_a_time_and_leaves_after_it_came(cast: Cast) -> None:
    put(cast, until_on=date(2023, 4, 1))
    put(cast, from_on=date(2025, 4, 1))

    with pytest.raises(ValidationError, match="belongs here already in that time"):
        put(cast, from_on=date(2022, 1, 1), until_on=date(2022, 2, 1))
    with pytest.raises(ValidationError, match="cannot leave"):
        put(cast, code="E07000998", from_on=date(2025, 1, 2), until_on=date(2025, 1, 2))
    with pytest.raises(ValidationError, match="E or W and 8 digits"):
        put(cast, code="Castermouth")


def test_surveys_are_about_the_areas_of_today(cast_today: Cast) -> None:
    today, by = cast_today.today, cast_today.viewer("ada")
    with scope(partnership=by.partnership):
        for code, from_on, until_on in (
            ("E07000001", None, today),
            ("E07000002", None, today + timedelta(days=1)),
            ("E07000003", today + timedelta(days=1), None),
        ):
            changes.put_area(area=None, code=code, name=code, from_on=from_on, until_on=until_on, by=by)

        assert [area.code for area in surveys.areas(by)] == ["E07000002"]


def test_an_agency_gets_short_names_and_loses_them_again(cast: Cast) -> None:
    partner = Partner.objects.get(agency=cast.agencies["Frankshire Police"])
    by = cast.viewer("ada")

    changes.change_agency(partner=partner, standing="responsible", aliases=["FP", "the police"], by=by)
    changes.change_agency(partner=partner, standing="cooperating", aliases=["fp", "Franks"], by=by)

    assert sorted(AgencyAlias.objects.values_list("alias", flat=True)) == ["FP", "Franks"]
    assert Partner.objects.get(pk=partner.pk).standing == "cooperating"
    fire = Partner.objects.get(agency=cast.agencies["Frankshire Fire Service"])
    with pytest.raises(ValidationError, match="already stands for an agency here"):
        changes.change_agency(partner=fire, standing="responsible", aliases=["FP"], by=by)


@pytest.fixture
def ada(cast_today: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    monkeypatch.setattr("frankpledge.web.accounts.second_factor.did_recently_reauthenticate", lambda request: True)
    client.force_login(cast_today.people["ada"], backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_pages_lead_from_people_to_a_further_partnership_and_its_areas(ada: Client, cast_today: Cast) -> None:
    about = reverse("about_partnership", args=["castermouth"])
    assert about in ada.get(reverse("people", args=["castermouth"])).content.decode()
    assert reverse("new_partnership", args=["castermouth"]) in ada.get(about).content.decode()
    answers = {"name": "Safer Frankshire", "kind": "county", "agency": cast_today.agencies["Castermouth Council"].pk}

    made = ada.post(reverse("new_partnership", args=["castermouth"]), answers)
    below = ada.post(
        reverse("change_partnership", args=["castermouth"]),
        {
            "name": "Safer Castermouth",
            "kind": "csp",
            "parent": Partnership.objects.get(slug="safer-frankshire").pk,
            "duties_held_by": "Castermouth Health Board",
        },
    )

    assert made.headers["Location"] == reverse("about_partnership", args=["safer-frankshire"])
    assert below.status_code == 302
    page = ada.get(about).content.decode()
    assert "Safer Frankshire" in page
    assert "Castermouth Health Board" in page
    assert "Safer Castermouth" in ada.get(made.headers["Location"]).content.decode()


def test_an_area_that_no_look_up_knows_is_named_by_its_code(ada: Client) -> None:
    address = reverse("take_in_area", args=["castermouth"])

    refused = ada.post(address, {"area": "Castermouth"})
    taken = ada.post(address, {"area": "e07000999", "name": "Castermouth", "from_on": "2019-04-01"})

    assert "No look-up of areas has been loaded yet" in refused.content.decode()
    assert taken.status_code == 302
    with scopes_disabled():
        area = PartnershipArea.objects.get()
    assert (area.code, area.name, area.from_on) == ("E07000999", "Castermouth", date(2019, 4, 1))
    page = ada.get(reverse("about_partnership", args=["castermouth"])).content.decode()
    assert "1 April 2019" in page


def test_areas_to_be_named_wait_for_whoever_can_name_them(cast: Cast) -> None:
    def waits(who: str) -> list[str]:
        return [each.words for each in waiting(cast.viewer(who), TODAY) if "areas" in each.words]

    before = waits("ada"), waits("mo")
    put(cast)

    assert before == (["Say which areas the partnership covers: surveys ask for it"], [])
    assert waits("ada") == []


def test_a_board_covers_what_is_below_it_and_is_not_asked_for_areas_of_its_own(cast: Cast) -> None:
    board = make(cast)
    said(cast, parent=board)
    viewer = viewer_of(cast.people["ada"], board, TODAY)
    assert viewer

    with scope(partnership=board):
        assert [each.words for each in waiting(viewer, TODAY)] == []
