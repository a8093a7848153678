"""Frankshire's geography, people and deprivation in the formats of the ONS and the Ministry of Housing."""

import csv
import gzip
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from frankpledge.demo.districts import DISTRICTS
from frankpledge.demo.names import FORCE_AREA_NAME, FORCE_CODE
from frankpledge.demo.people import RURAL_URBAN, People
from frankpledge.demo.place import Array, Place, council_code, partnership_code
from frankpledge.demo.points import MapPoints, to_degrees

PLACES = ("LSOA21CD", "LSOA21NM", "WD24CD", "WD24NM", "LAD24CD", "LAD24NM")
SUPERGENERALISED = 160.0  # metres an edge may stray


def write_geography(folder: Path, place: Place, people: People, points: MapPoints, seed: int) -> None:
    """Look-ups, boundaries, population, rural-urban and postcodes below `folder`."""
    lookups, population = folder / "lookups", folder / "population"
    areas = _areas(place)
    _csv(
        lookups / "invented_lsoa21_ward24_lad24.csv",
        PLACES,
        (row[:6] for row in areas),
    )
    _csv(
        lookups / "invented_lsoa21_csp24_pfa24.csv",
        (*PLACES, "LAD18NM", "CSP24CD", "CSP24NM", "CSP_BASIS", "PFA24CD", "PFA24NM"),
        ((*row[:6], row[5], *row[6:8], "LAD24", FORCE_CODE, FORCE_AREA_NAME) for row in areas),
    )
    _csv(
        lookups / "invented_lad24_csp24_pfa24.csv",
        ("LAD24CD", "LAD24NM", "CSP24CD", "CSP24NM", "PFA24CD", "PFA24NM"),
        (
            (council_code(index), each.name, partnership_code(index), each.name, FORCE_CODE, FORCE_AREA_NAME)
            for index, each in enumerate(DISTRICTS)
        ),
    )
    _csv(
        lookups / "invented_ruc2021_lsoa21.csv",
        ("LSOA21CD", "RUC21CD", "RUC21NM", "Urban_rural_flag"),
        ((code, kind, *RURAL_URBAN[kind]) for code, kind in zip(place.codes, people.rural_urban, strict=True)),
    )
    _csv(
        population / "invented_census2021_residents_households_lsoa21.csv",
        ("LSOA21CD", "usual_residents_census2021", "households_census2021"),
        zip(place.codes, people.residents.tolist(), people.households.tolist(), strict=True),
    )
    _write_boundaries(folder / "boundaries", place)
    _write_postcodes(folder / "postcodes", place, points, seed)


def _areas(place: Place) -> list[tuple[str, ...]]:
    return [
        (
            place.codes[index],
            place.names[index],
            place.ward_codes[place.ward[index]],
            place.ward_names[place.ward[index]],
            council_code(place.district[index]),
            DISTRICTS[place.district[index]].name,
            partnership_code(place.district[index]),
            DISTRICTS[place.district[index]].name,
        )
        for index in range(len(place.codes))
    ]


def _write_boundaries(folder: Path, place: Place) -> None:
    import shapely

    fine = np.array(place.outlines)
    coarse = shapely.coverage_simplify(fine, SUPERGENERALISED)
    lsoas = list(zip(place.codes, place.names, strict=True))
    _geojson(folder / "invented_lsoa21_generalised.geojson", "LSOA21", lsoas, fine)
    _geojson(folder / "invented_lsoa21_supergeneralised.geojson", "LSOA21", lsoas, coarse)
    wards = list(zip(place.ward_codes, place.ward_names, strict=True))
    _geojson(folder / "invented_ward24_generalised.geojson", "WD24", wards, _together(fine, place.ward))
    councils = [(council_code(index), each.name) for index, each in enumerate(DISTRICTS)]
    _geojson(folder / "invented_lad24_generalised.geojson", "LAD24", councils, _together(fine, place.district))
    whole = _together(fine, np.zeros(len(fine), dtype=int))
    _geojson(folder / "invented_pfa24_generalised.geojson", "PFA24", [(FORCE_CODE, FORCE_AREA_NAME)], whole)


def _together(outlines: Array, group: Array) -> list[Any]:
    import shapely

    return [shapely.coverage_union_all(outlines[group == each]) for each in range(group.max() + 1)]


def _geojson(path: Path, level: str, named: Sequence[tuple[str, str]], outlines: Iterable[Any]) -> None:
    """A feature a line, in degrees to 5 decimals, as the ONS publishes them."""
    import shapely

    in_degrees = shapely.transform(list(outlines), _degrees_to_5_decimals)
    features = [
        json.dumps(
            {
                "type": "Feature",
                "properties": {f"{level}CD": code, f"{level}NM": name},
                "geometry": shapely.geometry.mapping(outline),
            }
        )
        for (code, name), outline in zip(named, in_degrees, strict=True)
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    head = {
        "type": "FeatureCollection",
        "name": path.stem,
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}},
    }
    path.write_text(
        json.dumps(head)[:-1] + ', "features": [\n' + ",\n".join(features) + "\n]}\n", encoding="utf-8", newline=""
    )


def _degrees_to_5_decimals(metres: Array) -> Array:
    rounded: Array = np.round(to_degrees(metres), 5)
    return rounded


def _write_postcodes(folder: Path, place: Place, points: MapPoints, seed: int) -> None:
    """Some postcodes round every map point, in ZF, which is no real postcode area."""
    import shapely

    rng = np.random.default_rng([seed, 6])
    near = np.repeat(points.lonlat, 2, axis=0) + rng.normal(0, (0.0009, 0.0005), (2 * len(points.lonlat), 2))
    lsoa = np.repeat(points.lsoa, 2)
    in_degrees = shapely.transform(list(place.outlines), to_degrees)
    kept = np.flatnonzero(shapely.contains_xy(np.array(in_degrees)[lsoa], near[:, 0], near[:, 1]))
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    rows = []
    for number, index in enumerate(kept):
        unit = f"{letters[number // 20 % 20]}{letters[number % 20]}"
        postcode = f"ZF{number // 4_000 + 1}{number // 400 % 10}{unit}"
        lon, lat = near[index]
        district = council_code(place.district[lsoa[index]])
        rows.append((postcode, f"{lat:.5f}", f"{lon:.5f}", place.codes[lsoa[index]], district))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "invented_postcode_lsoa21.csv.gz"
    header = ("Postcode", "Latitude", "Longitude", "LSOA21CD_derived", "LAD24CD_derived")
    text = "".join(",".join(row) + "\n" for row in [header, *rows])
    path.write_bytes(gzip.compress(text.encode(), mtime=0))  # no clock in it: the same bytes every time


def _csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
