"""The bench of a survey: it counts what was acknowledged against what is kept, and judges the wait."""

from typing import Any

import pytest

from bench.bars import show
from bench.clicks import Click
from bench.survey import KEPT_P95, STAFF_P95, bars

RATE, SECONDS = 2.0, 10.0


def sent(many: int = 20, **facts: Any) -> list[dict[str, Any]]:
    return [{"reference": f"R{at}", "kept": 0.1, "shown": 0.2, "error": "", **facts} for at in range(many)]


def held(*references: str) -> dict[str, Any]:
    return {"references": list(references or [f"R{at}" for at in range(20)]), "waiting": 0}


def judged(**facts: Any) -> int:
    whole: dict[str, Any] = {"sent": sent(), "held": held(), "clicks": [Click("plan", 0.1)] * 5, "took": 10.0}
    return show("survey", bars(**whole | facts, rate=RATE, seconds=SECONDS))


def test_everything_kept_in_time_meets_the_bars() -> None:
    assert judged() == 0


@pytest.mark.parametrize(
    "facts",
    [
        {"held": held(*(f"R{at}" for at in range(19)))},  # one acknowledged is lost
        {"held": held(*(f"R{at}" for at in range(20)), "R3")},  # one is kept twice
        {"held": held(*(f"R{at}" for at in range(20)), "X")},  # more are kept than were sent
        {"sent": [*sent(19), {"reference": "", "kept": 30.0, "error": "HTTP 500"}]},
        {"sent": sent(kept=KEPT_P95 / 1000 + 0.1)},
        {"took": 11.0},
        {"clicks": [Click("plan", STAFF_P95 / 1000 + 0.1)] * 5},
        {"clicks": [Click("plan", 0.1, "HTTP 500 at /plan/")]},
        {"sent": [], "held": {"references": [], "waiting": 0}},
    ],
)
def test_what_is_lost_doubled_late_or_refused_misses_one(facts: dict[str, Any]) -> None:
    assert judged(**facts) == 1
