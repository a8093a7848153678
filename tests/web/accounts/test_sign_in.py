"""Single sign-on: an agency vouches for its own people and for nobody else's."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from frankpledge.web.accounts.sign_in import SingleSignOn
from frankpledge.web.single_sign_on import BadSingleSignOn, single_sign_on

GOOD = """
[[agency]]
id = "police"
name = "Frankshire Police"
client_id = "frankpledge"
secret = "kept"
address = "https://id.police.example"
domains = ["police.example"]
"""


def described(tmp_path: Path, text: str) -> str:
    file = tmp_path / "agencies.toml"
    file.write_text(text)
    return str(file)


def login(tmp_path: Path) -> SimpleNamespace:
    [app] = single_sign_on(described(tmp_path, GOOD))["openid_connect"]["APPS"]
    return SimpleNamespace(provider=SimpleNamespace(app=SimpleNamespace(settings=app["settings"])))


@pytest.mark.parametrize(
    ("email", "may"),
    [
        ("sergeant@police.example", True),
        ("Sergeant@POLICE.example", True),
        ("chief@council.example", False),
        ("chief@notpolice.example", False),
        ("chief@police.example.evil.example", False),
        ("chief", False),
    ],
)
def test_an_agency_signs_in_its_own_people_alone(tmp_path: Path, email: str, may: bool) -> None:
    assert SingleSignOn().can_authenticate_by_email(login(tmp_path), email) is may


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (GOOD.replace('domains = ["police.example"]', ""), "is without domains"),
        (GOOD.replace("https://", "http://"), "has to begin with https"),
        (GOOD.replace('["police.example"]', '"police.example"'), "are a list"),
        ("[[agency", "agencies.toml"),
    ],
)
def test_a_description_that_cannot_be_used_says_why(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(BadSingleSignOn, match=why):
        single_sign_on(described(tmp_path, text))


def test_without_a_description_there_is_no_single_sign_on() -> None:
    assert single_sign_on("") == {}


def test_nobody_signs_up_by_themselves() -> None:
    assert SingleSignOn().is_open_for_signup(None, None) is False
