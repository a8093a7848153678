"""The opening: at most eight sentences, chosen by rule from the findings, each naming those it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass

from frankpledge.assessment.evidence import ANTI_SOCIAL, Evidence
from frankpledge.assessment.finding import Column, Finding, Kind, Table
from frankpledge.assessment.period import earlier, join, spell
from frankpledge.counted import counted as number

MOST_SENTENCES = 8
NAMED = 4  # types named in one direction; the rest are counted
REAL = ("strong", "moderate")  # strengths of a change that chance does not explain
# Kinds that may have a sentence, always by their finding on all crime, in the order in which they are read.
FURTHER: tuple[Kind, ...] = ("trend", "place", "deprivation", "outcomes")
WEIGHT = {"strong": 0, "moderate": 1, "weak": 2, "context": 3}

BY_RULE = (
    "Nobody chose these sentences: the rules are in docs/methods/summary.md. Rises and falls are named by the same "
    "rule, and what did not change has its own sentence."
)


@dataclass(frozen=True)
class _Sentence:
    text: str
    rests_on: tuple[str, ...]


def summarise(evidence: Evidence, findings: Sequence[Finding]) -> Finding:
    """The finding of kind `summary` that opens the assessment of these findings."""
    sentences = _sentences(evidence, findings)
    return Finding(
        id="summary",
        kind="summary",
        title="Summary",
        statement=" ".join(sentence.text for sentence in sentences),
        strength="context",
        table=Table(
            caption="What each sentence rests on",
            columns=(Column("sentence", "Sentence"), Column("findings", "Findings")),
            rows=tuple((sentence.text, ", ".join(sentence.rests_on)) for sentence in sentences),
        ),
        method="summary",
        caveats=(BY_RULE, *evidence.caveats),
        provenance=evidence.provenance(rows_counted=evidence.count(None, evidence.period.held)),
    )


def _sentences(evidence: Evidence, findings: Sequence[Finding]) -> list[_Sentence]:
    """First and last are always there; in between, the surest of what is left until eight are reached."""
    opening = [
        _volume(evidence, findings, None),
        _volume(evidence, findings, ANTI_SOCIAL),
        _changed(findings),
        _unchanged(findings),
        _beside(findings),
    ]
    fixed = [sentence for sentence in opening if sentence is not None]
    closing = _unknown(evidence, findings)
    room = MOST_SENTENCES - len(fixed) - 1
    candidates = [finding for kind in FURTHER if (finding := _of_all_crime(findings, kind)) is not None]
    surest = sorted(candidates, key=lambda finding: (WEIGHT[finding.strength], FURTHER.index(finding.kind)))[:room]
    chosen = [finding for finding in candidates if finding in surest]
    return [*fixed, *(_Sentence(_first(finding.statement), (finding.id,)) for finding in chosen), closing]


def _volume(evidence: Evidence, findings: Sequence[Finding], crime_type: str | None) -> _Sentence | None:
    """How much was recorded, and what became of it since the period before."""
    counted = _counted(findings, crime_type)
    if counted is None:
        return None
    change = next((f for f in findings if f.kind == "change" and f.crime_type == crime_type), None)
    before, after = _compared(counted)
    count, words = (
        counted.figure("count").value,
        "crimes" if crime_type is None else "incidents of anti-social behaviour",
    )
    recorded = f"{count:,} {words} were recorded in {evidence.area.name} in {spell(evidence.period.held)}"
    rests_on = tuple(finding.id for finding in (counted, change) if finding is not None)
    if before is None or after is None:
        return _Sentence(f"{recorded}; no earlier month is held to compare with.", rests_on)
    same = len(evidence.period.compared) == len(evidence.period.asked)
    months = number(len(evidence.period.compared), "month")
    then = "" if same else f" in the {months} that can be compared"
    moved = f"from {before:,} to {after:,}{then}"
    if change is None:
        return _Sentence(f"{recorded}; the count went {moved}.", rests_on)
    if _has(change, "unevenness") and change.figure("unevenness").value is None and before != after:
        told = "one month in each year cannot tell whether that is chance"
        return _Sentence(f"{recorded}; the count went {moved}, and {told}.", rests_on)
    if change.strength not in REAL or before == after:
        return _Sentence(f"{recorded}; the change {moved} could be chance.", rests_on)
    up = "rose" if after > before else "fell"
    return _Sentence(f"{recorded}; the number {up} {moved}, more than chance would make it.", rests_on)


def _changed(findings: Sequence[Finding]) -> _Sentence | None:
    """Every type that changed beyond chance; of more than four in one direction, the four surest and largest."""
    tested = _by_type(findings)
    if not tested:
        return None
    real = [finding for finding in tested if finding.strength in REAL]
    if not real:
        return _Sentence(
            f"No change beyond chance is seen in any of the {len(tested)} types of crime{_together(findings)}.",
            tuple(finding.id for finding in tested),
        )
    rises = _ordered([finding for finding in real if _difference(findings, finding) > 0], findings)
    falls = _ordered([finding for finding in real if _difference(findings, finding) < 0], findings)
    parts = [f"{words}: {_named(findings, group)}" for words, group in (("higher", rises), ("lower", falls)) if group]
    none = "; none is lower" if not falls else "; none is higher" if not rises else ""
    return _Sentence(
        f"More than chance would make it, {'; '.join(parts)}{none}.", tuple(f.id for f in (*rises, *falls))
    )


def _together(findings: Sequence[Finding]) -> str:
    """Why all crime can have changed when no type has."""
    whole = next(
        (f for f in findings if f.kind == "change" and f.crime_type is None and f.id == "change-all-crime"), None
    )
    if whole is None or whole.strength not in REAL:
        return ""
    return " taken by itself: small changes add up to that in all crime"


def _unchanged(findings: Sequence[Finding]) -> _Sentence | None:
    """What did not change: the largest first, so that the weightiest quiet is named."""
    tested = _by_type(findings)
    quiet = [finding for finding in tested if finding.strength not in REAL]
    if not quiet or len(quiet) == len(tested):
        return None
    quiet.sort(key=lambda finding: (-_count(findings, finding), finding.id))
    names = [_lower(finding.crime_type) for finding in quiet[:NAMED]]
    more = f" and {len(quiet) - NAMED} more" if len(quiet) > NAMED else ""
    listed = f"{', '.join(names)}{more}" if more else join(names)
    return _Sentence(f"No change beyond chance is seen in {listed}.", tuple(finding.id for finding in quiet))


def _beside(findings: Sequence[Finding]) -> _Sentence | None:
    """Where the rate is unlike those of other areas; all comparisons together, high and low by the same rule."""
    compared = [
        f for f in findings if f.kind == "comparison" and f.id.startswith("comparison-") and "peers" not in f.id
    ]
    judged = [f for f in compared if _has(f, "areas_above_limits") and _has(f, "rate_per_1000")]
    rests_on = tuple(finding.id for finding in compared)
    if not compared:
        return None
    if not judged:
        if not _has(compared[0], "rate_per_1000"):
            return None  # a force: its partnerships are set beside each other, not it beside others
        number = compared[0].figure("areas_compared").value
        text = f"Whether the rates here are unusual cannot be judged among {number} areas: it takes ten or more."
        return _Sentence(text, rests_on)
    high = [_lower(f.crime_type) for f in judged if f.strength in REAL and _over(f)]
    low = [_lower(f.crime_type) for f in judged if f.strength in REAL and not _over(f)]
    number = judged[0].figure("areas_compared").value
    beside = f"Among {number} areas compared, and allowing for how much such areas differ,"
    if not high and not low:
        return _Sentence(f"{beside} none of the {len(judged)} rates compared is unusual.", rests_on)
    parts = [f"unusually {side} is {join(names)}" for side, names in (("high", high), ("low", low)) if names]
    return _Sentence(f"{beside} {'; '.join(parts)}; the other {len(judged) - len(high) - len(low)} are not.", rests_on)


def _unknown(evidence: Evidence, findings: Sequence[Finding]) -> _Sentence:
    """What cannot be said, always last."""
    asked = (*earlier(evidence.period), *evidence.period.asked)
    missing = [month for month in asked if month not in evidence.held]
    counted = _counted(findings, None)
    rests_on = () if counted is None else (counted.id,)
    if missing:
        text = f"Nothing can be said about {spell(missing)}: no whole file is held, and missing is not zero."
        return _Sentence(text, rests_on)
    return _Sentence(
        "No month of either period is missing, but what was never reported or recorded is in no figure.", rests_on
    )


def _counted(findings: Sequence[Finding], crime_type: str | None) -> Finding | None:
    """The line of the offence table: for all crime the one without a type that is no composite."""
    of_type = [f for f in findings if f.kind == "offence_table" and f.crime_type == crime_type]
    if crime_type is not None:
        return of_type[0] if of_type else None
    return next((finding for finding in of_type if finding.id.endswith("all-crime")), None)


def _of_all_crime(findings: Sequence[Finding], kind: Kind) -> Finding | None:
    """Never the most striking finding of its kind: always the one on all crime."""
    known = [f for f in findings if f.kind == kind and f.crime_type is None and f.id.endswith("all-crime")]
    if kind == "place":
        known = [finding for finding in known if finding.id.startswith("place-hot-all-crime")]
    return known[0] if known else None


def _by_type(findings: Sequence[Finding]) -> list[Finding]:
    """The tested changes of single types of crime."""
    return [
        f
        for f in findings
        if f.kind == "change" and f.crime_type not in (None, ANTI_SOCIAL) and _counted(findings, f.crime_type)
    ]


def _compared(counted: Finding) -> tuple[int | None, int | None]:
    """The two counts of the same months."""
    for before, after in (("count_before_compared", "count_compared"), ("count_before", "count")):
        if _has(counted, before) and _has(counted, after):
            earlier_count, later_count = counted.figure(before).value, counted.figure(after).value
            if earlier_count is None or later_count is None:
                return None, None
            return int(earlier_count), int(later_count)
    return None, None


def _difference(findings: Sequence[Finding], change: Finding) -> int:
    counted = _counted(findings, change.crime_type)
    before, after = (None, None) if counted is None else _compared(counted)
    return 0 if before is None or after is None else after - before


def _count(findings: Sequence[Finding], change: Finding) -> int:
    counted = _counted(findings, change.crime_type)
    return 0 if counted is None else int(counted.figure("count").value or 0)


def _ordered(changes: Sequence[Finding], findings: Sequence[Finding]) -> list[Finding]:
    """Strong before moderate, then by how many rows they differ, whichever way."""
    return sorted(changes, key=lambda f: (WEIGHT[f.strength], -abs(_difference(findings, f)), f.id))


def _named(findings: Sequence[Finding], changes: Sequence[Finding]) -> str:
    said = []
    for change in changes[:NAMED]:
        counted = _counted(findings, change.crime_type)
        before, after = (None, None) if counted is None else _compared(counted)
        said.append(f"{_lower(change.crime_type)} (from {before:,} to {after:,})")
    if len(changes) > NAMED:
        return f"{', '.join(said)} and {len(changes) - NAMED} more"
    return join(said)


def _over(comparison: Finding) -> bool:
    ratio = comparison.figure("ratio_to_together").value
    return ratio is not None and ratio > 1


def _has(finding: Finding, name: str) -> bool:
    return any(figure.name == name for figure in finding.figures)


def _lower(crime_type: str | None) -> str:
    return "all crime" if crime_type is None else crime_type[0].lower() + crime_type[1:]


def _first(statement: str) -> str:
    """The first sentence; a full stop within it is followed by no space."""
    return statement.split(". ")[0].rstrip(".") + "."
