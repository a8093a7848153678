"""Caveats that several findings share are said once, numbered, and referred to."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from frankpledge.assessment.finding import Finding


@dataclass(frozen=True)
class SharedNotes:
    """
    `general` are shared by findings of several sections and said up front; `by_section` are shared within one.
    Numbers run on from 1 in the order in which they are printed.
    """

    general: tuple[str, ...]
    by_section: dict[str, tuple[str, ...]]

    @property
    def numbers(self) -> dict[str, int]:
        said = [*self.general, *(text for texts in self.by_section.values() for text in texts)]
        return {text: number for number, text in enumerate(said, start=1)}

    def first(self, section: str) -> int:
        """The number of the section's first note."""
        return self.numbers[self.by_section[section][0]]

    def of(self, finding: Finding) -> tuple[int, ...]:
        """The numbers of the notes to read a finding with."""
        numbers = self.numbers
        return tuple(sorted({numbers[caveat] for caveat in finding.caveats if caveat in numbers}))

    def own(self, finding: Finding) -> tuple[str, ...]:
        """The caveats that are this finding's alone."""
        numbers = self.numbers
        return tuple(dict.fromkeys(caveat for caveat in finding.caveats if caveat not in numbers))


def share(sections: Sequence[tuple[str, Iterable[Finding]]]) -> SharedNotes:
    """Sort the caveats of the findings, given section by section in reading order."""
    uses: Counter[str] = Counter()
    seen_in: dict[str, list[str]] = {}
    for section, findings in sections:
        for finding in findings:
            for caveat in dict.fromkeys(finding.caveats):
                uses[caveat] += 1
                where = seen_in.setdefault(caveat, [])
                if section not in where:
                    where.append(section)
    general = tuple(caveat for caveat, where in seen_in.items() if len(where) > 1)
    by_section: dict[str, tuple[str, ...]] = {}
    for section, _ in sections:
        shared = tuple(caveat for caveat, where in seen_in.items() if where == [section] and uses[caveat] > 1)
        if shared:
            by_section[section] = shared
    return SharedNotes(general, by_section)


def spell(numbers: Sequence[int]) -> str:
    """
    >>> spell([1, 2, 3, 5])
    '1 to 3 and 5'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] + 1 == number:
            runs[-1].append(number)
        else:
            runs.append([number])
    words = [
        str(run[0]) if len(run) == 1 else f"{run[0]}{' and ' if len(run) == 2 else ' to '}{run[-1]}" for run in runs
    ]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def read_with(numbers: Sequence[int]) -> str:
    """
    >>> read_with([1, 2]), read_with([])
    ('Read with notes 1 and 2.', '')
    """
    if not numbers:
        return ""
    return f"Read with {'note' if len(numbers) == 1 else 'notes'} {spell(numbers)}."
