"""The mail server's address."""

import pytest

from frankpledge.web.mail.server import BadMailServer, mail_server

PUBLIC = "https://safer.example"


@pytest.mark.parametrize(
    ("address", "port", "tls", "ssl"),
    [
        ("smtp://post.example", 587, True, False),
        ("smtp://post.example:25", 25, True, False),
        ("smtps://post.example", 465, False, True),
        ("smtp://127.0.0.1:2525", 2525, False, False),
    ],
)
def test_what_leaves_this_machine_is_encrypted(address: str, port: int, tls: bool, ssl: bool) -> None:
    made = mail_server(address, kept_in="", public=PUBLIC)

    assert (made["EMAIL_PORT"], made["EMAIL_USE_TLS"], made["EMAIL_USE_SSL"]) == (port, tls, ssl)


@pytest.mark.parametrize("address", ["post.example", "http://post.example", "smtp://"])
def test_another_address_is_refused(address: str) -> None:
    with pytest.raises(BadMailServer, match="smtp://"):
        mail_server(address, kept_in="", public=PUBLIC)


def test_links_have_to_lead_somewhere() -> None:
    with pytest.raises(BadMailServer, match="FRANKPLEDGE_PUBLIC"):
        mail_server("smtp://post.example", kept_in="", public="")
