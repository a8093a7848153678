"""A plan in a real browser: begun, a list pasted in, an action updated in its place; each page accessible and fitting."""

import re

import pytest

from tests.browser import overflows, violations

LIST = "ACTION\tLEAD\tUPDATE\tLAST UPDATED\tRAG\nMark bicycles\tJAG\tForty marked\t03/06/2025\tGreen\nLight the alley\tJAG\t\t\t"


@pytest.fixture(scope="module")
def planned(server, browser, browser_context_args):
    """The address of a plan with two actions from a list, one measure and a pack."""
    context = browser.new_context(**browser_context_args)
    page = context.new_page()
    page.goto(server + "/p/mine/plans/begin/")
    page.get_by_label("What it is called").fill("Plan 2025")
    page.get_by_label("First day").fill("2025-04-01")
    page.get_by_label("Last day").fill("2099-03-31")
    page.get_by_role("button", name="Begin").click()
    address = page.url
    page.goto(server + "/p/mine/plans/import/")
    page.get_by_label("Into which plan?").select_option(label="Plan 2025")  # other journeys begin plans too
    page.get_by_label("Or paste the table here").fill(LIST)
    page.get_by_role("button", name="Read it").click()
    assert "2 rows read: 2 new" in page.inner_text("main")
    page.get_by_role("button", name="Take it into the plan").click()
    page.goto(address.replace("/plans/", "/measures/of/") + "add/")
    page.get_by_label("What it is called").fill("Bicycles marked")
    page.get_by_label("Higher is better").check()
    page.get_by_label("A count, added up over the year").check()
    page.get_by_label("What is counted").fill("bicycles")
    page.get_by_role("button", name="Add", exact=True).click()
    yield address
    context.close()


@pytest.mark.journey
@pytest.mark.parametrize("width", [320, 1280])
def test_its_pages_are_accessible_and_fit(planned, page, width):
    workspace = planned.partition("plans/")[0]
    number = planned.rstrip("/").rpartition("/")[2]
    page.set_viewport_size({"width": width, "height": 900})
    addresses = [
        *(planned + below for below in ("", "actions/", "actions/add/", "check/", "residents/", "foreword/", "chapters/new/", "roll-forward/")),
        *(workspace + below for below in ("plans/", "plans/import/", "plans/districts/", "plans/asking/", "plans/actions/mine/", "priorities/")),
        f"{workspace}measures/of/{number}/",
        f"{workspace}measures/of/{number}/add/",
        f"{workspace}packs/",
    ]  # fmt: skip
    page.goto(planned + "actions/")
    for link in ("Mark bicycles",):
        addresses.append(page.get_by_role("link", name=re.compile(link)).first.evaluate("link => link.href"))
    for address in addresses:
        page.goto(address)
        assert violations(page) == [], address
        assert not overflows(page), address


@pytest.mark.journey
@pytest.mark.parametrize("scripts", [True, False])
def test_an_action_is_updated_without_leaving_the_list(planned, browser, browser_context_args, scripts):
    context = browser.new_context(**browser_context_args, java_script_enabled=scripts)
    page = context.new_page()
    page.goto(planned + "actions/?words=alley")
    action = page.locator(".fp-action", has_text="Light the alley")
    action.get_by_text("Update", exact=False).first.click()
    action.get_by_label("At risk").check()
    action.get_by_label("What was done, and what is next?").fill(f"No lamp yet, {scripts}")
    action.get_by_role("button", name="Save update").click()

    assert page.url.partition("#")[0].endswith("actions/?words=alley")
    page.goto(planned + "actions/")
    changed = page.locator(".fp-action", has_text="Light the alley").inner_text()
    assert "At risk" in changed
    assert f"No lamp yet, {scripts}" in changed
    context.close()


@pytest.mark.journey
@pytest.mark.parametrize("scripts", [True, False])
def test_all_actions_shown_are_ticked_at_once_and_none_again(planned, browser, browser_context_args, scripts):
    context = browser.new_context(**{**browser_context_args, "java_script_enabled": scripts})
    page = context.new_page()
    page.goto(planned + "actions/")
    boxes = page.locator('input[name="action"][form="many"]')

    page.get_by_role("link", name="Tick all 2 on this page").click()
    ticked = [boxes.nth(at).is_checked() for at in range(2)]
    assert "All 2 are ticked." in page.inner_text("#ticks")
    page.get_by_role("link", name="Tick none").click()

    assert ticked == [True, True]
    assert [boxes.nth(at).is_checked() for at in range(2)] == [False, False]
    assert ("ticked" in page.url) is False
    context.close()


@pytest.mark.journey
def test_a_table_copied_in_word_keeps_its_cells(planned, page):
    page.goto(planned.partition("plans/")[0] + "plans/import/")
    page.locator("#id_pasted").evaluate(
        """(box, html) => {
            const copied = new DataTransfer()
            copied.setData('text/html', html)
            copied.setData('text/plain', 'what Word says without its cells')
            box.dispatchEvent(new ClipboardEvent('paste', { clipboardData: copied, bubbles: true, cancelable: true }))
        }""",
        """<h1>Cleaner lanes</h1><table><tr><td>ACTION</td><td>LEAD</td><td>UPDATE</td><td>RAG</td></tr>
        <tr><td><p>Clear the
        tip</p></td><td>JAG</td><td><p>Said “soon”</p><p>Then "done"</p></td><td>Green</td></tr></table>""",
    )
    page.get_by_role("button", name="Read it").click()

    read = page.inner_text("main")
    assert "1 row read: 1 new" in read
    assert "Cleaner lanes" in read
    assert "Clear the tip" in read
    assert 'Then "done"' in read
