"""A risk register as partnerships keep it, in Word, Excel or CSV, read into risks. Nothing is guessed in silence."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from frankpledge.web.plans.lists import values
from frankpledge.web.plans.lists.columns import Columns
from frankpledge.web.plans.lists.rows import Row, rows
from frankpledge.web.plans.lists.table import Line
from frankpledge.web.risks import steps
from frankpledge.web.risks.models import Scoring

MOST_DESCRIPTION = 300
PAIR = ("likelihood", "severity")
HINT = r"(\s*[(\[][^)\]]*[)\]])?"  # "Likelihood (1-5)"
INHERENT, CURRENT, TARGET = (
    r"(inherent|gross|initial|original|raw|uncontrolled)( risk)? ",
    r"((risk|current|residual|net|mitigated|controlled|remaining)( risk)? )?",
    r"(target|tolerable|desired|planned)( risk)? ",
)
LIKELIHOOD = rf"(likelihood|probability|chance|how likely)( score| rating| of (the )?risk)?{HINT}"
SEVERITY = rf"((impact|consequence) ?/ ?)?(severity|seriousness|how bad)( score| rating)?{HINT}|(impact|consequence) (score|rating|level){HINT}"
HEADS: dict[str, str] = {
    "number": r"(risk )?(no|number|ref|reference|id|#)\.?",
    "inherent_likelihood": rf"{INHERENT}{LIKELIHOOD}",
    "inherent_severity": rf"{INHERENT}({SEVERITY}|impact{HINT})",
    "target_likelihood": rf"{TARGET}{LIKELIHOOD}",
    "target_severity": rf"{TARGET}({SEVERITY}|impact{HINT})",
    "likelihood": rf"{CURRENT}({LIKELIHOOD})|l{HINT}",
    "severity": rf"{CURRENT}({SEVERITY})|(current|residual|net) impact{HINT}|[si]{HINT}",
    "rating": rf"{CURRENT}(score|rating|level|rag( rating)?|total|l ?[x×] ?[si]){HINT}",
    "text": r"(the )?risks?( (description|event|title|details?|identified))?( ?(/|and|&) ?impact)?|"
    r"description( of (the )?risk)?( ?(/|and|&) ?impact)?|what could happen|threats?|risk ?/ ?issue|hazard",
    "impact": rf"(potential |possible |risk )?(impact|consequences?|effects?)( description| on .+)?{HINT}|what (that|it) would do.*",
    "preventive": r"((existing|current|key|planned|recommended) )*(risk )?(mitigat(ion|ions|ing)|prevent(at)?ive|prevention|"
    r"controls?)([ ,/:&]+(mitigat(ion|ing)|recommended|prevent(at)?ive|actions?|measures?|controls?|in place|and|plans?|"
    r"strategy|contingent|contingency))*|what keeps it from happening",
    "contingent": r"((existing|current|planned|recommended) )*(contingen(t|cy)|response|fallback)( (actions?|plans?|"
    r"measures?|arrangements?))*|what is done if it happens",
    "further": r"(further|additional|proposed|required)( (actions?|controls?|mitigations?|measures?))+( (required|needed|planned))?|"
    r"actions?( (required|needed|planned))?",
    "owner": r"(risk )?(owners?|leads?|lead (officer|agency|partner)|responsib(le|ility)|responsible (officer|agency|person)|"
    r"who|managed by|accountable|agency)( of (the )?risk)?",
    "review": r"(date of )?(the )?(next )?review(ed)?( by| date| due)?|to be reviewed by|review frequency",
    "opened": r"(date )?(raised|identified|opened|added|logged|entered)( on| date)?",
    "scored": r"(date )?(of )?(last )?(scored|reviewed|updated|update|assessed|review)( on| date)?",
    "status": r"(risk )?status|open ?/ ?closed|state",
    "because": r"(latest |progress )?(comments?|notes?|updates?|progress|commentary|rationale|reasons?)",
}  # fmt: skip
REGISTER = Columns(
    HEADS,
    tells=("number", "likelihood", "severity", "rating"),
    asks="No risk register was found. Its first row has to name its columns, such as Ref, Risk, Likelihood, Severity, "
    "Preventive actions, Contingent actions, Owner and Review date; one of them has to be Risk or Description.",
)
CONTINGENT = re.compile(r"(?:recommended )?contingen(?:t|cy)(?: actions?| plans?)?\s*:", re.IGNORECASE)
PREVENTIVE = re.compile(r"^\s*(?:recommended )?prevent(?:at)?ive(?: actions?| measures?)?\s*:", re.IGNORECASE)
CLOSED = re.compile(r"closed|ended|no longer.*|retired|removed", re.IGNORECASE)
OPEN = re.compile(r"|open|live|active|current|ongoing|new|[-–]+", re.IGNORECASE)
RATING = re.compile(r"[0-9]{1,4}")
GUIDANCE = 40  # letters in a cell for a level that has none: it says how to fill the register in


@dataclass(frozen=True)
class ListedRisk:
    """
    One risk as the register has it. Days are ISO texts or "".

    `scores` are (likelihood, severity) by kind, on `scale`; a kind that nobody rated is not in it. `left_out` says why a
    row is not taken for a risk, else "". `remarks` say what was joined, split or not understood, where, and what to do.
    """

    text: str
    where: str
    number: str = ""
    impact: str = ""
    preventive: str = ""
    contingent: str = ""
    owner: str = ""
    scale: int = 0
    scores: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    because: str = ""
    review: str = ""
    opened: str = ""
    scored: str = ""
    closed: bool = False
    left_out: str = ""
    remarks: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        return {**asdict(self), "remarks": list(self.remarks)}


def read(lines: Iterable[Line], scale: int) -> list[ListedRisk]:
    """
    The risks of a register. `scale` is the partnership's own, for numbers that could be on either.

    Raises UnreadableList where there is no head of a register, or too many rows.
    """
    found = rows(lines, REGISTER)
    if all("severity" not in row.cells for row in found) and steps.mostly(row.cells.get("impact", "") for row in found):
        for row in found:  # a column called Impact rates it
            row.cells["severity"], row.heads["severity"] = (
                row.cells.pop("impact", ""),
                row.heads.pop("impact", "Impact"),
            )
    every = [cell for row in found for name, cell in row.cells.items() if name.endswith(("likelihood", "severity"))]
    used = steps.scale_of(every, scale)
    return [_risk(row, used) for row in found]


def _risk(row: Row, used: steps.Used) -> ListedRisk:
    cells, remarks = row.cells, [f"Joined with {where}: a page broke the row." for where in row.joined]
    asides: list[str] = []
    scores = {}
    for kind, prefix in (
        (Scoring.Kind.CURRENT, ""),
        (Scoring.Kind.INHERENT, "inherent_"),
        (Scoring.Kind.TARGET, "target_"),
    ):
        pair = [_step(row, f"{prefix}{of}", used, remarks, asides) for of in PAIR]
        if pair[0] and pair[1]:
            scores[str(kind)] = (pair[0], pair[1])
        elif any(pair) and all(_blank(row, f"{prefix}{of}") for of, step in zip(PAIR, pair, strict=True) if not step):
            remarks.append(f"Only one half of the {kind} score is given: it stays not rated.")
    remarks += _rating(row, scores.get(Scoring.Kind.CURRENT))
    text, impact = _within(" ".join(cells["text"].split()), cells.get("impact", ""), remarks)
    preventive, contingent = _mitigation(cells)
    status = cells.get("status", "").strip(" .")
    if not CLOSED.fullmatch(status) and not OPEN.fullmatch(status):
        asides.append(f"{row.heads['status']}: {status}")
    asides += [f"{head}: {cell}" for head, cell in row.others.items()]
    left_out = _left_out(row, scores)
    return ListedRisk(
        text=text,
        where=row.line.where,
        number=cells.get("number", ""),
        impact=impact,
        preventive=preventive,
        contingent=contingent,
        owner=" ".join(cells.get("owner", "").split()),
        scale=used.scale,
        scores=scores,
        because="\n".join(part for part in (cells.get("because", ""), *asides) if part),
        review=_day(row, "review", remarks, last=True),
        opened=_day(row, "opened", remarks),
        scored=_day(row, "scored", remarks),
        closed=bool(CLOSED.fullmatch(status)),
        left_out=left_out,
        remarks=() if left_out else tuple(remarks),
    )


def _step(row: Row, name: str, used: steps.Used, remarks: list[str], asides: list[str]) -> int | None:
    cell = " ".join(row.cells.get(name, "").split())
    step, aside = steps.read(cell, used)
    if step is None and not values.BLANK.fullmatch(cell):
        remarks.append(
            f"{row.heads[name]}: “{_short(cell)}” is no step that is known here. {used.asks} It stays not rated."
        )
    if aside:
        asides.append(f"{row.heads[name]}: {aside}")
    return step


def _blank(row: Row, name: str) -> bool:
    return bool(values.BLANK.fullmatch(" ".join(row.cells.get(name, "").split())))


def _rating(row: Row, score: tuple[int, int] | None) -> list[str]:
    """A remark where the list's own product is another than that of its likelihood and severity."""
    cell = row.cells.get("rating", "").strip()
    if not RATING.fullmatch(cell) or score is None or int(cell) == score[0] * score[1]:
        return []
    return [f"{row.heads['rating']}: the list has {cell}, but {score[0]} times {score[1]} is {score[0] * score[1]}."]


