import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from frankpledge.documents import assessment as printed
from frankpledge.documents import html
from tests.documents import factories

VOID = {"meta", "link", "br", "hr", "img", "input"}


class Page(HTMLParser):
    """Every tag with its attributes, checked for proper nesting."""

    def __init__(self, text):
        super().__init__()
        self.tags, self._open = [], []
        self.feed(text)
        assert self._open == []

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def all(self, *names):
        return [attributes for tag, attributes in self.tags if tag in names]


@pytest.fixture(scope="module")
def text():
    return html.render(printed.content(factories.assessment(missing=True, name=factories.HOSTILE)))


@pytest.fixture(scope="module")
def page(text):
    return Page(text)


def test_the_page_needs_nothing_else(page, text):
    assert page.all("script", "link", "img", "iframe", "object", "embed") == []
    assert not re.search(r"url\((?!#)|@import|https?://(?!www\.w3\.org/2000/svg)", text)
    assert all(link["href"].startswith("#") for link in page.all("a"))


def test_the_policy_allows_the_page_its_own_style_and_nothing_more(page, text):
    policy = next(meta["content"] for meta in page.all("meta") if "http-equiv" in meta)
    css = re.search(r"<style>(.*?)</style>", text, re.S)[1]

    digest = b64encode(sha256(css.encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'")
    assert not any("style" in attributes for _, attributes in page.tags)


def test_hostile_words_stay_words(text):
    assert "<script" not in text
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;" in text


def test_headings_go_down_one_level_at_a_time(page):
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]

    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_ids_are_used_once_and_links_go_somewhere(page):
    ids = [attributes["id"] for _, attributes in page.tags if attributes.get("id")]

    assert len(ids) == len(set(ids))
    assert {link["href"][1:] for link in page.all("a")} <= set(ids)
    assert {
        a["aria-labelledby"] for _, a in page.tags if "aria-labelledby" in a and " " not in a["aria-labelledby"]
    } <= set(ids)


def test_every_header_cell_has_a_scope_and_every_table_a_caption(page):
    assert {cell["scope"] for cell in page.all("th")} == {"col", "row"}
    assert all("scope" in cell for cell in page.all("th"))
    assert len(page.all("table")) == len(page.all("caption"))


def test_every_table_scrolls_in_a_region_that_the_keyboard_reaches(page):
    regions = [a for a in page.all("div") if "fd-scroll" in a.get("class", "").split()]

    assert len(regions) == len(page.all("table"))
    assert all(region["tabindex"] == "0" and region["role"] == "region" for region in regions)


def test_a_fragment_for_another_page_has_no_page_of_its_own():
    body = html.body(printed.content(factories.assessment()))

    assert not re.search(r"<(html|head|body|main|style|meta)\b", body)
    assert body.startswith('<div class="fd">')


def test_every_rule_of_the_style_is_inside_the_document():
    css = re.sub(r"/\*.*?\*/", "", html.style(), flags=re.S)
    selectors = re.findall(r"([^{}@;]+)\{", re.sub(r"@media[^{]+\{", "", css))

    outside = [part for rule in selectors for part in rule.split(",") if not part.strip().startswith(".fd")]
    assert outside == []


def test_the_maps_of_the_page_are_those_that_can_be_moved(page):
    shown = {figure["data-map"] for figure in page.all("figure") if "data-map" in figure}

    assert shown == set(printed.map_shapes(factories.assessment()))
