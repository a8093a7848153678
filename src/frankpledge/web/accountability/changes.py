"""Every change to a pack: checked, made and recorded in one transaction."""

from dataclasses import replace
from datetime import date
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from frankpledge.counted import counted, verb
from frankpledge.documents import html, pdf, word, workbook
from frankpledge.documents.content import Document
from frankpledge.web.accountability import contents
from frankpledge.web.accountability.events import Event
from frankpledge.web.accountability.models import Pack, quarter_before
from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.models import Partnership
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.plans import seeing
from frankpledge.web.plans.models import Plan
from frankpledge.web.plans.rolling import a_year_on

RUNNING = (Plan.Stage.AGREED, Plan.Stage.PUBLISHED)


class ChangedMeanwhile(ValidationError):
    """Somebody else wrote in the pack after the page was opened; nothing was saved."""


class MovedMeanwhile(Exception):
    """The pack does not say any more what the person who wants to sign it was shown. `parts` are those that moved."""

    def __init__(self, parts: list[str]):
        super().__init__(", ".join(parts))
        self.parts = parts


class SignedAlready(ValidationError):
    """Somebody signed the pack a moment ago."""


@transaction.atomic
def prepare(*, partnership: Partnership, today: date, by: Viewer | None = None) -> list[Pack]:
    """
    A draft of the quarter that has ended for each plan that runs, where there is none yet. Called each day.

    Its figures are worked out when it is read, so that there is nothing to bring up to date.
    """
    if by is not None:
        permissions.require(permissions.reason_not_to(by, Permission.WRITE_PLAN))
    first, last = quarter_before(today)
    made = []
    running = Plan.objects.filter(partnership=partnership, stage__in=RUNNING, first_day__lte=last)
    for plan in seeing.open_plans(running):  # a pack is for everybody: of a restricted plan there is none
        pack, new = Pack.objects.get_or_create(
            partnership=partnership, plan=plan, kind=Pack.Kind.QUARTER, first_day=first, defaults={"last_day": last}
        )
        if new:
            record(Event.PREPARED, subject=pack, by=by, partnership=partnership)
            made.append(pack)
    return made


@transaction.atomic
def prepare_year(*, plan: Plan, by: Viewer, today: date) -> Pack:
    """The annual report of the plan's year so far, or of the one that ended last."""
    permissions.require(permissions.reason_not_to(by, Permission.WRITE_PLAN))
    year = plan.year_index(today)
    first = plan.first_day
    for _ in range(year - 1):
        first = a_year_on(first)
    last = min(date.fromordinal(a_year_on(first).toordinal() - 1), plan.last_day)
    pack, new = Pack.objects.get_or_create(
        partnership=by.partnership, plan=plan, kind=Pack.Kind.YEAR, first_day=first, defaults={"last_day": last}
    )
    if new:
        record(Event.PREPARED, subject=pack, by=by)
    return pack


@transaction.atomic
def write(*, pack: Pack, summary: str, ask: str, version: int, by: Viewer) -> Pack:
    """New words; `version` is the one that the page showed. Raises ChangedMeanwhile if another came."""
    permissions.require(reason_not_to_write(by, pack))
    held = Pack.objects.select_for_update().get(pk=pack.pk)
    if held.version != version:
        raise ChangedMeanwhile("Somebody wrote in this pack while your page was open. Yours is below; theirs is saved.")
    held.summary, held.ask, held.version = summary.strip(), ask.strip(), version + 1
    held.save(update_fields=["summary", "ask", "version"])
    record(Event.WRITTEN, subject=held, by=by)
    return held


def reason_not_to_write(viewer: Viewer, pack: Pack) -> str:
    """Why `viewer` may not write in this pack, in words for them to read; else ""."""
    if pack.signed_at:
        return "This pack was signed. It stays as it was."
    return permissions.reason_not_to(viewer, Permission.WRITE_PLAN)


def reason_not_to_sign(viewer: Viewer, pack: Pack) -> str:
    """Why `viewer` may not sign this pack, in words for them to read; else ""."""
    if pack.signed_at:
        return "This pack was signed already."
    return permissions.reason_not_to(viewer, Permission.SIGN_ASSESSMENT)


def state_of(printed: Document) -> str:
    """A short fingerprint of each part of a pack as its page prints it, for who signs to send back."""
    opening = ("opening", html.body(replace(printed, sections=())))
    parts = [opening, *((each.id, html.section(each)) for each in printed.sections)]
    return ";".join(f"{id}={sha256(body.encode()).hexdigest()[:12]}" for id, body in parts)


def _moved(printed: Document, seen: str, now: str) -> list[str]:
    """The titles of those parts that are new, gone or otherwise than in the fingerprint that was sent back."""
    titles = {"opening": "Summary and gaps"} | {each.id: each.title for each in printed.sections}
    before, after = ({part.partition("=")[0]: part for part in state.split(";")} for state in (seen, now))
    moved = [title for id, title in titles.items() if before.get(id) != after.get(id)]
    gone = sum(id not in after for id in before if id)
    return moved + ([f"{counted(gone, 'part')} that {verb(gone, 'is', 'are')} no longer there"] if gone else [])


@transaction.atomic
def sign(*, pack: Pack, by: Viewer, today: date, seen: str | None = None) -> Pack:
    """
    Freeze it: the page, the PDF, the Word file and the workbook are kept as they are now. `seen` is the `state_of` what
    the page with the button showed; raises MovedMeanwhile where the pack says something else by now.
    """
    permissions.require(reason_not_to_sign(by, pack))
    held = Pack.objects.select_for_update().get(pk=pack.pk)
    if held.signed_at:
        raise SignedAlready("Somebody signed it a moment ago.")
    printed = contents.document(contents.gather(by, held, today))
    held.html = html.body(printed)
    state = state_of(printed)
    if seen is not None and seen != state:
        raise MovedMeanwhile(_moved(printed, seen, state))
    held.signed_by, held.signed_at = by.person, timezone.now()
    held.signed_as = next(role.name for role in by.roles if Permission.SIGN_ASSESSMENT in role.permissions)
    held.pdf, held.word, held.workbook = pdf.render(printed), word.render(printed), workbook.render(printed)
    held.digest = sha256(held.html.encode()).hexdigest()
    held.save()
    record(Event.SIGNED, subject=held, by=by, digest=held.digest)
    return held
