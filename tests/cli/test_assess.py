"""`frankpledge areas`, `assess` and `schema`, as typed: what they answer, and with which exit code."""

import json

import pytest

from tests.assessment.archives import Town, archive

ELSEWHERE = "LSOA21CD,LSOA21NM,LAD24CD,LAD24NM,CSP24CD,CSP24NM,PFA24CD,PFA24NM\n"


@pytest.fixture
def towns(tmp_path):
    """Two partnerships of 20 LSOAs with a year of burglary and two of anti-social behaviour."""
    months = [f"{year}-{month:02}" for year in (2024, 2025) for month in range(1, 13)]
    counts = [(month, at, "Burglary", 1 + at % 2) for month in months for at in range(40)]
    return archive(tmp_path / "archive", Town(district=20), counts, months=months)


def test_areas_lists_what_can_be_assessed(run, towns):
    found = run("areas", "district")

    assert found.exit_code == 0
    assert "E22000900" in found.stdout
    assert "District B" in found.stdout
    assert json.loads(run("areas", "District A", "--json").stdout)[0]["lsoa_count"] == 20


def test_areas_that_are_not_held_exit_1_and_an_unknown_kind_2(run, towns):
    assert run("areas", "Atlantis").exit_code == 1
    assert run("areas", "--kind", "planet").exit_code == 2


def test_one_area_goes_to_out_and_several_each_to_their_code(run, towns, tmp_path):
    one = run("assess", "District A", "--to", "2025-12", "--format", "json", "--out", "one")
    two = run("assess", "District A", "csp:District B", "--to", "2025-12", "--format", "json,csv", "--out", "two")
    every = run("assess", "--all-partnerships", "--format", "json", "--out", "every")

    assert (one.exit_code, two.exit_code, every.exit_code) == (0, 0, 0)
    assert sorted(path.name for path in (tmp_path / "one").iterdir()) == ["findings.json"]
    assert sorted(path.name for path in (tmp_path / "two").iterdir()) == ["E22000900", "E22000901"]
    assert sorted(path.name for path in (tmp_path / "two" / "E22000900").iterdir()) == ["findings.json", "tables"]
    assert sorted(path.name for path in (tmp_path / "every").iterdir()) == ["E22000900", "E22000901"]


def test_findings_keep_to_the_published_schema(run, towns, tmp_path):
    import jsonschema

    run("assess", "District A", "--to", "2025-12", "--format", "json", "--out", "one")

    schema = json.loads(run("schema", "findings").stdout)
    found = json.loads((tmp_path / "one" / "findings.json").read_text())
    jsonschema.validate(found, schema)
    assert found["area"]["code"] == "E22000900"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("assess",), 2),
        (("assess", "Atlantis"), 2),
        (("assess", "District A", "--to", "soon"), 2),
        (("assess", "District A", "--format", "papyrus"), 2),
        (("assess", "District A", "--peers", "Atlantis"), 2),
        (("assess", "District A", "--peers", "District B,Atlantis"), 2),
        (("assess", "District A", "--months", "0"), 2),
        (("schema", "nothing"), 2),
        (("assess", "District A", "--to", "2031-01"), 1),
    ],
)
def test_what_cannot_be_assessed_says_why(run, towns, words, code):
    done = run(*words)

    assert done.exit_code == code
    assert done.output.strip()
    assert "Traceback" not in done.output


def test_an_ambiguous_name_exits_2_with_the_candidates(run, tmp_path, towns):
    namesakes = "LSOA21CD,LSOA21NM,WD24CD,WD24NM,LAD24CD,LAD24NM\n" + "".join(
        f"E0199900{number},Elm {number},E0599900{number},Elm,E0699900{number},Council {number}\n" for number in (1, 2)
    )
    (tmp_path / "wards.csv").write_text(namesakes)
    assert run("load", tmp_path / "wards.csv").exit_code == 0

    done = run("assess", "ward:Elm")

    assert done.exit_code == 2
    assert done.stdout == ""
    assert "E05999001" in done.stderr
    assert "E05999002" in done.stderr


@pytest.mark.parametrize("peers", ["District B", "District B, District A", "E22000901,csp:District B"])
def test_peers_are_stated_and_set_beside(run, towns, tmp_path, peers):
    done = run("assess", "District A", "--peers", peers, "--to", "2025-12", "--format", "json", "--out", "one")

    assert done.exit_code == 0
    found = json.loads((tmp_path / "one" / "findings.json").read_text())["findings"]
    assert any(finding["id"].startswith("comparison-peers") for finding in found)


def test_peers_without_the_same_months_are_not_left_out_in_silence(run, towns):
    done = run("assess", "District A", "--peers", "District A", "--to", "2025-12", "--format", "json", "--out", "one")

    assert done.exit_code == 1
    assert "cannot be set beside the stated peers" in done.output


