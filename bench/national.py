"""Street files of all England and Wales, made up: the shape and size of the real ones, in seconds."""

from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

import numpy as np

from frankpledge.month import Month
from frankpledge.sources.force_names import force_names
from frankpledge.sources.police_uk import FORCES

HEADER = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
    "Crime type,Last outcome category,Context"
)
TERRITORIAL = tuple(slug for slug in FORCES if slug not in ("btp", "northern-ireland"))
LOOK_UP_HEADER = "LSOA21CD,LSOA21NM,WD24CD,WD24NM,LAD24CD,LAD24NM,CSP24CD,CSP24NM,PFA24CD,PFA24NM"
ROWS_A_MONTH = 12_000  # of the average force: 43 forces x 156 months make 80 million
LSOAS = 35_672
POINTS_AN_LSOA = 21
TYPES = {
    "Violence and sexual offences": 0.34, "Anti-social behaviour": 0.18, "Shoplifting": 0.08,
    "Criminal damage and arson": 0.08, "Other theft": 0.07, "Public order": 0.06, "Vehicle crime": 0.05,
    "Burglary": 0.05, "Drugs": 0.03, "Other crime": 0.02, "Theft from the person": 0.015, "Robbery": 0.012,
    "Bicycle theft": 0.008, "Possession of weapons": 0.005,
}  # fmt: skip
OUTCOMES = (
    "Unable to prosecute suspect", "Investigation complete; no suspect identified", "Under investigation",
    "Court result unavailable", "Awaiting court outcome", "Local resolution",
)  # fmt: skip
ASB = "Anti-social behaviour"
UNPLACED = 0.02


def write(folder: Path, *, forces: int, months: list[Month], workers: int = 2) -> int:
    """A folder a month, a file a force; returns how many rows."""
    with ProcessPoolExecutor(workers) as pool:
        return sum(pool.map(_write_month, [folder] * len(months), [forces] * len(months), months))


def write_look_up(path: Path) -> None:
    """Ward, council, partnership and force of every LSOA of the files, so that a load can check rows against them."""
    areas = {one.police_uk_id: one for one in force_names()}
    lines = [LOOK_UP_HEADER]
    for force, slug in enumerate(TERRITORIAL):
        area = areas[slug]
        for lsoa in _lsoas(force):
            ward, district = lsoa // 5, lsoa // 110
            lines.append(
                f"{_code(lsoa)},{_name(lsoa)},E05{ward:06d},Ward {ward},E07{district:03d}{force:03d},District {district:03d},"
                f'E22{district:03d}{force:03d},District {district:03d},{area.area_code},"{area.area_name}"'
            )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def rows_expected(forces: int, months: int) -> int:
    return int(_shares()[:forces].sum() * ROWS_A_MONTH * months)


@cache
def _shares() -> np.ndarray:
    """Each force's size beside the average: the largest has some 6 times, the smallest a tenth."""
    size = np.random.default_rng(43).lognormal(0, 0.8, len(TERRITORIAL))
    return size / size.mean()


def _lsoas(force: int) -> range:
    edges = np.concatenate([[0], np.cumsum(_shares())]) / len(TERRITORIAL) * LSOAS
    return range(int(edges[force]), int(edges[force + 1]))


def _code(lsoa: int) -> str:
    return f"E01{lsoa + 1:06d}"


def _name(lsoa: int) -> str:
    return f"District {lsoa // 110:03d} {lsoa % 110:03d}A"


@cache
def _spots(force: int) -> list[str]:
    """The map points of a force as their part of a row."""
    lsoas = _lsoas(force)
    rng = np.random.default_rng([44, force])
    lon, lat = -3.0 + 4 * rng.random(len(lsoas) * POINTS_AN_LSOA), 51 + 3 * rng.random(len(lsoas) * POINTS_AN_LSOA)
    spots = []
    for index, (x, y) in enumerate(zip(lon, lat, strict=True)):
        lsoa = lsoas[index // POINTS_AN_LSOA]
        spots.append(f"{x:.6f},{y:.6f},On or near Street {index % 997},{_code(lsoa)},{_name(lsoa)}")
    return spots


def _write_month(folder: Path, forces: int, month: Month) -> int:
    into = folder / str(month)
    into.mkdir(parents=True, exist_ok=True)
    rows = 0
    names = list(TYPES)
    odds = np.array(list(TYPES.values()))
    tails = [[f"{name},{'' if name == ASB else outcome}," for outcome in OUTCOMES] for name in names]
    asb = names.index(ASB)
    for force, slug in enumerate(TERRITORIAL[:forces]):
        rng = np.random.default_rng([45, force, month.index])
        count = int(rng.poisson(_shares()[force] * ROWS_A_MONTH))
        spots = _spots(force)
        spot = (len(spots) * rng.random(count) ** 2).astype(int)  # some points take far more than others
        kind = rng.choice(len(names), size=count, p=odds / odds.sum())
        outcome = rng.integers(0, len(OUTCOMES), count)
        lost = rng.random(count) < UNPLACED
        digits = rng.bytes(32 * count).hex()
        said = f"{month},{FORCES[slug]},{FORCES[slug]}"
        order = np.argsort(spot)
        lines = [HEADER]
        lines += [
            f"{'' if k == asb else digits[64 * i : 64 * i + 64]},{said},"
            f"{',,No Location,,' if gone else spots[s]},{tails[k][o]}"
            for i, (s, k, o, gone) in enumerate(
                zip(spot[order].tolist(), kind.tolist(), outcome.tolist(), lost.tolist(), strict=True)
            )
        ]
        (into / f"{month}-{slug}-street.csv").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="")
        rows += count
    return rows
