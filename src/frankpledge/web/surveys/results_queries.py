"""Questions about what was answered, each asked on a viewer's behalf, in as many questions for ten answers as for ten thousand."""

from datetime import date
from pathlib import Path

from django.utils.timezone import localdate

from frankpledge.web.accounts.models import PartnershipArea
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.surveys.models import Response, Survey, SurveyVersion
from frankpledge.web.surveys.results_population import Residents, residents
from frankpledge.web.surveys.tables import Answered, Frame, frame

FIELDS = ("version__number", "answers", "mode", "ward", "ward_name", "decile", "lsoa")


def answers(viewer: Viewer, survey: Survey, *, until: date | None = None) -> Frame | None:
    """All responses that count, as arrays; None for a survey that never opened. Those left out by hand are left out."""
    held = SurveyVersion.objects.filter(survey=survey, partnership=viewer.partnership)
    versions = {each.number: each.asks for each in held}
    if not versions:
        return None
    mine = Response.objects.filter(survey=survey, partnership=viewer.partnership, left_out_because="")
    if until is not None:
        mine = mine.filter(submitted_on__lte=until)
    return frame(versions, [Answered(*row) for row in mine.order_by("pk").values_list(*FIELDS)])


def left_out(viewer: Viewer, survey: Survey) -> int:
    """How many responses somebody left out, with a reason."""
    return sum(left_out_as(viewer, survey).values())


def left_out_as(viewer: Viewer, survey: Survey) -> dict[str, int]:
    """How many were left out, by the sort of reason; the sort is "" where somebody gave words alone."""
    from django.db.models import Count

    mine = Response.objects.filter(survey=survey, partnership=viewer.partnership).exclude(left_out_because="")
    rows = mine.order_by("left_out_as").values("left_out_as").annotate(n=Count("pk"))
    return {row["left_out_as"]: row["n"] for row in rows}


def places(viewer: Viewer, survey: Survey) -> dict[str, int]:
    """What came of the postcodes: `Response.Place` to how many."""
    from django.db.models import Count

    mine = Response.objects.filter(survey=survey, partnership=viewer.partnership, left_out_because="")
    return {row["place"]: row["n"] for row in mine.order_by().values("place").annotate(n=Count("pk"))}


def area_codes(viewer: Viewer, survey: Survey) -> tuple[str, ...]:
    """The area that the survey is about: its own, else the partnership's."""
    if survey.area_code:
        return (survey.area_code,)
    here = PartnershipArea.objects.filter(partnership=viewer.partnership).live(localdate())
    return tuple(sorted(here.values_list("code", flat=True)))


def who_lives_here(viewer: Viewer, survey: Survey, archive: Path) -> Residents | None:
    """None where the archive does not know the survey's area."""
    codes = area_codes(viewer, survey)
    return residents(archive, codes) if codes else None
