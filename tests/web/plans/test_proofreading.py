"""Every figure of a text is held against the others beside it; a text that is right is left in peace."""

import time

import pytest

from frankpledge.web.plans.proofreading.proofread import proofread
from frankpledge.web.plans.proofreading.remark import Rule

TABLE = "Offence\t2013/14\t2014/15\t% change\n{}"


def said(text):
    return [(each.rule, each.follows) for each in proofread(text)]


@pytest.mark.parametrize(
    ("text", "rule", "follows"),
    [
        ("Arson rose from 271 to 297, a rise of 9.2%.", Rule.CHANGE, "From 271 to 297 is a rise of 9.6%, not 9.2%."),
        ("Arson fell from 271 in 2013/14 to 297 in 2014/15.", Rule.DIRECTION, "From 271 to 297 is a rise; the words say the other."),
        ("There were 330 thefts. This is a 20% increase on the 300 of last year.", Rule.CHANGE, "330 after 300 is a rise of 10%, not 20%."),
        ("There were 270 thefts. This is a 10% increase on the 300 of last year.", Rule.DIRECTION, "270 after 300 is a fall of 10%."),
        ("Crime rose by 9%, an increase of 40 crimes. A total of 1,040 were recorded.", Rule.CHANGE, "A change of 40 to 1,040 is a rise of 4%, not 9%."),
        ("Arson went from 100 to 120, a rise of 30.", Rule.CHANGE, "From 100 to 120 is a difference of 20."),
        ("Thefts doubled from 100 to 150.", Rule.WORD, "From 100 to 150 is 1.5 times as many."),
        ("Thefts halved from 100 to 70.", Rule.WORD, "From 100 to 70 is 0.7 times as many."),
        ("The majority of victims are women (48%).", Rule.WORD, "48% is under a half, so it is no majority."),
        ("Theft is 60% of crime, most of which is shoplifting (20%).", Rule.WORD, "20% is under a half of 60%, so it is no majority."),
        ("A third (48%) of residents agreed.", Rule.WORD, "A third is 33.3%; beside it stands 48%."),
        ("Some 40% (one in four) of residents agreed.", Rule.WORD, "One in four is 25%; beside it stands 40%."),
        ("We asked, and 110% of residents agreed.", Rule.SHARE, "No share is more than the whole, 100%."),
        ("Arson was reduced by 120%.", Rule.SHARE, "Nothing falls by more than all of it, 100%."),
        ("42 of 70 offenders (66%) came back.", Rule.SHARE, "42 of 70 is 60%, not 66%."),
        ("Of respondents (a sample of 70) 88.5% were glad.", Rule.SHARE, "No whole number out of 70 makes 88.5%: 62 is 88.6%."),
        ("There were 120 calls: 80 by day, 20 by night and 30 at dawn.", Rule.SUM, "80 + 20 + 30 is 130, not 120."),
        ("It took 80 calls and 30 visits, a total of 120.", Rule.SUM, "80 + 30 is 110, not 120."),
        ("A rise of 2,6% in 1,300 thefts.", Rule.WRITING, "A decimal is written with a point: 2.6%."),
        ("Thefts of 2015/14 were 40.", Rule.YEARS, "2015/14 ends before it begins."),
        ("In 2018/19 there were 900 thefts and 5 years ago (in 2014/15) 800.", Rule.YEARS, "Years that end in 2015 and 2019 are 4 apart, not 5."),
        (TABLE.format("Arson\t271\t297\t9.2%"), Rule.CHANGE, "From 271 to 297 is 9.6%, not 9.2%."),
        (TABLE.format("Arson\t297\t271\t8.8%"), Rule.CHANGE, "From 297 to 271 is -8.8%, not 8.8%."),
        ("| Place | Calls |\n|---|---|\n| Docks | 10 |\n| Quay | 20 |\n| Total | 40 |", Rule.SUM, "The other rows of this column add up to 30, not 40."),
        ("Type\tCalls\nAll crime\t40\nArson\t30\nTheft\t20", Rule.SUM, "The other rows of this column add up to 50, not 40."),
        (TABLE.format("Arson\t271\t290\t7%") + "\nArson rose from 271 in 2013/14 to 297 in 2014/15.", Rule.TABLE, "The table has 290 for it."),
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_said_with_what_follows(text, rule, follows):
    assert [(each.rule, each.follows) for each in proofread(text) if each.wrong] == [(rule, follows)]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Robbery decreased by 33.3% in the year.", Rule.BASE),
        ("Only 17% have been a victim.", Rule.BASE),
        ("Robbery rose from 20 to 30, an increase of 50%.", Rule.SMALL),
        ("9 of 12 offenders (75%) came back.", Rule.SMALL),
        (TABLE.format("Arson\t20\t30\t50%"), Rule.SMALL),
        ("Between 2009/11 levels fell to 40.", Rule.YEARS),
        ("There were 40 thefts in 2015/16. There were 50 in 2014-15.", Rule.YEARS),
        ("When comparing 2012-13 to 2013-14:\n- Arson fell from 90 in 2010-11 to 80 in 2011-12.", Rule.YEARS),
    ],
)
def test_what_a_reader_will_ask_is_said_more_gently(text, rule):
    assert [(each.rule, each.wrong) for each in proofread(text)] == [(rule, False)]


