"""The command line starts quickly: what a command does not need is not read."""

import subprocess
import sys

HEAVY = (
    "pandas",
    "scipy",
    "statsmodels",
    "django",
    "duckdb",
    "ibis",
    "pyarrow",
    "deltalake",
    "shapely",
    "numpy",
    "typst",
)


def test_help_reads_no_heavy_library():
    asked = f"import frankpledge.cli.main, sys; print([name for name in {HEAVY!r} if name in sys.modules])"

    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_every_command_explains_itself():
    done = subprocess.run(
        [sys.executable, "-m", "frankpledge.cli", "--help"], capture_output=True, text=True, check=True
    )

    for command in ("load", "fetch", "holdings", "areas", "assess", "serve", "schema", "audit", "backup", "restore"):
        assert command in done.stdout
