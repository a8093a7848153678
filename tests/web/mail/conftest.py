"""What tests of e-mail may ask for."""

from collections.abc import Iterator

import pytest
from django_scopes import scope

from frankpledge.web.accounts.models import Partnership
from tests.web.cast import Cast
from tests.web.mail.post_office import PostOffice


@pytest.fixture
def office(settings) -> Iterator[PostOffice]:
    """A mail server, and an installation that sends through it."""
    with PostOffice() as office:
        settings.MAIL_SERVER = True
        settings.ADDRESS = "https://safer.example"
        settings.DEFAULT_FROM_EMAIL = "Frankpledge <post@safer.example>"
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", office.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_TIMEOUT = 5
        yield office


@pytest.fixture
def here(cast: Cast) -> Iterator[Partnership]:
    """The partnership in whose scope the test runs."""
    with scope(partnership=cast.partnerships["castermouth"]):
        yield cast.partnerships["castermouth"]
