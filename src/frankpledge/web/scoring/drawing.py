"""How the themes stand, drawn: a dot with its spread for each, and in how many weightings each is among the first."""

from django.utils.safestring import SafeString, mark_safe

from frankpledge.assessment.finding import Band, Chart, Series
from frankpledge.documents import charts
from frankpledge.web.scoring.standing import Standing

MOST_LETTERS = 40


def dots(standing: Standing) -> SafeString:
    """Each theme's score together, with the lowest and highest total of any member."""
    lines = [line for line in standing.lines if line.together is not None]
    if not lines:
        return mark_safe("")
    low = tuple(line.low if line.low is not None else line.together for line in lines)
    high = tuple(line.high if line.high is not None else line.together for line in lines)
    chart = Chart(
        "range",
        "Each theme’s score, with its spread",
        "A dot is the score at these weights, from 0 to 100; the line goes from the lowest total of any one member to "
        "the highest. The table below has the numbers.",
        tuple(_short(line.theme.title) for line in lines),
        (Series("Score together", tuple(round(line.together) for line in lines if line.together is not None)),),
        unit="count",
        x_label="Score, 0 to 100",
        bands=(Band("Lowest to highest member", low, high),),
    )
    return mark_safe(charts.draw(chart, "standing-dots", charts.NARROW))  # drawn from numbers and escaped words


def shares(standing: Standing) -> SafeString:
    """In how many of 100 plausible weightings each theme is among the first."""
    lines = sorted(standing.lines, key=lambda line: -line.top)
    if not lines:
        return mark_safe("")
    chart = Chart(
        "bar",
        f"In how many of 100 reasonable weightings a theme is in the top {standing.places}",
        "One bar for each theme, the most often first. The table below has the numbers.",
        tuple(_short(line.theme.title) for line in lines),
        (Series("Of 100 weightings", tuple(float(line.of_100) for line in lines)),),
        x_label="of 100 weightings",
    )
    return mark_safe(charts.draw(chart, "standing-shares", charts.NARROW))  # drawn from numbers and escaped words


def _short(title: str) -> str:
    return title if len(title) <= MOST_LETTERS else title[: MOST_LETTERS - 1].rstrip() + "…"
