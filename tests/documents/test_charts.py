"""Drawings are read back as XML: what is drawn where, and what is said of it."""

import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from frankpledge.assessment.finding import Chart, Mark, Series
from frankpledge.documents import charts, svg
from tests.documents import factories

NAME = "{http://www.w3.org/2000/svg}"
EVERY = [chart for finding in factories.assessment().findings for chart in finding.charts]


def draw(chart, sheet=charts.WIDE):
    return ElementTree.fromstring(charts.draw(chart, "c", sheet))


def line(*values, **given):
    labels = tuple(f"2025-{month:02d}" for month in range(1, len(values) + 1))
    return Chart("line", "Burglary", "It rose.", labels, (Series("Recorded", values),), **given)


@pytest.mark.parametrize("sheet", [charts.WIDE, charts.HALF, charts.NARROW], ids=["wide", "half", "narrow"])
@pytest.mark.parametrize("chart", EVERY, ids=lambda chart: f"{chart.kind}-{chart.title[:12]}")
def test_every_chart_is_named_described_and_inside_its_sheet(chart, sheet):
    drawn = draw(chart, sheet)

    assert drawn.get("role") == "img"
    assert drawn.find(f"{NAME}title").text == chart.title
    assert drawn.find(f"{NAME}desc").text == chart.description
    width, height = (float(part) for part in drawn.get("viewBox").split()[2:])
    for text in drawn.iter(f"{NAME}text"):
        size = svg.text_width(text.text or "", float(text.get("font-size")), bold=text.get("font-weight") == "bold")
        left = float(text.get("x")) - {"end": size, "middle": size / 2, None: 0}[text.get("text-anchor")]
        assert left >= -6, text.text
        assert left + size <= width + 22, text.text
        assert 0 < float(text.get("y")) <= height


@pytest.mark.parametrize("chart", EVERY, ids=lambda chart: f"{chart.kind}-{chart.title[:12]}")
def test_text_prints_at_twelve_pixels_or_more_on_a_phone(chart):
    drawn = draw(chart, charts.NARROW)
    across = 320 - 30  # a narrow phone, less the margins of the page

    smallest = min(float(text.get("font-size")) for text in drawn.iter(f"{NAME}text"))

    assert smallest * across / float(drawn.get("viewBox").split()[2]) >= 12


def test_a_missing_month_is_a_gap_and_not_nought():
    drawn = draw(line(10, 20, None, 30, 40))

    pieces = [piece.get("points").split() for piece in drawn.iter(f"{NAME}polyline")]
    assert [len(piece) for piece in pieces] == [2, 2]


def test_a_month_between_two_gaps_is_still_seen():
    drawn = draw(line(None, 20, None, 30, 40))

    assert len(list(drawn.iter(f"{NAME}circle"))) == 1


def test_the_scale_begins_at_nought():
    drawn = draw(line(900, 950, 1000))

    assert "0" in [text.text for text in drawn.iter(f"{NAME}text")]


def test_marks_that_say_different_things_are_numbered():
    chart = line(10, 20, 30, marks=(Mark(0, "Recorded", "low"), Mark(2, "Recorded", "high")))

    numbers = [text.text for text in draw(chart).iter(f"{NAME}text") if text.get("font-weight") == "bold"]

    assert numbers == ["1", "2"]


def test_a_bar_is_as_long_as_its_value():
    chart = Chart("bar", "Share", "Half.", ("A", "B", "C"), (Series("Share", (40.0, 20.0, None)),), unit="percent")

    lengths = [float(bar.get("width")) for bar in draw(chart).iter(f"{NAME}rect")]

    assert lengths[1] / lengths[0] == pytest.approx(0.5, abs=0.001)
    assert lengths[2] == 0


def test_columns_that_have_no_room_for_their_labels_lie_down():
    labels = tuple(f"decile {n}, most deprived" for n in range(1, 11))
    chart = Chart("column", "Rates", "They fall.", labels, (Series("Rate", tuple(range(10, 20))),))

    assert max(float(bar.get("width")) for bar in draw(chart, charts.NARROW).iter(f"{NAME}rect")) > 100


@pytest.mark.parametrize("wrong", [{"labels": ("a",)}, {"series": ()}, {"labels": (), "series": (Series("x", ()),)}])
def test_a_chart_that_cannot_be_true_is_refused(wrong):
    with pytest.raises(ValueError, match="the chart “Burglary”"):
        charts.draw(replace(line(1, 2), **wrong), "c")


def test_hostile_words_stay_words():
    chart = replace(line(1, 2), title=factories.HOSTILE, y_label=factories.HOSTILE)

    drawn = charts.draw(chart, "c")

    assert "<script" not in drawn
    assert ElementTree.fromstring(drawn).find(f"{NAME}title").text == factories.HOSTILE


def contrast(one, other):
    def light(colour):
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def test_what_is_drawn_stands_out_from_the_paper():
    colours = [colour for colour, _ in svg.LINES] + [svg.DARK, svg.RED, svg.MIDDLE]

    assert all(contrast(colour, svg.PAPER) >= 3 for colour in colours)


def test_lines_can_be_told_apart_without_colour():
    dashes = [dash for _, dash in svg.LINES]

    assert len(set(dashes)) == len(dashes)
    assert all(re.fullmatch(r"[\d ]*", dash) for dash in dashes)


def test_the_values_over_columns_side_by_side_never_touch():
    ages = ("16 to 24", "25 to 44", "45 to 64", "65 and over")
    two = (Series("Answers", (7.2, 25.8, 30.2, 36.8)), Series("Weighted", (13.0, 33.0, 31.0, 23.0)))

    drawn = draw(Chart("column", "Ages", "The young are few.", ages, two, unit="percent"), charts.HALF)

    printed = [text for text in drawn.iter(f"{NAME}text") if re.fullmatch(r"[\d.]+%", text.text or "")]
    over = sorted(
        (float(text.get("x")), svg.text_width(text.text, float(text.get("font-size"))))
        for text in printed
        if text.get("text-anchor") == "middle"
    )
    for (left, one), (right, other) in pairwise(over):
        assert left + one / 2 <= right - other / 2
