"""Results in a real browser: an answered survey is closed, coded and made ready; each page accessible and fitting."""

import re
from datetime import date, timedelta

import pytest

from tests.browser import overflows, violations
from tests.journeys.test_surveys import answer

RESIDENTS = 2


def right(page, word: str, *addresses: str) -> None:
    """Each page (or the one that is open) fits a phone and a desk and, where scripts run, passes axe, which is one."""
    for address in addresses or (page.url,):
        if address != page.url:
            assert page.goto(address).status == 200, address
        page.wait_for_load_state()
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 900})
            assert not overflows(page), (address, width)
        assert word == "second" or violations(page) == [], address


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


@pytest.fixture(params=[True, False], ids=["with scripts", "without"])
def either(request, browser, browser_context_args):
    """A page with scripts, and one without; and a word that is new for each."""
    context = browser.new_context(**browser_context_args, java_script_enabled=request.param)
    yield context.new_page(), "first" if request.param else "second"
    context.close()


def an_answered_survey(page, browser, server: str, word: str) -> str:
    """Begun from the bank's short survey, opened, and answered by residents without an account; its address."""
    page.goto(f"{server}/p/mine/surveys/begin/")
    page.get_by_label("What it is called").fill(f"The {word} results")
    page.get_by_role("radio", name=re.compile("stall")).check()
    press(page, "Begin")
    address = page.url
    page.goto(f"{address}settings/")
    page.get_by_label("First day to answer").fill(date.today().isoformat())
    page.get_by_label("Last day to answer").fill((date.today() + timedelta(days=20)).isoformat())
    page.get_by_label("Address").fill(f"{word}-results")
    page.get_by_role("radio", name="anyone may answer").check()
    page.locator("form:has(#id_opens_on) button[type=submit]").click()
    page.goto(address)
    press(page, "Open it")
    for _ in range(RESIDENTS):
        context = browser.new_context(java_script_enabled=False)
        theirs = context.new_page()
        theirs.goto(f"{server}/answer/mine/{word}-results/")
        press(theirs, "Start now")
        while "/questions/" in theirs.url:
            theirs.wait_for_load_state()
            answer(theirs)
        press(theirs, "Send your answers")
        context.close()
    return address


@pytest.mark.journey
def test_results_are_worked_out_coded_and_made_ready(server, browser, either):
    page, word = either
    address = an_answered_survey(page, browser, server, word)
    paths = (
        "who/",
        "results/",
        "results/by/mode/",
        "results/question/safe-dark/",
        "doubles/",
        "rounds/",
        "rounds/sheet/",
        "recorded/",
        "comments/",
    )
    right(page, word, *(f"{address}{path}" for path in paths))
    page.goto(f"{address}results/")
    assert f"{RESIDENTS} people have answered" in page.inner_text("main")
    assert "there is no margin of error" in page.inner_text("main")

    page.goto(f"{address}comments/")
    page.get_by_label("Name of the code", exact=True).fill("Lighting")
    page.get_by_label("What belongs to it, and what does not").fill("Dark streets and lamps")
    press(page, "Add the code")
    page.get_by_label("Who codes").select_option(index=1)
    press(page, "Name the coder")
    page.get_by_role("link", name="Code the comments").click()
    right(page, word)
    for box in page.get_by_label("Lighting").all():
        box.check()
    press(page, "Save and go on")
    assert "You have coded every comment" in page.inner_text("main")
    right(page, word, f"{address}comments/agreement/", f"{address}comments/quotes/")

    page.goto(address)
    press(page, "Close this survey")
    page.goto(f"{address}publishing/")
    right(page, word)
    press(page, "Make the results ready")
    page.get_by_role("link", name="Edition 1").click(timeout=60_000)
    assert "This is how residents will read edition 1" in page.inner_text("main")
    assert "Too few answered to show this" in page.inner_text("main")
    right(page, word)
