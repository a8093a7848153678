"""What waits for somebody: each app says so of its own things, in a module called `waiting`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from frankpledge.web.accounts.viewer import Viewer


@dataclass(frozen=True)
class Waiting:
    """One thing that the viewer can do now: what, in a sentence that is a link, and where; `late` where it is overdue."""

    words: str
    address: str
    late: bool = False


AFTER_THE_END = (
    "frankpledge.web.accounts.waiting",
)  # all that waits in a partnership that has ended: its people's access
Asker = Callable[[Viewer, date], Iterable[Waiting]]


def gathered(viewer: Viewer, today: date) -> list[Waiting]:
    """Everything that waits for the viewer, what is late first; else in the order of the cycle, as the apps are."""
    askers = [ask for ask in _askers() if not viewer.ended or ask.__module__ in AFTER_THE_END]
    found = [each for ask in askers for each in ask(viewer, today)]
    return sorted(found, key=lambda each: not each.late)


@cache
def _askers() -> tuple[Asker, ...]:
    found = [config.name for config in apps.get_app_configs() if module_has_submodule(config.module, "waiting")]
    return tuple(import_module(f"{name}.waiting").waiting for name in found if name.startswith("frankpledge."))
