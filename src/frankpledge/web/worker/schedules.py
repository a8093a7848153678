"""What is done on a schedule, and how often."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_q.models import Schedule

HOUR, DAY = 60, 24 * 60


@dataclass(frozen=True)
class Scheduled:
    """`minutes` between two times; the first is so many minutes after the first start, not all at once."""

    name: str
    func: str
    minutes: int
    first: int


SCHEDULES = (
    Scheduled("e-mails", "frankpledge.web.mail.tasks.deliver_everywhere", 1, 0),
    Scheduled("heads of the record", "frankpledge.web.worker.tasks.note_heads", HOUR, 1),
    Scheduled("check of the record", "frankpledge.web.worker.tasks.check_record", DAY, 5),
    Scheduled("reminders to confirm people", "frankpledge.web.worker.tasks.remind_to_confirm", DAY, 2),
    Scheduled("partners’ data past retention", "frankpledge.web.worker.tasks.purge_feeds", DAY, 10),
    Scheduled("addresses of old e-mails", "frankpledge.web.mail.tasks.forget_addresses", DAY, 15),
    Scheduled("quarterly packs", "frankpledge.web.accountability.tasks.prepare_packs", DAY, 3),
    Scheduled("messages to other systems", "frankpledge.web.api.delivering.deliver_due", 1, 1),
    Scheduled("exports past their day", "frankpledge.web.exports.changes.sweep_everywhere", HOUR, 20),
    Scheduled("accounts past their consent", "frankpledge.web.consultation.tasks.erase_accounts", DAY, 25),
    Scheduled("evaluations of actions", "frankpledge.web.evaluations.tasks.bring_all_up_to_date", HOUR, 7),
    Scheduled("reminders of what is due", "frankpledge.web.accountability.tasks.remind_of_what_is_due", DAY, 14),
    Scheduled("figures of measures", "frankpledge.web.measures.tasks.fill_measures", DAY, 12),
    Scheduled("survey answers never sent", "frankpledge.web.surveys.tasks.purge_saved_answers", HOUR, 9),
)


@transaction.atomic
def put_up() -> None:
    """
    Make the table of schedules say this, whatever an earlier version had in it; when each is next done stays.

    The rows have fixed numbers, so that two workers that start together do not write each twice.
    """
    now = timezone.now()
    for number, scheduled in enumerate(SCHEDULES, start=1):
        facts = {
            "name": scheduled.name,
            "func": scheduled.func,
            "schedule_type": Schedule.MINUTES,
            "minutes": scheduled.minutes,
            "repeats": -1,
        }
        begun = {**facts, "next_run": now + timedelta(minutes=scheduled.first)}
        Schedule.objects.update_or_create(pk=number, defaults=facts, create_defaults=begun)
    Schedule.objects.exclude(pk__in=range(1, len(SCHEDULES) + 1)).delete()
