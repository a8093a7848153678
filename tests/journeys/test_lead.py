"""An action lead with an e-mailed link: no sign-in, a phone, with and without scripts; the link is then ended."""

import re

import pytest

from tests.browser import overflows, violations

PHONE = {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def action(server, browser, browser_context_args):
    """The address of an action that this machine's organisation leads, and a page of who manages the plan."""
    context = browser.new_context(**browser_context_args)
    page = context.new_page()
    page.goto(server + "/p/mine/plans/begin/")
    page.get_by_label("What it is called").fill("Plan of the leads")
    page.get_by_label("First day").fill("2025-04-01")
    page.get_by_label("Last day").fill("2099-03-31")
    page.get_by_role("button", name="Begin").click()
    page.goto(server + "/p/mine/plans/import/?plan=" + page.url.rstrip("/").rpartition("/")[2])
    page.get_by_label("Or paste the table here").fill("ACTION\tLEAD\nClear the lane\tMy organisation")
    page.get_by_role("button", name="Read it").click()
    page.get_by_role("button", name="Take it into the plan").click()
    page.get_by_role("button", name="Go through the actions").click()
    page.get_by_role("link", name=re.compile("Clear the lane")).click()
    yield page
    context.close()


def a_link(action):
    address = action.url
    action.get_by_role("button", name="Make a link").click()
    assert violations(action) == []
    found = re.search(r"http\S+/u/\S+/", action.inner_text("main"))
    action.goto(address)
    return found[0]


@pytest.mark.journey
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_who_leads_says_how_it_goes_from_a_link_and_says_it_anew(action, browser, scripts):
    link = a_link(action)
    stranger = browser.new_context(viewport=PHONE, java_script_enabled=scripts)
    page = stranger.new_page()

    for words in (f"Half of it, {scripts}", f"Nearly all, {scripts}"):
        page.goto(link)
        assert not overflows(page)
        assert not scripts or violations(page) == []
        page.get_by_label("On track").check()
        page.get_by_label("What was done, and what is next?").fill(words)
        page.get_by_role("button", name="Send").click()
        assert "Thank you" in page.inner_text("main")
        assert not overflows(page)
        assert not scripts or violations(page) == []

    action.reload()
    said = action.inner_text("main")
    assert f"Half of it, {scripts}" in said
    assert f"Nearly all, {scripts}" in said
    stranger.close()


@pytest.mark.journey
def test_a_link_that_was_ended_says_so_and_takes_nothing(action, browser):
    link = a_link(action)
    assert violations(action) == []
    action.get_by_role("button", name=re.compile("End (it|them)")).click()
    stranger = browser.new_context(viewport=PHONE)
    page = stranger.new_page()

    answer = page.goto(link)

    assert answer.status == 410
    assert page.get_by_role("button", name="Send").count() == 0
    assert violations(page) == []
    assert not overflows(page)
    stranger.close()
