"""One source: every figure is the same in JSON, on the page, on paper, in Word and in the tables."""

import csv
import io
import re
import subprocess
from collections import Counter
from html.parser import HTMLParser

import docx
import pytest
from docx.oxml.ns import qn

from frankpledge.documents import assessment as printed
from frankpledge.documents import data, html, numbers, pdf, word
from tests.documents import factories

ASSESSMENT = factories.assessment()
FIGURES = [figure for finding in ASSESSMENT.findings for figure in finding.figures]


def read(finding, figure):
    """What a person reads of a figure, and its range: a change between small counts is printed as the counts."""
    counts = {other.name: other.value for other in finding.figures}
    small = min(counts.get("count", 99) or 99, counts.get("count_before", 99) or 99) < 50
    if figure.name == "change_percent" and small:
        return f"from {counts['count_before']} to {counts['count']}", ""
    return numbers.figure(figure), numbers.figure_range(figure)


BOTH = [read(finding, figure) for finding in ASSESSMENT.findings for figure in finding.figures]
READ = Counter(value for value, _ in BOTH)
RANGES = Counter(words for _, words in BOTH if words)


def ranges_in(found):
    """As they are printed in prose, or, where a table has no room, without the words round them."""
    return Counter(
        {words: found[words] + found[words.removeprefix("between ").replace(" and ", " to ")] for words in RANGES}
    )


class Texts(HTMLParser):
    """The text of every element that has some, by itself."""

    def __init__(self, page):
        super().__init__()
        self.found, self._drawing = Counter(), 0
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self._drawing += tag == "svg"

    def handle_endtag(self, tag):
        self._drawing -= tag == "svg"

    def handle_data(self, text):
        if not self._drawing:
            self.found[text.strip()] += 1


@pytest.fixture(scope="module")
def document():
    return printed.content(ASSESSMENT)


def missing(expected, found):
    return {text: count for text, count in expected.items() if found[text] < count}


def test_the_page_has_every_figure_and_range(document):
    found = Texts(html.render(document)).found

    assert missing(READ, found) == {}
    assert missing(RANGES, ranges_in(found)) == {}


def test_word_has_every_figure_and_range(document):
    body = docx.Document(io.BytesIO(word.render(document))).element.body
    found = Counter("".join(run.text or "" for run in cell.iter(qn("w:t"))) for cell in body.iter(qn("w:tc")))

    assert missing(READ, found) == {}
    assert missing(RANGES, ranges_in(found)) == {}


def test_paper_has_every_figure_and_range(document):
    made = pdf.render(document)
    text = subprocess.run(["pdftotext", "-layout", "-", "-"], input=made, capture_output=True, check=True).stdout
    found = " ".join(text.decode().split())

    def times(words):
        return len(re.findall(rf"(?<![\w.,]){re.escape(words)}(?![\w%])", found))

    assert {words for words, count in READ.items() if times(words) < count} == set()
    # A range may run over two lines of its box, beside other boxes: its ends are looked for.
    ends = {end for words in RANGES for end in re.findall(r"[−+]?[\d.,]+\d%?", words)}
    assert {end for end in ends if not times(end)} == set()


def test_the_table_of_figures_and_the_json_are_equal():
    found = list(csv.DictReader(io.StringIO(data.tables(ASSESSMENT)["tables/figures.csv"])))
    told = [
        (finding["id"], figure["name"], figure["value"], figure["low"], figure["high"])
        for finding in data.findings_json(ASSESSMENT)["findings"]
        for figure in finding["figures"]
    ]

    def value(text):
        return text if re.search("[a-z]", text) else float(text) if text else None

    assert [(r["finding"], r["name"], value(r["value"]), value(r["low"]), value(r["high"])) for r in found] == told


def test_what_is_printed_is_the_value_rounded():
    """Read back by a rule of its own: the printed number is within half of its last digit of the value."""
    for figure in FIGURES:
        text = numbers.figure(figure)
        if figure.suppressed or figure.value is None or figure.unit == "text":
            continue
        digits = re.search(r"[\d,]+\.?(\d*)", text)
        read = float(digits[0].replace(",", "")) * (-1 if text.startswith("−") else 1)
        assert abs(read - figure.value) <= 0.5 * 10 ** -len(digits[1]) + 1e-9, text
