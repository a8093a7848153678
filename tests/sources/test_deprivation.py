"""The indices of deprivation under the publisher's long headings."""

import csv
import io

import pytest

from frankpledge.sources.deprivation import DOMAINS
from tests.sources.reading import bad, read, recognised


def line(*values: object) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(values)
    return text.getvalue()


def header(lsoa: int, council: int, *measures: str) -> str:
    places = [f"LSOA code ({lsoa})", f"LSOA name ({lsoa})", f"Local Authority District code ({council})", "Name"]
    words = {
        "Score": "Score",
        "Rank": "Rank (where 1 is most deprived)",
        "Decile": "Decile (where 1 is most deprived 10% of LSOAs)",
    }
    return line(*places, *(f"{domain} {words[measure]}" for domain in DOMAINS.values() for measure in measures))


def row(code: str, *values: object) -> str:
    return line(code, "Frankford 001A", "E06999001", "Frankford", *values * len(DOMAINS))


def test_the_index_of_2025_with_its_scores(tmp_path):
    reading = read(tmp_path, "iod.csv", header(2021, 2024, "Score", "Rank", "Decile"), row("E01999001", "-0.5", 31, 4))

    assert reading.dataset.name == "deprivation2025"
    found = reading.rows.to_pylist()[0]
    assert (found["imd_score"], found["imd_rank"], found["imd_decile"]) == (-0.5, 31, 4)
    assert (found["income_decile"], found["crime_rank"], found["living_environment_score"]) == (4, 31, -0.5)


def test_the_index_of_2019_has_the_same_columns_and_what_it_lacks_is_missing(tmp_path):
    reading = read(tmp_path, "iod.csv", header(2011, 2019, "Rank", "Decile"), row("E01999001", 31, 4))

    assert reading.dataset.name == "deprivation2019"
    assert len(reading.rows.column_names) == 1 + 3 * len(DOMAINS)
    assert reading.rows["income_score"].to_pylist() == [None]
    assert reading.rows["education_rank"].to_pylist() == [31]


def test_childrens_income_is_not_taken_for_income(tmp_path):
    more = line("Income Deprivation Affecting Children Index (IDACI) Rank (where 1 is most deprived)")

    reading = read(tmp_path, "iod.csv", header(2021, 2024, "Rank") + "," + more, row("E01999001", 31) + ",9")

    assert reading.rows["income_rank"].to_pylist() == [31]


@pytest.mark.parametrize(("lsoa", "council"), [(2011, 2013), (2021, 2023)])
def test_an_index_of_another_year_is_not_taken_for_one_of_these(tmp_path, lsoa, council):
    assert recognised(tmp_path, header(lsoa, council, "Rank"), row("E01999001", 31)) is None


def test_impossible_ranks_and_deciles_are_rejected(tmp_path):
    reading = read(
        tmp_path,
        "iod.csv",
        header(2021, 2024, "Rank", "Decile"),
        row("E01999001", 31, 4),
        row("E01999002", 0, 4),
        row("E01999003", 31, 11),
        row("E01999004", "high", 4),
    )

    assert reading.rows["lsoa"].to_pylist() == ["E01999001"]
    assert [(line, value) for line, _, value in sorted(bad(reading))] == [(3, "0"), (4, "11"), (5, "high")]


def test_indicators_of_the_crime_domain(tmp_path):
    reading = read(
        tmp_path,
        "indicators.csv",
        "LSOA21CD,violence_with_injury_rate_per_1_000_at_risk_population,burglary_rate_per_1_000_at_risk_properties",
        "E01999001,8.3,6.3",
        "E01999002,8.3,",
        "E01999003,-1,6.3",
    )

    assert reading.dataset.name == "deprivation2025_crime_indicators"
    assert reading.rows.column_names == ["lsoa", "violence_with_injury", "burglary"]
    assert reading.rows["burglary"].to_pylist() == [6.3, None]
    assert [line for line, _, _ in bad(reading)] == [4]
