"""Who lives here: residents, homes, town and country, deprivation, and who is next door."""

from frankpledge.archive import areas, geography
from frankpledge.archive.archive import NothingHeld
from frankpledge.assessment.evidence import Evidence
from frankpledge.assessment.finding import Column, Figure, Finding, Table
from frankpledge.assessment.period import join
from frankpledge.counted import verb

CENSUS = "Residents and households are those of the Census of March 2021, when some people lived elsewhere than usual."


def findings(evidence: Evidence) -> list[Finding]:
    found = [_people(evidence)]
    deprived = _deprivation(evidence)
    return [*found, *([deprived] if deprived else [])]


def _people(evidence: Evidence) -> Finding:
    area, people, homes = evidence.area, evidence.population, evidence.households
    said, figures = [], []
    if people is None:
        said.append("Residents are not loaded for the whole of the area, so no rates are given.")
    else:
        said.append(f"{area.name} has {people:,} usual residents in {homes:,} households (Census 2021).")
        figures += [
            Figure("residents", people, "count", "usual residents, Census 2021"),
            Figure("households", homes, "count", "occupied households, Census 2021"),
        ]
    try:
        known = geography.rural_urban(evidence.snapshot, area.lsoas)
    except NothingHeld:
        known = None
    if known is not None and len(known) == len(area.lsoas):
        with_people = known.merge(evidence.residents, on="lsoa", how="left")
        rural = with_people.loc[~with_people["urban"].astype(bool), "residents"].sum()
        if people:
            figures.append(
                Figure("rural_percent", 100 * float(rural) / people, "percent", f"of {people:,} usual residents")
            )
            said.append(f"{100 * rural / people:.0f}% of them live in rural LSOAs (Rural Urban Classification 2021).")
    beside = _neighbours(evidence)
    if beside:
        said.append(
            f"{verb(len(beside), 'Its neighbour', 'Its neighbours')} among the partnerships held {verb(len(beside), 'is', 'are')} {join(beside)}."
        )
    force = areas.force_of(evidence.snapshot, area)
    places = geography.places(evidence.snapshot, area.lsoas)
    councils = sorted({str(name) for name in places["council_name"].dropna()})
    rows = [
        ("LSOAs", len(area.lsoas)),
        ("Wards", int(places["ward"].nunique())),
        ("Council", join(councils)),
        ("Police force area", force.name if force else "not known"),
        ("Neighbours", join(beside) or "not known"),
    ]
    return Finding(
        id="context-people",
        kind="context",
        title="The area and its people",
        statement=" ".join(said),
        strength="context",
        figures=tuple(figures),
        table=Table("About the area", (Column("what", "What"), Column("value", "Value")), tuple(rows)),
        caveats=(CENSUS,),
        provenance=evidence.provenance(
            rows_counted=len(area.lsoas),
            dataset="census2021",
            also=("lsoa21_places", "rural_urban"),
            filter_words=f"LSOA code is one of the {len(area.lsoas)} of {area.name} ({area.code})",
        ),
    )


def _neighbours(evidence: Evidence) -> list[str]:
    if evidence.area.kind in ("ward", "lsoa"):
        return []
    try:
        return geography.neighbours(evidence.snapshot, evidence.area)
    except NothingHeld:
        return []


def _deprivation(evidence: Evidence) -> Finding | None:
    try:
        known, name = geography.deprivation(evidence.snapshot, evidence.area.lsoas)
    except NothingHeld:
        return None
    merged = known.merge(evidence.residents, on="lsoa", how="left")
    people = float(merged["residents"].sum())
    if not people:
        return None
    by_decile = merged.groupby("imd_decile")["residents"].sum()
    most = float(by_decile.get(1, 0) + by_decile.get(2, 0))
    rows = [
        (f"{decile}{' (most deprived)' if decile == 1 else ' (least deprived)' if decile == 10 else ''}",
         int((merged["imd_decile"] == decile).sum()), int(by_decile.get(decile, 0)))
        for decile in range(1, 11)
    ]  # fmt: skip
    return Finding(
        id="context-deprivation",
        kind="context",
        title="Deprivation",
        statement=(
            f"{100 * most / people:.0f}% of residents live in the most deprived fifth of England ({name}). "
            "If the area were like England as a whole it would be about 20%."
        ),
        strength="context",
        figures=(
            Figure("in_most_deprived_fifth", 100 * most / people, "percent", f"of {int(people):,} usual residents"),
        ),
        table=Table(
            f"LSOAs and residents by decile of the {name}",
            (Column("decile", "Decile"), Column("lsoas", "LSOAs", "count"), Column("residents", "Residents", "count")),
            tuple(rows),
        ),
        caveats=("The index contains recorded crime, as one of its seven domains.", CENSUS),
        provenance=evidence.provenance(
            rows_counted=len(known),
            dataset="deprivation2025" if "2025" in name else "deprivation2019",
            also=("census2021", "lsoa21_places"),
            filter_words=f"LSOA code is one of the {len(evidence.area.lsoas)} of {evidence.area.name}",
        ),
    )
