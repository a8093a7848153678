"""
Signing in at one's agency: whom it lets in, and what is read when it fails.

The agency's provider stands in for itself here. Which real ones were tried is in docs/deploying.md.
"""

import json
import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from requests import ConnectionError as NoConnection
from requests import Response

from frankpledge.web.accounts.agency_sign_in import SingleSignOn
from frankpledge.web.accounts.models import Person
from frankpledge.web.single_sign_on import single_sign_on
from tests.web.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.no_second_factor]
AGENCY = """
[[agency]]
id = "police"
name = "Frankshire Police"
client_id = "frankpledge"
secret = "kept"
address = "https://id.example.org"
domains = ["example.org"]
"""
HERE = "/account/oidc/police/login/"


class Provider:
    """Answers as Frankshire Police's provider would about `claims`; `instead` has other answers, by the end of the address."""

    def __init__(self) -> None:
        self.claims: dict[str, Any] = {"sub": "7", "email": "mo@example.org", "email_verified": True}
        self.id_token: dict[str, Any] = {}
        self.nonce = ""
        self.instead: dict[str, tuple[int, str] | Exception] = {}

    def __enter__(self) -> "Provider":
        return self

    def __exit__(self, *fault: object) -> None:
        pass

    def get(self, address: str, **asked: Any) -> Response:
        return self.request("GET", address, **asked)

    def request(self, method: str, address: str, **asked: Any) -> Response:
        word = address.rpartition("/")[2]
        answers = {"openid-configuration": self.described, "token": self.tokens, "userinfo": lambda: self.claims}
        said = self.instead.get(word)
        if isinstance(said, Exception):
            raise said
        answer = Response()
        answer.status_code, answer.headers["content-type"] = 200, "application/json"
        if said:
            answer.status_code, text = said
        else:
            text = json.dumps(answers[word]())
        answer._content = text.encode()
        return answer

    def described(self) -> dict[str, str]:
        ends = {"authorization_endpoint": "auth", "token_endpoint": "token", "userinfo_endpoint": "userinfo"}
        return {"issuer": "https://id.example.org"} | {
            name: f"https://id.example.org/{word}" for name, word in (ends | {"jwks_uri": "keys"}).items()
        }

    def tokens(self) -> dict[str, str]:
        facts = {
            "iss": "https://id.example.org",
            "aud": "frankpledge",
            "exp": time.time() + 60,
            "sub": self.claims["sub"],
            "nonce": self.nonce,
        }
        return {"access_token": "a", "id_token": jwt.encode(facts | self.id_token, "k" * 32)}


@pytest.fixture
def provider(cast_today: Cast, settings, tmp_path, monkeypatch) -> Provider:
    file = tmp_path / "agencies.toml"
    file.write_text(AGENCY)
    settings.SOCIALACCOUNT_PROVIDERS = single_sign_on(str(file))
    provider = Provider()
    monkeypatch.setattr(SingleSignOn, "get_requests_session", lambda adapter: provider)
    return provider


def come_back(provider: Provider, client: Client, process: str = "login") -> Any:
    """Go to the agency from the sign-in page, and come back from it."""
    there = client.get(HERE, {"process": process})
    assert there.status_code == 302, there.content
    asked = parse_qs(urlsplit(there["Location"]).query)
    provider.nonce = asked["nonce"][0]
    return client.get(f"{HERE}callback/", {"code": "c", "state": asked["state"][0]})


