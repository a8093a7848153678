"""What tests of the workspace may ask for."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction

from tests.web import cast as the_cast
from tests.web.mail.post_office import PostOffice


@pytest.fixture(scope="module")
def lasting(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """
    For what takes long to put in the database: a transaction around all tests of a file.

    What a fixture of the file writes stays for them all, and each test takes back what it wrote itself.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def cast(db: None) -> the_cast.Cast:
    """The cast, on a day of its own: for tests that hand the day over."""
    return the_cast.assemble()


@pytest.fixture
def cast_today(db: None) -> the_cast.Cast:
    """The cast, with access today by the clock: for tests that ask for pages."""
    return the_cast.assemble(date.today())


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
