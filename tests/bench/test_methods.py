"""The methods bench: its plain scan agrees with the quick one on what a bench can afford, and imports are timed alone."""

from bench.methods import MOST_MEMORY, imported, near_alone
from bench.scan import Size, scan_bars


def test_the_plain_scan_and_ours_agree() -> None:
    # So few that some places have none.
    bars = scan_bars(Size(cases=60, areas=40, plain_now=39, plain_back=9), times=1)

    apart = [bar for bar in bars if "apart" in bar.what]
    assert len(apart) == 4
    assert all(bar.met for bar in apart)


def test_starting_python_is_not_counted_in_an_import() -> None:
    assert 0.02 <= imported("sum(range(5_000_000))", 2) < 5
    assert imported("pass") < 0.02


def test_memory_is_that_of_a_process_of_its_own() -> None:
    time, memory = near_alone(500)

    assert "500 events" in time.what
    assert 0 < time.value < 60
    assert 30 < memory.value < MOST_MEMORY
