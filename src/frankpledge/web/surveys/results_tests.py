"""One question by every grouping in full, with a test of difference where those who answered are a sample."""

from dataclasses import dataclass

from frankpledge.analysis.cross_table import CrossTable, cross_tabulate
from frankpledge.web.surveys.questionnaire import Kind, Option
from frankpledge.web.surveys.results_working import Results
from frankpledge.web.surveys.scales import options_of
from frankpledge.web.surveys.tables import Grouping


@dataclass(frozen=True)
class Tested:
    grouping: Grouping
    options: tuple[Option, ...]
    table: CrossTable

    @property
    def rows(self) -> list[tuple[str, list[tuple[float | None, int]], float, int]]:
        """Each answer with the percent and count of each group, and of everybody."""
        found = self.table
        return [
            (
                option.text.en,
                [
                    (None if found.bases[c] == 0 else float(found.percent[r, c]), int(found.counts[r, c]))
                    for c in range(len(found.columns))
                ],
                float(found.all_percent[r]),
                int(found.all_counts[r]),
            )
            for r, option in enumerate(self.options)
        ]

    @property
    def columns(self) -> list[tuple[str, int]]:
        return [(text.en, int(base)) for text, base in zip(self.grouping.texts, self.table.bases, strict=True)]

    @property
    def words(self) -> str:
        """What the test says, in words."""
        test = self.table.test
        if test is None:
            return f"Whether the groups differ by more than chance is not tested: {self.table.no_test}."
        p = "less than 0.001" if test.p < 0.001 else f"{test.p:.3f}"
        beyond = (
            "The groups differ by more than chance would give"
            if test.p < 0.05
            else "The groups differ by no more than chance would often give"
        )
        return f"{beyond} ({test.method}, p = {p})." if test.p >= 0.001 else f"{beyond} ({test.method}, p {p})."


def tested(results: Results, page: str) -> list[Tested]:
    """By every grouping but the question itself. None for a question with several answers, which is no one table."""
    asked = results.frame.questionnaire.page(page)
    if asked.question.kind == Kind.SEVERAL:
        return []
    options = options_of(asked.question)
    keys = [option.key for option in options]
    given, answered = results.frame.given[page], results.frame.answered(page)
    chosen = given.argmax(axis=1)
    answers = [keys[at] if yes else None for at, yes in zip(chosen.tolist(), answered.tolist(), strict=True)]
    return [
        Tested(
            grouping,
            options,
            cross_tabulate(
                answers, grouping.labels(), keys, list(grouping.keys), sample=results.sample, weights=results.weights
            ),
        )
        for grouping in results.frame.groupings.values()
        if grouping.page != page
    ]
