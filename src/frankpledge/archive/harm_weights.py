"""Questions about the sets of weights by which crimes are weighed for their harm."""

from collections.abc import Mapping
from dataclasses import dataclass

from frankpledge.archive.archive import Snapshot

WEIGHTS = "harm_weights"


@dataclass(frozen=True)
class WeightSet:
    """
    One version of one set. `weights` is by offence code; `offences` names the codes; `types` has, for each police.uk
    type of which any offence is known, the lowest and the highest weight.
    """

    scheme: str
    version: str
    published: str  # ISO date
    source: str
    licence: str
    unit: str
    weights: Mapping[str, float]
    offences: Mapping[str, str]
    types: Mapping[str, tuple[float, float]]

    @property
    def title(self) -> str:
        """As a figure names it."""
        return f"{self.scheme}, {self.version} ({self.published})"


def weight_sets(snapshot: Snapshot) -> list[WeightSet]:
    """The newest version held of each set, by name; none where none is held. Versions are never mixed."""
    if not snapshot.holds(WEIGHTS):
        return []
    by_version: dict[tuple[str, str, str], list[dict[str, object]]] = {}
    for row in snapshot.rows(WEIGHTS).to_pyarrow().to_pylist():
        by_version.setdefault((row["scheme"], row["published"], row["version"]), []).append(row)
    newest = {scheme: (scheme, published, version) for scheme, published, version in sorted(by_version)}
    return [_set(by_version[newest[scheme]]) for scheme in sorted(newest)]


def _set(rows: list[dict[str, object]]) -> WeightSet:
    rows = sorted(rows, key=lambda row: str(row["offence_code"]))
    about = {name: str(rows[0][name]) for name in ("scheme", "version", "published", "source", "licence", "unit")}
    by_type: dict[str, list[float]] = {}
    for row in rows:
        if row["police_uk_type"] is not None:
            by_type.setdefault(str(row["police_uk_type"]), []).append(float(str(row["weight"])))
    return WeightSet(
        **about,
        weights={str(row["offence_code"]): float(str(row["weight"])) for row in rows},
        offences={str(row["offence_code"]): str(row["offence"]) for row in rows},
        types={name: (min(weights), max(weights)) for name, weights in sorted(by_type.items())},
    )
