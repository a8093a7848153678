"""What tests of e-mail may ask for."""

from collections.abc import Iterator

import pytest
from django_scopes import scope

from frankpledge.web.accounts.models import Partnership
from tests.web.cast import Cast


@pytest.fixture
def here(cast: Cast) -> Iterator[Partnership]:
    """The partnership in whose scope the test runs."""
    with scope(partnership=cast.partnerships["castermouth"]):
        yield cast.partnerships["castermouth"]
