"""Where: wards and LSOAs, hot areas and squares, density, clusters, what moved, and the busiest map points."""

from collections.abc import Iterable

from frankpledge.assessment import (
    busiest_points,
    hot_places,
    hot_squares,
    place_clusters,
    place_concentration,
    place_density,
    place_gathering,
    place_history,
    place_outliers,
    place_pattern,
    place_points,
    place_tables,
)
from frankpledge.assessment.evidence import Evidence
from frankpledge.assessment.finding import Finding
from frankpledge.assessment.main_types import ALL_CRIME, ALWAYS, ASB, main_offences
from frankpledge.assessment.place_evidence import PlaceEvidence, gather

# A table of every LSOA for the two totals; for a single type the table of hot LSOAs holds the same columns.
BY_LSOA = (ALL_CRIME, ASB)
# Density is for planning a presence on the ground, so besides the totals only the two types that it is asked for.
DENSITY = (None, ASB.crime_type, *ALWAYS)


def findings(evidence: Evidence) -> list[Finding]:
    """
    In reading order: for each main type wards, LSOAs, hot LSOAs, hot squares and density; then concentration, clusters,
    LSOAs unlike those around them, what moved, history and map points. Where boundaries are not loaded, the tables
    alone, and a finding that says why.
    """
    places = gather(evidence)
    if places.why_no_shapes:
        return list(_there(_tables_only(places)))
    points = place_points.gather(places)
    found: list[Finding | None] = []
    for offence in main_offences(evidence):
        found.append(place_tables.finding(places, offence, "ward"))
        if offence in BY_LSOA:
            found.append(place_tables.finding(places, offence, "lsoa"))
        found.append(hot_places.finding(places, offence))
        found.append(hot_squares.finding(points, offence))
        if offence.crime_type in DENSITY:
            found.append(place_density.finding(points, offence))
    found += [place_concentration.finding(places), place_clusters.finding(points), place_outliers.finding(places)]
    found += [place_pattern.finding(places), place_history.finding(places), place_gathering.finding(points)]
    found += [busiest_points.finding(points, offence) for offence in BY_LSOA]
    return list(_there(found))


def _tables_only(places: PlaceEvidence) -> list[Finding | None]:
    found: list[Finding | None] = [_no_boundaries(places)]
    for offence in main_offences(places.evidence):
        found += [place_tables.finding(places, offence, level) for level in ("ward", "lsoa")]
    return [*found, place_concentration.finding(places), place_pattern.finding(places)]


def _there(found: Iterable[Finding | None]) -> Iterable[Finding]:
    return (finding for finding in found if finding is not None)


def _no_boundaries(places: PlaceEvidence) -> Finding:
    evidence = places.evidence
    return Finding(
        id="place-no-boundaries",
        kind="place",
        title="Where: no map",
        statement=(
            f"No map can be drawn and no hot area found. {places.why_no_shapes} "
            "Load the LSOA boundaries of the ONS, then make the assessment again."
        ),
        strength="context",
        caveats=evidence.caveats,
        provenance=evidence.provenance(rows_counted=0, months=evidence.period.held),
    )
