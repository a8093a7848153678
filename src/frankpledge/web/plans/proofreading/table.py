"""Tables checked against themselves, and the text against the tables."""

import re
from collections.abc import Iterator, Sequence

from frankpledge.web.plans.proofreading.change import SMALL, from_to
from frankpledge.web.plans.proofreading.figures import Figure, figures, in_words, percent_change, years
from frankpledge.web.plans.proofreading.passages import Cell, Sentence, Table
from frankpledge.web.plans.proofreading.remark import Remark, Rule

Row = tuple[Cell, ...]
CHANGE_HEADING = re.compile(r"change|differen|variance|\+/-", re.IGNORECASE)
TOTAL = re.compile(r"(?:grand |overall |sub-?)?totals?\b", re.IGNORECASE)
ALL = re.compile(r"all\b|overall\b", re.IGNORECASE)


def remarks(table: Table) -> Iterator[Remark]:
    heading, *rows = table.rows
    yield from _changes(heading, rows)
    for column in range(1, len(heading)):
        yield from _total(heading, rows, column)


def _changes(heading: Row, rows: Sequence[Row]) -> Iterator[Remark]:
    """A column of changes in percent beside the two columns of counts that it follows from."""
    column = next((at for at, cell in enumerate(heading) if at >= 2 and CHANGE_HEADING.search(cell.text)), None)
    if column is None:
        return
    for row in rows:
        cells = [_figure(row, at) for at in range(len(row))]
        counts = [each for each in cells[1:column] if each and not each.percent]
        said = cells[column] if column < len(cells) else None
        if said is None or len(counts) < 2 or counts[-2].value <= 0:
            continue
        before, after = counts[-2:]
        if not said.percent:
            if "%" not in heading[column].text and abs(said.value) != abs(after.value - before.value):
                difference = in_words(after.value - before.value)
                yield _remark(
                    Rule.CHANGE, row, column, said.said, f"From {before.said} to {after.said} is {difference}."
                )
            continue
        middle, low, high = percent_change(before, after)
        right = said.holds(low, high) or (
            not said.signed and middle < 0 and _falls(row[column]) and said.holds(-high, -low)
        )
        if not right:
            follows = f"From {before.said} to {after.said} is {in_words(middle)}%, not {row[column].text}."
            yield _remark(Rule.CHANGE, row, column, row[column].text, follows)
        elif before.value < SMALL:
            follows = f"Of only {before.said}, a percentage says little. Give the two counts alone."
            yield _remark(Rule.SMALL, row, column, row[column].text, follows, wrong=False)


def _falls(cell: Cell) -> bool:
    return bool(re.search(r"[↓▼(]|down|fall|decrease|reduction", cell.text))


def _total(heading: Row, rows: Sequence[Row], column: int) -> Iterator[Remark]:
    """A total that its column does not add up to; a row "all" that is less than the rows below it."""
    if CHANGE_HEADING.search(heading[column].text) or (heading[column].text.count("%") and len(rows) < 2):
        return
    totals = [row for row in rows if TOTAL.match(row[0].text)]
    whole = totals[-1] if len(totals) == 1 else next((row for row in rows if ALL.match(row[0].text)), None)
    stated = _figure(whole, column) if whole else None
    parts = [_figure(row, column) for row in rows if row is not whole]
    known = [each for each in parts if each]
    if whole is None or stated is None or len(known) < 2 or len(known) != len(parts):
        return
    if any(each.percent != stated.percent for each in known) or (stated.percent and not totals):
        return
    added = sum(each.value for each in known)
    slack = sum(0.5 * 10.0**-each.decimals for each in known) if stated.percent else 0.0
    if added > stated.value + slack + 1e-9 or (totals and added < stated.value - slack - 1e-9):
        follows = f"The other rows of this column add up to {in_words(added)}, not {stated.said}."
        yield _remark(Rule.SUM, whole, column, stated.said, follows)


def against(sentence: Sentence, tables: Sequence[Table]) -> Iterator[Remark]:
    """A change that the text tells of something a table holds year by year: other figures, or the other way since."""
    pair = from_to(sentence.text, figures(sentence.text))
    told = years(sentence.text)
    if not pair or len(told) < 2:
        return
    before, after = pair
    for table in tables:
        heading, *rows = table.rows
        at = {each[0].last: column for column, cell in enumerate(heading) if column and (each := years(cell.text))}
        label = max(
            (row for row in rows if _named(row[0].text, sentence.text[: before.start])),
            key=lambda r: len(r[0].text),
            default=None,
        )
        if label is None or len(at) < 1:
            continue
        held = {year: cell for year, column in at.items() if (cell := _figure(label, column)) and not cell.percent}
        first, last = told[0].last, told[1].last
        for year, figure in ((first, before), (last, after)):
            if year in held and not figure.holds(held[year].value):
                follows = f"The table has {held[year].said} for it."
                yield _told(sentence, figure.start, figure.end, figure.said, follows)
        between = sorted(year for year in held if first < year < last)
        if between and last in held:
            since = held[last].value - held[between[-1]].value
            if since * (after.value - before.value) < 0:
                column = heading[at[between[-1]]].text
                follows = (
                    f"{label[0].text} {'fell' if since < 0 else 'rose'} from {held[between[-1]].said} to {held[last].said} "
                    f"in the last year ({_year(column)} to {told[1].said}), as the table says. The "
                    f"{'rise' if after.value > before.value else 'fall'} told here is all from before."
                )
                yield _told(sentence, before.start, after.end, sentence.text[before.start : after.end], follows)


def _year(text: str) -> str:
    return years(text)[0].said


def _named(label: str, text: str) -> bool:
    """Whether a row's name is what is said to have moved: "burglary from", "burglary offences has fallen from"."""
    end = r"(?:\s(?:offences?|crimes?|incidents?))?(?:\s\w+){0,3}\s(?:from)\s(?:\w+\s){0,2}$"
    return len(label) > 3 and re.search(rf"\b{re.escape(label)}\b{end}", text, re.IGNORECASE) is not None


def _figure(row: Row | None, column: int) -> Figure | None:
    """The one figure of a cell; none where it holds words or several."""
    if row is None or column >= len(row):
        return None
    found = figures(row[column].text)
    return found[0] if len(found) == 1 and len(row[column].text) < 20 else None


def _remark(rule: Rule, row: Row, column: int, said: str, follows: str, *, wrong: bool = True) -> Remark:
    whole = " | ".join(cell.text for cell in row)
    start = row[column].start
    return Remark(rule, whole, start, start + len(row[column].text), f"{row[0].text}: {said}", follows, wrong)


def _told(sentence: Sentence, start: int, end: int, said: str, follows: str) -> Remark:
    return Remark(Rule.TABLE, sentence.text, sentence.start + start, sentence.start + end, said, follows)
