"""The methods bench: its plain scan agrees with the quick one on what a bench can afford, and a slow import is a missed bar."""

from bench.bars import show
from bench.methods import COMMAND_LINE, start_bars
from bench.scan import Size, scan_bars


def test_the_plain_scan_and_ours_agree() -> None:
    bars = scan_bars(Size(cases=400, areas=12, plain_now=39, plain_back=9), times=1)

    apart = [bar for bar in bars if "apart" in bar.what]
    assert len(apart) == 4
    assert all(bar.met for bar in apart)


def test_the_command_line_is_held_to_its_bar() -> None:
    first, *others = start_bars()

    assert first.most == COMMAND_LINE
    assert show("start-up", [first]) == int(first.value > COMMAND_LINE)
    assert all(bar.most is None and bar.value > 0 for bar in others)
