"""The description of a feed: complete, or refused with everything that is wrong with it."""

from datetime import date

import pytest

from frankpledge.sources.partner_mapping import MappingFault
from frankpledge.sources.partner_mapping_file import parse
from tests.sources.partners import COLUMNS, feed, feed_text


def faults(text):
    with pytest.raises(MappingFault) as caught:
        parse(text)
    return "\n".join(caught.value.faults)


def test_a_feed_has_its_terms():
    made = feed()

    assert (made.key, made.title) == ("frankshire-police/recorded-crime", "Frankshire Police: Recorded crime")
    assert made.sensitivity == "restricted"
    assert made.agreement.until == date(2099, 12, 31)
    assert [made.system_on(day) for day in (date(2026, 2, 28), date(2026, 3, 1))] == ["Old records", "New records"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (feed_text().replace('owner = "The sender\'s analyst"', ""), "owner is missing"),
        (feed_text().replace('purpose = "Strategic assessment"', 'purpose = "?"'), "purpose is still a question"),
        (feed_text(until='"next year"'), "until is missing"),
        (feed_text(until="2023-01-01"), "until is before from"),
        (feed_text().replace("retention_months = 600", ""), "retention_months must be"),
        (feed_text(kind="rumours"), "kind must be one of"),
        (feed_text(COLUMNS | {"Colour": "colour"}), "there is no field colour"),
        (feed_text(COLUMNS | {"Other": "offence_group"}), "two columns to offence_group"),
        (feed_text(COLUMNS | {"Easting": "easting"}), "both easting and northing"),
        (feed_text({"Ref": "reference", "Type": "offence_group"}), "nothing to from"),
        (feed_text(COLUMNS, drop=["Type"]), "both mapped and dropped"),
        (feed_text().replace('"Ref", ', '"Ref", "Extra", '), "“Extra” is neither mapped"),
        (feed_text().replace('"Ref", ', ""), "“Ref” is not among"),
        (feed_text(COLUMNS | {"Start": {"field": "from", "format": "%d/%m/%Y %H:%M%z"}}), "without an offset"),
        (feed_text(COLUMNS | {"Start": {"field": "from", "format": "?"}}), "still a question"),
        (feed_text(COLUMNS | {"DA": {"field": "domestic_abuse", "values": {"X": "yes"}}}), "true or false"),
        (
            feed_text(file='one_row_per = "person"').replace('"Ref" = "reference"', '"Ref" = "outcome"'),
            "needs a reference",
        ),
        (feed_text(file="colour = 1"), "colour is not known"),
        ("[feed", "not TOML"),
    ],
)
def test_what_is_wrong_is_said(text, words):
    assert words in faults(text)


def test_formats_of_both_orders_are_refused():
    both = feed_text(COLUMNS).replace('"%d/%m/%Y %H:%M"', '["%d/%m/%Y %H:%M", "%m/%d/%Y"]')

    assert "one format has the day first" in faults(both)


def test_all_faults_are_told_at_once():
    told = faults(feed_text(kind="rumours", until="2023-01-01"))

    assert "kind must" in told
    assert "until is before" in told


def test_an_agreement_blocks_before_and_after_its_time():
    agreement = feed(until="2026-03-31").agreement

    assert agreement.reason_not_to_load(date(2026, 3, 31)) == ""
    assert "lapsed on 31 March 2026" in agreement.reason_not_to_load(date(2026, 4, 1))
    assert "begins on 1 January 2024" in agreement.reason_not_to_load(date(2023, 12, 31))


def test_retention_counts_whole_months():
    agreement = feed(retention_months=12).agreement

    assert str(agreement.first_month_kept(date(2026, 6, 30))) == "2025-06"


def test_what_decides_how_a_file_is_read_has_its_own_digest():
    same_terms = feed(until="2030-01-01")
    other_meaning = feed(COLUMNS | {"Type": "outcome", "Code": "offence_code"})

    assert feed().digest == same_terms.digest
    assert feed().digest != other_meaning.digest
