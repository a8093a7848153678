"""The one e-mail to those who asked for the results. Their addresses leave the list as it is written down."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from frankpledge.web.mail import outbox
from frankpledge.web.mail.kinds import Kind, NoLongerNeeded
from frankpledge.web.mail.models import Message
from frankpledge.web.surveys.models import ResultsWanted, Survey

RESULTS, RESULTS_IN_WELSH = "surveys.results", "surveys.results_cy"


def tell_of_results(survey: Survey, due_at: datetime) -> int:
    """
    Write to everybody who asked, once the results are public; returns to how many. In the transaction that releases
    them. Without a mail server nobody is written to, and the addresses stay for when there is one.

    From here on the address is in the outbox alone, which forgets it as it forgets all others.
    """
    told = []
    for wanted in ResultsWanted.objects.filter(partnership=survey.partnership_id, survey=survey):
        code = RESULTS_IN_WELSH if wanted.language == "cy" else RESULTS
        if outbox.put(code, to=wanted.email, about=survey, partnership=survey.partnership, due_at=due_at):
            told.append(wanted.pk)
    ResultsWanted.objects.filter(partnership=survey.partnership_id, pk__in=told).delete()
    return len(told)


def do_not_tell(survey: Survey) -> None:
    """The release was taken back: what waits is not sent, and its addresses are on the list again."""
    waiting = Message.objects.filter(
        partnership=survey.partnership_id,
        kind__in=(RESULTS, RESULTS_IN_WELSH),
        about=survey.pk,
        state=Message.State.WAITING,
    )
    for message in waiting:
        language = "cy" if message.kind == RESULTS_IN_WELSH else "en"
        ResultsWanted.objects.get_or_create(
            partnership=survey.partnership, survey=survey, email=message.recipient, defaults={"language": language}
        )
    waiting.update(
        state=Message.State.WITHDRAWN, ended_at=timezone.now(), recipient="", reason="The release was taken back."
    )


def results(survey_id: int) -> dict[str, object]:
    """What the e-mail says; nothing where the release was taken back."""
    return _values(survey_id, "en")


def results_in_welsh(survey_id: int) -> dict[str, object]:
    return _values(survey_id, "cy")


def _values(survey_id: int, language: str) -> dict[str, object]:
    survey = Survey.objects.select_related("partnership").get(pk=survey_id)
    if survey.results_published_on is None:
        raise NoLongerNeeded("The results are not public any more.")
    return {
        "title": survey.versions.order_by("-number")[0].asks.title.say(language),
        "language": language,
        "partnership": survey.partnership,
        "path": reverse("published_survey", args=[survey.partnership.slug, survey.slug]),
    }


LETTERS = (
    Kind(RESULTS, "the results of a survey", "The results of the survey", "surveys/mail/results.txt", results),
    Kind(
        RESULTS_IN_WELSH,
        "the results of a survey, in Welsh",
        "Canlyniadau’r arolwg / The results of the survey",
        "surveys/mail/results.txt",
        results_in_welsh,
    ),
)
