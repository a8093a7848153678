"""The demonstration's saved question: asked of the newest months, so that next year it is next year's."""

from datetime import date
from pathlib import Path

from django.db import transaction
from django_scopes import scope

from frankpledge.archive.archive import Archive
from frankpledge.web.accounts.models import Partnership
from frankpledge.web.knowledge.invented import viewers
from frankpledge.web.places.models import OwnArea
from frankpledge.web.questions import changes
from frankpledge.web.questions.asking import STREET, Asked
from frankpledge.web.questions.models import Answer, Question


@transaction.atomic
def invent_question(partnership: Partnership, area: OwnArea | None, archive: Path, today: date) -> Answer | None:
    """Burglary in the partnership's own area, with its first answer; made once, None where it was or there is no area."""
    with scope(partnership=partnership):
        if area is None or Question.objects.exists():
            return None
        question = changes.save(
            title="Burglary in the harbour, by month (invented)",
            asked=Asked(STREET, area.code, "lsoa", "Burglary", "month", latest=12),
            snapshot=Archive(archive).snapshot(),
            by=viewers(partnership, today)["Okafor"],
            today=today,
        )
        return Answer.objects.get(question=question)
