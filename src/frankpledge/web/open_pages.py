"""What a partnership shows to anybody: each app says so of its own pages, in a module called `open_pages`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import import_module

from django.apps import apps
from django.utils.module_loading import module_has_submodule


@dataclass(frozen=True)
class OpenPage:
    """A page that anybody may open now: its title, what it is in a few words, and its address."""

    title: str
    what: str
    address: str


Asker = Callable[[str, datetime], Iterable[OpenPage]]


def open_pages(slug: str, now: datetime) -> list[OpenPage]:
    """Every public page of a partnership, in the order of the cycle, as the apps are; none where nothing is public."""
    return [each for ask in _askers() for each in ask(slug, now)]


@cache
def _askers() -> tuple[Asker, ...]:
    found = [config.name for config in apps.get_app_configs() if module_has_submodule(config.module, "open_pages")]
    return tuple(import_module(f"{name}.open_pages").open_pages for name in found if name.startswith("frankpledge."))
