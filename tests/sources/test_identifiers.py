"""Direct identifiers are found wherever they stand, and never printed. All of them here are made up."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frankpledge.sources.identifiers import by_content, by_heading, in_words, safe_heading, shape
from frankpledge.sources.identifiers_content import is_nhs_number
from frankpledge.sources.opened import UnreadableFile
from frankpledge.sources.partner_mapping_proposal import propose
from tests.sources.partners import COLUMNS, feed, one_row, put, read_lines

HEADER = "Ref,Type,Start"
ROW = "C1,Burglary,03/02/2026 22:15"
# Numbers that Ofcom keeps free for drama, the NHS's example number, HMRC's and DVLA's documented forms.
VALUES = [
    ("07700 900123", "telephone number"),
    ("ring +44 20 7946 0018 first", "telephone number"),
    ("j.bloggs@example.org", "e-mail address"),
    ("943 476 5919", "NHS number"),
    ("NHS 9434765919", "NHS number"),
    ("QQ 12 34 56 C".replace("QQ", "AB"), "National Insurance number"),
    ("AB51 ABC", "vehicle registration"),
    ("car reg A123 BCD", "vehicle registration"),
    ("12 Tallow Lane", "address"),
    ("Flat 3", "address"),
    ("ZF1 1AA", "full postcode"),
    ("seen by Mr Bloggs", "name"),
    ("DOB 03/04/1985", "date of birth"),
    ("03/04/1985", "date of birth"),
]


@pytest.mark.parametrize(("value", "kind"), VALUES)
def test_one_cell_in_any_column_refuses_the_file_and_is_not_printed(tmp_path, value, kind):
    made = feed(COLUMNS | {"Result": "outcome"})
    rows = [f"C{number}{ROW[2:]},Charged" for number in range(2, 30)]

    with pytest.raises(UnreadableFile) as caught:
        read_lines(tmp_path, made, HEADER + ",Result", *rows, f'{ROW},"{value}"')

    assert (
        f"“Result” has what looks like {'an' if kind[0] in 'aeN' and kind != 'National Insurance number' else 'a'} {kind} (1 cell)"
        in str(caught.value)
    )
    assert value not in str(caught.value)


@pytest.mark.parametrize(("value", "kind"), VALUES)
def test_a_dropped_column_is_never_looked_at(tmp_path, value, kind):
    made = feed(COLUMNS, drop=["Result"])

    row = one_row(read_lines(tmp_path, made, HEADER + ",Result", f'{ROW},"{value}"'))

    assert value not in map(str, row.values())


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Victim Surname", "name"), ("VictimName", "name"), ("Name", "name"), ("D.O.B.", "date of birth"),
        ("Date of Birth", "date of birth"), ("Tel No", "telephone number"), ("E-mail", "e-mail address"),
        ("NHS Number", "NHS number"), ("Address Line 1", "address"), ("NI No", "National Insurance number"),
        ("VRM", "vehicle registration"), ("Passport No", "passport or licence number"),
    ],
)  # fmt: skip
def test_a_heading_says_what_its_column_is(tmp_path, heading, kind):
    assert by_heading(heading) == kind
    with pytest.raises(UnreadableFile, match=kind):
        read_lines(tmp_path, feed(COLUMNS | {heading: "outcome"}), f"{HEADER},{heading}", f"{ROW},x")


@pytest.mark.parametrize(
    "heading",
    ["LSOA name", "Ward name", "Offence", "Location type", "Address type", "Victim pseudonym", "Name (hashed)",
     "Officer-defined ethnicity", "Recorded date", "Street name", "Hotel", "Crime Ref"],
)  # fmt: skip
def test_harmless_headings_are_harmless(heading):
    assert by_heading(heading) is None


@pytest.mark.parametrize(
    "value",
    ["Violence with injury", "S18 GBH", "8N", "105A", "E01999001", "High Street", "HP11", "25-34", "Class A drugs",
     "C/12345/26", "1234567", "White - British", "51.509865", "2 x mobile phone"],
)  # fmt: skip
def test_codes_and_categories_are_harmless(value):
    assert by_content("Any", [value] * 20) == []


def test_a_column_of_names_is_known_without_titles():
    names = ["Jack Bloggs", "BLOGGS, Mary", "Ann Other"]

    [found] = by_content("Who", [*names, "Smith Tallow"] * 3)
    [few] = by_content("Who", [*names, *(f"Category {number}" for number in range(500))])

    assert (found.kind, found.cells) == ("name", 9)
    assert (few.kind, few.cells) == ("name", 3)


def test_sentences_are_free_text():
    [found] = by_content("Notes", ["He walked along the road and then came back to the house again"] * 4)

    assert found.kind == "free text"


@settings(max_examples=200)
@given(st.lists(st.integers(0, 9), min_size=9, max_size=9))
def test_one_check_digit_at_most_makes_an_nhs_number(digits):
    right = [last for last in range(10) if is_nhs_number("".join(map(str, [*digits, last])))]

    assert len(right) <= 1


def test_ten_digits_are_nhs_numbers_only_when_more_are_right_than_chance():
    numbers = [f"{4_000_000_000 + 7919 * step}" for step in range(400)]
    right = [number for number in numbers if is_nhs_number(number)]

    assert by_content("Id", numbers) == []
    assert [found.kind for found in by_content("Id", right)] == ["NHS number"]
    assert [found.kind for found in by_content("Id", right, hashed=True)] == ["NHS number"]


def test_a_hashed_column_may_happen_to_look_like_something():
    references = [f"REF{number:05d}" for number in range(99)] + ["AB51ABC"]

    assert by_content("Ref", references, hashed=True) == []
    assert by_content("Ref", references) != []


@given(st.text(max_size=30))
def test_a_shape_has_no_letter_or_digit_of_the_value(value):
    assert set(shape(value)) & set(value) <= {c for c in value if not c.isalnum()} | set("Aa9")


def test_a_lost_heading_row_is_not_printed():
    assert safe_heading("Jack Bloggs") == "Aaaa Aaaaaa"
    assert safe_heading("Crime Ref") == "Crime Ref"


def test_what_people_type_is_searched_too():
    assert in_words("all rows about Mr Bloggs") == "name"
    assert in_words("burglary in Castermouth, counts only") is None


def test_a_draft_drops_identifiers_and_asks_what_is_ambiguous(tmp_path):
    from frankpledge.sources.opened import Opened

    path = put(
        tmp_path,
        "Crime Ref,Crime Type,Start Date,End Date,Victim Surname,Contact,Hate,Widget",
        "C1,Burglary,03/02/2026,13/02/2026,Bloggs,07700 900123,H,x",
        "C2,Burglary,04/02/2026,14/02/2026,Bloggs,07700 900124,,y",
    )

    draft = propose(Opened(path))

    assert '"Start Date" = { field = "from", format = "?" }' in draft
    assert '"End Date" = { field = "to", format = "%d/%m/%Y" }' in draft
    assert '"Hate" = { field = "hate", values = { "H" = "?" } }' in draft
    assert '"Widget" = "?"' in draft
    dropped = draft.partition("drop = [")[2].partition("]")[0]
    assert '"Victim Surname"' in dropped
    assert '"Contact"' in dropped
    assert "Bloggs" not in draft
    assert "07700" not in draft
