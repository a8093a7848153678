"""Who answers for a risk, out of what people write in an Owner column: "CC/ Police", "Managers of each organisation"."""

from collections.abc import Iterable
from dataclasses import dataclass

from frankpledge.web.plans.lists.leads import MOST_CELL, Agencies, bounded, parts, plain

MOST_ROLE = 200


@dataclass(frozen=True)
class Names:
    """What is known by name here: agencies, people (their ids), and names that were said to be a role's or a group's."""

    agencies: Agencies
    people: Agencies
    roles: frozenset[str]


@dataclass(frozen=True)
class Owned:
    """Ids of agencies and people, and what is neither, in its own words; of these, `unknown` were not asked for yet."""

    agencies: tuple[int, ...] = ()
    people: tuple[int, ...] = ()
    roles: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def read(text: str, names: Names) -> Owned:
    """
    Who is named. A name with more words beside it ("FP licensing officer") stands as its agency and as a role, and
    what is not known as a role, so that nothing is lost.
    """
    agencies: list[int] = []
    people: list[int] = []
    roles: list[str] = []
    unknown: list[str] = []
    for part in parts(bounded(text)):
        theirs = [each for each in names.agencies.in_words(part) if each is not None]
        them = [each for each in names.people.in_words(part) if each is not None]
        agencies += [each for each in theirs if each not in agencies]
        people += [each for each in them if each not in people]
        role = part[:MOST_ROLE]
        known = plain(part)
        if known not in names.agencies.names and known not in names.people.names and role not in roles:
            roles.append(role)
        if not theirs and not them and known not in names.roles and part not in unknown:
            unknown.append(part)
    return Owned(tuple(agencies), tuple(people), tuple(roles), tuple(unknown))


def unknown_names(texts: Iterable[str], names: Names) -> dict[str, int]:
    """Every name that nothing is known of → how many rows have it, the commonest first."""
    counts: dict[str, int] = {}
    for text in texts:
        for name in read(text, names).unknown:
            counts[name] = counts.get(name, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0].casefold())))


def too_long(text: str) -> bool:
    """Whether a cell has more than is read of it."""
    return len(text) > MOST_CELL
