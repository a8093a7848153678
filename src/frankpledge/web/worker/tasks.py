"""What the worker does on a schedule, besides sending e-mails. Each may be done twice without harm."""

from django.conf import settings
from django.utils.timezone import localdate

from frankpledge.counted import counted
from frankpledge.web.health.models import Check, noted


def note_heads() -> int:
    """Write down outside the database how far the record has come."""
    from frankpledge.web.audit.heads import note_heads as note

    new = len(note(settings.AUDIT_HEADS))
    noted(Check.Name.HEADS, f"{counted(new, 'chain')} had grown")
    return new


def check_record() -> int:
    """Look at the whole record; returns the number of faults."""
    from frankpledge.web.audit.heads import noted_heads
    from frankpledge.web.audit.verify import verify

    found = verify(noted_heads(settings.AUDIT_HEADS))
    faults = len(found.faults)
    words = f"{counted(found.events, 'event')} in {counted(found.chains, 'chain')}, {counted(faults, 'fault')}"
    noted(Check.Name.AUDIT, words + (": see `frankpledge audit verify`" if faults else ""), well=not faults)
    return faults


def remind_to_confirm() -> int:
    """Write to each liaison officer whose people lose access soon unless confirmed; once for each quarter."""
    from frankpledge.web.accounts.reminding import remind_everywhere

    written = remind_everywhere(localdate())
    noted(Check.Name.REMINDERS, f"{written} written")
    return written


def purge_feeds() -> int:
    """Remove partners' data that their agreement no longer lets us hold; returns the number of rows."""
    from frankpledge.archive.archive import Archive, ArchiveBusy
    from frankpledge.archive.feeds_retention import past_retention, purge

    archive = Archive(settings.ARCHIVE)
    if not past_retention(archive, localdate()):
        noted(Check.Name.RETENTION, "nothing was past retention")
        return 0
    try:
        removed = purge(archive, by="Frankpledge, on schedule", on=localdate())
    except ArchiveBusy:
        noted(Check.Name.RETENTION, "rows are past retention, and a load was under way: tried again tomorrow")
        return 0
    rows = sum(one.rows for one in removed)
    noted(Check.Name.RETENTION, f"{counted(rows, 'row')} removed")
    return rows
