"""What a plan still lacks before it is published, each with the place where it can be put right."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse

from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.plans import glossary, queries
from frankpledge.web.plans.models import Action, Chapter, LinkedStrategy, Plan
from frankpledge.web.priorities import queries as priorities

PLACEHOLDER = re.compile(
    r"\b(tbc|tba|tbd|to be (added|confirmed|agreed|completed|determined)|(definition|outcome|target|figure)s? needed|"
    r"add (definition|text|figures?)|insert \w+|x{2,}|lorem ipsum)\b|\?{2,}|\[[^\]\n]{0,80}\]|_{3,}",
    re.IGNORECASE,
)
EMPTY_BULLET = re.compile(r"^[ \t]{0,20}[-•*–][ \t]{0,20}$", re.MULTILINE)
ACRONYM = re.compile(r"\b[A-Z][A-Z&]{1,7}s?\b")
EVERYBODY_KNOWS = {"UK", "PDF", "BBC", "NHS", "GP", "AM", "PM", "TV", "CCTV", "MP", "A&E", "ID", "DVD", "IT", "HQ"}


@dataclass(frozen=True)
class Remark:
    """Where, what is missing, and the address at which it is put right. A grave one keeps a plan from publication."""

    where: str
    words: str
    address: str
    grave: bool = False


def remarks(viewer: Viewer, plan: Plan) -> list[Remark]:
    """Everything, in the order of the plan, in a fixed number of questions."""
    from frankpledge.web.measures.queries import without_measure

    chapters = list(queries.chapters(viewer, plan).prefetch_related("actions", "measures"))
    actions = list(queries.actions(viewer).filter(plan=plan, dropped_on=None))
    unmeasured = set(without_measure(viewer, plan).values_list("pk", flat=True))
    found = list(_of_plan(viewer, plan, chapters))
    for chapter in chapters:
        found += _of_chapter(plan, chapter, [each for each in actions if each.chapter_id == chapter.pk])
    for action in actions:
        found += _of_action(action, action.pk in unmeasured)
    written = list(_texts(plan, chapters, actions))
    for where, text, address in written:
        found += _of_text(where, text, address)
    known = {each.short: each for each in glossary.glossary(viewer, [text for _, text, _ in written]) if each.short}
    spelt = unexpanded([text for _, text, _ in written])
    if in_glossary := [each for each in spelt if each in known]:
        words = f"Short forms that only the glossary at its end explains: {', '.join(in_glossary)}."
        found.append(Remark("The whole plan", words, reverse("kept_list", args=[viewer.partnership.slug, "words"])))
    unexplained = [each for each in spelt if each not in known]
    if unexplained:
        words = (
            f"Short forms that nothing explains: {', '.join(unexplained)}. Write each out once, with it in brackets, "
            "or explain it in the glossary."
        )
        found.append(Remark("The whole plan", words, plan.get_absolute_url()))
    found += _of_strategies(viewer)
    return found


def texts(viewer: Viewer, plan: Plan) -> list[tuple[str, str, str]]:
    """All that the plan says in its own words: where, what, and the address at which it is changed."""
    chapters = list(queries.chapters(viewer, plan).prefetch_related("measures"))
    return list(_texts(plan, chapters, list(queries.actions(viewer).filter(plan=plan, dropped_on=None))))


def unexpanded(texts: Iterable[str], known: Iterable[str] = ()) -> list[str]:
    """Acronyms that stand nowhere beside their words, as in "Joint Action Group (JAG)" or "JAG (Joint Action Group)"."""
    whole = "\n".join(texts)
    explained = EVERYBODY_KNOWS | {each.upper() for each in known}
    explained |= set(re.findall(r"\(([A-Z][A-Z&]{1,7})s?\)", whole))
    explained |= set(re.findall(r"\b([A-Z][A-Z&]{1,7})s? \([A-Z][a-z]", whole))
    return sorted({found for each in ACRONYM.findall(whole) if (found := each.removesuffix("s")) not in explained})


def _of_strategies(viewer: Viewer) -> Iterator[Remark]:
    for each in LinkedStrategy.objects.filter(partnership=viewer.partnership, retired_on=None):
        if each.overdue:
            words = f"“{each}” was to be looked at again by {each.review_on:%-d %B %Y}."
            yield Remark("Linked plans", words, reverse("kept", args=[viewer.partnership.slug, "strategies", each.pk]))


def _of_plan(viewer: Viewer, plan: Plan, chapters: list[Chapter]) -> Iterator[Remark]:
    here = plan.get_absolute_url()
    if not chapters:
        yield Remark("The plan", "It has no priority.", here, grave=True)
    if not plan.foreword.strip():
        yield Remark("The plan", "It has no foreword.", f"{here}foreword/")
    for strategy in priorities.uncovered(viewer):
        yield Remark(
            "The plan", f"No priority serves the duty to {strategy}. Say why, in the foreword, or add one.", here
        )


def _of_chapter(plan: Plan, chapter: Chapter, actions: list[Action]) -> Iterator[Remark]:
    here = f"{plan.get_absolute_url()}chapters/{chapter.pk}/"
    if not chapter.priority.why.strip():
        yield Remark(
            str(chapter), "Nobody has said why it was chosen.", f"{chapter.priority.get_absolute_url()}change/"
        )
    if not chapter.words and not chapter.objectives.all():
        yield Remark(str(chapter), "The plan says nothing of it: no aim, no objective.", here)
    if not actions:
        yield Remark(str(chapter), "It has no action.", here, grave=True)
    if not chapter.measures.all():
        yield Remark(str(chapter), "It has no measure.", here)


def _of_action(action: Action, unmeasured: bool) -> Iterator[Remark]:
    here = f"{action.get_absolute_url()}change/"
    if action.lead_id is None:
        yield Remark(str(action), "Nobody answers for it.", here, grave=True)
    if not action.public_sentence and not action.not_public_because:
        yield Remark(str(action), "It has no sentence for residents, and no reason for none.", here)
    if unmeasured:
        yield Remark(str(action), "No measure would show whether it works.", action.get_absolute_url())


def _texts(plan: Plan, chapters: list[Chapter], actions: list[Action]) -> Iterator[tuple[str, str, str]]:
    yield "The foreword", plan.foreword, f"{plan.get_absolute_url()}foreword/"
    for chapter in chapters:
        here = f"{plan.get_absolute_url()}chapters/{chapter.pk}/"
        for heading, text in chapter.words.items():
            yield f"{chapter}: {heading}", str(text), here
        for objective in chapter.objectives.all():
            yield f"{chapter}: objectives", objective.text, here
        yield str(chapter), chapter.priority.why, f"{chapter.priority.get_absolute_url()}change/"
    for action in actions:
        yield str(action), f"{action.text}\n{action.public_sentence}", f"{action.get_absolute_url()}change/"


def _of_text(where: str, text: str, address: str) -> Iterator[Remark]:
    placeholder = PLACEHOLDER.search(text)
    if placeholder:
        yield Remark(where, f"“{placeholder[0]}” stands where words should.", address, grave=True)
    if EMPTY_BULLET.search(text):
        yield Remark(where, "A bullet is empty.", address, grave=True)
