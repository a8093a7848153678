"""Who has to be asked, and what is asked of a public meeting: as data with its sources."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

MUST = {"consult": "has to be asked", "notify": "has to be told", "may": "asked by choice"}


@dataclass(frozen=True)
class Kind:
    """
    What a consultation is about, and who has to be asked or told: pairs of who, and a key of MUST.

    `checked` says whether the law's text was read for it, or only named. A `yearly` kind falls due each year.
    """

    code: str
    name: str
    who: tuple[tuple[str, str], ...]
    from_on: date
    source: str
    section: str
    checked: str
    yearly: bool = False


@dataclass(frozen=True)
class MeetingRule:
    """At least one public meeting in `every_days`, made known `notice_days` before; each with where that stands."""

    every_days: int
    source: str
    section: str
    notice_days: int
    notice_source: str


@dataclass(frozen=True)
class FeedbackRule:
    """Within how many days people are told what came of a consultation, and of a public meeting; none is the law's."""

    consultation_days: int
    consultation_source: str
    meeting_days: int
    meeting_source: str


@cache
def kinds() -> dict[str, Kind]:
    """Every kind of consultation by its code, in order."""
    found = {}
    for each in _read("consultees.toml")["kind"]:
        who = tuple((one["who"], one["must"]) for one in each["who"])
        strange = {must for _, must in who} - set(MUST)
        if strange or each["checked"] not in ("text", "named"):
            raise ValueError(f"consultees.toml: {each['code']} says {strange or each['checked']}")
        found[each["code"]] = Kind(
            code=each["code"],
            name=each["name"],
            who=who,
            from_on=each["from"],
            source=each["source"],
            section=each["section"],
            checked=each["checked"],
            yearly=each.get("yearly", False),
        )
    return found


def choices() -> list[tuple[str, str]]:
    """For a form: each kind's code and name."""
    return [(each.code, each.name) for each in kinds().values()]


@cache
def meeting_rule() -> MeetingRule:
    read = _read("meetings.toml")
    return MeetingRule(
        every_days=read["public"]["every_days"],
        source=read["public"]["source"],
        section=read["public"]["section"],
        notice_days=read["notice"]["days"],
        notice_source=read["notice"]["source"],
    )


@cache
def feedback_rule() -> FeedbackRule:
    return FeedbackRule(**_read("meetings.toml")["feedback"])


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("frankpledge.web.consultation").joinpath(f"data/{name}").read_text(encoding="utf-8"))
