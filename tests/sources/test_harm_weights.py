"""Weights by harm: one version of one set a file, with its source and licence, whole or not at all."""

import pytest

from frankpledge.sources.harm_weights import COLUMNS
from frankpledge.sources.opened import UnreadableFile
from tests.sources.reading import read, recognised

HEADER = ",".join(COLUMNS)


def row(
    code="28E", weight="12.5", kind="Burglary", scheme="Invented", version="1", published="2025-01-31", licence="OGL"
):
    return f"{scheme},{version},{published},https://example.org,{licence},days,{code},Some offence,{kind},{weight}"


def test_a_set_of_weights_is_read(tmp_path):
    reading = read(tmp_path, "weights.csv", HEADER, row(), row("104", "0", ""))

    assert reading.dataset.name == "harm_weights"
    assert reading.rows["offence_code"].to_pylist() == ["28E", "104"]
    assert reading.rows["weight"].to_pylist() == [12.5, 0.0]
    assert reading.rows["police_uk_type"].to_pylist() == ["Burglary", None]
    assert reading.rows["published"].to_pylist() == ["2025-01-31"] * 2


def test_other_headers_are_not_weights(tmp_path):
    assert recognised(tmp_path, "Offence code,Weight", "28E,3") is None


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([row(), row("45", version="2")], "names 2 values under Version"),
        ([row(licence="")], "does not say its Licence"),
        ([row(published="31/01/2025")], "no date"),
        ([row(published="2025-02-30")], "no date"),
        ([row(weight="-1")], "line 2: Weight “-1” is less than 0"),
        ([row(weight="a lot")], "not a number"),
        ([row(), row()], "a second row for the same Offence code"),
        ([row(kind="Anti-social behaviour")], "not one of the publisher's 13 types"),
        ([row(code="")], "Offence code “” is blank"),
    ],
)
def test_half_a_set_or_one_of_unknown_origin_is_refused(tmp_path, rows, says):
    with pytest.raises(UnreadableFile, match=says):
        read(tmp_path, "weights.csv", HEADER, *rows)
