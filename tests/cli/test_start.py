"""The command line starts quickly: what a command does not need is not read."""

import resource
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

    for command in (
        "load",
        "fetch",
        "holdings",
        "areas",
        "assess",
        "serve",
        "worker",
        "schema",
        "audit",
        "backup",
        "restore",
    ):
        assert command in done.stdout


def test_the_command_line_starts_in_half_a_second():
    """Of the process's own time, so that a busy machine does not count; the best of three."""
    times = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", "import frankpledge.cli.main"], check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)

    assert min(times) < 0.5


def test_what_is_printed_is_the_address_that_is_answered():
    from frankpledge.cli.serve import where

    assert where(8000, "", "/start/x/").split()[3] == "http://127.0.0.1:8000/start/x/"
    assert where(8000, "https://safer.example/", "/start/x/").split()[3] == "https://safer.example/start/x/"
    assert "127.0.0.1:8000" in where(8000, "https://safer.example", "/")
