"""A living assessment in a real browser: begun, written, signed; released by nobody alone."""

import re

import pytest

from tests.browser import overflows, violations

WORDS = "It was a hard winter for shops."


@pytest.fixture(scope="module")
def begun(server, browser, browser_context_args):
    """The address of an assessment with its findings computed."""
    context = browser.new_context(**browser_context_args)
    page = context.new_page()
    page.goto(server + "/p/mine/assessments/")
    page.get_by_role("button", name="Begin an assessment").click()
    page.get_by_label("What it is called").fill("Strategic assessment 2025")
    page.get_by_label("Partnership", exact=True).select_option(label="Castermouth")
    page.get_by_role("button", name="Begin").click()
    page.locator("#summary.fp-finding").wait_for(timeout=60_000)  # it comes last
    yield page.url
    context.close()


@pytest.mark.journey
@pytest.mark.parametrize("width", [320, 1280])
def test_its_pages_are_accessible_and_fit(begun, page, width):
    page.set_viewport_size({"width": width, "height": 900})
    for address in (begun, begun + "opening/", begun + "findings/summary/", begun + "findings/summary/out/"):
        page.goto(address)
        assert violations(page) == [], address
        assert not overflows(page), address


@pytest.mark.journey
def test_what_is_typed_is_saved_without_a_button(begun, page):
    page.goto(begun + "opening/")
    page.get_by_label("Your words").fill(WORDS)

    page.get_by_text(re.compile(r"^Saved \d\d:\d\d$")).wait_for(timeout=10_000)

    page.goto(begun)
    assert WORDS in page.locator("#opening").inner_text()

    page.goto(begun + "opening/")
    page.get_by_label("Your words").fill(WORDS + " It ended late.")
    page.goto(begun)  # sooner than it is saved
    page.wait_for_timeout(1000)
    page.reload()
    assert "It ended late." in page.locator("#opening").inner_text()


@pytest.mark.journey
def test_without_scripts_a_button_saves_and_two_who_write_at_once_see_both(begun, browser, browser_context_args):
    contexts = [browser.new_context(**browser_context_args, java_script_enabled=False) for _ in range(2)]
    first, second = (context.new_page() for context in contexts)
    for page in (first, second):
        page.goto(begun + "findings/summary/")
    for page, words in ((first, "Mine, first."), (second, "Mine, second.")):
        page.get_by_label("Your words").fill(words)
        page.get_by_role("button", name="Save").click()

    assert "Somebody else saved while you wrote" in second.get_by_role("alert").inner_text()
    assert "Mine, first." in second.get_by_role("alert").inner_text()
    assert second.get_by_label("Your words").input_value().strip() == "Mine, second."
    for context in contexts:
        context.close()


@pytest.mark.journey
def test_it_is_signed_and_nobody_releases_it_alone(begun, page):
    page.goto(begun)
    page.get_by_role("button", name="Sign it off").click()
    page.get_by_role("heading", name="What would differ today").wait_for()
    page.get_by_role("button", name="Ask for its release").click()

    page.get_by_text("A second person has to agree").wait_for()
    assert violations(page) == []
    # The partnership shows other things to anybody by now, or nothing yet.
    shown = page.request.get(begun.split("/p/")[0] + "/published/mine/")
    assert shown.status == 404 or "edition 1" not in shown.text()
