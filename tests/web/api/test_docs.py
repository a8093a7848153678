"""The page for whoever writes a client is true: its examples are run."""

import json
import re
import shlex
import time
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from frankpledge.web.api import news, signing
from frankpledge.web.api.models import News
from frankpledge.web.api.scopes import SCOPES
from tests.conftest import ROOT
from tests.web.api import made

PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", PAGE, re.DOTALL)
COMMANDS = [line for kind, block in BLOCKS if kind == "sh" for line in block.splitlines()]


def blocks(kind: str) -> list[str]:
    return [block for found, block in BLOCKS if found == kind]


def run(command: str, token: str) -> tuple[int, bytes]:
    """What curl would get: options that are not understood here are an error, so that none is untried."""
    words = shlex.split(command.replace("$TOKEN", token))
    assert words.pop(0) == "curl"
    headers, address = {}, ""
    while words:
        word = words.pop(0)
        if word == "-H":
            name, _, value = words.pop(0).partition(": ")
            headers[name] = value
        elif word == "-o":
            words.pop(0)
        else:
            assert not word.startswith("-"), f"{word} in {command}"
            address = word
    parts = urlsplit(address)
    assert (parts.scheme, parts.netloc) == ("https", "safer.example")
    answer = Client(SERVER_NAME="127.0.0.1", headers=headers).get(f"{parts.path}?{parts.query}")
    return answer.status_code, answer.content


def numbered(command: str, edition) -> str:
    """The page counts from 1; the database may have counted on."""
    command = command.replace("/published/editions/1", f"/published/editions/{edition.pk}")
    return command.replace("/assessments/1", f"/assessments/{edition.assessment_id}")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_example_is_answered(castermouth, edition, town, settings, command) -> None:
    settings.ARCHIVE = town.folder
    token = made.token(castermouth, "ana", "assessments", "rows", "restricted")

    status, content = run(numbered(command, edition), token)

    assert status == 200, content
    assert content


def test_the_example_of_an_answer_is_what_is_answered(castermouth, edition) -> None:
    shown = json.loads(blocks("json")[0])
    _, content = run(COMMANDS[0], "")

    answered = json.loads(content)
    line = answered["items"][0]
    assert {**shown["items"][0], "id": edition.pk} == {name: line[name] for name in shown["items"][0]}
    assert {name: answered[name] for name in ("count", "page", "pages")} == {"count": 1, "page": 1, "pages": 1}


def test_the_example_of_a_message_has_the_fields_that_are_sent(castermouth, edition) -> None:
    shown = json.loads(blocks("json")[1])

    sent = json.loads(news.body(edition, News.PUBLISHED, timezone.now()))

    assert list(shown) == list(sent)
    assert set(shown["data"]) == set(sent["data"])


def test_the_example_of_checking_a_signature_tells_true_from_false() -> None:
    told: dict[str, object] = {}
    exec(blocks("python")[0], told)
    is_genuine = told["is_genuine"]
    assert callable(is_genuine)
    secret, body, now = "whsec_" + "a2V5" * 8, '{"type":"edition.published"}', int(time.time())

    genuine = signing.headers(secret, "msg_1", now, body)
    old = signing.headers(secret, "msg_1", now - 3600, body)

    assert is_genuine(secret, genuine, body.encode())
    assert not is_genuine(secret, genuine, body.encode() + b" ")
    assert not is_genuine("whsec_" + "a2V6" * 8, genuine, body.encode())
    assert not is_genuine(secret, old, body.encode())


def test_every_scope_and_kind_of_message_is_on_the_page() -> None:
    for name in (*SCOPES, *News.values):
        assert f"`{name}`" in PAGE


def test_pages_that_are_named_are_there() -> None:
    for link in re.findall(r"\]\(([^)#:]+)\)", PAGE):
        assert (ROOT / "docs" / link).exists(), link
