"""The table that every plan prints: one row for each type of crime, from the findings of each type."""

from collections.abc import Sequence
from dataclasses import dataclass

from frankpledge.assessment.finding import Figure, Finding
from frankpledge.counted import counted
from frankpledge.documents import labels, numbers
from frankpledge.documents.content import Cell, DataTable

ANTI_SOCIAL = "Anti-social behaviour"  # as the publisher spells it: incidents, never added to crime
ALONE_AND_TOGETHER = (
    "A range is for its change alone. “Could be chance?” allows for how many changes were looked at together, "
    "so it can say yes where a range leaves out nought."
)
A_YEAR = 12  # months: what a rate is of, where it does not say
SHOWN = ("count_before", "count", "change_percent", "rate_per_1000")
COMPARED = ("count_before_compared", "count_compared")


@dataclass(frozen=True)
class OffenceFindings:
    """The findings of kind `offence_table`, sorted into the parts of the page."""

    total: Finding | None  # all crime without anti-social behaviour
    types: tuple[Finding, ...]
    anti_social: Finding | None
    composites: tuple[Finding, ...]

    @property
    def rows(self) -> tuple[Finding, ...]:
        """The rows of the main table: the types, then what they add up to, then what must not be added."""
        ends = [finding for finding in (self.total, self.anti_social) if finding is not None]
        return (*self.types, *ends)


def sort(findings: Sequence[Finding]) -> OffenceFindings:
    untyped = [finding for finding in findings if finding.crime_type is None]
    total = next((finding for finding in untyped if finding.id.endswith("all-crime")), untyped[0] if untyped else None)
    return OffenceFindings(
        total=total,
        types=tuple(f for f in findings if f.crime_type is not None and f.crime_type != ANTI_SOCIAL),
        anti_social=next((f for f in findings if f.crime_type == ANTI_SOCIAL), None),
        composites=tuple(f for f in untyped if f is not total),
    )


def table(
    findings: Sequence[Finding], tested: dict[str, Finding], *, id: str, caption: str, file: str, months: int = A_YEAR
) -> DataTable:
    """
    One row for each finding. `tested` holds the change finding of each crime type, whose strength already allows
    for the other tests made with it. Where months are missing the counts of the compared months stand beside.
    `months`: how many the counts and rates are of; a rate that is not of a year says so in its heading.
    """
    compared = any(_figure(finding, name) for finding in findings for name in COMPARED)
    head = [Cell("Type"), Cell("Period before", True), Cell("This period", True)]
    if compared:
        head += [Cell("Before, months compared", True), Cell("This period, months compared", True)]
    of = "" if months == A_YEAR else f", {counted(months, 'month')}"
    head += [Cell("Change", True), Cell("Range of the change", True), Cell(f"Per 1,000 residents{of}", True)]
    head.append(Cell("Could be chance?"))
    rows, notes = [], [numbers.SUPPRESSED_NOTE] if any(_suppressed(finding) for finding in findings) else []
    for finding in findings:
        before, after = _compared_counts(finding)
        names = [*SHOWN[:2], *(COMPARED if compared else ())]
        cells = [Cell(finding.crime_type or finding.title), *(Cell(_print(finding, name), True) for name in names)]
        percent = _figure(finding, "change_percent")
        few = numbers.counts_only(before, after)
        cells.append(Cell(numbers.change(before, after, percent), True))
        cells.append(Cell("" if few or percent is None else numbers.span(percent), True))
        cells.append(Cell(_print(finding, "rate_per_1000"), True))
        cells.append(Cell(could_be_chance(finding, tested.get(finding.crime_type or finding.id))))
        rows.append(tuple(cells))
    if any(numbers.counts_only(*_compared_counts(finding)) for finding in findings):
        notes.append(f"Under {numbers.SMALL_BASE} in either period, counts are given instead of a percentage.")
    if any(_sure_alone(finding) and row[-1].text == "Yes" for finding, row in zip(findings, rows, strict=True)):
        notes.append(ALONE_AND_TOGETHER)
    if any(cell.text == numbers.MISSING for row in rows for cell in row):
        notes.append(numbers.MISSING_NOTE)
    return DataTable(
        id=id,
        caption=caption,
        head=tuple(head),
        rows=tuple(rows),
        folded=False,
        notes=tuple(notes),
        file=file,
        print_rows=len(rows),
        apart=tuple(
            place
            for place, finding in enumerate(findings)
            if finding.crime_type == ANTI_SOCIAL or finding.id.endswith("all-crime")
        ),
        row_ids=tuple(finding.id for finding in findings),
    )


