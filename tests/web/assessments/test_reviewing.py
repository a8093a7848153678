"""Handing an assessment to those who may sign it: it waits on their first page, and comes back with what is missing."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django_scopes import scope

from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.assessments import letters, living, living_queries, reviewing, signing, waiting
from frankpledge.web.assessments.models import Assessment, PassageVersion, Review
from frankpledge.web.audit.models import AuditEvent
from frankpledge.web.mail.kinds import NoLongerNeeded
from frankpledge.web.mail.models import Message
from tests.web.assessments.drafts import a_draft, compute, finding
from tests.web.cast import Cast


@pytest.fixture(autouse=True)
def _in_castermouth(cast_today: Cast, monkeypatch: pytest.MonkeyPatch, settings, tmp_path):
    settings.ARCHIVE, settings.MAIL_SERVER = tmp_path, "mail.example"
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield


@pytest.fixture
def draft(cast_today: Cast) -> Assessment:
    draft = a_draft(cast_today)
    compute(draft, finding("burglary", 271))
    draft.refresh_from_db()
    return draft


def waits(cast: Cast, who: str) -> list[str]:
    return [each.words for each in waiting.waiting(cast.viewer(who), date(2026, 11, 21))]


def test_what_is_ready_waits_for_the_chair_until_it_is_signed(draft: Assessment, cast_today: Cast) -> None:
    ana, chris = cast_today.viewer("ana"), cast_today.viewer("chris")

    asked = reviewing.ask(assessment=draft, by=ana)
    again = reviewing.ask(assessment=draft, by=ana)

    assert asked == again
    assert waits(cast_today, "chris") == ["Assessment 2025: Ana Example asks you to read and sign it"]
    assert waits(cast_today, "ana") == []
    [mail] = Message.objects.filter(kind=letters.SIGN_ASKED)
    assert mail.recipient == chris.person.email
    assert AuditEvent.objects.filter(kind="assessments.review_asked").count() == 1
    signing.sign(assessment=draft, by=chris)
    assert waits(cast_today, "chris") == []
    with pytest.raises(NoLongerNeeded):
        letters.review_asked(asked.pk)


def test_what_is_given_back_waits_for_its_writers_with_what_is_missing(draft: Assessment, cast_today: Cast) -> None:
    ana, chris = cast_today.viewer("ana"), cast_today.viewer("chris")
    reviewing.ask(assessment=draft, by=ana)
    with pytest.raises(ValidationError, match="Say what is missing"):
        reviewing.give_back(assessment=draft, missing=" ", by=chris)

    reviewing.give_back(assessment=draft, missing="Nothing on the harbour.", by=chris)

    assert waits(cast_today, "chris") == []
    assert waits(cast_today, "ana") == ["Assessment 2025: Chris Example gave it back. See what is missing"]
    reviewing.ask(assessment=draft, by=ana)
    assert waits(cast_today, "ana") == []
    assert Review.objects.count() == 2


def test_what_is_missing_is_between_who_writes_and_who_signs(draft: Assessment, cast_today: Cast) -> None:
    """It may be about figures that others do not see."""
    reviewing.ask(assessment=draft, by=cast_today.viewer("ana"))
    reviewing.give_back(assessment=draft, missing="The hospital's 37 are wrong.", by=cast_today.viewer("chris"))

    told = {who: reviewing.newest(cast_today.viewer(who), draft) for who in ("ana", "chris", "mo", "scott")}

    assert [who for who, review in told.items() if review] == ["ana", "chris"]


def test_a_draft_whose_data_is_older_than_what_is_held_waits_for_its_writers(
    draft: Assessment, cast_today: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("frankpledge.web.assessments.differing.newer_data", lambda *asked: ["Street-level crime"])

    assert waits(cast_today, "ana") == ["Assessment 2025: newer data has come"]
    assert waits(cast_today, "chris") == []
    page = Client(SERVER_NAME="127.0.0.1")
    page.force_login(cast_today.people["ana"], backend="django.contrib.auth.backends.ModelBackend")
    assert "Take the newer data in" in page.get(draft.get_absolute_url()).content.decode()

    signing.sign(assessment=draft, by=cast_today.viewer("chris"))
    assert waits(cast_today, "ana") == []  # what would differ is said on its own page


def test_what_cannot_be_signed_is_not_handed_over(draft: Assessment, cast_today: Cast) -> None:
    ana = cast_today.viewer("ana")
    living.write(assessment=draft, about="burglary", text="A hard winter.", based_on=0, by=ana)
    compute(draft, finding("burglary", 297))

    with pytest.raises(NotAllowed, match="1 passage was written before the figures moved"):
        reviewing.ask(assessment=draft, by=ana)
    with pytest.raises(NotAllowed):
        reviewing.give_back(assessment=draft, missing="x", by=ana)  # it takes who may sign


def test_the_pages_lead_through_a_review(draft: Assessment, cast_today: Cast) -> None:
    pages = {who: Client(SERVER_NAME="127.0.0.1") for who in ("ana", "chris")}
    for who, page in pages.items():
        page.force_login(cast_today.people[who], backend="django.contrib.auth.backends.ModelBackend")
    place, back = draft.get_absolute_url(), reverse("give_back", args=["castermouth", draft.pk])

    assert "Ask for it to be read and signed" in pages["ana"].get(place).content.decode()
    pages["ana"].post(reverse("ask_review", args=["castermouth", draft.pk]))
    assert f'href="{back}"' in pages["chris"].get(place).content.decode()
    assert "Say what is missing" in pages["chris"].post(back, {"missing": ""}).content.decode()
    assert pages["chris"].post(back, {"missing": "Nothing on the <b>harbour</b>."}).status_code == 302

    assert "Nothing on the &lt;b&gt;harbour&lt;/b&gt;." in pages["ana"].get(place).content.decode()


def test_words_kept_beside_are_shown_once_until_account_is_taken_of_them(draft: Assessment, cast_today: Cast) -> None:
    ana, cora = cast_today.viewer("ana"), cast_today.viewer("cora")

    def write(text: str, based_on: int, by, **how: bool):
        return living.write(assessment=draft, about="burglary", text=text, based_on=based_on, by=by, **how)

    write("Mine.", 0, ana)
    for _ in range(2):  # as one types, and by the button
        write("No, mine.", 0, cora)
    [kept] = living_queries.beside(ana, draft)
    assert kept.text == "No, mine."

    write("Ours.", 1, cora, joined=True)

    assert living_queries.beside(ana, draft) == []
    write("Late.", 0, ana)
    [late] = living_queries.beside(cora, draft)
    living.put_away(version=late, by=cora)
    assert living_queries.beside(ana, draft) == []
    assert PassageVersion.objects.filter(text__in=("No, mine.", "Late.")).count() == 3  # nothing is lost
