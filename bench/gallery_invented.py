"""
The gallery's pictures of the methods for surveys and for choosing, whose data nobody publishes row by row.

One invented survey of 600 answers in a town that is not, and a panel of nine that never met; seeded, so the same each time.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.picture import Picture
from frankpledge import analysis
from frankpledge.analysis.perceived import Issue
from frankpledge.assessment.finding import Band, Chart, Series

AGES = ("16 to 24", "25 to 44", "45 to 64", "65 and over")
POPULATION = {"16 to 24": 13.0, "25 to 44": 33.0, "45 to 64": 31.0, "65 and over": 23.0}
ANSWERED = (0.06, 0.24, 0.36, 0.34)  # the old answer more than the young
ISSUES = ("Litter", "Speeding", "Drug dealing", "Vandalism", "Noise", "Burglary")
BIG = ((0.5, 0.35, 0.4, 0.3, 0.5, 0.2), (0.55, 0.5, 0.4, 0.35, 0.4, 0.3), (0.7, 0.6, 0.45, 0.4, 0.35, 0.3), (0.75, 0.7, 0.4, 0.5, 0.3, 0.35))  # fmt: skip
RECORDED = (310, None, 140, 420, 520, 260)
CODES = ("Lighting", "Patrols", "Parking", "Drugs", "Young people")
AS_OFTEN = (0.3, 0.25, 0.2, 0.15, 0.1)
SAME = (0.97, 0.93, 0.98, 0.95, 0.84)  # how surely each coder sees the code
THEMES = ("Violence at night", "Burglary", "Domestic abuse", "Anti-social behaviour", "Theft from shops")
LIKELY = (4.0, 2.4, 4.4, 3.0, 2.0)  # of a score from 1 to 5


@dataclass(frozen=True)
class _Survey:
    age: list[str]
    weights: NDArray[np.float64]
    big: NDArray[np.bool_]  # [answers, issues]: called a very or fairly big problem


def pictures() -> Iterator[Picture]:
    random = np.random.default_rng(12)
    at = random.choice(len(AGES), 600, p=ANSWERED)
    age = [AGES[one] for one in at]
    raked = analysis.rake({"age": age}, {"age": POPULATION})
    survey = _Survey(age, raked.weights, random.random((600, len(ISSUES))) < np.array(BIG)[at])
    yield _raking(raked)
    yield _representation(survey)
    shares = [
        analysis.weighted_share(survey.big[:, place], sample=True, weights=survey.weights, raked_on={"age": age})
        for place in range(len(ISSUES))
    ]
    yield _shares(shares)
    yield _by_age(survey)
    yield _ranks(shares)
    yield _perceived(shares)
    yield _coders(random)
    panel = np.clip(np.round(random.normal(LIKELY, 0.8, (9, len(THEMES)))), 1, 5)
    yield _panel(panel)
    yield _acceptability(panel)


def _raking(raked) -> Picture:  # type: ignore[no-untyped-def]
    fits = [fit for fit in raked.fits if fit.margin == "age"]
    chart = _columns(
        "Ages of those who answered, and of those who live there",
        "The young answered less than their share; weighted, every age has it.",
        [fit.category for fit in fits],
        {
            "Answers": [fit.answers_percent for fit in fits],
            "Weighted answers": [fit.weighted_percent for fit in fits],
        },
        "Of all",
    )
    words = f"The weights cost certainty: 600 answers are worth {raked.effective_n:.0f} (design effect {raked.design_effect:.2f})."
    return Picture("raking", "Weights for a survey", chart, words, invented=True)


def _representation(survey: _Survey) -> Picture:
    found = analysis.against_population({one: survey.age.count(one) for one in AGES}, POPULATION)
    chart = Chart(
        kind="bar", unit="percent", title="Who has answered so far, against who lives there",
        description="Each age's share of the answers, as a percentage of its share of the residents.",
        labels=tuple(group.group for group in found.groups),
        series=(Series("Of its share", tuple(100 * (group.ratio or 0.0) for group in found.groups)),),
    )  # fmt: skip
    missing = [f"{one.group} ({one.more_needed} more needed)" for one in found.groups if one.group in found.under]
    words = f"At 100% an age answers as it lives there. Under: {', '.join(missing)}."
    return Picture("representation", "Who is missing", chart, words, invented=True)


def _shares(shares) -> Picture:  # type: ignore[no-untyped-def]
    chart = Chart(
        kind="range", unit="percent", labels=ISSUES,
        title="Called a big problem", description="Each issue's weighted share with its 95% interval.",
        series=(Series("Share", tuple(one.percent for one in shares)),),
        bands=(Band("95% interval", tuple(one.low for one in shares), tuple(one.high for one in shares)),),
    )  # fmt: skip
    words = "Of an open consultation, which is no sample, the same dots would stand without ranges."
    return Picture("survey-shares", "A survey's answers", chart, words, invented=True)


def _by_age(survey: _Survey) -> Picture:
    said = ["Big problem" if one else "Not big" for one in survey.big[:, 1]]
    found = analysis.cross_tabulate(
        said, survey.age, ("Big problem", "Not big"), AGES, sample=True, weights=survey.weights
    )
    assert found.test is not None  # six hundred answers bear one
    chart = _columns(
        "Speeding called a big problem, by age",
        "The share rises with age.",
        list(AGES),
        {"Big problem": found.percent[0].tolist()},
        "Of the age group",
    )
    p = "under 0.001" if found.test.p < 0.001 else f"{found.test.p:.3f}"
    words = f"{found.test.method}: p {p} that all ages answer alike."
    return Picture("cross-tables", "Answers by group", chart, words, invented=True)


def _ranks(shares) -> Picture:  # type: ignore[no-untyped-def]
    ranked = analysis.ranking(ISSUES, [one.percent for one in shares])
    chart = Chart(
        kind="bar", unit="percent", title="Problems in order, ties told",
        description="Shares in whole percent; equal ones have one rank.",
        labels=tuple(f"{one.rank}. {one.issue}" for one in ranked),
        series=(Series("Big problem", tuple(one.printed for one in ranked)),),
    )  # fmt: skip
    words = "How little neighbouring ranks mean, the ranges of the same survey's answers say."
    return Picture("problem-ranks", "Ranks with ties", chart, words, invented=True)


def _perceived(shares) -> Picture:  # type: ignore[no-untyped-def]
    issues = [
        Issue(name, one.percent, one.effective_base, count, 2.0)
        for name, one, count in zip(ISSUES, shares, RECORDED, strict=True)
    ]
    found = [one for one in analysis.perceived_against_recorded(issues, sample=True) if one.places is not None]
    chart = Chart(
        kind="range", unit="rank", title="Places higher among concerns than in records",
        description="Under nought: higher in the records.", labels=tuple(one.name for one in found),
        series=(Series("Places", tuple(one.places for one in found)),),
        bands=(Band("95% interval", tuple(one.low for one in found), tuple(one.high for one in found)),),
    )  # fmt: skip
    words = f"{'; '.join(f'{one.name}: {one.verdict}' for one in found)}. Speeding has no record to compare with."
    return Picture("perceived-recorded", "Concern beside the record", chart, words, invented=True)


def _coders(random: np.random.Generator) -> Picture:
    truth = random.random((200, len(CODES))) < AS_OFTEN
    coders = [truth ^ (random.random(truth.shape) > SAME) for _ in range(2)]
    given = [[{code for code, yes in zip(CODES, row, strict=True) if yes} for row in one] for one in coders]
    found = analysis.code_agreement(*given)
    known = [one for one in found.codes if one.kappa.kappa is not None]
    chart = Chart(
        kind="range", unit="index", title="Two coders over 200 comments",
        description="Cohen's kappa of each code with its 95% interval; 1 is full agreement.",
        labels=tuple(one.code for one in known),
        series=(Series("Kappa", tuple(one.kappa.kappa for one in known)),),
        bands=(Band("95% interval", tuple(one.kappa.low for one in known), tuple(one.kappa.high for one in known)),),
    )  # fmt: skip
    words = f"Over all codes of a comment together, Krippendorff's alpha is {found.alpha:.2f} ({found.low:.2f} to {found.high:.2f})."
    return Picture("coding-agreement", "Whether two coders agree", chart, words, invented=True)


def _panel(panel: NDArray[np.float64]) -> Picture:
    spread, together = analysis.panel_spread(panel), analysis.kendall_w(panel)
    chart = Chart(
        kind="range", unit="index", title="Blind scores of nine members",
        description="The median score of each theme from 1 to 5, and the middle half of the members.", labels=THEMES,
        series=(Series("Median", tuple(one.median for one in spread)),),
        bands=(
            Band("Middle half", tuple(one.lower_quartile for one in spread), tuple(one.upper_quartile for one in spread)),
        ),
    )  # fmt: skip
    words = f"Kendall's W, how far the members rank alike, is {together.w:.2f}."
    return Picture("panel-scores", "A panel's blind scores", chart, words, invented=True)


def _acceptability(panel: NDArray[np.float64]) -> Picture:
    counts = np.array([820.0, 410.0, 760.0, 1500.0, 1150.0])
    scores = np.column_stack([np.median(panel, axis=0) / 5, counts / counts.max(), np.linspace(0.7, 0.3, len(THEMES))])
    members = np.full((len(panel), *scores.shape), np.nan)
    members[:, :, 0] = panel / 5
    found = analysis.rank_acceptability(scores, panel=members, places=2)
    chart = Chart(
        kind="bar", unit="percent", title="Among the first two, over every weighting",
        description="The share of plausible weightings that puts each theme among the first two.", labels=THEMES,
        series=(Series("Of all weightings", tuple(float(100 * one) for one in found.top)),),
    )  # fmt: skip
    apart = "; ".join(f"{THEMES[one]} and {THEMES[other].lower()}" for one, other in found.not_apart) or "none"
    return Picture(
        "rank-acceptability", "Which themes stay near the top", chart,
        f"Three criteria, none weighed beforehand. Not to be told apart: {apart}.", invented=True,
    )  # fmt: skip


def _columns(title: str, description: str, labels: list[str], values: dict[str, list[float]], y_label: str) -> Chart:
    return Chart(
        kind="column",
        unit="percent",
        title=title,
        description=description,
        labels=tuple(labels),
        series=tuple(Series(name, tuple(float(one) for one in column)) for name, column in values.items()),
        y_label=y_label,
    )