@pytest.mark.parametrize(
    "text",
    [
        "Arson rose from 271 to 297, a rise of 9.6%.",
        "Arson rose from 271 in 2013/14 to 297 in 2014/15, a rise of almost 10%.",
        "Numbers are growing, from around 162,000 in 2001 to 173,000 in 2015, or by about 7%.",
        "There were 330 thefts. This is a 10% increase on the 300 of last year.",
        "Crime rose by four percent, an increase of 40 crimes. A total of 1,040 were recorded.",
        "Thefts more than doubled, from 100 to 250.",
        "The majority of victims are women (89%).",
        "Theft is 58% of crime, most of which is shoplifting (33%).",
        "The most deprived tenth has 19% of the crime of the 1,000 streets.",
        "Nearly a third (32%) of residents agreed.",
        "We raised 120% of the target and crime rose by 133% to 700.",
        "42 of 70 offenders (60%) came back, which 88.6% of respondents (a sample of 70) liked.",
        "There were 130 calls: 80 by day, 20 by night and 30 at dawn.",
        "On 4 March 2015 at 3am, 18-24 year olds on the M40 (section 35, page 7) paid £400 of £900.",
        "In 2018/19 there were 900 thefts and 4 years ago (in 2014/15) 800.",
        "Almost 80% of respondents agreed. Only 16% would write.",
        "We aim to reduce burglary by 5%.",
        "Unemployment is at 1.2%, and growth is expected.",
        "See https://example.org/plan-2013-14.pdf for 2014/15: 90 thefts.",
        TABLE.format("All\t900\t890\t-1.1%\nArson\t271\t297\t9.6%\nTheft\t493\t409\t-17%"),
        TABLE.format("Arson\t493\t409\t17% fall"),
        "Place\tShare\nDocks\t33.3%\nQuay\t33.3%\nHill\t33.3%\nTotal\t100%",
    ],
)  # fmt: skip
def test_what_is_right_is_left_alone(text):
    assert said(text) == []


def test_a_fall_that_hides_a_rise_since_is_told_with_the_tables_years():
    text = TABLE.format("Burglary Dwelling\t271\t297\t9.6%") + (
        "\n\nThe town saw a reduction in Burglary Dwelling from 700 in 2011/12 to 297 in 2014/15."
    )

    assert said(text) == [
        (
            Rule.TABLE,
            "Burglary Dwelling rose from 271 to 297 in the last year (2013/14 to 2014/15), as the table says. "
            "The fall told here is all from before.",
        )
    ]


def test_a_remark_says_where_it_stands():
    text = "We met.\n\n- Arson rose from 271 to 297,\na rise of 9.2%."

    (remark,) = proofread(text)

    assert text[remark.start : remark.end] == "9.2%"
    assert remark.sentence == "Arson rose from 271 to 297, a rise of 9.2%."


def test_the_fingerprint_is_the_sentences_wherever_it_stands():
    (here,) = proofread("Arson rose from 271 to 297, a rise of 9.2%.")
    (there,) = proofread("We met. Arson  rose from 271 to 297, a rise of 9.2%.")
    (changed,) = proofread("Arson rose from 271 to 297, a rise of 9.3%.")

    assert here.fingerprint == there.fingerprint
    assert here.fingerprint != changed.fingerprint


@pytest.mark.parametrize("part", ["9 of 9 and 9, ", "from 9 to 9 ", "most of 9 (", "9\t9%\n", "2013/14 ", "(1, ", "%"])
def test_a_long_text_is_read_in_good_time(part):
    begun = time.perf_counter()

    proofread(part * 400)

    assert time.perf_counter() - begun < 5


def test_real_plans_are_read_with_few_false_alarms(real_data):
    seeds = sorted((real_data.parent / "seeds").glob("*.txt"))
    if len(seeds) < 5:
        pytest.skip(f"no seed plans at {real_data.parent / 'seeds'}")
    by_name = {each.name[:3]: proofread(each.read_text(encoding="utf-8")) for each in seeds}
    wrong = {name: [(each.rule, each.said) for each in found if each.wrong] for name, found in by_name.items()}

    # Every remark was read by a person: these are right, and each of the others is a percentage without its counts.
    assert (Rule.CHANGE, "Burglary Dwelling: 9.2%") in wrong["001"]
    assert (Rule.TABLE, "700 in 2011/12 to 297") in wrong["001"]
    assert {name: len(found) for name, found in wrong.items()} == {"000": 0, "001": 5, "002": 2, "003": 1, "004": 1}
    assert sum(len(found) for found in by_name.values()) == 28