def read(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def signed_in(client: Client) -> str:
    found = Person.objects.filter(pk=client.session.get("_auth_user_id")).first()
    return found.name if found else ""


def test_the_sign_in_page_leads_there_by_a_link_and_asks_for_the_address_alone(provider: Provider, client) -> None:
    page = read(client.get("/account/login/"))
    there = client.get(HERE)

    assert f'href="{HERE}?process=login"' in page  # a form would be stopped by form-action 'self'
    assert there["Location"].startswith("https://id.example.org/auth?")
    assert "profile" not in there["Location"]
    assert "code_challenge=" in there["Location"]


def test_a_link_that_somebody_sends_round_does_not_settle_what_the_agency_is_asked(provider: Provider, client) -> None:
    asked = {"auth_params": "redirect_uri=https://evil.example&prompt=none", "scope": "offline_access"}

    there = client.get(HERE, asked)["Location"]

    assert "evil.example" not in there
    assert "prompt" not in there
    assert "offline_access" not in there


def test_an_agencys_word_alone_does_not_open_what_is_asked_again_for(provider: Provider, client) -> None:
    """Its answer comes without a question to whoever sits at the screen."""
    come_back(provider, client)
    client.logout()
    mo = Person.objects.get(email="mo@example.org")
    mo.set_password("three words to remember")
    mo.save()

    come_back(provider, client)

    assert signed_in(client) == "Mo Example"
    asked = client.get("/account/2fa/totp/activate/")
    assert asked.status_code == 302
    assert asked["Location"].startswith("/account/reauthenticate/")


def test_what_a_provider_tells_beyond_what_is_needed_is_not_kept(provider: Provider, client) -> None:
    more = {"name": "Mo Example", "phone_number": "020 7946 0000", "groups": ["custody"]}
    provider.claims |= more
    provider.id_token = dict(more)

    come_back(provider, client)

    told = SocialAccount.objects.get().extra_data
    assert {name for part in told.values() for name in part} == {"sub", "nonce", "email", "email_verified"}


def test_a_checked_address_vouches_for_no_other_one(provider: Provider, client) -> None:
    provider.claims = {"sub": "7", "email": "cora@example.org"}  # as people can change it themselves
    provider.id_token = {"email": "mo@example.org", "email_verified": True}

    come_back(provider, client)

    assert signed_in(client) == ""


def test_who_was_invited_is_signed_in_and_known_again_after_their_address_changed(provider: Provider, client) -> None:
    come_back(provider, client)
    first = signed_in(client)
    client.logout()
    provider.claims["email"] = "mo.married@example.org"
    come_back(provider, client)

    assert (first, signed_in(client)) == ("Mo Example", "Mo Example")


@pytest.mark.parametrize(
    ("claims", "why"),
    [
        ({"email": "nobody@example.org"}, "People come in by invitation"),
        ({"email": "mo@elsewhere.org"}, "not one that Frankshire Police speaks for"),
        ({"email": "mo@example.org.evil.org"}, "not one that Frankshire Police speaks for"),
        ({"email": "mo@notexample.org"}, "not one that Frankshire Police speaks for"),
        ({"email_verified": False}, "did not say that it has checked"),
        ({"email_verified": "false"}, "did not say that it has checked"),  # text is never false to Python
        ({"email_verified": None}, "did not say that it has checked"),
        ({"email": None}, "did not say what your e-mail address is"),
    ],
)
def test_who_is_not_signed_in_reads_why_and_the_log_names_nobody(
    provider: Provider, client, caplog, claims: dict[str, object], why: str
) -> None:
    provider.claims |= claims

    answer = come_back(provider, client)

    assert (answer.status_code, signed_in(client)) == (403, "")
    assert why in read(answer)
    assert SocialAccount.objects.count() == 0
    assert "Single sign-on by police: " in caplog.text
    assert "@" not in caplog.text


def test_an_address_that_is_in_the_token_alone_is_found(provider: Provider, client) -> None:
    provider.id_token = {name: provider.claims.pop(name) for name in ("email", "email_verified")}

    come_back(provider, client)

    assert signed_in(client) == "Mo Example"


@pytest.mark.parametrize(("said", "who"), [(None, "Mo Example"), (False, "")])
def test_a_provider_that_says_nothing_of_addresses_can_be_vouched_for(
    provider: Provider, client, settings, said: bool | None, who: str
) -> None:
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["verified_email"] = True
    provider.claims["email_verified"] = said

    come_back(provider, client)

    assert signed_in(client) == who


def test_who_gets_the_address_of_somebody_that_left_does_not_get_their_account(provider: Provider, client) -> None:
    come_back(provider, client)
    client.logout()
    provider.claims["sub"] = "8"

    answer = come_back(provider, client)

    assert "Somebody else at Frankshire Police" in read(answer)
    assert signed_in(client) == ""


def test_an_agency_that_no_longer_speaks_for_an_address_signs_it_in_no_more(
    provider: Provider, client, settings
) -> None:
    come_back(provider, client)
    client.logout()
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["domains"] = ["police.example"]

    assert "not one that" in read(come_back(provider, client))


def test_two_people_in_one_answer_are_nobody(provider: Provider, client) -> None:
    provider.id_token["sub"] = "8"

    assert "named two people" in read(come_back(provider, client))


def test_no_sign_in_is_added_to_an_account_by_hand(provider: Provider, cast_today: Cast, client) -> None:
    client.force_login(cast_today.people["ana"])

    answer = come_back(provider, client, process="connect")

    assert "not added to an account by hand" in read(answer)
    assert SocialAccount.objects.count() == 0
    assert client.get("/account/3rdparty/").status_code == 404


def test_a_closed_account_stays_closed(provider: Provider, client) -> None:
    Person.objects.filter(email="mo@example.org").update(is_active=False)

    come_back(provider, client)

    assert signed_in(client) == ""


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("openid-configuration", NoConnection("no route")),
        ("openid-configuration", (503, "closed")),
        ("openid-configuration", (200, "<p>Moved</p>")),
        ("openid-configuration", (200, "{}")),
    ],
)
def test_a_provider_that_is_away_is_said_to_be(provider: Provider, client, caplog, word: str, said: Any) -> None:
    provider.instead[word] = said

    answer = client.get(HERE)

    assert answer.status_code == 502
    assert "The sign-in of Frankshire Police does not answer" in read(answer)
    assert "Single sign-on by police: silent (" in caplog.text


