"""Who leads and who helps, out of what people write in a Lead column: "BCC/ TVP/ CDC", "JAG – TVP ASB to lead"."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

SEPARATORS = re.compile(r"[/;,+\n]")
# "and" is part of many an agency's name, but not between two short forms.
SHORT_FORMS = re.compile(r" (?:and|&) (?=[A-Z]{2,9}$)")
LEADS = re.compile(
    r"(?:lead agency|led by|lead:)\s*(?P<after>.+)|(?:^|[–—-]\s*)(?P<before>[^–—]+?)\s+(?:to lead|leads?|leading)$",
    re.IGNORECASE,
)
MOST_CELL = 300
DASH = re.compile(r" [–—-] ")


@dataclass(frozen=True)
class Leads:
    """
    Ids of agencies: who leads (None for nobody known) and who helps; and the names that nothing is known of.
    """

    lead: int | None
    helping: tuple[int, ...]
    unknown: tuple[str, ...]


class Agencies:
    """The agencies of a partnership by every name that stands for one; None for a name that stands for none."""

    def __init__(self, names: Mapping[str, int | None]):
        self.names = {plain(name): agency for name, agency in names.items() if plain(name)}
        longest = sorted(self.names, key=len, reverse=True)
        either = "|".join(re.escape(name) for name in longest)
        self._known = re.compile(rf"(?<!\w)(?:{either})(?!\w)") if longest else None

    def in_words(self, text: str) -> list[int | None]:
        """What is named in the text, in its order; None for a name that is known to stand for no agency."""
        if self._known is None:
            return []
        return [self.names[found] for found in self._known.findall(plain(text))]


def read(text: str, agencies: Agencies, helping: str = "") -> Leads:
    """
    Who leads: the one that is said to, else the first that is named. The others help.

    A part of the list without any known name is unknown, and is asked for once.
    """
    text, helping = bounded(text), bounded(helping)
    said = next((found for found in LEADS.finditer(text)), None)
    leading = (said["after"] or said["before"] or "") if said else ""
    ordered = [*(parts(leading) if leading else []), *parts(text), *parts(helping)]
    found: list[int] = []
    unknown: list[str] = []
    for part in ordered:
        named = agencies.in_words(part)
        found += [agency for agency in named if agency is not None and agency not in found]
        if not named and part not in unknown:
            unknown.append(part)
    return Leads(found[0] if found else None, tuple(found[1:]), tuple(unknown))


def unknown_names(texts: Iterable[str], agencies: Agencies) -> dict[str, int]:
    """Every name that nothing is known of → how many rows have it, the commonest first."""
    counts: dict[str, int] = {}
    for text in texts:
        for name in read(text, agencies).unknown:
            counts[name] = counts.get(name, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0].casefold())))


def parts(text: str) -> list[str]:
    """The names that a cell lists, each as it is written."""
    listed = LEADS.sub(lambda found: f"/ {found['after'] or found['before'] or ''}", text)
    return [part.strip(" .-–—") for piece in DASH.split(listed) for part in _split(piece) if part.strip(" .-–—")]


def bounded(text: str) -> str:
    """The start of a cell, with single spaces: more names nobody, and patterns take their time over it."""
    return " ".join(text[:MOST_CELL].split())


def _split(piece: str) -> list[str]:
    return [short for part in SEPARATORS.split(piece) for short in SHORT_FORMS.split(part.strip())]


def plain(text: str) -> str:
    """A name as it is compared: without case, with "and" for "&"."""
    return " ".join(text.replace("&", "and").casefold().split())
