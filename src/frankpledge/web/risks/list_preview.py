"""What taking a register in would do, before it does: each row beside what the register here holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from frankpledge.web.plans.lists.preview import words
from frankpledge.web.risks.levels import spelt
from frankpledge.web.risks.models import Risk, Scoring
from frankpledge.web.risks.owned import Names, Owned, read

What = Literal["new", "changed", "same", "closed", "left out"]
TEXTS = {
    "impact": "what it would do",
    "preventive": "what keeps it from happening",
    "contingent": "what is done if it happens",
}


@dataclass(frozen=True)
class Held:
    """A risk that the register holds, with its newest scores by kind and its owners."""

    risk: Risk
    scores: Mapping[str, Scoring]
    owners: frozenset[tuple[str, int | str]]


@dataclass(frozen=True)
class Previewed:
    """A row: what it would do, the risk it is held to be, what would be different in words, and who answers for it."""

    row: Mapping[str, Any]
    what: What
    held: Held | None
    owned: Owned
    differences: tuple[str, ...] = ()

    @property
    def scores(self) -> dict[str, tuple[int, int]]:
        """(likelihood, severity) by kind, as far as they would be new."""
        given = {kind: (pair[0], pair[1]) for kind, pair in self.row["scores"].items()}
        held = self.held.scores if self.held else {}
        return {
            kind: pair
            for kind, pair in given.items()
            if kind not in held or _place(held[kind]) != (self.row["scale"], *pair)
        }

    @property
    def spelt(self) -> dict[str, str]:
        """Every score of the row in words, by kind."""
        return {kind: spelt(self.row["scale"], *pair) for kind, pair in self.row["scores"].items()}


def preview(rows: Iterable[Mapping[str, Any]], held: Iterable[Held], names: Names) -> list[Previewed]:
    """Match rows to risks by their words: a number may have moved since. Each risk is matched once."""
    by_words: dict[str, Held] = {}
    for each in held:
        by_words.setdefault(words(each.risk.description), each)
    found = []
    for row in rows:
        owned = read(str(row["owner"]), names)
        if row["left_out"]:
            found.append(Previewed(row, "left out", None, owned))
            continue
        found.append(_previewed(row, by_words.pop(words(str(row["text"])), None), owned))
    return found


def _previewed(row: Mapping[str, Any], held: Held | None, owned: Owned) -> Previewed:
    if held is None:
        return Previewed(row, "new", None, owned)
    if held.risk.closed_on:
        return Previewed(row, "closed", held, owned)
    differences = [
        f"{name} in other words"
        for field, name in TEXTS.items()
        if row[field] and words(str(row[field])) != words(str(getattr(held.risk, field)))
    ]
    if row["review"] and row["review"] != (held.risk.review_on.isoformat() if held.risk.review_on else ""):
        differences.append(f"review by {row['review']} in place of {held.risk.review_on or 'no day'}")
    if _owners(owned) - held.owners:
        differences.append("somebody else answers for it too")
    whole = Previewed(row, "changed", held, owned)
    differences += [
        f"{kind}: {spelt(row['scale'], *pair)} in place of {held.scores[kind].words if kind in held.scores else 'no score'}"
        for kind, pair in whole.scores.items()
    ]
    if row["closed"]:
        differences.append("closed in the list")
    return Previewed(row, "changed" if differences else "same", held, owned, tuple(differences))


def _owners(owned: Owned) -> frozenset[tuple[str, int | str]]:
    return frozenset(
        [("agency", each) for each in owned.agencies]
        + [("person", each) for each in owned.people]
        + [("role", each) for each in owned.roles]
    )


def _place(scoring: Scoring) -> tuple[int, int, int]:
    return scoring.scale, scoring.likelihood, scoring.severity
