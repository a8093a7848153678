"""LSOAs of 2011 and of 2021: which codes that older files state lie in an area made of LSOAs of 2021."""

from collections.abc import Collection
from dataclasses import dataclass

from frankpledge.archive.archive import Snapshot


@dataclass(frozen=True)
class OlderCodes:
    """
    Codes of 2011 that are no code of 2021. `whole` lie in the area altogether; `partly` have a part outside it,
    so that nobody knows which of their rows belong to the area.
    """

    whole: tuple[str, ...] = ()
    partly: tuple[str, ...] = ()


def older_codes(snapshot: Snapshot, lsoas: Collection[str]) -> OlderCodes:
    """The codes of 2011 that touch an area of LSOAs of 2021; none where the look-up between them is not held."""
    if not snapshot.holds("lsoa11_lsoa21"):
        return OlderCodes()
    here = set(lsoas)
    pairs = snapshot.rows("lsoa11_lsoa21").select("lsoa11", "lsoa21").to_pyarrow()
    became: dict[str, set[str]] = {}
    for old, new in zip(pairs["lsoa11"].to_pylist(), pairs["lsoa21"].to_pylist(), strict=True):
        became.setdefault(old, set()).add(new)
    gone = {old: new for old, new in became.items() if old not in new and new & here}
    whole = tuple(sorted(old for old, new in gone.items() if new <= here))
    return OlderCodes(whole, tuple(sorted(set(gone) - set(whole))))
