"""The page about the demonstration says what is planted, no more and no less."""

from pathlib import Path

from frankpledge.demo.truths import PLANTED

PAGE = Path(__file__).parents[2] / "docs/demonstration.md"


def test_the_page_lists_every_planted_truth_and_no_other() -> None:
    listed = [line[2:] for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("- ")]

    assert listed == list(PLANTED.in_words())
