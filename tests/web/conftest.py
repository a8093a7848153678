"""What tests of the workspace may ask for."""

from datetime import date

import pytest

from tests.web import cast as the_cast


@pytest.fixture
def cast(db: None) -> the_cast.Cast:
    """The cast, on a day of its own: for tests that hand the day over."""
    return the_cast.assemble()


@pytest.fixture
def cast_today(db: None) -> the_cast.Cast:
    """The cast, with access today by the clock: for tests that ask for pages."""
    return the_cast.assemble(date.today())
