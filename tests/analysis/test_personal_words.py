"""Likely personal data in free text: each kind is found, and plenty of what only looks like it is left alone."""

import itertools
from time import perf_counter

import pytest

from frankpledge.analysis.personal_words import (
    ADDRESS,
    BIRTH,
    E_MAIL,
    INSURANCE,
    NAME,
    NHS,
    NUMBERED,
    PHONE,
    POSTCODE,
    REGISTRATION,
    SOCIAL,
    likely_personal,
)


@pytest.mark.parametrize(
    ("text", "kind", "marked"),
    [
        ("write to jo.bloggs+asb@example.co.uk please", E_MAIL, "jo.bloggs+asb@example.co.uk"),
        ("ring 07700 900123", PHONE, "07700 900123"),
        ("01494 123456", PHONE, "01494 123456"),
        ("(01494) 123456", PHONE, "(01494) 123456"),
        ("+44 7700 900123", PHONE, "+44 7700 900123"),
        ("+44 (0)7700 900123", PHONE, "+44 (0)7700 900123"),
        ("07700-900-123", PHONE, "07700-900-123"),
        ("I live in HP11 1AA", POSTCODE, "HP11 1AA"),
        ("hp11 1aa", POSTCODE, "hp11 1aa"),
        ("SW1A 1AA", POSTCODE, "SW1A 1AA"),
        ("LA08 BCD drives too fast", REGISTRATION, "LA08 BCD"),
        ("LA08BCD", REGISTRATION, "LA08BCD"),
        ("reg A123 BCD", REGISTRATION, "A123 BCD"),
        ("Mrs Smith at the end", NAME, "Mrs Smith"),
        ("Mr. O'Neill", NAME, "Mr. O'Neill"),
        ("Dr Anne-Marie Jones", NAME, "Dr Anne-Marie Jones"),
        ("mr smith next door", NAME, "mr smith"),
        ("PC Jones", NAME, "PC Jones"),
        ("Cllr Patel said", NAME, "Cllr Patel"),
        ("12 London Road", ADDRESS, "12 London Road"),
        ("flat 3, 12a St Mary's Close", ADDRESS, "flat 3, 12a St Mary's Close"),
        ("12 acacia avenue", ADDRESS, "12 acacia avenue"),
        ("my neighbour at no 12 sells drugs", NUMBERED, "at no 12"),
        ("my neighbours at 12 sell drugs", NUMBERED, "neighbours at 12"),
        ("the man at number 42", NUMBERED, "at number 42"),
        ("people from house 7", NUMBERED, "from house 7"),
        ("he lives at 9 and deals", NUMBERED, "lives at 9"),
        ("DOB 01/02/1990", BIRTH, "DOB 01/02/1990"),
        ("born on 3 May 1985", BIRTH, "born on 3 May 1985"),
        ("date of birth: 1 February 1990", BIRTH, "date of birth: 1 February 1990"),
        ("NHS 943 476 5919", NHS, "943 476 5919"),
        ("AB123456C", INSURANCE, "AB123456C"),
        ("@jo_bloggs posted it", SOCIAL, "@jo_bloggs"),
        ("facebook.com/jo.bloggs.9", SOCIAL, "facebook.com/jo.bloggs.9"),
        ("4 Green Lane", ADDRESS, "4 Green Lane"),
    ],
)
def test_each_kind_is_found_where_it_stands(text, kind, marked):
    (found,) = likely_personal(text)

    assert (found.kind, found.words) == (kind, marked)
    assert text[found.start : found.end] == marked


@pytest.mark.parametrize(
    "text",
    [
        "on the M40 and the A404",
        "A40 was shut",
        "M40 AND A404",
        "A404 BUT",
        "call 101 or 999 or 111",
        "Crimestoppers 0800 555 111",
        "report to 0300 123 4567",
        "at 7pm 07:00 - 09:00",
        "from 01/02/2020 to 05/06/2021",
        "\u00a307123 spent",
        "M4 2nd exit",
        "HP11 area",
        "the SL7 and HP10 postcodes",
        "at 12 noon",
        "in 10 min",
        "30 people on London Road",
        "20 mph on London Road",
        "in 2019 High Street was closed",
        "neighbours at 11pm",
        "neighbours at 3 in the morning",
        "neighbours at 2am",
        "the number 42 bus",
        "number 1 problem",
        "miss the bus",
        "I miss PCSO patrols",
        "Miss having police",
        "Dr on call",
        "sir, please",
        "2 cars parked",
        "10 minutes drive",
        "a 5 minute walk",
        "1 main road",
        "it happened on 3 May 2019",
        "crime ref 43200123456",
        "1,234,567 people",
        "ID 1234567890",
        "police officers in 2020",
        "@ 5pm",
        "6 @ a time",
        "100% of the time",
        "section 35 and PSPO",
        "Covid19 and 24/7",
        "5 High-street shops",
        "B4009 one of the worst",
        "12th May 2015",
        "in the last 12 months",
        "from 2 to 3 am",
        "between no 1 and no 2 priority",
        "at no time",
        "to no avail",
        "Operation Gamin 2",
        "youths from 12 to 16 years",
        "phone 4G signal",
        "17 12 34 56",
        "on the A4 THE police",
        "Mr and Mrs",
        "the mr is",
        "Ms at",
        "x.com is a website",
        "top 10 issues in HP13",
        "a 3 bed house",
        "in 24 hours",
        "20 drug dealing close by",
        "4 wheel drive",
        "3 way junction",
        "Sunday 12 close to the park",
        "8 lane motorway",
        "2 police road blocks",
        "CCTV on 3 lamp posts",
        "MK and BG 12 34",
        "50 pence",
        "there are 12 in the close",
        "1 way street",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text):
    assert likely_personal(text) == ()


def test_several_in_one_comment_are_given_in_order_of_place_and_never_overlap():
    text = "Mrs Brown, 14 Elm Road, HP11 1AA (01494 123456, b.brown@example.org) drives LA08 BCD"

    found = likely_personal(text)

    assert [one.kind for one in found] == [NAME, ADDRESS, POSTCODE, PHONE, E_MAIL, REGISTRATION]
    assert all(one.end <= two.start for one, two in itertools.pairwise(found))


def test_an_e_mail_address_is_not_also_a_name_on_social_media():
    assert [one.kind for one in likely_personal("x@example.com and @example_com")] == [E_MAIL, SOCIAL]


@pytest.mark.parametrize("digit", range(10))
def test_ten_digits_are_an_nhs_number_only_with_their_check_digit(digit):
    found = [one.kind for one in likely_personal(f"ref 943 476 591{digit}")]

    assert found == ([NHS] if digit == 9 else [])


def test_it_is_quick_on_long_and_awkward_text():
    import time

    started = time.perf_counter()
    likely_personal("a" * 20_000 + " 12 " * 5_000 + "Mr " * 3_000 + "0 " * 3_000 + "neighbour at " * 2_000)

    assert time.perf_counter() - started < 5.0


def test_it_does_not_claim_to_be_complete():
    assert likely_personal("the ginger lad called Kevin from the chip shop") == ()


def test_spaces_without_end_do_not_hold_it_up():
    begun = perf_counter()
    likely_personal("dob" + " " * 20_000)
    assert perf_counter() - begun < 2
