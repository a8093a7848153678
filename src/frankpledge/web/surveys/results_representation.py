"""Who has answered against who lives here, in words for whoever can still reach those who are missing."""

from dataclasses import dataclass

from frankpledge.analysis.representation import GroupShare, Representation, against_population
from frankpledge.assessment.finding import Chart, Series
from frankpledge.web.surveys.questionnaire import Text
from frankpledge.web.surveys.results_population import MARGINS, Margin, Residents, margin, names
from frankpledge.web.surveys.tables import Frame

PEOPLE = {
    "female": Text("women and girls", "menywod a merched"),
    "male": Text("men and boys", "dynion a bechgyn"),
}


@dataclass(frozen=True)
class Line:
    """One group: its name, who its people are in the middle of a sentence, and its shares."""

    key: str
    text: Text
    people: Text
    share: GroupShare

    @property
    def words(self) -> str:
        """What would mend it; "" where nothing is amiss."""
        if not (self.share.under or (self.share.missing and self.share.more_needed)):
            return ""
        more = self.share.more_needed
        answers = "1 more answer" if more == 1 else f"{more:,} more answers"
        return f"{answers} from {self.people.en} would bring them to their share of those who live here."


@dataclass(frozen=True)
class Compared:
    """One margin; `found` is None where `why_not` says why nothing can be said."""

    name: str
    text: Text
    margin: Margin | None
    found: Representation | None
    lines: tuple[Line, ...]  # in the order of the groups
    page: str
    why_not: str

    @property
    def missing(self) -> list[Line]:
        """Those far under their share, the furthest first."""
        return sorted((line for line in self.lines if line.words), key=lambda line: line.share.ratio or 0)

    def chart(self) -> Chart:
        """Two bars for each group: of those who answered, and of those who live here."""
        return Chart(
            kind="column",
            title=f"{self.text.en}: who answered, and who lives here",
            description="For each group, its share of those who answered beside its share of those who live here, "
            "as in the table below.",
            labels=tuple(line.text.en for line in self.lines),
            series=(
                Series("Of those who answered", tuple(line.share.percent for line in self.lines)),
                Series("Of those who live here", tuple(line.share.population_percent for line in self.lines)),
            ),
            unit="percent",
            y_label="Percent",
        )


def compared(frame: Frame, held: Residents | None) -> tuple[Compared, ...]:
    """Every margin: age, sex, ethnic group, ward, deprivation."""
    return tuple(_compared(frame, held, name) for name in MARGINS)


def _compared(frame: Frame, held: Residents | None, name: str) -> Compared:
    text, grouping = MARGINS[name], frame.groupings.get(name)
    if grouping is None:
        asked = {"age": "their age", "sex": "their sex", "ethnicity": "their ethnic group"}.get(name, "a postcode")
        return Compared(name, text, None, None, (), "", f"Nobody has given {asked}, or the survey does not ask for it.")
    living = margin(held, grouping) if held else None
    if living is None:
        why = f"The evidence does not hold how many people of each group live here by {text.en.lower()}."
        return Compared(name, text, None, None, (), grouping.page, why)
    counts = dict(zip(grouping.keys, grouping.sizes.tolist(), strict=True))
    found = against_population(counts, living.people, unknown=grouping.not_known)
    texts = names(grouping, held.ward_names if held else {})
    order = {
        key: at for at, key in enumerate(sorted(texts, key=lambda key: texts[key].en) if name == "ward" else texts)
    }
    lines = [Line(share.group, texts[share.group], _people(name, share.group, texts), share) for share in found.groups]
    lines.sort(key=lambda line: order[line.key])
    return Compared(name, text, living, found, tuple(lines), grouping.page, "")


def _people(name: str, key: str, texts: dict[str, Text]) -> Text:
    text = texts[key]
    if name == "age":
        if "under" in key:
            return Text(f"people {text.en.lower()}", f"bobl {text.cy.lower()}" if text.cy else "")
        return Text(f"people aged {text.en.lower()}", f"bobl {text.cy.lower()} oed" if text.cy else "")
    if name == "sex":
        return PEOPLE.get(key, text)
    if name == "ethnicity":
        return Text(f"people: {text.en}", f"pobl: {text.say('cy')}")
    if name == "ward":
        return Text(f"people in {text.en}", f"bobl yn {text.say('cy')}")
    return Text(f"people in the {text.en.lower()} of neighbourhoods", f"bobl yn {text.cy.lower()} o gymdogaethau")
