"""Taking a risk register in, and taking it back: all or nothing, and exact."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.test import Client
from django_scopes import scope

from frankpledge.web.accounts.models import AgencyAlias
from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.plans.lists import text
from frankpledge.web.risks import changes, listed, queries, taking_in
from frankpledge.web.risks.models import RegisterList, Risk, RiskOwner, Scoring
from tests.web.risks.risks import a_risk, score

HEAD = "Ref\tRisk\tImpact\tLikelihood\tSeverity\tPreventive actions\tContingent actions\tOwner\tReview date"
LIST = (
    HEAD,
    "1\tKey staff leave\tWork stops\tMedium\tHigh\tNotes are kept\tHand over\tFFRS/ Team managers\t01/05/2027",
    "2\tThe grant ends\t\t\t\t\t\tCastermouth Council\t",
)
KEPT = (Risk, RiskOwner, Scoring, AgencyAlias)


@pytest.fixture
def here(cast_today, monkeypatch):
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield cast_today


def keep(cast, *lines):
    risks = listed.read(text.lines("\n".join(lines or LIST)), 3)
    return taking_in.keep(name="register.docx", risks=risks, by=cast.viewer("cora"))


def take_in(cast, kept):
    return taking_in.take_in(kept=kept, by=cast.viewer("cora"), today=cast.today)


def held(but=()):
    found = {model: list(model.objects.order_by("pk").values()) for model in KEPT}
    return {
        model: [{name: value for name, value in row.items() if name not in but} for row in rows]
        for model, rows in found.items()
    }


def rows(cast):
    viewer = cast.viewer("cora")
    return sorted(queries.rows(viewer, queries.risks(viewer), cast.today), key=lambda row: row.risk.number)


def test_reading_a_register_changes_nothing(here):
    before = held()
    keep(here)

    assert held() == before


def test_every_row_becomes_a_risk_and_a_blank_score_stays_not_rated(here):
    kept = keep(here)
    fire = here.agencies["Frankshire Fire Service"].pk
    taking_in.answer(kept=kept, answers={"FFRS": str(fire), "Team managers": "none"}, by=here.viewer("cora"))
    take_in(here, kept)

    staff, grant = rows(here)
    assert (staff.risk.description, staff.risk.impact, staff.risk.contingent) == (
        "Key staff leave",
        "Work stops",
        "Hand over",
    )
    assert staff.risk.review_on == date(2027, 5, 1)
    assert (staff.current.likelihood, staff.current.severity, staff.current.scale) == (2, 3, 3)
    assert "register.docx, line 2, ref 1" in staff.current.because
    assert [str(owner) for owner in staff.risk.owners.all()] == ["Frankshire Fire Service", "Team managers"]
    assert grant.current is None
    assert AgencyAlias.objects.get(alias="FFRS").agency_id == fire


def test_a_name_that_was_not_answered_keeps_its_words_and_a_person_is_found_by_name(here):
    name = here.people["cora"].name
    take_in(here, keep(here, HEAD, f"1\tStaff leave\t\tLow\tLow\t\t\t{name}/ Wardens\t"))

    [row] = rows(here)
    assert [str(owner) for owner in row.risk.owners.all()] == [name, "Wardens"]


def test_the_preview_says_what_would_be_different(here):
    risk = a_risk(here, description="Key staff leave", preventive="Notes are kept")
    score(here, risk, 1, 3)
    kept = keep(here)

    staff, grant = taking_in.previewed(here.viewer("cora"), kept, here.today)
    assert (staff.what, grant.what) == ("changed", "new")
    assert staff.differences == (
        "what it would do in other words",
        "what is done if it happens in other words",
        "review by 2027-05-01 in place of no day",
        "somebody else answers for it too",
        "current: likelihood medium, severity high in place of likelihood low, severity high",
    )


def test_a_list_that_was_taken_in_is_then_as_it_is(here):
    take_in(here, keep(here))

    assert {each.what for each in taking_in.previewed(here.viewer("cora"), keep(here), here.today)} == {"same"}


def test_taking_it_back_leaves_everything_as_it_was(here):
    risk = a_risk(here, description="Key staff leave")
    score(here, risk, 1, 3)
    unlike = ("version", "id")  # a change is counted, and owners are written anew
    before = held(unlike)
    kept = take_in(here, keep(here))
    assert held(unlike) != before

    taking_in.take_back(kept=kept, by=here.viewer("cora"))
    assert held(unlike) == before


def test_it_is_not_taken_back_once_somebody_worked_on_it(here):
    kept = take_in(here, keep(here))
    staff, _ = rows(here)
    score(here, staff.risk, 3, 3)

    assert "R1" in taking_in.reason_not_to_take_back(here.viewer("cora"), kept)
    with pytest.raises(NotAllowed):
        taking_in.take_back(kept=kept, by=here.viewer("cora"))
    assert Risk.objects.count() == 2


def test_a_score_that_no_register_brought_still_cannot_be_removed(here):
    scoring = score(here, a_risk(here), 1, 3)

    with pytest.raises(DatabaseError, match="stays"), transaction.atomic():
        Scoring.objects.filter(pk=scoring.pk).delete()


def test_a_day_that_has_not_come_is_refused_by_row_and_value_and_nothing_is_taken_in(here):
    later = here.today + timedelta(days=9)
    kept = keep(here, "Risk\tLikelihood\tDate raised", "Staff leave\tLow\t", f"Floods\tLow\t{later:%d/%m/%Y}")

    with pytest.raises(ValidationError, match=f"line 3, “Floods”: the day {later:%d/%m/%Y}"):
        take_in(here, kept)
    assert not Risk.objects.exists()


def test_a_risk_closed_in_the_list_is_closed_here_and_one_closed_here_stays_so(here):
    lines = ("Risk\tLikelihood\tStatus", "Staff leave\tLow\tClosed", "Floods\tLow\tOpen")
    take_in(here, keep(here, *lines))
    staff, floods = rows(here)
    assert staff.risk.closed_because == "Closed in register.docx"
    assert floods.risk.closed_on is None

    changes.close(risk=floods.risk, because="The dam holds", by=here.viewer("cora"), today=here.today)
    assert taking_in.previewed(here.viewer("cora"), keep(here, *lines), here.today)[1].what == "closed"


def test_a_pasted_register_is_read_looked_through_taken_in_and_back(here):
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(here.people["cora"], backend="django.contrib.auth.backends.ModelBackend")
    read = browser.post("/p/castermouth/risks/import/", {"pasted": "\n".join(LIST)})
    kept = RegisterList.objects.get()
    address = read.headers["Location"]
    shown = browser.get(address).content.decode()
    assert "2 rows read: 2 new" in " ".join(shown.split())
    assert "Team managers" in shown
    assert not Risk.objects.exists()

    browser.post(f"{address}take-in/")
    assert Risk.objects.count() == 2
    assert "Take it all back" in browser.get(address).content.decode()
    browser.post(f"{address}take-back/")
    kept.refresh_from_db()
    assert (kept.state, Risk.objects.count()) == ("taken_back", 0)


def test_names_are_answered_and_taken_in_with_one_press(here):
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(here.people["cora"], backend="django.contrib.auth.backends.ModelBackend")
    address = browser.post("/p/castermouth/risks/import/", {"pasted": "\n".join(LIST)}).headers["Location"]
    names = browser.get(address).context["form"].names
    fire = str(here.agencies["Frankshire Fire Service"].pk)

    browser.post(f"{address}take-in/", {f"name_{names.index('FFRS')}": fire})
    staff, _ = rows(here)
    assert [str(owner) for owner in staff.risk.owners.all()] == ["Frankshire Fire Service", "Team managers"]


def test_a_file_that_is_no_register_is_refused_in_words(here):
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(here.people["cora"], backend="django.contrib.auth.backends.ModelBackend")
    answer = browser.post("/p/castermouth/risks/import/", {"pasted": "Name\tTelephone\nNina\t01234"})

    assert "No risk register was found" in answer.content.decode()
    assert not RegisterList.objects.exists()