def _within(text: str, impact: str, remarks: list[str]) -> tuple[str, str]:
    """A description that is too long goes on under what it would do."""
    if len(text) <= MOST_DESCRIPTION:
        return text, impact
    at = max(text.rfind(". ", 0, MOST_DESCRIPTION) + 1, 0) or text.rfind(" ", 0, MOST_DESCRIPTION)
    at = at if at > 0 else MOST_DESCRIPTION
    remarks.append("The description is long: what comes after its start is put under what it would do.")
    return text[:at].strip(), "\n".join(part for part in (text[at:].strip(), impact) if part)


def _mitigation(cells: Mapping[str, str]) -> tuple[str, str]:
    """What prevents and what is done if it happens; many a register has both in one cell, each after its name."""
    before, _, after = cells.get("preventive", ""), "", ""
    found = CONTINGENT.search(before)
    if found:
        before, after = before[: found.start()], before[found.end() :]
    preventive = "\n".join(
        part for part in (PREVENTIVE.sub("", before).strip(), cells.get("further", "").strip()) if part
    )
    given = CONTINGENT.sub("", cells.get("contingent", ""), count=1).strip()
    return preventive, "\n".join(part for part in (after.strip(), given) if part)


def _left_out(row: Row, scores: Mapping[str, object]) -> str:
    levels = [row.cells.get(name, "") for name in ("likelihood", "severity")]
    if not scores and not row.cells.get("number") and all(len(cell) > GUIDANCE for cell in levels):
        return "It says how to fill the register in."
    return ""


def _day(row: Row, name: str, remarks: list[str], *, last: bool = False) -> str:
    found, remark = values.day(row.cells.get(name, ""), last=last)
    if remark:
        remarks.append(f"{row.heads[name]}: {remark} Write it as 31/03/2027.")
    return found.isoformat() if found else ""


def _short(cell: str) -> str:
    return cell if len(cell) <= 60 else f"{cell[:57]}…"
