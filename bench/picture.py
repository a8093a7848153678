"""What the gallery draws for one method, and the sentence to read it with."""

from dataclasses import dataclass

from frankpledge.assessment.finding import Chart, Map
from frankpledge.documents import charts, maps
from frankpledge.documents.sheet import HALF


@dataclass(frozen=True)
class Picture:
    """
    What is drawn for one method, under its heading, and the sentence to read it with. `drawn` is None where the
    assessment found nothing to draw, and then the sentence says so. `invented`: the figures are of no real place.
    """

    method: str
    heading: str
    drawn: Chart | Map | None
    words: str
    invented: bool = False

    def svg(self) -> str:
        assert self.drawn is not None  # those without stand in the list of reasons
        if isinstance(self.drawn, Map):
            return maps.draw(self.drawn, f"gallery-{self.method}", with_legend=True)
        return charts.draw(self.drawn, f"gallery-{self.method}", HALF)
