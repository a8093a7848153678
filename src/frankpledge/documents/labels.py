"""What people call the things that programs call by short names."""

import re

from frankpledge.assessment.finding import Kind
from frankpledge.assessment.finding import Strength as Weight
from frankpledge.documents.content import Strength

FIGURES = {
    "count": "This period",
    "count_before": "Period before",
    "count_compared": "This period, months compared",
    "count_before_compared": "Period before, same months",
    "change_percent": "Change",
    "change_count": "Change in number",
    "rate_per_1000": "Per 1,000 residents",
    "rate_per_1000_households": "Per 1,000 households",
    "change_percent_if_independent": "Change, were crimes independent",
    "chance_of_such_a_change": "Chance of such a change",
    "unevenness": "Unevenness of the months",
    "rate_per_1000_together": "All together, per 1,000",
    "ratio_to_together": "Rate over that of all together",
    "quarter": "Quarter by rate",
    "rank_from": "Place by rate, from",
    "rank_to": "Place by rate, to",
    "areas_above_limits": "Areas above the limits",
    "areas_below_limits": "Areas below the limits",
    "dispersion": "How much areas differ",
    "hot_now": "Hot now",
    "hot_before": "Hot before",
    "hot_again": "Hot again",
    "share_of_count_in_hot": "Share of the count in hot areas",
    "hit_rate": "Caught by last period’s hot areas",
    "ground_searched": "Of the ground",
    "pai": "Predictive accuracy index",
    "pei": "Predictive efficiency index",
    "rri": "Recapture rate index",
    "rural_percent": "Rural",
    "in_most_deprived_fifth": "In the most deprived fifth",
    "density_highest": "Highest density, per km²",
    "density_mean": "Mean density, per km²",
    "bandwidth": "Bandwidth",
    "cell": "Side of a cell",
    "relative_index_imd": "Relative index, overall",
    "slope_index_imd": "Slope index, overall",
    "relative_index_income": "Relative index, by income",
    "slope_index_income": "Slope index, by income",
    "share_of_residents_most_deprived_fifth": "Residents in the most deprived fifth",
    "share_of_count_most_deprived_fifth": "Of the count, in the most deprived fifth",
}
STRENGTHS: dict[Weight, Strength] = {
    "strong": Strength("Strong", "it would be surprising as chance, and it rests on many records"),
    "moderate": Strength("Moderate", "it can support other evidence; on its own it is not enough"),
    "weak": Strength("Weak", "it could be chance, or it rests on few records"),
    "context": Strength("Background", "it describes the area and tests nothing"),
}
DATASETS = {
    "police_uk_street": "Recorded crime, street level (data.police.uk)",
    "police_uk_outcomes": "Outcomes (data.police.uk)",
    "police_uk_stop_and_search": "Stop and search (data.police.uk)",
    "counts_extract": "Counts that a partner sent",
    "lsoa21_places": "Which LSOA is in which ward, council, partnership and force (ONS)",
    "council_partnerships": "Which council is in which partnership (ONS)",
    "council_changes": "Changes of council codes (ONS)",
    "lsoa11_lsoa21": "LSOAs of 2011 and 2021 (ONS)",
    "rural_urban": "Rural and urban areas (ONS)",
    "census2021": "Census 2021: residents and households (ONS)",
    "census2021_groups": "Census 2021: residents by sex and ethnic group (ONS)",
    "population_mid_year": "Mid-year population estimates (ONS)",
    "population_mid_year_lsoa21": "Mid-year population estimates (ONS)",
    "deprivation2025": "English Indices of Deprivation 2025 (MHCLG)",
    "deprivation2019": "English Indices of Deprivation 2019 (MHCLG)",
    "deprivation2025_crime_indicators": "Crime indicators of the Indices of Deprivation 2025 (MHCLG)",
    "postcodes": "Postcodes (ONS)",
    "partner_events": "Crimes and incidents that a partner sent",
    "harm_weights": "Weights of offences by harm, as each figure names them",
}
# Heading of each kind's section, and the sentence that opens it.
SECTIONS: dict[Kind, tuple[str, str]] = {
    "summary": ("Summary", ""),
    "context": ("The area", "Who lives here, and what kind of place it is. Every rate in this document rests on this."),
    "offence_table": (
        "How much was recorded, and how it changed",
        "Each type of crime in this period and the period before. A change that chance alone could make is marked.",
    ),
    "change": (
        "Type by type",
        "For each type: how far the count moved, how sure we can be of it, and how the months run.",
    ),
    "trend": ("How the months run", "The longer view, month by month."),
    "comparison": (
        "Beside other areas",
        "How the rates here compare with those of areas like this one. "
        "They are shown with their ranges, because areas whose ranges overlap cannot be put in order.",
    ),
    "place": (
        "Where it happens",
        "Which parts of the area have more than others, whether chance could explain it, and whether they last.",
    ),
    "people": (
        "Harm, victims and suspects",
        "How grave the crimes are by published weights, who is named in them, and what is taken. "
        "A share of a group says nothing about one of its people.",
    ),
    "deprivation": (
        "Deprivation",
        "Whether people in more deprived neighbourhoods live with more crime. "
        "It says nothing about who commits it.",
    ),
    "outcomes": ("What became of it", "The latest outcome that the police have published for each crime."),
    "scheme": (
        "Did it work?",
        "Something was done in one place from one month on. Whether crime changed because of it is judged by a rule that was "
        "fixed before anybody looked; often the honest answer is that it cannot be told.",
    ),
}  # fmt: skip


def figure(name: str) -> str:
    """
    The name of a figure for people to read.

    >>> figure("rate_per_1000"), figure("outcome_no_suspect_identified")
    ('Per 1,000 residents', 'No suspect identified')
    >>> figure("areas_holding_50_percent")
    'Areas holding 50%'
    """
    if name in FIGURES:
        return FIGURES[name]
    name = name.removeprefix("outcome_")
    words = re.sub(r"(\d)_percent", r"\1%", name.replace("per_1000", "per_1,000"))
    words = words.removesuffix("_percent").replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def dataset(name: str) -> str:
    """
    >>> dataset("boundaries_ward")
    'Boundaries: ward (ONS)'
    """
    if name.startswith("boundaries_"):
        return f"Boundaries: {name.removeprefix('boundaries_')} (ONS)"
    return DATASETS.get(name, name.replace("_", " "))
