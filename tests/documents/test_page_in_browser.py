"""The page in a real browser: accessibility, phone width, print."""

from dataclasses import replace

import pytest

from frankpledge.documents import assessment as printed
from frankpledge.documents import html
from tests import browser
from tests.documents import factories


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "index.html"
    made = factories.assessment(missing=True, name=factories.LONG)
    # Each kind once is enough to look at, and quicker: of the types of crime, one.
    shown = tuple(f for f in made.findings if f.kind not in ("change", "trend") or f.crime_type == "Burglary")
    made = replace(made, findings=shown)
    path.write_text(html.render(printed.content(made)), encoding="utf-8")
    return path.as_uri()


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_wrong_with_everything_open(page, file, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(file)
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")

    assert browser.violations(page) == []


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_the_page_is_never_pushed_sideways(page, file, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(file)
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")

    assert not browser.overflows(page)


def test_nothing_is_refused_by_the_pages_own_policy(page, file):
    said = []
    page.on("console", lambda message: said.append(message.text))

    page.goto(file)

    assert said == []
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.fd-masthead')).backgroundColor") == "rgb(11, 60, 104)"
    )


def test_one_of_the_two_drawings_of_a_chart_is_there_to_see(page, file):
    for width, seen in ((320, "fd-narrow"), (1280, "fd-wide")):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(file)
        chart = page.locator("#trend-burglary-chart-1")

        shown = chart.locator("svg").evaluate_all(
            "parts => parts.filter(part => part.checkVisibility()).map(part => part.getAttribute('class'))"
        )
        assert shown == [seen]


def test_what_is_folded_is_open_in_print(page, file):
    page.goto(file)
    cell = page.locator("#place-partner-fires-table-fold td").last

    assert not cell.evaluate("cell => cell.checkVisibility({contentVisibilityAuto: true})")
    page.emulate_media(media="print")
    assert cell.evaluate("cell => cell.getClientRects().length > 0 && cell.getBoundingClientRect().height > 0")


def test_the_skip_link_is_first_and_goes_to_the_main_part(page, file):
    page.goto(file)

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"
