"""What of results can be cited: the answers to one page of a survey, as `12.problem.litter`."""

from collections.abc import Collection

from django.urls import reverse

from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.citations import numbers
from frankpledge.web.citations.kinds import Kind, Thing, register
from frankpledge.web.surveys.models import ResultsEdition, Survey, SurveyVersion
from frankpledge.web.surveys.questionnaire import Page
from frankpledge.web.surveys.scales import options_of
from frankpledge.web.surveys.templatetags.results_words import whole

RESULT = "survey_result"


def register_all() -> None:
    """Called once, when the app is ready."""
    register(Kind(RESULT, "What residents said", things, search, Permission.WRITE_ASSESSMENT))


def id_of(survey_id: int, page: str) -> str:
    return f"{survey_id}.{page}"


def things(viewer: Viewer, ids: Collection[str]) -> dict[str, Thing]:
    wanted = {each: each.partition(".") for each in ids}
    surveys = numbers.rows({survey for survey, _, _ in wanted.values()})
    known = {thing.id: thing for thing in _all(viewer, surveys)}
    return {each: known[each] for each in wanted if each in known}


def search(viewer: Viewer, words: str, limit: int) -> list[Thing]:
    """Those of the newest surveys first, whose question or survey holds the words."""
    sought = [word.lower() for word in words.split()]
    return [thing for thing in _all(viewer) if all(word in thing.title.lower() for word in sought)][:limit]


def _all(viewer: Viewer, surveys: Collection[int] | None = None) -> list[Thing]:
    """Two questions, whatever the number of surveys."""
    mine = SurveyVersion.objects.filter(partnership=viewer.partnership).select_related("survey", "survey__partnership")
    editions = ResultsEdition.objects.filter(partnership=viewer.partnership).order_by("number")
    if surveys is not None:
        mine, editions = mine.filter(survey__in=surveys), editions.filter(survey__in=surveys)
    newest: dict[int, SurveyVersion] = {each.survey_id: each for each in mine.order_by("survey__opens_on", "number")}
    said: dict[tuple[int, str], str] = {}
    for survey_id, pages in editions.values_list("survey_id", "content__pages"):
        said |= {(survey_id, page["page"]): _said(page) for page in pages}
    return [
        _thing(version.survey, page, said.get((version.survey_id, page.key), ""))
        for version in sorted(newest.values(), key=lambda each: -each.survey_id)
        for page in version.asks.pages
        if options_of(page.question)
    ]


def _thing(survey: Survey, page: Page, said: str) -> Thing:
    text = page.item.text.en if page.item else page.question.text.en
    address = reverse("survey_results", args=[survey.partnership.slug, survey.pk])
    return Thing(RESULT, id_of(survey.pk, page.key), f"{text} ({survey.title})", f"{address}#{page.key}", said)


def _said(page: dict[str, object]) -> str:
    """What was made ready for the public, in a few words; "" where that is hidden."""
    top = page["top"]
    if not isinstance(top, dict) or top.get("percent") is None:
        return ""
    return f"{whole(top['percent'])} of {page['base']:,} who answered: {top['text']['en'].lower()}"
