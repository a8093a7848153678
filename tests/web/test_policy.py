"""Who may open which address: a written policy for every address there is, tried with the whole cast."""

import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from graphlib import TopologicalSorter
from http.cookies import SimpleCookie
from pathlib import Path
from types import ModuleType

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django_scopes import scope

import tests.web
from tests.web.accounts.policy import OWN, OWN_PREFIXES
from tests.web.api import made
from tests.web.assessments.drafts import an_edition
from tests.web.cast import STRANGER, Cast, assemble
from tests.web.parts import EVERYBODY

# Every app's own tests hold its policy, in policy.py beside them.
POLICIES = [
    importlib.import_module(f"tests.web.{found.name}.policy")
    for found in pkgutil.iter_modules(tests.web.__path__)
    if found.ispkg and importlib.util.find_spec(f"tests.web.{found.name}.policy")
]


def in_order() -> Iterator[ModuleType]:
    """Policies, each after those whose things it needs."""
    by_app = {policy.__name__.split(".")[-2]: policy for policy in POLICIES}
    needed = {app: getattr(policy, "AFTER", ()) for app, policy in by_app.items()}
    return (by_app[app] for app in TopologicalSorter(needed).static_order())


def gathered(table: str) -> dict:
    """One table of all policies. A name that two of them have is an error."""
    whole: dict = {}
    for policy in POLICIES:
        part = getattr(policy, table, {})
        assert not set(whole) & set(part), f"{policy.__name__} names again {set(whole) & set(part)}"
        whole |= part
    return whole


PUBLIC, TOKEN = gathered("PUBLIC"), gathered("TOKEN")
MAY = gathered("MAY") | {"workspace": EVERYBODY}
SHARED = gathered("SHARED") | {"home": EVERYBODY | {"nina"}}


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


def test_no_two_addresses_have_one_name() -> None:
    """A policy is looked up by name; links are made by it."""
    named = Counter(name for name, _, _ in ALL if name)

    assert [name for name, number in named.items() if number > 1] == []


@dataclass(frozen=True)
class Stage:
    """The cast with everything that the addresses ask for, and the browser of each, signed in."""

    cast: Cast
    filled: dict[str, object]  # by the name of the blank in an address
    browsers: dict[str, SimpleCookie]


@pytest.fixture(scope="module")
def built(lasting: None, tmp_path_factory) -> tuple[Stage, Path]:
    """Built once for all tests of this file."""
    archive = tmp_path_factory.mktemp("policy")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "ARCHIVE", archive)
        patch.setattr("frankpledge.web.jobs.job.start", lambda archive, job: None)
        cast = assemble(date.today())
        with scope(partnership=cast.partnerships["castermouth"]):
            edition = an_edition(cast)
            things: dict[str, object] = {}
            for policy in in_order():
                if fill := getattr(policy, "filled", None):
                    things |= fill(cast, edition)
        browsers = {}
        for who, person in cast.people.items():
            client = Client()
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
            browsers[who] = client.cookies
    return Stage(cast, things, browsers), archive


@pytest.fixture
def stage(built: tuple[Stage, Path], db: None, settings, monkeypatch) -> Stage:
    stage, settings.ARCHIVE = built
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    monkeypatch.setattr("frankpledge.web.jobs.job.start", lambda archive, job: None)
    monkeypatch.setattr("frankpledge.web.api.throttle.THROTTLE.per_minute", 1_000_000)
    return stage


def address_of(pattern: str, filled: dict[str, object]) -> str:
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(filled[found[1]]), pattern)


def client_of(stage: Stage, who: str | None) -> Client:
    client = Client(SERVER_NAME="127.0.0.1", raise_request_exception=True)
    if who:
        client.cookies.update(stage.browsers[who])
    return client


GUARDED = [(name, pattern) for name, pattern, _ in ALL if name in MAY or name in SHARED]


@pytest.mark.parametrize(("name", "pattern"), GUARDED, ids=[pattern for _, pattern in GUARDED])
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_cast_gets_what_the_policy_says(stage: Stage, name: str, pattern: str, method: str) -> None:
    address = address_of(pattern, stage.filled)
    below = "<slug:partnership>" in pattern
    allowed = MAY[name] if below else SHARED[name]

    for who in (*EVERYBODY, "nina", STRANGER, None):
        status = getattr(client_of(stage, who), method)(address).status_code

        if who is None:
            assert status == 302, (who, status)  # to sign in
        elif who == STRANGER and not below:
            assert status == 302, (who, status)  # to the page that says they have no access
        elif below and who in ("nina", STRANGER):
            assert status == 404, (who, status)
        elif who in allowed:
            assert status in (200, 302, 404, 405, 409), (who, status)  # 409: it changed while they read
        else:
            assert status == 403 or (method, status) == ("get", 405), (who, status)


BY_TOKEN = [(name, pattern) for name, pattern, _ in ALL if name in TOKEN]


@pytest.mark.parametrize(("name", "pattern"), BY_TOKEN, ids=[pattern for _, pattern in BY_TOKEN])
@pytest.mark.parametrize("method", ["get", "post", "put", "delete"])
def test_the_cast_gets_with_a_token_what_the_policy_says(
    stage: Stage, monkeypatch, name: str, pattern: str, method: str
) -> None:
    monkeypatch.setattr("frankpledge.web.api.bearer.has_second_factor", lambda person: True)
    address = address_of(pattern, stage.filled)
    owners = {**dict.fromkeys(EVERYBODY, "castermouth"), "nina": "thorley"}

    assert getattr(made.program(), method)(address).status_code == (401 if method == "get" else 405)
    for who, slug in owners.items():
        with scope(partnership=stage.cast.partnerships[slug]):
            secret = made.token(stage.cast, who, "assessments", "rows", partnership=slug)
        status = getattr(made.program(secret), method)(address).status_code

        if method != "get":
            assert status == 405, (who, status)
        elif who in TOKEN[name]:
            assert status == 200 or (name, status) in (("api_rows", 422), ("api_table", 404)), (who, status)
        else:
            assert status == 404, (who, status)


def test_signing_in_opens_nothing_that_takes_a_token(stage: Stage) -> None:
    for _, pattern in BY_TOKEN:
        assert client_of(stage, "cora").get(address_of(pattern, stage.filled)).status_code == 401