@pytest.mark.parametrize(
    ("word", "said", "status", "logged"),
    [
        (
            "token",
            (401, '{"error": "invalid_client", "error_description": "of mo@example.org"}'),
            401,
            "invalid_client",
        ),
        ("token", NoConnection("no route"), 502, "ConnectionError"),
        ("userinfo", (500, "broken"), 502, "HTTPError"),
        ("userinfo", (200, '{"email": "mo@example.org"}'), 502, "'sub'"),
        ("openid-configuration", NoConnection("no route"), 502, "ConnectionError"),
    ],
)
def test_one_that_fails_on_the_way_back_is_logged_without_names(
    provider: Provider, client, caplog, word: str, said: Any, status: int, logged: str
) -> None:
    state = client.get(HERE)["Location"].partition("state=")[2].partition("&")[0]
    provider.instead[word] = said

    answer = client.get(f"{HERE}callback/", {"code": "c", "state": state})

    assert (answer.status_code, signed_in(client)) == (status, "")
    assert logged in caplog.text
    assert "@" not in caplog.text


@pytest.mark.parametrize(
    ("facts", "logged"),
    [
        ({"exp": 1}, "ExpiredSignatureError"),
        ({"aud": "another"}, "InvalidAudienceError"),
        ({"iss": "https://another.example.org"}, "InvalidIssuerError"),
    ],
)
def test_a_token_for_another_or_of_yesterday_is_refused(
    provider: Provider, client, caplog, facts: dict[str, Any], logged: str
) -> None:
    provider.id_token = facts

    answer = come_back(provider, client)

    assert (answer.status_code, signed_in(client)) == (401, "")
    assert logged in caplog.text


def test_a_token_that_was_made_for_another_sign_in_is_refused(provider: Provider, client) -> None:
    provider.id_token["nonce"] = "that of another"

    assert "begun too long ago" in read(come_back(provider, client))


def test_what_the_provider_gives_as_its_reason_is_logged_without_addresses(provider: Provider, client, caplog) -> None:
    state = client.get(HERE)["Location"].partition("state=")[2].partition("&")[0]
    said = {"error": "invalid_request", "error_description": "nonce required of mo@example.org\nForged: line"}

    answer = client.get(f"{HERE}callback/", {"state": state, **said})

    assert "did not say who you are" in read(answer)
    assert "(invalid_request nonce required of address Forged: line)" in caplog.text.replace("  ", " ")


def test_who_breaks_off_reads_that_they_did(provider: Provider, client) -> None:
    state = client.get(HERE)["Location"].partition("state=")[2].partition("&")[0]

    answer = client.get(f"{HERE}callback/", {"state": state, "error": "access_denied"}, follow=True)

    assert "You broke off" in read(answer)


def test_an_answer_that_nobody_waits_for_is_refused(provider: Provider, client) -> None:
    answer = client.get(f"{HERE}callback/", {"code": "c", "state": "made up"})

    assert "begun too long ago" in read(answer)


def test_providers_are_asked_over_tls_alone() -> None:
    session = SingleSignOn().get_requests_session()

    assert list(session.adapters) == ["https://"]


def test_two_agencies_that_gave_the_same_client_id_are_told_apart_while_a_second_factor_is_asked_for(
    provider: Provider, cast_today: Cast, client, settings, tmp_path
) -> None:
    both = tmp_path / "both.toml"
    both.write_text(AGENCY.replace("police", "fire").replace("Police", "Fire") + AGENCY)
    settings.SOCIALACCOUNT_PROVIDERS = single_sign_on(str(both))
    Authenticator.objects.create(user=cast_today.people["mo"], type="totp", data={"secret": "s"})

    answer = come_back(provider, client)

    assert answer["Location"] == "/account/2fa/authenticate/"
    assert signed_in(client) == ""
    assert client.get(answer["Location"]).status_code == 200


def test_an_agency_that_is_not_there_is_not_found(provider: Provider, client) -> None:
    assert client.get("/account/oidc/fire/login/").status_code == 404
