"""The kinds of e-mail there are. Each app names its own when it is ready; this one knows how to send them."""

from collections.abc import Callable
from dataclasses import dataclass

from frankpledge.web.accounts.viewer import Viewer


class NoLongerNeeded(Exception):
    """What an e-mail is about has changed since it was written down: it is not sent. The message says why."""


@dataclass(frozen=True)
class Kind:
    """
    `subject` and the template (plain text) name no person. `values` gives the template's values when the e-mail is
    sent, from the number of what it is about; a secret in a link is made there and then, and kept nowhere else.

    Without a mail server an e-mail is not written down, because a page shows its link or its news; one that is
    `in_a_file_at_least` has no such page, and becomes a file.

    After the day on which its partnership ended nothing is sent but what is `after_the_end`: letters about access.

    `kept_from` says whether something that it speaks of is kept from a viewer, who then does not read its text where a
    demonstration shows it. Kinds that speak of nothing that can be restricted have none.
    """

    code: str
    words: str
    subject: str
    template: str
    values: Callable[[int], dict[str, object]]
    in_a_file_at_least: bool = False
    after_the_end: bool = False
    kept_from: Callable[[int, Viewer], bool] | None = None


_known: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """An app's kinds of e-mail; called once when the app is ready."""
    _known.update({kind.code: kind for kind in kinds})


def kind_of(code: str) -> Kind:
    return _known[code]


def kinds() -> list[Kind]:
    return list(_known.values())
