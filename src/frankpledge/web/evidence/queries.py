"""Every question that the evidence pages ask."""

from dataclasses import dataclass
from pathlib import Path

from frankpledge.archive.archive import Archive
from frankpledge.archive.holdings import Holding, holdings
from frankpledge.web.evidence.grid import Source, grid
from frankpledge.web.jobs import job


@dataclass(frozen=True)
class Held:
    """What is held: the monthly sources as a grid, the look-ups and boundaries as a list, the samples apart."""

    sources: list[Source]
    reference: list[Holding]
    samples: list[Holding]

    @property
    def anything(self) -> bool:
        return bool(self.sources or self.reference)

    @property
    def rows(self) -> int:
        return sum(source.rows for source in self.sources)


def held(archive: Path) -> Held:
    every = holdings(Archive(archive).snapshot())
    return Held(
        sources=grid(every),
        reference=[holding for holding in every if not holding.month],
        samples=[holding for holding in every if holding.month and holding.sample],
    )


def loads(archive: Path) -> list[job.Job]:
    return job.recent(archive, "load", limit=10)
