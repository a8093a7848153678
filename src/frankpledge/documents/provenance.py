"""Where figures come from, in words: enough for somebody else to count the same rows again."""

from collections.abc import Iterable

from frankpledge.assessment.finding import Finding, Provenance
from frankpledge.counted import counted as number
from frankpledge.documents import labels


def lines(provenance: Provenance) -> tuple[str, ...]:
    """What was counted, what was left out and why, and of which version of what."""
    return (counted(provenance), *rest(provenance))


def counted(provenance: Provenance) -> str:
    return f"Counted: {number(provenance.rows_counted, 'row')}. {_sentence(provenance.filter)}"


def rest(provenance: Provenance) -> tuple[str, ...]:
    """What is the same for many findings: the rows left out, the datasets and the number of files."""
    said = []
    left_out = {reason: rows for reason, rows in provenance.rows_left_out.items() if rows}
    if left_out:
        said.append(f"Left out: {'; '.join(f'{rows:,} ({reason})' for reason, rows in left_out.items())}.")
    versions = [f"{labels.dataset(name)}, archive version {number}" for name, number in provenance.versions.items()]
    if not versions:
        versions = [labels.dataset(provenance.dataset)]
    files = len(provenance.editions)
    listed = f" {files} of the files listed at the end." if files > 1 else " One of the files listed at the end."
    said.append(f"Data: {'; '.join(versions)}.{listed if files else ''}")
    return tuple(said)


class Sources:
    """What many findings share of where they come from, numbered in reading order, so that paper says it once."""

    def __init__(self, findings: Iterable[Finding]):
        texts = dict.fromkeys(" ".join(rest(finding.provenance)) for finding in findings)
        self.numbers = {text: number for number, text in enumerate(texts, start=1)}

    def brief(self, provenance: Provenance) -> str:
        return f"{counted(provenance)} Source {self.numbers[' '.join(rest(provenance))]}."

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(f"Source {number}. {text}" for text, number in self.numbers.items())


def files(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Every file that any figure rests on, once, in order."""
    return tuple(sorted({edition for finding in findings for edition in finding.provenance.editions}))


def datasets(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Every dataset that any figure rests on, once, in order."""
    found = {name: number for finding in findings for name, number in finding.provenance.versions.items()}
    return tuple(f"{labels.dataset(name)}: {name}, archive version {number}" for name, number in sorted(found.items()))


def _sentence(text: str) -> str:
    return text if not text or text.endswith(".") else f"{text}."
