"""Reading a risk register as partnerships keep it: nothing lost, nothing guessed in silence."""

import pytest

from frankpledge.web.plans.lists import text
from frankpledge.web.plans.lists.leads import Agencies
from frankpledge.web.plans.lists.table import UnreadableList
from frankpledge.web.risks import listed, owned

HEAD = "Ref\tRisk Description/ Impact\tRisk Likelihood\tRisk Impact/ Severity\tRecommended Preventative Actions:\tOwner of the Risk"
NAMES = owned.Names(
    Agencies({"Castermouth Council": 1, "CC": 1, "FP": 2}), Agencies({"Nina North": 7}), frozenset({"jag"})
)


def read(*lines, scale=3):
    return listed.read(text.lines("\n".join(lines)), scale)


def test_a_row_is_read_under_the_names_that_its_columns_have():
    [risk] = read(
        HEAD,
        "1\tMoney – the county’s grant ends\tMedium\tHigh\tPreventative Actions: Look for other money Contingent Actions: Stop what costs most\tCC",
    )

    assert (risk.number, risk.text, risk.scores) == ("1", "Money – the county’s grant ends", {"current": (2, 3)})
    assert (risk.preventive, risk.contingent) == ("Look for other money", "Stop what costs most")
    assert risk.remarks == ()


def test_a_row_that_a_page_broke_is_joined_below_the_repeated_head():
    [risk] = read(HEAD, "1\tStaff leave\tLow\tLow\tTraining of all who are\tCC", HEAD, "\t\t\t\tnew in their posts\t")

    assert risk.preventive == "Training of all who are new in their posts"
    assert "Joined with line 4" in risk.remarks[0]


def test_what_says_how_to_fill_the_register_in_is_no_risk():
    words = "Describe and rate how likely it is that this happens to us"
    [left_out, risk] = read(HEAD, f"\tAdd a description\t{words}\t{words}\t\t", "1\tStaff leave\tLow\tLow\t\tCC")

    assert left_out.left_out
    assert not risk.left_out


def test_a_blank_score_stays_not_rated_and_an_unknown_one_says_where_and_what_to_do():
    [blank, unknown] = read(HEAD, "1\tStaff leave\t\t\t\tCC", "2\tFloods\tPurple\tLow\t\tCC")

    assert (blank.scores, blank.remarks) == ({}, ())
    assert unknown.scores == {}
    assert unknown.remarks[0] == (
        "Risk Likelihood: “Purple” is no step that is known here. Write Low, Medium or High. It stays not rated."
    )


@pytest.mark.parametrize(
    ("cells", "own", "scale", "score"),
    [
        ("4 – likely,2", 3, 5, (4, 2)),
        ("2,3", 5, 5, (2, 3)),
        ("2,3", 3, 3, (2, 3)),
        ("Almost certain,Minor", 3, 5, (5, 2)),
        ("H,M", 5, 3, (3, 2)),
        ("Very high,Low", 3, 5, (5, 2)),
    ],
)
def test_scores_keep_the_scale_that_they_were_given_on(cells, own, scale, score):
    [risk] = read("Risk,Likelihood,Severity", f"Floods,{cells}", scale=own)

    assert (risk.scale, risk.scores) == (scale, {"current": score})


def test_a_column_called_impact_is_a_score_where_it_rates_and_words_where_it_tells():
    [rated] = read("Risk,Likelihood,Impact", "Floods,High,Low")
    [told] = read("Risk,Likelihood,Impact", "Floods,High,Streets are closed for weeks")

    assert rated.scores == {"current": (3, 1)}
    assert (told.scores, told.impact) == ({}, "Streets are closed for weeks")


def test_inherent_current_and_target_scores_are_kept_apart_and_a_wrong_product_is_said():
    [risk] = read(
        "Risk,Inherent likelihood,Inherent impact,Residual likelihood,Residual impact,Score,Target likelihood,Target severity",
        "Floods,5,5,3,4,15,1,4",
    )

    assert risk.scores == {"inherent": (5, 5), "current": (3, 4), "target": (1, 4)}
    assert risk.remarks == ("Score: the list has 15, but 3 times 4 is 12.",)


def test_what_stands_in_other_columns_and_beside_a_level_is_kept():
    [risk] = read("Risk,Likelihood,Severity,Cost", 'Floods,"High – twice this winter",Low,"£4,000"')

    assert risk.because == "Likelihood: twice this winter\nCost: £4,000"


def test_days_are_read_or_their_column_value_and_cure_are_named():
    [risk] = read("Risk,Likelihood,Next review date,Date raised", "Floods,High,31/02/2027,01/04/2025")

    assert (risk.opened, risk.review) == ("2025-04-01", "")
    assert risk.remarks[-1] == (
        "Next review date: “31/02/2027” is no day that can be read: left empty. Write it as 31/03/2027."
    )


def test_a_description_that_is_too_long_goes_on_under_what_it_would_do():
    long = "The river rises. " * 30
    [risk] = read("Risk,Likelihood", f"{long},High")

    assert len(risk.text) <= 300
    assert f"{risk.text} {risk.impact}".split() == long.split()


def test_a_table_of_other_things_is_refused_with_what_to_do():
    with pytest.raises(UnreadableList, match="has to be Risk or Description"):
        read("Name\tTelephone", "Nina\t01234")


def test_owners_are_agencies_people_and_roles_in_words():
    found = owned.read("CC/ Nina North/ FP licensing officer/ JAG/ Wardens", NAMES)

    assert (found.agencies, found.people) == ((1, 2), (7,))
    assert found.roles == ("FP licensing officer", "JAG", "Wardens")
    assert found.unknown == ("Wardens",)


@pytest.mark.parametrize("rating", ["²", "9" * 5000, "٣"])
def test_a_rating_that_is_no_number_is_left_where_it_is(rating):
    [risk] = read("Ref\tRisk\tLikelihood\tSeverity\tRating", f"1\tStaff leave\tLow\tHigh\t{rating}")

    assert risk.scores == {"current": (1, 3)}
    assert risk.remarks == ()
