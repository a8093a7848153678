"""What a kind of evidence is: who publishes it, on what terms, and what to beware of."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Dataset:
    """
    One kind of evidence, in one Delta table of the archive.

    `key` names the columns that make a row of a reference dataset one of a kind: loading a
    further area adds rows, loading the same area again replaces them. Monthly datasets have
    no key: a whole month of one force is replaced at a time.
    """

    name: str
    title: str
    publisher: str
    licence: str
    attribution: str
    caveats: tuple[str, ...] = ()
    sensitivity: Literal["open", "restricted"] = "open"
    key: tuple[str, ...] = ()


OGL = "Open Government Licence v3.0"
