"""What is planted in the invented force area is found by the assessment, and what is not planted is not."""


def finding(made, id):
    return next(found for found in made.findings if found.id == id)


def test_the_real_change_is_the_only_one_called_real(assessments):
    made = assessments["Castermouth"]
    real = [f.crime_type for f in made.findings if f.kind == "change" and f.crime_type and f.strength != "weak"]

    assert real == ["Burglary"]
    assert "more than chance would give" in finding(made, "change-burglary").statement


def test_the_hot_area_is_marked(assessments):
    hot = finding(assessments["Castermouth"], "place-hot-vehicle-crime")

    assert hot.strength in ("strong", "moderate")
    assert hot.table is not None
    assert len(hot.table.rows) >= 4


def test_the_season_is_seen(assessments):
    trend = finding(assessments["Castermouth"], "trend-anti-social-behaviour")

    assert "A season comes back each year" in trend.statement


def test_a_step_is_set_beside_the_known_recording_change(assessments):
    steps = [
        f.statement for f in assessments["Castermouth"].findings if f.kind == "trend" and f.crime_type == "Public order"
    ]

    assert any("A change in recording may be why" in said and "May 2023" in said for said in steps)


def test_the_quiet_district_is_called_quiet(assessments):
    made = assessments["Thornwold"]

    assert [f.id for f in made.findings if f.kind == "change" and f.crime_type and f.strength != "weak"] == []


def test_every_figure_says_of_what_and_every_finding_where_from(assessments):
    for made in assessments.values():
        for found in made.findings:
            assert found.statement.strip()
            assert found.provenance.filter
            assert all(figure.base.strip() for figure in found.figures), found.id


def test_ids_are_unique(assessments):
    for made in assessments.values():
        ids = [found.id for found in made.findings]
        assert len(ids) == len(set(ids))


def test_restricted_small_numbers_are_hidden(assessments):
    partner = [f for f in assessments["Castermouth"].findings if f.id.startswith("place-partner") or "hospital" in f.id]

    assert partner
    assert any("[c]" in [str(cell) for cell in row] for found in partner if found.table for row in found.table.rows)
