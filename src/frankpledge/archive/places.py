"""Which LSOA lies in which ward, council, partnership and force, from whatever look-ups are held."""

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from frankpledge.archive.archive import NothingHeld, Snapshot

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "lsoa", "lsoa_name", "ward", "ward_name", "council", "council_name", "csp", "csp_name", "force", "force_name",
)  # fmt: skip
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

    known = [
        frame for name in ("lsoa21_places", "lsoa21_wards") if (frame := _newest(snapshot, name, ["lsoa"])) is not None
    ]
    if not known:
        raise NothingHeld(
            "The archive holds no look-up of LSOAs: load one that has LSOA, ward and council codes, "
            "or LSOA, council and Community Safety Partnership codes."
        )
    places = pd.concat(known).drop_duplicates("lsoa", keep="first").reindex(columns=list(COLUMNS))
    councils = _newest(snapshot, "council_partnerships", ["council", "csp"])
    if councils is not None:
        for level in ("csp", "force"):
            single = councils.drop_duplicates(["council", level]).drop_duplicates("council", keep=False)
            single = single.set_index("council")
            for column in (level, f"{level}_name"):
                places[column] = places[column].where(places[column].notna(), places["council"].map(single[column]))
    return places.sort_values("lsoa").reset_index(drop=True)


def _newest(snapshot: Snapshot, dataset: str, key: list[str]) -> "pd.DataFrame | None":
    if not snapshot.holds(dataset):
        return None
    frame: pd.DataFrame = snapshot.rows(dataset).to_pyarrow().to_pandas()
    return frame.sort_values("year").drop_duplicates(key, keep="last")
