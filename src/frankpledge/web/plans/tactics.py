"""The library of tactics, and which of them an action uses."""

import tomllib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.plans import seeing
from frankpledge.web.plans.events import Event
from frankpledge.web.plans.models import Action, Tactic, UsedTactic
from frankpledge.web.plans.permissions import reason_not_to_write

LIBRARY = Path(__file__).parent / "data" / "tactics.toml"
OWN = "own-"


@dataclass(frozen=True)
class Known:
    """
    A tactic of the library or of the partnership. `checked` says whether the source's own text was read for this entry;
    a partnership's own has "".
    """

    code: str
    title: str
    what_for: str
    evidence: str
    source: str
    mind: str
    checked: str = ""

    @property
    def evidence_words(self) -> str:
        return str(Tactic.Evidence(self.evidence).label)


@cache
def library() -> tuple[Known, ...]:
    """Those that come with the program."""
    with LIBRARY.open("rb") as file:
        return tuple(Known(**each) for each in tomllib.load(file)["tactic"])


def known(viewer: Viewer) -> list[Known]:
    """The partnership's own, then the library's."""
    own = Tactic.objects.filter(partnership=viewer.partnership, retired_on=None)
    mine = [Known(f"{OWN}{each.pk}", each.title, each.what_for, each.evidence, each.source, each.mind) for each in own]
    return [*mine, *library()]


def used(viewer: Viewer, actions: Iterable[Action]) -> dict[int, list[str]]:
    """Action id → the codes of the tactics that it uses, in one question."""
    found: dict[int, list[str]] = {}
    for each in UsedTactic.objects.filter(partnership=viewer.partnership, action__in=actions):
        found.setdefault(each.action_id, []).append(each.code or f"{OWN}{each.own_id}")
    return found


def chosen(viewer: Viewer, action: Action) -> list[Known]:
    """What one action uses."""
    codes = used(viewer, [action]).get(action.pk, [])
    return [each for each in known(viewer) if each.code in codes] if codes else []


def uses(viewer: Viewer) -> dict[str, list[Action]]:
    """Code → the actions in plans that run which use it and the viewer may see."""
    found: dict[str, list[Action]] = {}
    links = UsedTactic.objects.filter(partnership=viewer.partnership, action__dropped_on=None)
    links = seeing.seen_by(links.exclude(action__plan__stage="superseded"), viewer, "action__")
    for each in links.select_related("action__plan", "action__partnership"):
        found.setdefault(each.code or f"{OWN}{each.own_id}", []).append(each.action)
    return found


@transaction.atomic
def choose(*, action: Action, codes: Collection[str], by: Viewer) -> None:
    """These tactics and no others are what the action uses."""
    permissions.require(reason_not_to_write(by, action.plan))
    if unknown := set(codes) - {each.code for each in known(by)}:
        raise ValidationError(f"There is no tactic {', '.join(sorted(unknown))}.")
    held = {each.code or f"{OWN}{each.own_id}": each for each in UsedTactic.objects.filter(action=action)}
    for code in set(held) - set(codes):
        held[code].delete()
    for code in sorted(set(codes) - set(held)):
        own = int(code.removeprefix(OWN)) if code.startswith(OWN) else None
        UsedTactic.objects.create(
            partnership=by.partnership, action=action, code="" if own else code, own_id=own
        )  # fmt: skip
    record(Event.TACTICS_CHOSEN, subject=action, by=by, tactics=sorted(codes))
