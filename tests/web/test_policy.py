"""Who may open which address: a written policy for every address there is, tried with the whole cast."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django_scopes import scope

from frankpledge.web.accounts import changes as accounts
from frankpledge.web.accounts.models import Membership, OneTimeLink, Partner
from frankpledge.web.citations import changes
from frankpledge.web.knowledge import changes as knowledge
from frankpledge.web.knowledge.models import KnowledgeGap
from tests.web.api import made
from tests.web.assessments.drafts import an_edition
from tests.web.cast import PARTS, STRANGER, Cast
from tests.web.duties.records import a_record
from tests.web.funding.funding import a_whole_purse
from tests.web.mail.emails import an_email
from tests.web.places.drafts import an_area, some_premises
from tests.web.plans.plans import a_whole_plan
from tests.web.questions.drafts import a_question
from tests.web.risks.risks import a_whole_register

# Open to anybody, and why. A page that is public and not here fails the build.
PUBLIC = {
    "first_administrator": "its secret is the way in",
    "invitation": "its secret is the way in",
    "alone": "its secret is the way in",
    "health": "ok or not ok, for a machine that looks after the installation",
    "accessibility": "what was tested of the pages, and whom to tell",
    "demonstration": "not there unless everything is invented",
    "update_by_link": "its secret is the way in",
    "calendar": "its secret is the way in",
    "published_plan": "a plan that a partnership has published",
    "published": "what a partnership has released",
    "published_edition": "what a partnership has released",
    "public_premises": "what a partnership shows to anybody",
    "public_grants": "the grants that a partnership put into its open data",
    "published_data": "what a partnership has released",
    "published_edition_file": "what a partnership has released",
    "living_style": "a stylesheet",
    "api": "tells people how programs ask",
    "api_not_there": "says that there is no such address",
    "openapi-json": "tells programs how they ask",
    **dict.fromkeys(
        (
            f"api_published_{what}"
            for what in (
                "partnerships",
                "editions",
                "edition",
                "findings",
                "finding",
                "table",
                "table_csv",
                "dictionary",
                "corrections",
            )
        ),
        "what a partnership has released",
    ),
    "account_login": "the way in",
    "account_signup": "says that nobody signs up without an invitation",
    "account_inactive": "says that an account is closed",
    "account_logout": "does nothing for somebody who is not signed in",
    "account_reset_password": "for somebody who cannot sign in",
    "account_reset_password_done": "for somebody who cannot sign in",
    "account_reset_password_from_key": "its secret is the way in",
    "account_reset_password_from_key_done": "for somebody who cannot sign in",
    "account_confirm_email": "its secret is the way in",
    "account_email_verification_sent": "says to look into the post",
    "account_confirm_login_code": "a step of signing in",
    "mfa_authenticate": "a step of signing in",
    "mfa_login_webauthn": "a step of signing in",
    "socialaccount_signup": "says that nobody signs up without an invitation",
    "socialaccount_login_cancelled": "a step of signing in",
    "socialaccount_login_error": "a step of signing in",
    "openid_connect_login": "a step of signing in",
    "openid_connect_callback": "a step of signing in",
}
# Signed in is enough: a person's own sign-in, and where they work.
OWN = {"second_factor", "partnerships"}
OWN_PREFIXES = ("account_", "mfa_", "socialaccount_", "usersessions_")
EVERYBODY = {part[0] for part in PARTS if part[1] == "castermouth"}
MANAGERS = {"ada", "cora"}
WRITERS = {"cora", "ana"}
# Who may open what. Below a partnership's address, somebody from elsewhere gets 404; here, others get 403.
MAY = {
    "workspace": EVERYBODY,
    "people": EVERYBODY,
    "who_can_see_what": EVERYBODY,
    "invite": MANAGERS,
    "withdraw_invitation": MANAGERS,
    "end_role": MANAGERS,
    "take_in_agency": MANAGERS,
    "liaison": MANAGERS,
    "confirm_people": MANAGERS | {"mo"},  # who speaks for the agency of the address that is tried
    "audit": {"ada", "cora", "chris", "scott"},
    "connections": EVERYBODY,
    "new_token": EVERYBODY,
    "end_token": MANAGERS | {"lea"},  # whose token it is
    "subscribe": MANAGERS,
    "deliveries": MANAGERS,
    "change_secret": MANAGERS,
    "unsubscribe": MANAGERS,
    "replay": MANAGERS,
    "mail": MANAGERS,
    "send_again": MANAGERS,
    "thread": EVERYBODY,
    "knowledge": EVERYBODY,
    "known_list": EVERYBODY,
    "known": EVERYBODY,
    "add_known": WRITERS,  # a knowledge gap's, as is tried
    "change_known": WRITERS,
    "cite": WRITERS,  # a passage's, as is tried
    "uncite": WRITERS,
    "priorities": EVERYBODY,
    "priority": EVERYBODY,
    "change_priority": {"cora"},
    "end_priority": {"cora"},
    "ask_for_updates": {"cora"},
    "measures": EVERYBODY,
    "measure": EVERYBODY,
    "add_measure": {"cora"},
    "fill_measures": {"cora"},
    "redefine_measure": {"cora"},
    "enter_reading": {"cora"},
    "sign_reading": {"cora"},
    "link_measure": {"cora"},
    "retire_measure": {"cora"},
    "risks": EVERYBODY,
    "risk": EVERYBODY,
    "heat_map": EVERYBODY,
    "escalated_risks": EVERYBODY,
    "risk_scale": {"cora"},
    "add_risk": {"cora"},
    "change_risk": {"cora"},
    "score_risk": {"cora"},
    "review_risk": {"cora"},
    "link_risk": {"cora"},
    "unlink_risk": {"cora"},
    "close_risk": {"cora"},
    "open_risk_again": {"cora"},
    "escalate_risk": {"cora"},
    "take_risk_back": {"cora"},
    "answer_escalated": {"cora"},
    "funding": EVERYBODY,
    "value": EVERYBODY,
    "grants_csv": EVERYBODY,
    "pot": EVERYBODY,
    "money_lines": EVERYBODY,
    "bids": EVERYBODY,
    "bid": EVERYBODY,
    "grant": EVERYBODY,
    "return": EVERYBODY,
    "download_return": EVERYBODY,
    "service": EVERYBODY,
    "add_pot": {"cora"},
    "commit_money": {"cora"},
    "uncommit_money": {"cora"},
    "add_line": {"cora"},
    "correct_line": {"cora"},
    "small_grant": {"cora"},
    "add_bid": {"cora"},
    "declare_conflict": {"cora"},
    "asked_for_conflicts": {"cora"},
    "decide_bid": {"cora"},
    "change_grant": {"cora"},
    "link_grant": {"cora"},
    "lose_grant": {"cora"},
    "end_grant": {"cora"},
    "set_returns": {"cora"},
    "write_return": {"cora"},
    "send_return": {"cora"},
    "skip_return": {"cora"},
    "add_service": {"cora"},
    "report_service": {"cora"},
    "decide_service": {"cora"},
    "open_up_grant": {"cora", "chris"},
    "packs": EVERYBODY,
    "pack": EVERYBODY,
    "download_pack": EVERYBODY,
    "prepare_pack": {"cora"},
    "write_pack": {"cora"},
    "sign_pack": {"chris"},
    "check_plan": EVERYBODY,
    "proofread_plan": EVERYBODY,
    "duties": EVERYBODY,
    "write_duty_down": {"cora"},
    "withdraw_duty": {"cora"},
    "dismiss_remark": {"cora"},
    "take_up_remark": {"cora"},
    "next_plan": {"cora"},
    "plans": EVERYBODY,
    "plan": EVERYBODY,
    "actions": EVERYBODY,
    "my_actions": EVERYBODY,
    "action": EVERYBODY,
    "begin_plan": {"cora"},
    "move_on": {"cora"},
    "foreword": {"cora"},
    "take_in_priority": {"cora"},
    "new_priority": {"cora"},
    "chapter": {"cora"},
    "add_objective": {"cora"},
    "add_action": {"cora"},
    "change_action": {"cora"},
    "drop_action": {"cora"},
    "add_milestone": {"cora"},
    "make_update_link": {"cora"},
    "update_action": {"cora", "lea"},
    "correct_update": {"cora", "lea"},
    "reach_milestone": {"cora", "lea"},
    "import_plan": {"cora"},
    "calendar_links": {"cora", "lea"},
    "end_calendar": {"cora", "lea"},
    "actions_workbook": {"cora"},
    "workbook_back": {"cora"},
    "change_many": {"cora"},
    "bulk_change": {"cora"},
    "make_bulk_change": {"cora"},
    "undo_bulk_change": {"cora"},
    "action_list": {"cora"},
    "take_in_list": {"cora"},
    "take_back_list": {"cora"},
    "places": EVERYBODY,
    "own_area": EVERYBODY,
    "area_boundary": EVERYBODY,
    "premises_page": EVERYBODY,
    "area_paper": WRITERS,
    "new_area": WRITERS,
    "new_extent": WRITERS,
    "end_area": WRITERS,
    "new_premises": WRITERS,
    "change_premises": WRITERS,
    "new_condition": WRITERS,
    "end_condition": WRITERS,
    "publish_premises": {"cora", "chris"},
    "districts": EVERYBODY,
    "district": EVERYBODY,
    "compute_districts": WRITERS,
    "questions": EVERYBODY,
    "question": EVERYBODY,
    "answer": EVERYBODY,
    "answer_csv": EVERYBODY,
    "ask_question": WRITERS,
    "ask_again": WRITERS,
    "put_away": WRITERS,
    "exports": EVERYBODY,
    "export": EVERYBODY,  # those made by others are not there
    "export_file": EVERYBODY,
    "destroy_export": EVERYBODY,
    "new_export": MANAGERS,  # of the people, whose list is tried
    "living_assessments": EVERYBODY,
    "living_assessment": EVERYBODY,
    "edition": EVERYBODY,
    "edition_file": EVERYBODY,  # without what is restricted, for those who do not see it
    "differs": EVERYBODY,
    "correct": {"cora", "chris"},
    "profiles": EVERYBODY,
    "begin_profile": WRITERS,
    "roll_forward": WRITERS,
    "begin": WRITERS,
    "compute": WRITERS,
    "opening": WRITERS,
    "passage": WRITERS,
    "read_again": WRITERS,
    "leave_out": WRITERS,
    "move": WRITERS,
    "sign": {"chris"},
}
# The installation's own: what all partnerships on it share. Nina of the next partnership may as well.
SHARED = {
    "home": EVERYBODY | {"nina"},
    "health_page": MANAGERS | {"nina"},  # numbers of the whole installation
    "holdings": EVERYBODY | {"nina"},
    "rows": EVERYBODY | {"nina"},
    "rows_csv": EVERYBODY | {"nina"},
    "load": {"cora", "ana", "nina"},
    "loading": {"cora", "ana", "nina"},
    "rejected": {"cora", "ana", "nina"},
    "ask": {"cora", "ana", "nina"},
    "making": {"cora", "ana", "nina"},
    "assessment": EVERYBODY | {"nina"},
    "assessment_style": EVERYBODY | {"nina"},
    "map_shapes": EVERYBODY | {"nina"},
    "download": EVERYBODY | {"nina"},
    "feeds": EVERYBODY | {"nina"},
    "feeds_catalogue": EVERYBODY | {"nina"},
    "feed": {"cora", "ana", "chris", "nina"},
    "feeds_log": {"cora", "ana", "chris", "nina"},
    "propose_feed": {"cora", "ana", "nina"},
    "describe_feed": {"cora", "ana", "nina"},
    "request_data": {"cora", "ana", "nina"},
    "purge_feeds": {"cora", "ana", "nina"},
    "load_extract": {"cora", "ana", "nina"},
    "feed_description": {"cora", "ana", "nina"},
}

# With a token of one's own, made for all that one may. Others get 404 for what is Castermouth's, 401 without a token.
TOKEN = {
    "api_token": EVERYBODY | {"nina"},
    "api_assessments": EVERYBODY | {"nina"},  # those of their own partnership
    "api_assessment": EVERYBODY,
    "api_findings": EVERYBODY,
    "api_finding": EVERYBODY,
    "api_table": EVERYBODY,
    "api_editions": EVERYBODY,
    "api_edition": EVERYBODY,
    "api_edition_findings": EVERYBODY,
    "api_rows": EVERYBODY | {"nina"},
}


def addresses(resolver: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, str, URLPattern]]:
    """Name, pattern and page of every address."""
    for each in (resolver or get_resolver()).url_patterns:
        pattern = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from addresses(each, pattern)
        else:
            yield each.name or "", pattern, each


ALL = sorted(addresses(), key=lambda address: address[:2])


def test_every_address_has_a_policy() -> None:
    without = []
    for name, pattern, page in ALL:
        if not getattr(page.callback, "login_required", True):
            known = name in PUBLIC or name in TOKEN
        elif "<slug:partnership>" in pattern:
            known = name in MAY
        elif hasattr(page.callback, "needs"):
            known = name in SHARED
        else:
            known = name in OWN or name.startswith(OWN_PREFIXES) or pattern.startswith("account/")
        if not known:
            without.append((name, pattern))

    assert without == []


def test_nothing_is_called_public_that_is_not_there() -> None:
    assert set(PUBLIC) - {name for name, _, _ in ALL} == set()


@pytest.fixture
def filled(cast_today: Cast, settings, tmp_path, monkeypatch) -> dict[str, object]:
    """What the addresses ask for: a member and an agency of the partnership, and things that are not there."""
    settings.ARCHIVE = tmp_path
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    monkeypatch.setattr("frankpledge.web.jobs.job.start", lambda archive, job: None)
    monkeypatch.setattr("frankpledge.web.api.throttle.THROTTLE.per_minute", 1_000_000)
    with scope(partnership=cast_today.partnerships["castermouth"]):
        edition = an_edition(cast_today)
        area, premises = an_area(cast_today), some_premises(cast_today)
        said = changes.cite(
            citing="passage",
            citing_id=f"{edition.assessment.pk}.burglary",
            cited="finding",
            cited_id=f"{edition.assessment.pk}.burglary",
            by=cast_today.viewer("ana"),
        )
        gap = knowledge.add(thing=KnowledgeGap(question="Why?", matters="It grows."), by=cast_today.viewer("ana"))
        return {
            "assessment_id": edition.assessment.pk,
            "number": edition.number,
            "about": "burglary",
            "thing_kind": "passage",
            "thing_id": f"{edition.assessment.pk}.burglary",
            "citation_id": said.pk,
            "sort": "knowledge-gap",
            "known_id": gap.pk,
            "partnership": "castermouth",
            "area_id": area.pk,
            "question_id": a_question(cast_today).pk,
            "export_id": 0,
            "kind": "people",
            "of": "all",
            "way": "list",
            "premises_id": premises.pk,
            "condition_id": premises.conditions.get().pk,
            "membership_id": Membership.objects.get(person=cast_today.people["lea"]).pk,
            "invitation_id": an_invitation(cast_today).pk,
            "partner_id": Partner.objects.get(agency=cast_today.agencies["Frankshire Police"]).pk,
            "job_id": "none",
            "message_id": an_email(cast_today).pk,
            **a_whole_plan(cast_today),
            "duty_code": "public-meeting",
            "record_id": a_record(cast_today).pk,
            **a_whole_register(cast_today),
            **a_whole_purse(cast_today),
            "code": "E22999001",
            "period": "none",
            "map_id": "none",
            "name": "none",
            **made.connected(cast_today, edition),
            "sender": "frankshire-police",
            "feed": "none",
        }


def an_invitation(cast: Cast) -> OneTimeLink:
    """One that ada made, and nobody has taken up."""
    council = cast.agencies["Castermouth Council"]
    accounts.invite(email="new@example.org", agency=council, role="lead", by=cast.viewer("ada"))
    return OneTimeLink.objects.get()


def address_of(pattern: str, filled: dict[str, object]) -> str:
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(filled[found[1]]), pattern)


def client_of(cast: Cast, who: str | None) -> Client:
    client = Client(SERVER_NAME="127.0.0.1", raise_request_exception=True)
    if who:
        client.force_login(cast.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return client


GUARDED = [(name, pattern) for name, pattern, _ in ALL if name in MAY or name in SHARED]


@pytest.mark.parametrize(("name", "pattern"), GUARDED, ids=[pattern for _, pattern in GUARDED])
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_cast_gets_what_the_policy_says(cast_today: Cast, filled, name: str, pattern: str, method: str) -> None:
    address = address_of(pattern, filled)
    below = "<slug:partnership>" in pattern
    allowed = MAY[name] if below else SHARED[name]

    for who in (*EVERYBODY, "nina", STRANGER, None):
        status = getattr(client_of(cast_today, who), method)(address).status_code

        if who is None:
            assert status == 302, (who, status)  # to sign in
        elif who == STRANGER and not below:
            assert status == 302, (who, status)  # to the page that says they have no access
        elif below and who in ("nina", STRANGER):
            assert status == 404, (who, status)
        elif who in allowed:
            assert status in (200, 302, 404, 405), (who, status)
        else:
            assert status == 403 or (method, status) == ("get", 405), (who, status)


BY_TOKEN = [(name, pattern) for name, pattern, _ in ALL if name in TOKEN]


@pytest.mark.parametrize(("name", "pattern"), BY_TOKEN, ids=[pattern for _, pattern in BY_TOKEN])
@pytest.mark.parametrize("method", ["get", "post", "put", "delete"])
def test_the_cast_gets_with_a_token_what_the_policy_says(
    cast_today: Cast, filled, monkeypatch, name: str, pattern: str, method: str
) -> None:
    monkeypatch.setattr("frankpledge.web.api.bearer.has_second_factor", lambda person: True)
    address = address_of(pattern, filled)
    owners = {**dict.fromkeys(EVERYBODY, "castermouth"), "nina": "thorley"}

    assert getattr(made.program(), method)(address).status_code == (401 if method == "get" else 405)
    for who, slug in owners.items():
        with scope(partnership=cast_today.partnerships[slug]):
            secret = made.token(cast_today, who, "assessments", "rows", partnership=slug)
        status = getattr(made.program(secret), method)(address).status_code

        if method != "get":
            assert status == 405, (who, status)
        elif who in TOKEN[name]:
            assert status == 200 or (name, status) in (("api_rows", 422), ("api_table", 404)), (who, status)
        else:
            assert status == 404, (who, status)


def test_signing_in_opens_nothing_that_takes_a_token(cast_today: Cast, filled) -> None:
    for _, pattern in BY_TOKEN:
        assert client_of(cast_today, "cora").get(address_of(pattern, filled)).status_code == 401
