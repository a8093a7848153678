"""What tests of the API may ask for."""

import pytest
from django_scopes import scope

from frankpledge.web.api.throttle import THROTTLE
from frankpledge.web.assessments.models import Edition
from tests.web.api import made
from tests.web.cast import Cast


@pytest.fixture(autouse=True)
def _nobody_has_asked(monkeypatch) -> None:
    """Each test starts a minute of its own, and the cast has a second factor."""
    THROTTLE.minute = 0
    monkeypatch.setattr("frankpledge.web.api.bearer.has_second_factor", lambda person: True)
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)


@pytest.fixture
def castermouth(cast_today: Cast):
    """The cast, with everything done in the scope of Castermouth."""
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield cast_today


@pytest.fixture
def edition(castermouth: Cast) -> Edition:
    """A published edition."""
    return made.publish(castermouth, made.draft(castermouth))
