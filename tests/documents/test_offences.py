from dataclasses import replace

from frankpledge.assessment.finding import Figure
from frankpledge.documents import offences
from tests.documents.factories import change, offence


def table(*findings, tested=()):
    return offences.table(
        findings, {each.crime_type: each for each in tested}, id="t", caption="Recorded crime", file="tables/t.csv"
    )


def texts(row):
    return [cell.text for cell in row]


def test_one_row_for_each_type():
    printed = table(offence("Burglary", 271, 297), offence("Drugs", 88, 131))

    assert [texts(row)[:4] for row in printed.rows] == [
        ["Burglary", "271", "297", "+9.6%"],
        ["Drugs", "88", "131", "+48.9%"],
    ]


def test_a_small_base_prints_counts_and_no_range():
    printed = table(offence("Bicycle theft", 3, 6))

    assert texts(printed.rows[0])[3:5] == ["from 3 to 6", ""]
    assert "Under 50 in either period, counts are given instead of a percentage." in printed.notes


def test_chance_is_judged_by_the_test_that_allows_for_the_others():
    clear_by_itself = offence("Drugs", 88, 131)
    weak = replace(change("Drugs", 88, 131), strength="weak")

    assert offences.could_be_chance(clear_by_itself, weak) == "Yes"
    assert offences.could_be_chance(clear_by_itself, replace(weak, strength="strong")) == "No"


def test_with_missing_months_the_compared_counts_stand_beside_and_decide_the_change():
    whole = offence("Robbery", 60, 70)
    few = (
        Figure("count_compared", 41, "count", "10 months"),
        Figure("count_before_compared", 52, "count", "10 months"),
    )

    printed = table(replace(whole, figures=(*whole.figures, *few)))

    assert texts(printed.head)[1:5] == [
        "Period before", "This period", "Before, months compared", "This period, months compared",
    ]  # fmt: skip
    assert texts(printed.rows[0])[1:6] == ["60", "70", "52", "41", "from 52 to 41"]


def test_all_crime_and_anti_social_behaviour_stand_apart_at_the_end():
    findings = [offence("Anti-social behaviour", 900, 905), offence(None, 359, 428), offence("Burglary", 271, 297)]

    parts = offences.sort(findings)
    printed = table(*parts.rows)

    assert [row[0].text for row in printed.rows] == ["Burglary", "All crime", "Anti-social behaviour"]
    assert printed.apart == (1, 2)


def test_composites_are_not_the_total():
    total, group = offence(None, 10, 20), offence(None, 5, 6, id="offence-acquisitive", title="Serious acquisitive")

    parts = offences.sort([group, total])

    assert (parts.total, parts.composites) == (total, (group,))


def test_a_hidden_figure_is_hidden_and_explained():
    hidden = replace(offence("Robbery", 60, 70), figures=(Figure("count", None, "count", "rows", suppressed=True),))

    printed = table(hidden)

    assert texts(printed.rows[0])[2] == "[c]"
    assert any(note.startswith("[c]") for note in printed.notes)


def test_a_change_that_is_sure_alone_and_not_among_many_is_explained():
    clear_by_itself = offence("Drugs", 88, 131)
    weak = replace(change("Drugs", 88, 131), strength="weak")

    assert offences.ALONE_AND_TOGETHER in table(clear_by_itself, tested=[weak]).notes
    assert offences.ALONE_AND_TOGETHER not in table(offence("Burglary", 271, 297), tested=[weak]).notes
