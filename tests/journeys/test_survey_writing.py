"""A survey is written in a real browser: each page accessible and fitting, and all of it without scripts too."""

from datetime import date, timedelta

import pytest

from tests.browser import overflows, violations


def right(page, word: str) -> None:
    """The page fits a phone and a desk and, where scripts run, passes axe, which is one."""
    page.wait_for_load_state()
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert not overflows(page), (page.url, width)
    assert word == "second" or violations(page) == [], page.url


@pytest.fixture(params=[True, False], ids=["with scripts", "without"])
def either(request, browser, browser_context_args):
    """A page with scripts, and one without; and a word that is new for each."""
    context = browser.new_context(**browser_context_args, java_script_enabled=request.param)
    yield context.new_page(), "first" if request.param else "second"
    context.close()


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


@pytest.mark.journey
def test_a_survey_is_written_previewed_opened_put_right_and_closed(server, either):
    page, word = either
    page.goto(f"{server}/p/mine/surveys/")
    right(page, word)
    page.get_by_role("button", name="Begin a survey").click()
    press(page, "Begin")
    assert "There is a problem" in page.get_by_role("alert").inner_text()
    right(page, word)
    page.get_by_label("What it is called").fill(f"The {word} survey")
    page.get_by_label("No questions yet").check()
    press(page, "Begin")
    survey = page.url
    right(page, word)

    page.get_by_role("button", name="Add questions").click()
    right(page, word)
    page.get_by_label("What you ask").fill("Which park do you use?")
    page.get_by_label("Choose one answer").check()
    press(page, "Add and write on")
    for row, name in ((0, "North Park"), (1, "South Park")):
        page.locator(f"[name=option-{row}-en]").fill(name)
        page.locator(f"[name=option-{row}-cy]").fill(f"{name} (cy)")
    right(page, word)
    press(page, "Save")

    page.goto(f"{survey}add/")
    page.get_by_label("Why it was not reported").check()
    press(page, "Add what is ticked")
    assert "Only for people who said “Yes”" in page.inner_text("main")
    page.locator("a[href$='/victim/route/']").click()
    page.get_by_text("Which park do you use?", exact=True).first.click()
    page.get_by_label("North Park").check()
    right(page, word)
    press(page, "Save")
    assert "“North Park” to “Which park do you use?”" in page.inner_text("main")
    page.locator("form[action$='/which-park-do-you-use/down/'] button").click()
    assert "comes later. Move one of them." in page.inner_text("main")
    right(page, word)
    page.locator("form[action$='/which-park-do-you-use/up/'] button").click()

    page.goto(f"{survey}preview/?language=cy")
    assert "North Park (cy)" in page.inner_text("main")
    right(page, word)
    page.goto(f"{survey}words/")
    right(page, word)
    page.goto(f"{survey}settings/")
    page.get_by_label("First day to answer").fill(f"{date.today()}")
    page.get_by_label("Last day to answer").fill(f"{date.today() + timedelta(days=7)}")
    right(page, word)
    press(page, "Save")
    press(page, "Open it")
    assert "Version 1" in page.inner_text("main")
    right(page, word)

    page.locator("a[href$='/which-park-do-you-use/']").click()
    press(page, "Ask it no more")
    assert "People do not see your changes yet" in page.inner_text("main")
    right(page, word)
    page.get_by_label("Why do the questions change?").fill("The parks were closed")
    press(page, "Ask the new version from now on")
    assert "Version 2" in page.inner_text("main")
    press(page, "Close this survey")
    assert "Closed" in page.inner_text("h1")
    right(page, word)
