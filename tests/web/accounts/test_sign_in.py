"""Single sign-on: an agency vouches for its own people and for nobody else's."""

from pathlib import Path

import pytest

from frankpledge.web.accounts.agency_sign_in import SingleSignOn
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


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (GOOD.replace('domains = ["police.example"]', ""), "is without domains"),
        (GOOD.replace("https://", "http://"), "has to begin with https"),
        (GOOD.replace('["police.example"]', '"police.example"'), "are a list"),
        (GOOD + GOOD, "two agencies have the id police"),
        (GOOD + 'addresses_checked = "yes"', "is true or false"),
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
