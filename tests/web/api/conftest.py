"""What tests of the API may ask for."""

import pytest
from django_scopes import scope

from frankpledge.archive.archive import Archive
from frankpledge.web.api.throttle import THROTTLE
from frankpledge.web.assessments.models import Edition
from tests.assessment.archives import Town, archive
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


@pytest.fixture(scope="package")
def town(tmp_path_factory) -> Archive:
    """Two LSOAs of a partnership with the same five rows in each of two months."""
    months = ["2025-01", "2025-02"]
    counts = [(month, at, "Burglary", 5) for month in months for at in range(2)]
    return archive(tmp_path_factory.mktemp("rows") / "archive", Town(district=2), counts, months=months)
