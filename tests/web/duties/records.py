"""What was written down of duties, for tests. Call it in the partnership's scope."""

from typing import Any

from frankpledge.web.duties import changes
from frankpledge.web.duties.models import DutyRecord
from tests.web.cast import Cast


def a_record(cast: Cast, **facts: Any) -> DutyRecord:
    whole = {"duty": "public-meeting", "met_on": cast.today, "minute": "Minute 7", "link": ""} | facts
    return changes.write_down(by=cast.viewer("cora"), today=cast.today, **whole)
