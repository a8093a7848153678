"""What can be exported: its columns, whether they are personal or restricted, its rows, and who may."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist

from frankpledge.web.accounts import queries as accounts
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit import queries as audit
from frankpledge.web.audit.reasons import kept_back
from frankpledge.web.audit.words import in_words
from frankpledge.web.citations import numbers
from frankpledge.web.feeds import queries as feeds
from frankpledge.web.places import queries as places
from frankpledge.web.questions import queries as questions

WHOLE = "all"  # in place of a number, where there is one of a kind
Why = Literal["", "personal", "restricted"]


@dataclass(frozen=True)
class Column:
    """`why` it may leave only sealed; "" for one that could leave openly."""

    name: str
    why: Why = ""


@dataclass(frozen=True)
class Table:
    """What would leave: its title, its columns in order, and its rows."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[object, ...], ...]

    def only(self, names: Sequence[str]) -> "Table":
        """The columns of these names alone."""
        kept = [place for place, column in enumerate(self.columns) if column.name in names]
        columns = tuple(self.columns[place] for place in kept)
        return Table(self.title, columns, tuple(tuple(row[place] for place in kept) for row in self.rows))


@dataclass(frozen=True)
class Kind:
    """`table` gives what the viewer may take of the thing of that number; raises ObjectDoesNotExist."""

    name: str
    words: str
    permission: Permission
    table: Callable[[Viewer, str], Table]


def _answer(viewer: Viewer, of: str) -> Table:
    answer = questions.seen(viewer).get(pk__in=numbers.rows([of]))
    content = answer.content
    why: Why = "restricted" if answer.is_restricted else ""
    label, code, count = content["columns"]
    return Table(
        str(answer),
        (Column(label), Column(code), Column(count, why)),
        (*questions.rows(content), ("Total", "", "hidden" if content["total"] is None else content["total"])),
    )


def _premises(viewer: Viewer, of: str) -> Table:
    _whole(of)
    columns = ("Name", "Kind", "Address", "Longitude", "Latitude", "Conditions", "Note", "Public", "Closed since")
    personal = {"Address", "Conditions", "Note"}
    return Table(
        "Premises",
        tuple(Column(name, "personal" if name in personal else "") for name in columns),
        tuple(
            (
                each.name,
                each.get_kind_display(),
                each.address,
                each.longitude,
                each.latitude,
                "\n".join(f"{c.from_on} to {c.until_on or 'now'}: {c.text}" for c in each.conditions.all()),
                each.note,
                each.published,
                each.closed_on,
            )
            for each in places.premises_of(viewer)
        ),
    )


def _people(viewer: Viewer, of: str) -> Table:
    _whole(of)
    return Table(
        "People and their roles",
        (
            Column("Name", "personal"),
            Column("E-mail address", "personal"),
            Column("Agency"),
            Column("Role"),
            Column("Since"),
            Column("Confirmed until"),
        ),
        tuple(
            (each.person.name, each.person.email, each.agency.name, each.role, each.from_on, each.confirmed_until)
            for each in accounts.memberships(viewer)
        ),
    )


def _requests(viewer: Viewer, of: str) -> Table:
    _whole(of)
    return Table(
        "Log of partners' data",
        (Column("Number"), Column("Day"), Column("What"), Column("By", "personal"), Column("Details", "personal")),
        tuple(
            (line.number, line.on, line.done, line.by, "; ".join(f"{name}: {value}" for name, value in line.details))
            for line in feeds.log(viewer, settings.ARCHIVE).lines
        ),
    )


def _record(viewer: Viewer, of: str) -> Table:
    _whole(of)
    columns = ("Number", "At", "Person", "Roles", "Agencies", "What", "Of", "Its number", "Reason")
    personal = {"Person", "Reason"}
    events = list(audit.events(viewer))
    kept = kept_back(viewer, events)
    return Table(
        "Record of who did what",
        tuple(Column(name, "personal" if name in personal else "") for name in columns),
        tuple(
            (
                event.sequence,
                event.at.isoformat(timespec="seconds"),
                event.person.name if event.person else "",
                event.roles,
                event.agencies,
                in_words(event.kind),
                event.subject,
                event.subject_id,
                "kept back: it is about something restricted" if event.sequence in kept else event.reason,
            )
            for event in events
        ),
    )


def _whole(of: str) -> None:
    if of != WHOLE:
        raise ObjectDoesNotExist


KINDS = {
    kind.name: kind
    for kind in (
        Kind("answer", "An answer to a question", Permission.SEE_RESTRICTED, _answer),
        Kind("premises", "Premises with their conditions", Permission.WRITE_ASSESSMENT, _premises),
        Kind("people", "People and their roles", Permission.MANAGE_PEOPLE, _people),
        Kind("requests", "The log of partners' data", Permission.SEE_RESTRICTED, _requests),
        Kind("record", "The record of who did what", Permission.SEE_AUDIT, _record),
    )
}


def offered(viewer: Viewer) -> Iterable[Kind]:
    """Whole tables that the viewer may export."""
    return [kind for kind in KINDS.values() if kind.name != "answer" and viewer.may(kind.permission)]
