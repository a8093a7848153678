"""Last year's results in the demonstration: comments coded by two, results released by two, and what came of them."""

from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django_scopes import scope

from frankpledge.analysis.personal_words import likely_personal
from frankpledge.web.accounts.models import Partnership
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.citations import changes as citations
from frankpledge.web.priorities import queries as priorities
from frankpledge.web.priorities.things import PRIORITY
from frankpledge.web.surveys import coding_changes as coding
from frankpledge.web.surveys import coding_queries, publishing
from frankpledge.web.surveys.coding_agreement import agreed
from frankpledge.web.surveys.coding_queries import Comment
from frankpledge.web.surveys.models import CommentCode, ResultsEdition, Survey
from frankpledge.web.surveys.results_things import RESULT, id_of

# Name, Welsh name, what belongs to it, and the beginnings of words by which the first coder is invented to choose.
CODES = (
    ("Lighting", "Goleuadau", "Streets, paths and parks that are dark, and lamps that do not work", ("light", "lamp", "dark")),
    ("Police seen", "Gweld yr heddlu", "Wish to see officers more, or praise for seeing them", ("police", "officer", "patrol")),
    ("Traffic", "Traffig", "Speeding, parking, and cars or bikes driven badly", ("speed", "park", "car", "bike", "road")),
    ("Drugs", "Cyffuriau", "Drug use, dealing, needles", ("drug", "deal", "needle")),
    ("Young people", "Pobl ifanc", "Groups of young people, and places for them to go", ("young", "youth", "teen", "kids")),
    ("Rubbish", "Sbwriel", "Litter, dumped rubbish, bins", ("litter", "rubbish", "bin", "dump")),
)  # fmt: skip
QUOTES = 3
MOVED_BY = "problem.drunk"
BECAUSE = (
    "Officers and marshals are now in the town centre every Friday and Saturday night, as you asked. By the summer we "
    "come back and tell you what changed.",
    "Mae swyddogion a marsialiaid nawr yng nghanol y dref bob nos Wener a nos Sadwrn, fel y gofynnoch. Erbyn yr haf "
    "byddwn yn dod yn ôl ac yn dweud wrthych beth sydd wedi newid.",
)


@transaction.atomic
def invent_results(partnership: Partnership, archive: Path, people: dict[str, Viewer], today: date) -> None:
    """Made once, of the closed survey: where there are results, nothing changes. `people` are viewers by role."""
    coordinator, analyst, chair = people["coordinator"], people["analyst"], people["chair"]
    with scope(partnership=partnership):
        closed = Survey.objects.filter(state=Survey.State.CLOSED).order_by("opens_on")
        survey = closed.filter(sampling=Survey.Sampling.OPEN).first()
        if survey is None or ResultsEdition.objects.exists():
            return
        _code(survey, coordinator, analyst, today)
        _quote(survey, analyst, today)
        made = publishing.make(survey=survey, archive=archive, by=analyst, today=today)
        asked = publishing.ask_for_release(edition=made, public_from=timezone.now(), by=coordinator)
        publishing.release(edition=asked, by=chair, today=today)
        _because(survey, made, coordinator, analyst, chair, today)
        for sample in closed.filter(sampling=Survey.Sampling.RANDOM):
            made = publishing.make(survey=sample, archive=archive, by=analyst, today=today)
            asked = publishing.ask_for_release(edition=made, public_from=timezone.now(), by=coordinator)
            publishing.release(edition=asked, by=chair, today=today)


def _code(survey: Survey, first: Viewer, second: Viewer, today: date) -> None:
    codes = [
        coding.add_code(survey=survey, name=name, name_cy=welsh, definition=words, by=first)
        for name, welsh, words, _ in CODES
    ]
    for place, coder in ((1, first), (2, second)):
        coding.name_coder(survey=survey, place=place, person=coder.person, by=first)
    written = coding_queries.comments(first, survey)
    chosen = {each.key: _codes_of(each, codes) for each in written}
    coding.code_comments(survey=survey, chosen=chosen, by=first, today=today)
    # The second sees one code in a comment where the first saw two, now and then.
    others = {
        key: given[:1] if at % 7 == 0 and len(given) > 1 else [] if at % 23 == 0 else given
        for at, (key, given) in enumerate(sorted(chosen.items()))
    }
    coding.code_comments(survey=survey, chosen=others, by=second, today=today)
    if not coding.reason_not_to_see_both(first, survey):
        for each in agreed(first, survey).differing:
            coding.settle(survey=survey, key=each.comment.key, codes=chosen[each.comment.key], by=first, today=today)


def _codes_of(comment: Comment, codes: list[CommentCode]) -> list[int]:
    words = comment.text.lower().split()
    return [
        code.pk
        for code, (_, _, _, beginnings) in zip(codes, CODES, strict=True)
        if any(word.startswith(beginnings) for word in words)
    ]


def _quote(survey: Survey, by: Viewer, today: date) -> None:
    """The longest few of those in which nothing looks personal, each in other words."""
    said: set[str] = set()
    for each in sorted(coding_queries.comments(by, survey), key=lambda comment: -len(comment.text)):
        if likely_personal(each.text) or each.text in said:
            continue
        said.add(each.text)
        coding.quote(survey=survey, key=each.key, text=each.text, kept_because="", by=by, today=today)
        if len(said) == QUOTES:
            return


def _because(
    survey: Survey, edition: ResultsEdition, first: Viewer, second: Viewer, agrees: Viewer, today: date
) -> None:
    """For the first priority, moved by one answer."""
    priority = priorities.current(first).first()
    if priority is None or all(page["page"] != MOVED_BY for page in edition.content["pages"]):
        return
    citations.cite(
        citing=PRIORITY,
        citing_id=str(priority.pk),
        cited=RESULT,
        cited_id=id_of(survey.pk, MOVED_BY),
        why="Two of five residents call it a problem",
        by=first,
    )
    said = publishing.say_because(
        survey=survey, priority=priority, text=BECAUSE[0], text_cy=BECAUSE[1], by=second, today=today
    )
    publishing.agree_to_because(said=said, by=agrees, today=today)
