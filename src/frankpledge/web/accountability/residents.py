"""What a pack says of what residents said: the surveys whose results became public in its months."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from frankpledge.documents.content import Block, Bullets, Paragraph, Section
from frankpledge.web.accountability.blocks import day, table
from frankpledge.web.accountability.models import Pack
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.surveys import publishing_queries
from frankpledge.web.surveys.models import BecauseOfYou, ResultsEdition
from frankpledge.web.surveys.results_words import WORDS

MOST_ROWS = 12


@dataclass(frozen=True)
class Said:
    """One survey's public results, and what is done because of them."""

    edition: ResultsEdition
    because: list[BecauseOfYou]


def gather(viewer: Viewer, pack: Pack) -> list[Said]:
    """
    The newest public edition of each survey that became public in the pack's months: what two people released and
    everybody may read by now, with small numbers hidden once and for all. One question, and one for each survey.
    """
    now = timezone.now()
    released = ResultsEdition.objects.filter(
        partnership=viewer.partnership,
        released_at__isnull=False,
        public_from__lte=now,
        public_from__date__range=(pack.first_day, pack.last_day),
    ).select_related("survey", "partnership")
    newest = {each.survey_id: each for each in released.order_by("number") if not each.can_be_undone(now)}
    return [Said(each, publishing_queries.public_because(each)) for each in newest.values()]


def section(found: list[Said]) -> Section | None:
    """None where no results became public in these months."""
    if not found:
        return None
    inner = tuple(_of(each) for each in found)
    return Section("residents", "What residents said", (), inner)


def _of(said: Said) -> Section:
    content, survey = said.edition.content, said.edition.survey
    number = survey.pk
    asked = f", from {day(survey.opens_on)} to {day(survey.closes_on)}" if survey.opens_on and survey.closes_on else ""
    caveat = WORDS[content["sampling"]].en if content["sampling"] in ("open", "quota", "random") else ""
    of_a_sample = "" if content["sample"] else " This is not a sample."
    blocks: list[Block] = [
        Paragraph(f"{content['n']:,} people answered{asked}.{of_a_sample}", "lead"),
        Paragraph(caveat),
    ]
    rows = _rows(content)
    if rows:
        head = ("Question", "What they said", "Share", "Of how many")
        blocks.append(table(f"residents-{number}-shares", "What most of them said", head, rows[:MOST_ROWS]))
    left = len(content["pages"]) - min(len(rows), MOST_ROWS)
    if left > 0:
        more = "more questions are" if left > 1 else "more question is"
        blocks.append(Paragraph(f"{left} {more} in the published results.", "small"))
    if said.because:
        blocks.append(Paragraph("What is done because of it:"))
        blocks.append(Bullets(tuple(f"{each.priority}: {each.text}" for each in said.because)))
    return Section(f"residents-{number}", content["title"]["en"], tuple(blocks))


def _rows(content: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    """
    Of each question its two upper steps together, else its commonest answer; the greatest shares first.

    Nothing that is hidden: neither a share nor the number that it is of.
    """
    found: list[tuple[float, tuple[str, str, str, str]]] = []
    for page in content["pages"]:
        lines = [page["top"]] if page["top"] else [line for line in page["lines"] if not line["aside"]]
        lines = [line for line in lines if line["percent"] is not None]
        if page["base"] is None or not lines:
            continue
        line = max(lines, key=lambda line: float(line["percent"]))
        likely = f", likely {line['low']:.0f}% to {line['high']:.0f}%" if line["low"] is not None else ""
        asked = (page["item"] or page["text"])["en"]
        found.append(
            (
                line["percent"],
                (
                    asked,
                    line["text"]["en"],
                    f"{line['percent']:.0f}%{likely}",
                    f"{page['base']:,} who answered this",
                ),
            )
        )
    found.sort(key=lambda pair: -pair[0])
    return [row for _, row in found]
