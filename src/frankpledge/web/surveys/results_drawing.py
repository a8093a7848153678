"""Charts of results, drawn as every chart here is: with a name, a description, and the table beside it."""

from typing import Any

from django.utils.safestring import SafeString, mark_safe

from frankpledge.assessment.finding import Chart, Series
from frankpledge.documents import charts, columns
from frankpledge.web.surveys import results_pairs


def drawn(chart: Chart, id: str) -> SafeString:
    """For a wide page and for a narrow one; the style sheet shows one of them."""
    wide = charts.draw(chart, f"{id}-wide", charts.WIDE, class_="fd-wide")
    narrow = charts.draw(chart, f"{id}-narrow", charts.NARROW, class_="fd-narrow")
    return mark_safe(wide + narrow)  # drawn from numbers and escaped words


def ranking(found: dict[str, Any], id: str, language: str = "en") -> SafeString:
    """Problems by how many find them a very or fairly big one; nothing where every share is hidden."""
    rows = [row for row in found["rows"] if not row.get("hidden")]
    if not rows:
        return SafeString("")
    title = {
        "en": "Of every 100 who answered, how many say it is a very or fairly big problem",
        "cy": "O bob 100 a atebodd, faint sy’n dweud ei bod yn broblem fawr iawn neu eithaf mawr",
    }
    description = {
        "en": "A bar for each problem, the largest first: the same figures as in the table below.",
        "cy": "Bar ar gyfer pob problem, y fwyaf yn gyntaf: yr un ffigurau ag yn y tabl isod.",
    }
    chart = Chart(
        kind="bar",
        title=title[language],
        description=description[language],
        labels=_apart([row["text"].get(language) or row["text"]["en"] for row in rows]),
        series=(Series("", tuple(_whole(row["percent"]) for row in rows)),),
        unit="text",
    )
    return drawn(chart, id)


def who(found: dict[str, Any], id: str, language: str = "en") -> SafeString:
    """Of one margin, two columns for each group; nothing where it is not known who lives here."""
    rows = [row for row in found["rows"] if not row.get("hidden")]
    if not rows:
        return SafeString("")
    names = {"en": ("Of those who answered", "Of those who live here"), "cy": ("O’r rhai a atebodd", "Yn byw yma")}
    chart = Chart(
        kind="column",
        title=found["text"].get(language) or found["text"]["en"],
        description={
            "en": "For each group, its share of those who answered beside its share of those who live here: the same "
            "figures as in the table below.",
            "cy": "Ar gyfer pob grŵp, ei gyfran o’r rhai a atebodd wrth ochr ei gyfran o’r rhai sy’n byw yma.",
        }[language],
        labels=_apart([row["text"].get(language) or row["text"]["en"] for row in rows]),
        series=tuple(
            Series(name, tuple(_whole(row[key]) for row in rows))
            for name, key in zip(names[language], ("percent", "population"), strict=True)
        ),
        unit="percent",
    )
    # Columns only where every name stands under its own in whole words.
    wide = (
        charts.draw(chart, f"{id}-wide", charts.WIDE, class_="fd-wide")
        if columns.fits(chart, charts.WIDE)
        else results_pairs.drawn(chart, f"{id}-wide", charts.WIDE, class_="fd-wide")
    )
    narrow = results_pairs.drawn(chart, f"{id}-narrow", charts.NARROW, class_="fd-narrow")
    return mark_safe(wide + narrow)  # drawn from numbers and escaped words


def _whole(percent: float | None) -> float | None:
    return None if percent is None else float(round(percent))


def _apart(labels: list[str]) -> tuple[str, ...]:
    """Labels that are the same get a number, so that each has its own place."""
    seen: dict[str, int] = {}
    made = []
    for label in labels:
        seen[label] = seen.get(label, 0) + 1
        made.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return tuple(made)
