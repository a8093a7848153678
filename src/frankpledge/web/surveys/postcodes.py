"""
From a postcode to the area that is kept in its place: LSOA, ward and deprivation decile.

Nothing here writes a postcode down, and no message names one. The look-up is read once into memory for as long as the
archive stays as it is (some 30 MB for the whole country), so that many people can answer at once.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from frankpledge.archive.archive import Archive, NothingHeld, Snapshot
from frankpledge.archive.geography import deprivation
from frankpledge.archive.places import all_places
from frankpledge.web.evidence.kept import State, state

if TYPE_CHECKING:
    import numpy as np

DATASET = "postcodes"
LSOAS = 50_000  # as many as the country has, and more


@dataclass(frozen=True)
class Area:
    """Where somebody lives, as coarsely as it is kept. `decile` 1 is the most deprived tenth of England's LSOAs."""

    lsoa: str
    ward: str = ""
    ward_name: str = ""
    decile: int | None = None
    decile_of: str = ""  # which index


class Unknown(LookupError):
    """The look-up has no such postcode: a mistake in writing it, or one that is newer than the look-up."""


class NoLookUp(LookupError):
    """The archive holds no postcodes, so that no area can be found for anybody."""


@dataclass(frozen=True)
class _LookUp:
    """Postcodes in order as bytes, and for each the place of its LSOA in `lsoas`."""

    postcodes: "np.ndarray[Any, np.dtype[np.bytes_]]"
    places: "np.ndarray[Any, np.dtype[np.int32]]"
    lsoas: tuple[str, ...]

    def lsoa_of(self, postcode: str) -> str:
        import numpy as np

        wanted = np.array([postcode.encode()], dtype=self.postcodes.dtype)[0]
        at = int(np.searchsorted(self.postcodes, wanted))
        if at == len(self.postcodes) or self.postcodes[at] != wanted:
            raise Unknown
        return self.lsoas[int(self.places[at])]


def area_of(archive: Path, postcode: str) -> Area:
    """The area of a postcode without spaces, in capitals. Raises Unknown, or NoLookUp."""
    now = state(archive)
    if all(name != DATASET for name, *_ in now):
        raise NoLookUp
    return _area(archive, now, _look_up(archive, now).lsoa_of(postcode))


def can_look_up(archive: Path) -> bool:
    """Whether postcodes are held at all."""
    return Archive(archive).holds(DATASET)


@lru_cache(maxsize=2)
def snapshot(archive: Path, now: State) -> Snapshot:
    """The archive as it is, kept while it stays so."""
    return Archive(archive).snapshot()


@lru_cache(maxsize=1)
def _look_up(archive: Path, now: State) -> _LookUp:
    import numpy as np
    import pyarrow as pa

    rows = snapshot(archive, now).rows(DATASET)
    found = rows.filter(rows.lsoa.notnull()).select("postcode", "lsoa").order_by("postcode").to_pyarrow()
    coded = pa.chunked_array(found["lsoa"]).combine_chunks().dictionary_encode()
    return _LookUp(
        np.array(found["postcode"].to_pylist(), dtype="S8"),
        coded.indices.to_numpy().astype(np.int32),
        tuple(coded.dictionary.to_pylist()),
    )


@lru_cache(maxsize=LSOAS)
def _area(archive: Path, now: State, lsoa: str) -> Area:
    held = snapshot(archive, now)
    ward, ward_name, decile, index = "", "", None, ""
    try:
        places = all_places(held)
        row = places[places["lsoa"] == lsoa]
        if len(row):
            ward, ward_name = (_text(row.iloc[0][column]) for column in ("ward", "ward_name"))
    except NothingHeld:
        pass  # the LSOA is kept without a ward
    try:
        ranks, index = deprivation(held, [lsoa])
        decile = int(ranks["imd_decile"].iloc[0])
    except NothingHeld:
        pass  # the LSOA is kept without a decile, as it is in Wales
    return Area(lsoa, ward, ward_name, decile, index)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
