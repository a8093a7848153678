"""Questions about what people wrote and how it is coded, each asked on a viewer's behalf."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from frankpledge.analysis.code_suggestions import Codebook, Suggestion
from frankpledge.analysis.personal_words import PersonalSpan, likely_personal
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.surveys.models import (
    Coder,
    CommentCode,
    CommentCoding,
    Quote,
    Response,
    SettledCoding,
    Survey,
    SurveyVersion,
)
from frankpledge.web.surveys.questionnaire import Kind
from frankpledge.web.surveys.tables import Frame

Key = tuple[str, str]  # a response's number and the page


@dataclass(frozen=True)
class Comment:
    """What one person wrote on one page."""

    response: str
    page: str
    text: str

    @property
    def key(self) -> Key:
        return self.response, self.page

    @property
    def flagged(self) -> tuple[PersonalSpan, ...]:
        """What in it looks like personal data. Nothing flagged does not mean that nothing is there."""
        return likely_personal(self.text)

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The text in pieces, each with the kind of personal data that it looks like, "" for the rest."""
        pieces, at = [], 0
        for span in self.flagged:
            pieces += [(self.text[at : span.start], ""), (self.text[span.start : span.end], span.kind)]
            at = span.end
        return [piece for piece in [*pieces, (self.text[at:], "")] if piece[0]]


@dataclass(frozen=True)
class Final:
    """The codes that a comment has in the end: by `people` 2 who agreed, 1 alone, or 0 where it was settled."""

    codes: tuple[int, ...]
    people: int


def comments(viewer: Viewer, survey: Survey) -> list[Comment]:
    """All that was written, in the order of the responses' random numbers. Whoever shows it records the look."""
    pages = comment_pages(viewer, survey)
    mine = Response.objects.filter(survey=survey, partnership=viewer.partnership, left_out_because="")
    return [
        Comment(str(pk), page, str(given[page]).strip())
        for pk, given in mine.order_by("pk").values_list("pk", "answers")
        for page in pages
        if str(given.get(page, "")).strip()
    ]


def comment_pages(viewer: Viewer, survey: Survey) -> dict[str, dict[str, str]]:
    """The pages on which people write, of all versions, with their words."""
    held = SurveyVersion.objects.filter(survey=survey, partnership=viewer.partnership).order_by("number")
    return {
        page.key: {"en": page.question.text.en, "cy": page.question.text.say("cy")}
        for version in held
        for page in version.asks.pages
        if page.question.kind == Kind.COMMENT
    }


def codes(viewer: Viewer, survey: Survey) -> QuerySet[CommentCode]:
    """The codebook, with codes that are no longer given."""
    mine: QuerySet[CommentCode] = CommentCode.objects.filter(survey=survey, partnership=viewer.partnership)
    return mine.select_related("survey")


def coders(viewer: Viewer, survey: Survey) -> QuerySet[Coder]:
    """Those named, first and second, with how many comments each has coded."""
    mine: QuerySet[Coder] = Coder.objects.filter(survey=survey, partnership=viewer.partnership)
    return mine.select_related("person").annotate(done=Count("codings"))


def coder(viewer: Viewer, survey: Survey) -> Coder | None:
    """The viewer as a coder of this survey."""
    return coders(viewer, survey).filter(person=viewer.person).first()


def own(coder: Coder) -> dict[Key, list[int]]:
    """What one coder chose. Nobody else's is ever asked for with it."""
    rows = CommentCoding.objects.filter(coder=coder, partnership=coder.partnership_id)
    return {(str(pk), page): list(chosen) for pk, page, chosen in rows.values_list("response_id", "page", "codes")}


def by_place(viewer: Viewer, survey: Survey) -> dict[int, dict[Key, list[int]]]:
    """Both coders' choices, by place; for those who may see them side by side."""
    rows = CommentCoding.objects.filter(coder__survey=survey, partnership=viewer.partnership)
    found: dict[int, dict[Key, list[int]]] = {1: {}, 2: {}}
    for place, pk, page, chosen in rows.values_list("coder__place", "response_id", "page", "codes"):
        found[place][str(pk), page] = list(chosen)
    return found


def settled(viewer: Viewer, survey: Survey) -> dict[Key, list[int]]:
    rows = SettledCoding.objects.filter(response__survey=survey, partnership=viewer.partnership)
    return {(str(pk), page): list(chosen) for pk, page, chosen in rows.values_list("response_id", "page", "codes")}


def final(viewer: Viewer, survey: Survey) -> dict[Key, Final]:
    """Settled, else what two agreed on, else what one chose alone; those who differ and are not settled have none."""
    places, ends = by_place(viewer, survey), settled(viewer, survey)
    first, second = places[1], places[2]
    found = {}
    for key in {**first, **second}:
        if key in ends:
            found[key] = Final(tuple(ends[key]), 0)
        elif key in first and key in second:
            if set(first[key]) == set(second[key]):
                found[key] = Final(tuple(first[key]), 2)
        else:
            found[key] = Final(tuple(first.get(key, second.get(key, []))), 1)
    return found


def quotes(viewer: Viewer, survey: Survey) -> QuerySet[Quote]:
    """Words that may be printed."""
    mine: QuerySet[Quote] = Quote.objects.filter(survey=survey, partnership=viewer.partnership, withdrawn_on=None)
    return mine.select_related("by")


def themes(viewer: Viewer, survey: Survey, frame: Frame) -> list[dict[str, Any]]:
    """For each page of comments: how many wrote, the codes with how many comments have each, and the chosen words."""
    pages = comment_pages(viewer, survey)
    found, printed = final(viewer, survey), list(quotes(viewer, survey))
    names = {code.pk: code for code in codes(viewer, survey)}
    made = []
    for page, text in pages.items():
        coded = [each for (_, on), each in found.items() if on == page]
        counts: dict[int, int] = {}
        for each in coded:
            for code in set(each.codes):
                counts[code] = counts.get(code, 0) + 1
        rows: list[dict[str, Any]] = [
            {
                "name": {"en": names[code].name, "cy": names[code].name_cy or names[code].name},
                "definition": names[code].definition,
                "count": count,
                "percent": 100 * count / len(coded),
            }
            for code, count in counts.items()
            if code in names
        ]
        written = int(frame.written[page].sum()) if page in frame.written else 0
        made.append(
            {
                "page": page,
                "text": text,
                "written": written,
                "base": len(coded),
                "by_one": sum(each.people == 1 for each in coded),
                "codes": sorted(rows, key=lambda row: (-row["count"], row["name"]["en"])),
                "quotes": [each.text for each in printed if each.page == page],
            }
        )
    return [each for each in made if each["written"]]


def suggestions(
    asked: Sequence[Comment], chosen: Mapping[Key, list[int]], texts: Mapping[Key, str], book: Sequence[CommentCode]
) -> tuple[dict[Key, tuple[Suggestion, ...]], float | None]:
    """
    Codes (their number as text) that each comment may have, and how often a suggestion is right so far.

    From this coder's own choices and the codebook's words alone, so that one coder never leads the other.
    """
    learnt = tuple((texts[key], {str(code) for code in given}) for key, given in chosen.items() if key in texts)
    keywords = {str(code.pk): {code.name, *code.definition.split()} for code in book if code.retired_on is None}
    codebook = Codebook(learnt, keywords)
    return {each.key: codebook.suggest(each.text) for each in asked}, codebook.hit_rate() if learnt else None
