"""Whether the record is what was written: every digest worked out again, and compared with the heads noted outside."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from frankpledge.web.audit.heads import NotedHead
from frankpledge.web.audit.models import AuditEvent, AuditHead
from frankpledge.web.audit.record import digest_of


@dataclass(frozen=True)
class Fault:
    """Something wrong with a chain, at the event of this number."""

    chain: int
    sequence: int
    what: str


@dataclass(frozen=True)
class Verified:
    """How many events and chains were looked at, and what was wrong."""

    chains: int
    events: int
    faults: tuple[Fault, ...]


def verify(noted: Iterable[NotedHead] = ()) -> Verified:
    """
    Look at every event of every chain, oldest first, in memory that does not grow with their number.

    Finds events edited, taken out, put in or put in another order, a chain cut off, and, from the `noted` heads,
    a chain rewritten as a whole or a database put back to an older copy.
    """
    expected: dict[int, dict[int, NotedHead]] = defaultdict(dict)
    for head in noted:
        expected[head.chain][head.sequence] = head
    heads = {head.chain: head for head in AuditHead.objects.all()}
    last: dict[int, tuple[int, str]] = {}
    faults: list[Fault] = []
    events = 0
    for event in AuditEvent.objects.order_by("chain", "sequence").iterator(chunk_size=2000):
        events += 1
        faults += _event_faults(event, *last.get(event.chain, (0, "")))
        before = expected[event.chain].get(event.sequence)
        if before and before.digest != event.digest:
            faults.append(
                Fault(event.chain, event.sequence, f"is not the event that was noted on {before.noted_at}: rewritten")
            )
        last[event.chain] = (event.sequence, event.digest)
    faults += _end_faults(last, heads, expected)
    return Verified(len({*last, *heads}), events, tuple(sorted(faults, key=lambda f: (f.chain, f.sequence, f.what))))


def _event_faults(event: AuditEvent, before: int, digest: str) -> Iterator[Fault]:
    if event.sequence != before + 1:
        missing = f"{before + 1}" if event.sequence == before + 2 else f"{before + 1} to {event.sequence - 1}"
        yield Fault(event.chain, event.sequence, f"event {missing} before it is not there")
    elif event.previous != digest:
        yield Fault(event.chain, event.sequence, "does not follow from the event before it: put in, moved or edited")
    if digest_of(event) != event.digest:
        yield Fault(event.chain, event.sequence, "has been edited")


def _end_faults(
    last: dict[int, tuple[int, str]], heads: dict[int, AuditHead], expected: dict[int, dict[int, NotedHead]]
) -> Iterator[Fault]:
    for chain in sorted({*last, *heads, *expected}):
        sequence, digest = last.get(chain, (0, ""))
        head = heads.get(chain)
        if head is None:
            if sequence:
                yield Fault(chain, sequence, "the chain's head is not there")
        elif (head.sequence, head.digest) != (sequence, digest):
            yield Fault(chain, sequence, f"the chain ends here, and its head says {head.sequence}: cut off or added to")
        furthest = max(expected.get(chain, {}), default=0)
        if furthest > sequence:
            noted_at = expected[chain][furthest].noted_at
            yield Fault(
                chain,
                sequence,
                f"event {furthest} was noted on {noted_at}, and the chain ends here: cut off, or an older copy",
            )
