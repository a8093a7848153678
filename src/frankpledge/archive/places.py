"""Which LSOA lies in which ward, council, partnership and force, from whatever look-ups are held."""

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from frankpledge.archive.archive import NothingHeld, Snapshot

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "lsoa", "lsoa_name", "ward", "ward_name", "council", "council_name", "csp", "csp_name", "force", "force_name",
)  # fmt: skip
LOOK_UPS = ("lsoa21_wards", "lsoa21_places")
_read: "WeakKeyDictionary[Snapshot, pd.DataFrame]" = WeakKeyDictionary()


def all_places(snapshot: Snapshot) -> "pd.DataFrame":
    """
    One row for each LSOA, with `COLUMNS`; raises NothingHeld where no look-up of LSOAs is held.

    The newest edition counts. An LSOA for which only ward and council are known gets its partnership and force
    from its council, where the council has exactly one.
    """
    if snapshot not in _read:
        _read[snapshot] = _together(snapshot)
    return _read[snapshot]


def _together(snapshot: Snapshot) -> "pd.DataFrame":
    import pandas as pd

    known = [frame for name in LOOK_UPS if (frame := _read_all(snapshot, name)) is not None]
    if not known:
        raise NothingHeld(
            "The archive holds no look-up of LSOAs: load one that has LSOA, ward and council codes, "
            "or LSOA, council and Community Safety Partnership codes."
        )
    # Newest last; of one year, the look-up that also knows the partnership.
    everything = pd.concat(known).sort_values("year", kind="stable").reindex(columns=[*COLUMNS, "year"])
    by_lsoa = everything.groupby("lsoa")
    places = by_lsoa.tail(1).set_index("lsoa")
    for level in ("csp", "force"):
        stated = everything.dropna(subset=[level]).drop_duplicates("lsoa", keep="last").set_index("lsoa")
        for column in (level, f"{level}_name"):
            places[column] = stated[column].reindex(places.index)
    councils = partnerships_of_councils(snapshot)
    if councils is not None:
        for level in ("csp", "force"):
            single = councils.drop_duplicates(["council", level]).drop_duplicates("council", keep=False)
            single = single.set_index("council")
            unknown = places[level].isna()
            for column in (level, f"{level}_name"):
                places.loc[unknown, column] = places.loc[unknown, "council"].map(single[column])
    return places.reset_index()[list(COLUMNS)].sort_values("lsoa").reset_index(drop=True)


def partnerships_of_councils(snapshot: Snapshot) -> "pd.DataFrame | None":
    """The rows of `council_partnerships`, of each council those of the newest year that has it; None where not held."""
    frame = _read_all(snapshot, "council_partnerships")
    if frame is None:
        return None
    return frame[frame["year"] == frame.groupby("council")["year"].transform("max")]


def _read_all(snapshot: Snapshot, dataset: str) -> "pd.DataFrame | None":
    if not snapshot.holds(dataset):
        return None
    frame: pd.DataFrame = snapshot.rows(dataset).to_pyarrow().to_pandas()
    return frame