def test_a_folder_that_is_no_assessment_is_not_replaced(run, towns, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.doc").write_text("years of work")

    done = run("assess", "District A", "--to", "2025-12", "--format", "json", "--out", "mine")

    assert done.exit_code == 1
    assert (tmp_path / "mine" / "thesis.doc").exists()


def test_partnerships_of_a_force_without_a_month_are_passed_over_when_all_are_asked_for(run, towns, tmp_path):
    (tmp_path / "far.csv").write_text(f"{ELSEWHERE}E01999001,Far 1,E06999001,Far,E22999001,Far,E23999001,Farshire\n")
    assert run("load", tmp_path / "far.csv").exit_code == 0

    every = run("assess", "--all-partnerships", "--to", "2025-12", "--format", "json", "--out", "every")
    named = run("assess", "Far", "--to", "2025-12", "--format", "json", "--out", "far")

    assert every.exit_code == 0
    assert "Passed over" in every.stderr
    assert "Far" in every.stderr
    assert sorted(path.name for path in (tmp_path / "every").iterdir()) == ["E22000900", "E22000901"]
    assert named.exit_code == 1
    assert "load its street files first" in named.stderr


def test_an_area_that_cannot_be_assessed_does_not_stop_the_others(run, towns, tmp_path):
    (tmp_path / "far.csv").write_text(f"{ELSEWHERE}E01999001,Far 1,E06999001,Far,E22999001,Far,E23999001,Farshire\n")
    run("load", tmp_path / "far.csv")

    done = run("assess", "Far", "District B", "--to", "2025-12", "--format", "json", "--out", "two")

    assert done.exit_code == 1
    assert [path.name for path in (tmp_path / "two").iterdir()] == ["E22000901"]


def test_every_format_is_written_and_an_earlier_assessment_is_replaced_whole(run, towns, tmp_path):
    run("assess", "District A", "--to", "2025-12", "--format", "csv,json", "--out", "one")
    (tmp_path / "one" / "tables" / "left-over.csv").write_text("of last year")

    done = run("assess", "District A", "--to", "2025-12", "--out", "one")

    assert done.exit_code == 0
    assert sorted(path.name for path in (tmp_path / "one").iterdir()) == [
        "assessment.docx",
        "assessment.pdf",
        "findings.json",
        "index.html",
        "tables",
    ]
    assert not (tmp_path / "one" / "tables" / "left-over.csv").exists()


def test_a_period_whose_crimes_are_all_young_can_be_assessed(run, towns):
    """No crime is old enough for its outcome to have settled."""
    assert run("assess", "District A", "--to", "2025-12", "--months", "1", "--format", "json").exit_code == 0


def test_missing_months_are_named_and_a_period_of_them_alone_is_refused(run, tmp_path):
    months = [f"2025-{month:02}" for month in (1, 2, 3, 5, 6)]
    archive(tmp_path / "archive", Town(), [(month, 0, "Burglary", 3) for month in months], months=months)

    gap = run("assess", "District A", "--to", "2025-06", "--months", "6", "--format", "json", "--out", "gap")
    none = run("assess", "District A", "--to", "2025-04", "--months", "1", "--format", "json", "--out", "none")

    assert gap.exit_code == 0
    assert "Not held, and not counted:" in gap.stdout
    assert "April 2025" in gap.stdout
    found = json.loads((tmp_path / "gap" / "findings.json").read_text())
    assert found["period"]["months_held"] == months
    assert none.exit_code == 1
    assert "No month of April 2025 is held" in none.stderr
    assert not (tmp_path / "none").exists()


def test_lsoas_are_counted_where_larger_areas_bear_the_name_and_listed_when_asked(run, towns):
    found = run("areas", "Elm").stdout
    small = run("areas", "Elm", "--kind", "lsoa").stdout

    assert "Elmshire" in found
    assert "And 40 LSOAs: --kind lsoa lists them." in found
    assert len(small.splitlines()) == 40


def test_what_is_no_published_assessment_is_refused_and_a_real_one_is_taken(run, towns, tmp_path):
    run("assess", "District A", "--to", "2025-12", "--format", "json", "--out", "one")
    (tmp_path / "other.json").write_text("{}")

    again = run("assess", "District A", "--to", "2025-12", "--format", "json", "--out", "two", "--published", "one")
    other = run("assess", "District A", "--format", "json", "--published", "other.json")
    nothing = run("assess", "District A", "--format", "json", "--published", "nowhere")

    assert again.exit_code == 0
    assert (other.exit_code, nothing.exit_code) == (2, 2)
    assert "frankpledge assess" in " ".join(other.stderr.split())
