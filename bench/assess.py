"""
How long one partnership's assessment takes from the archive, with every document, and how much memory.

    python -m bench.assess            the demonstration's largest partnership, and real ones where there is data
    python -m bench.assess --quick    the demonstration alone, 24 months

Real data is looked for in FRANKPLEDGE_REAL_DATA, or in ../shared/data beside the repository.
"""

import argparse
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench.bars import Bar, show
from bench.measured import machine, run

ROOT = Path(__file__).parent.parent
COMMAND = str(Path(sys.executable).parent / "frankpledge")
MOST_SECONDS, MOST_MEMORY = 10.0, 1_024.0  # wall, with starting Python; MiB of the whole process tree


@dataclass(frozen=True)
class Case:
    """An area to assess, and how many months (as many again are looked at before them)."""

    area: str
    last: str
    months: int
    says: str


DEMONSTRATION = (
    Case("csp:Castermouth", "2025-12", 12, "invented, 40 LSOAs, 12 months against 12"),
    Case("csp:Castermouth", "2025-12", 24, "invented, 40 LSOAs, 24 months against 24"),
)
REAL = (
    Case("csp:North Yorkshire", "2025-12", 12, "the largest CSP at hand, 12 months against 12"),
    Case("csp:Milton Keynes", "2025-12", 12, "with months missing, 12 months against 12"),
)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.assess", description=(__doc__ or "").splitlines()[1])
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="frankpledge-bench-") as temporary:
        folder = Path(temporary)
        bars = _demonstration(folder, quick=asked.quick)
        real = Path(os.environ.get("FRANKPLEDGE_REAL_DATA", ROOT.parent / "shared" / "data"))
        beside = "Quick: the invented demonstration alone.\n" if asked.quick else ""
        if not asked.quick:
            if (real / "police-uk").is_dir():
                bars += _real(folder, real)
            else:
                beside = f"No real data at {real}: the demonstration alone.\n"
    footer = (
        f"{beside}Bars: {MOST_SECONDS:.0f} s and {MOST_MEMORY:,.0f} MiB, wall and whole process tree, starting Python "
        f"and writing HTML, PDF, Word, JSON and CSV included.\n"
        f"{machine('duckdb', 'numpy', 'scipy', 'statsmodels', 'typst', 'python-docx')}"
    )
    return show(f"bench.assess{' (quick)' * asked.quick}", bars, footer)


def _demonstration(folder: Path, *, quick: bool) -> list[Bar]:
    months = "24" if quick else "48"
    run([COMMAND, "demo", "--out", str(folder / "demo"), "--months", months])
    archive = folder / "demo-archive"
    run([COMMAND, "load", str(folder / "demo"), "--archive", str(archive)])
    return [bar for case in DEMONSTRATION[: 1 if quick else None] for bar in _measure(case, archive, folder)]


def _real(folder: Path, data: Path) -> list[Bar]:
    archive = folder / "real-archive"
    run([COMMAND, "load", str(data / "police-uk"), str(data / "geography"), "--archive", str(archive)])
    return [bar for case in REAL for bar in _measure(case, archive, folder)]


def _measure(case: Case, archive: Path, folder: Path) -> list[Bar]:
    out = folder / "assessment"
    options = ["--to", case.last, "--months", str(case.months), "--archive", str(archive), "--out", str(out)]
    done = run([COMMAND, "assess", case.area, *options])
    name = f"{case.area.removeprefix('csp:')}, {case.months} months"
    return [
        Bar(f"{name}: wall", done.wall, MOST_SECONDS, beside=f"{done.cpu:.1f} s of processor time; {case.says}"),
        Bar(f"{name}: memory", done.peak, MOST_MEMORY, "MiB"),
    ]


if __name__ == "__main__":
    sys.exit(main())