def further(findings: Sequence[Finding], *, id: str) -> DataTable:
    """The figures that the main table does not show, and the ranges of those it shows without: one row for each."""
    names = [name for name in _names(findings) if name not in (*SHOWN, *COMPARED) or name == "rate_per_1000"]
    head = [Cell("Type")]
    for name in names:
        head += [Cell(labels.figure(name), True), Cell("Range", True)]
    rows = []
    for finding in findings:
        cells = [Cell(finding.crime_type or finding.title)]
        for name in names:
            figure = _figure(finding, name)
            cells.append(Cell("" if figure is None else numbers.figure(figure), True))
            cells.append(Cell("" if figure is None else numbers.span(figure), True))
        rows.append(tuple(cells))
    bases = [(name, {f.base for finding in findings if (f := _figure(finding, name))}) for name in names]
    notes = tuple(f"{labels.figure(name)}: {said.pop()}." for name, said in bases if len(said) == 1)
    return DataTable(
        id=id, caption="Rates with their ranges", head=tuple(head), rows=tuple(rows), notes=notes, print_rows=len(rows)
    )


def _names(findings: Sequence[Finding]) -> list[str]:
    """The names of all their figures, in the order in which they come."""
    return list(dict.fromkeys(figure.name for finding in findings for figure in finding.figures))


def small(finding: Finding) -> str:
    """ "from 3 to 6" where the change of this finding is between counts too small for a percentage; else nothing."""
    before, after = _compared_counts(finding)
    return numbers.change(before, after, None) if numbers.counts_only(before, after) else ""


def could_be_chance(finding: Finding, tested: Finding | None) -> str:
    """
    "Yes" or "No", by the strength of the test, which allows for how many changes were looked at;
    where nothing was tested, by whether the range holds nought. "Cannot tell" where one month has no range.
    """
    strength = (tested or finding).strength
    uneven = None if tested is None else _figure(tested, "unevenness")
    if uneven is not None and uneven.value is None and not uneven.suppressed:
        return "Cannot tell"
    percent = _figure(finding, "change_percent")
    if tested is None and strength == "weak" and percent is not None and not percent.suppressed:
        one_month = percent.value is not None and percent.low is None and percent.high is None
        return "Cannot tell" if one_month else "Yes"
    if strength != "context":
        return "Yes" if strength == "weak" else "No"
    if percent is None or percent.low is None or percent.high is None:
        return "Not tested"
    return "Yes" if percent.low <= 0 <= percent.high else "No"


def _sure_alone(finding: Finding) -> bool:
    """Whether the range of the change, taken by itself, leaves out nought."""
    percent = _figure(finding, "change_percent")
    return bool(percent and percent.low is not None and percent.high is not None and percent.low * percent.high > 0)


def _compared_counts(finding: Finding) -> tuple[object, object]:
    """The two counts that the change is of."""
    pairs = [COMPARED, ("count_before", "count")]
    for before, after in pairs:
        figures = _figure(finding, before), _figure(finding, after)
        if figures[0] and figures[1]:
            return figures[0].value, figures[1].value
    return None, None


def _print(finding: Finding, name: str) -> str:
    figure = _figure(finding, name)
    return numbers.MISSING if figure is None else numbers.figure(figure)


def _figure(finding: Finding, name: str) -> Figure | None:
    return next((figure for figure in finding.figures if figure.name == name), None)


def _suppressed(finding: Finding) -> bool:
    return any(figure.suppressed for figure in finding.figures)
