"""A resident answers on a 320 px phone, with scripts and without, and by keyboard; staff key a paper in."""

import os
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.browser import overflows, violations

PHONE = {"width": 320, "height": 700}
LOOK = os.environ.get("FRANKPLEDGE_LOOK")  # a folder for pictures of the pages


def fits(page, scripts: bool, widths: tuple[int, ...] = (320,)) -> None:
    """The page is no wider than the window and, where scripts run, passes axe, which is one."""
    page.wait_for_load_state()
    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        assert not overflows(page), (page.url, width)
        if LOOK:
            name = re.sub(r"[^a-z0-9]+", "-", page.url.partition("/answer/")[2] or page.url.partition("/p/")[2])
            page.screenshot(path=Path(LOOK) / f"{name}-{width}.png", full_page=True)
    assert not scripts or violations(page) == [], page.url


def press(page, name) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def answer(page, language: str = "en") -> None:
    """Whatever the open page asks: the second choice, words, or a postcode of the demonstration."""
    choices = page.get_by_role("radio").or_(page.get_by_role("checkbox"))
    if choices.count():
        choices.nth(1).check()
    elif page.locator("textarea").count():
        page.locator("textarea").fill("Invented words: more light by the harbour.")
    else:
        page.locator("#answer").fill("ZF1 0AA")
    press(page, {"en": "Continue", "cy": "Parhau"}[language])


@pytest.fixture(scope="module")
def survey(server, browser, browser_context_args) -> dict[str, str]:
    """A short survey of the bank, begun and opened on the pages of the staff: its address, and that of answering."""
    context = browser.new_context(**browser_context_args)
    page = context.new_page()
    page.goto(f"{server}/p/mine/surveys/begin/")
    page.get_by_label("What it is called").fill("How safe do you feel here?")
    page.get_by_role("radio", name=re.compile("stall")).check()
    press(page, "Begin")
    staff = page.url
    page.goto(f"{staff}settings/")
    page.get_by_label("First day to answer").fill(date.today().isoformat())
    page.get_by_label("Last day to answer").fill((date.today() + timedelta(days=20)).isoformat())
    page.get_by_label("Address").fill("safe")
    page.get_by_role("radio", name="anyone may answer").check()
    page.locator("form:has(#id_opens_on) button[type=submit]").click()
    page.goto(staff)
    press(page, "Open it")
    context.close()
    return {"staff": staff, "answer": f"{server}/answer/mine/safe/"}


@pytest.fixture(params=[True, False], ids=["with scripts", "without"])
def resident(request, browser):
    """Somebody with a phone of their own, who is nobody here."""
    context = browser.new_context(java_script_enabled=request.param, viewport=PHONE)
    yield context.new_page(), request.param
    context.close()


@pytest.mark.journey
def test_a_resident_answers_goes_back_changes_and_sends(survey, resident):
    page, scripts = resident
    page.goto(survey["answer"])
    fits(page, scripts, (320, 1280))
    press(page, "Start now")
    seen = 0
    while "/questions/" in page.url:
        fits(page, scripts)
        assert page.locator("h1").count() == 1
        answer(page)
        seen += 1
        assert seen < 40
    assert "Invented words: more light by the harbour." in page.inner_text("main")
    fits(page, scripts, (320, 1280))
    page.get_by_role("link", name="Back").click()
    fits(page, scripts)
    page.go_back()

    page.get_by_role("link", name=re.compile("^Change")).first.click()
    assert page.get_by_role("radio").or_(page.get_by_role("checkbox")).nth(1).is_checked()
    press(page, "Continue")
    press(page, "Send your answers")

    assert re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}", page.inner_text("main"))
    fits(page, scripts, (320, 1280))
    press(page, "Tell me")
    assert "Tick the box" in page.get_by_role("alert").inner_text()
    fits(page, scripts)
    page.get_by_label("E-mail address").fill("resident@example.org")
    page.get_by_label(re.compile("I agree that my address")).check()
    press(page, "Tell me")
    assert "We will write to you" in page.inner_text("main")
    fits(page, scripts)


@pytest.mark.journey
def test_a_resident_saves_on_one_device_and_goes_on_on_another(survey, resident, browser):
    page, scripts = resident
    page.goto(survey["answer"])
    press(page, "Start now")
    answer(page)
    at = page.url
    press(page, "Save and come back later")
    fits(page, scripts, (320, 1280))
    code = page.locator(".fp-answer-code").inner_text()
    press(page, "Finish on this computer")
    fits(page, scripts)
    page.goto(at)
    assert code not in page.content()

    other = browser.new_context(java_script_enabled=scripts, viewport=PHONE).new_page()
    other.goto(survey["answer"])
    other.get_by_role("link", name="I have a code").click()
    other.get_by_label("Your code").fill("AAAA-BBBB-CCCC")
    press(other, "Continue")
    assert "We know no answers" in other.get_by_role("alert").inner_text()
    fits(other, scripts)
    other.get_by_label("Your code").fill(code.lower().replace("-", " "))
    press(other, "Continue")
    assert other.url == at
    other.context.close()


@pytest.mark.journey
def test_a_resident_answers_by_keyboard_alone(survey, browser):
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(survey["answer"])
    page.get_by_role("button", name="Start now").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/questions/**")
    for _ in range(40):
        if "/questions/" not in page.url:
            break
        before = page.url
        page.locator("#answer").focus()
        if page.locator("input[type=radio], input[type=checkbox]").count():
            page.keyboard.press("Space")
        else:
            page.keyboard.press("Tab")
        page.get_by_role("button", name="Continue").focus()
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url, before=before: url != before)
    page.get_by_role("button", name="Send your answers").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/sent/")

    assert "Your answers have been sent" in page.inner_text("h1")
    context.close()


@pytest.mark.journey
def test_staff_key_a_paper_in_by_number(survey, browser, browser_context_args):
    context = browser.new_context(**browser_context_args)
    page = context.new_page()
    page.goto(f"{survey['staff']}paper/en/")
    fits(page, True, (1280, 320))
    page.goto(f"{survey['staff']}keying/")
    fits(page, True, (320, 1280))
    for _ in range(page.locator("[data-key]").count()):
        focused = page.locator(":focus")
        options = focused.evaluate("field => field.getAttribute('aria-describedby') || ''").startswith("options-")
        page.keyboard.type("1" if options else "")
        page.keyboard.press("Enter")

    page.wait_for_selector(".govuk-notification-banner")

    assert re.search(r"Write [2-9A-Z]{4}-[2-9A-Z]{4} on the paper", page.inner_text("main"))
    fits(page, True)
    context.close()
