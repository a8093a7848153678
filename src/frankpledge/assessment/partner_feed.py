"""What every finding from a partner's crimes says the same way: the terms, the rows it rests on, names."""

from collections.abc import Sequence

from frankpledge.archive import partner_events
from frankpledge.archive.partner_events import EVENTS, FeedHeld
from frankpledge.assessment.evidence import Evidence
from frankpledge.assessment.finding import SUPPRESSED, Figure, Provenance
from frankpledge.assessment.partner_table import THRESHOLD
from frankpledge.assessment.period import spell
from frankpledge.month import Month

ON_TERMS = (
    f"These crimes came on terms. Numbers from 1 to {THRESHOLD - 1} are hidden ({SUPPRESSED}), and so are further "
    "numbers from which a hidden one could be worked out."
)
SENDERS = "Counted from the sender's own records: they are not the counts of the published files beside them."


def provenance(
    evidence: Evidence,
    held: FeedHeld,
    group: str | None,
    rows: int,
    months: Sequence[Month],
    *,
    also: Sequence[str] = (),
) -> Provenance:
    """`also` names further datasets that the finding rests on, such as residents; those not held are passed over."""
    versions = evidence.snapshot.versions
    files = partner_events.files(evidence.snapshot, [held.feed], months) if months else ()
    of_group = f"; offence group is {group}" if group else ""
    when = f"; {spell(months)}" if months else ""
    return Provenance(
        dataset=EVENTS,
        versions={name: versions[name] for name in (EVENTS, *also) if name in versions},
        editions=files,
        filter=f"Feed is {held.feed}{of_group}; LSOA in {evidence.area.name} ({evidence.area.code}){when}",
        rows_counted=rows,
    )


def count_figure(name: str, value: int, base: str) -> Figure:
    """A count, hidden where it is small."""
    return Figure(name, None if value < THRESHOLD else value, "count", base, suppressed=value < THRESHOLD)


def slug(text: str) -> str:
    """
    >>> slug("Frankshire Police: Crime")
    'frankshire-police-crime'
    """
    return "-".join("".join(letter if letter.isalnum() else " " for letter in text.lower()).split())
