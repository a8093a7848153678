"""How a partnership listens, in a real browser: accessible, fitting a phone, and without scripts too."""

import re
from datetime import date, timedelta

import pytest

from tests.browser import overflows, violations


def right(page, word: str, *addresses: str) -> None:
    """Each page (or the one that is open) fits a phone and a desk and, where scripts run, passes axe, which is one."""
    for address in addresses or (page.url,):
        if address != page.url:
            assert page.goto(address).status == 200, address
        page.wait_for_load_state()
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            assert not overflows(page), (address, width)
        assert word == "second" or violations(page) == [], address


@pytest.fixture(params=[True, False], ids=["with scripts", "without"])
def either(request, browser, browser_context_args):
    """A page with scripts, and one without; and a word that is new for each."""
    context = browser.new_context(**browser_context_args, java_script_enabled=request.param)
    yield context.new_page(), "first" if request.param else "second"
    context.close()


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


@pytest.mark.journey
def test_people_are_asked_met_and_told(server, either):
    page, word = either
    home, public = server + "/p/mine/consultation/", server + "/published/mine/consultation/"
    page.goto(home)
    press(page, "Add a consultation")
    press(page, "Add")
    assert "This field is required" in page.get_by_role("alert").inner_text()
    right(page, word)
    page.get_by_label(re.compile("^Public spaces protection order")).check()
    page.get_by_label("What it is called").fill(f"The {word} harbour order")
    page.get_by_label("What people are asked").fill("Should drinking be limited?")
    press(page, "Add")
    consultation = page.url
    assert "Not asked yet" in page.inner_text("main")
    right(page, word)
    page.get_by_role("link", name=re.compile("chief officer of police")).click()
    page.get_by_label("Asked on").fill(f"{date.today()}")
    press(page, "Save")
    page.get_by_role("link", name="Write what came of it").click()
    page.get_by_label("You said").fill(f"The {word} harbour is too loud.")
    page.get_by_label("We did").fill("The council asked for less noise.")
    right(page, word)
    press(page, "Save")
    press(page, "Show it to anybody")

    page.goto(f"{home}meetings/add/")
    page.get_by_label("Public meeting", exact=True).check()
    page.get_by_label("What it is called").fill(f"The {word} evening")
    page.get_by_label("Day", exact=True).fill(f"{date.today() - timedelta(days=1)}")
    page.get_by_label("Where", exact=True).fill("Town hall")
    right(page, word)
    press(page, "Add")
    meeting = page.url
    page.get_by_role("link", name="Say how it went").click()
    page.get_by_label("What was talked about").fill("Lamps")
    right(page, word)
    press(page, "Save")
    page.get_by_role("link", name="Write a question down").click()
    page.get_by_label("What was asked").fill("When are the lamps mended?")
    press(page, "Save")
    page.get_by_role("link", name="Write an issue down").click()
    page.get_by_label("What is the issue?").fill(f"The {word} lamp is out")
    right(page, word)
    press(page, "Save")
    right(page, word)
    press(page, "Show it to anybody")
    number = meeting.rstrip("/").rpartition("/")[2]
    right(page, word, consultation, home, f"{home}meetings/", f"{home}issues/", f"{home}heard/", f"{home}heard/2026/")
    right(page, word, public, f"{public}you-said-we-did/", f"{public}meetings/{number}/")
    right(page, word, f"{public}{consultation.rstrip('/').rpartition('/')[2]}/", f"{server}/p/mine/duties/")


@pytest.mark.journey
def test_a_neighbourhood_sets_a_priority_and_a_life_is_told_and_taken_back(server, either):
    page, word = either
    home = server + "/p/mine/consultation/"
    page.goto(f"{home}neighbourhoods/add/")
    page.get_by_label("What it is called").fill(f"The {word} harbour")
    right(page, word)
    press(page, "Save")
    place = page.url
    press(page, "Raise a priority")
    page.get_by_label("What do residents want done?").fill(f"Mend the {word} lamps")
    page.get_by_label("a councillor").check()
    right(page, word)
    press(page, "Save")
    press(page, "Say what happened")
    page.get_by_label("something was done").check()
    page.get_by_label("In a few words").fill("Seven were mended")
    right(page, word)
    press(page, "Save")
    press(page, "Show it to anybody")
    right(page, word)
    number = place.rstrip("/").rpartition("/")[2]
    right(page, word, place, f"{home}neighbourhoods/", f"{server}/published/mine/consultation/neighbourhoods/{number}/")
    assert "Seven were mended" in page.inner_text("main")

    page.goto(f"{home}groups/add/")
    page.get_by_label("What it is called").fill(f"The {word} friends")
    page.get_by_label("independent advisory group").check()
    page.get_by_label("Faith communities").check()
    right(page, word)
    press(page, "Save")
    right(page, word)
    right(page, word, f"{home}groups/")

    page.goto(f"{home}lived/add/")
    page.get_by_label("a victim or survivor").check()
    page.get_by_label("What is it about?").fill("Burgled again")
    page.get_by_label("What did they tell?").fill("They came back three times.")
    page.get_by_label("Inform the plan").check()
    page.get_by_label("How did they agree?").fill("Signed form")
    page.get_by_label("Agreed until").fill(f"{date.today() + timedelta(days=90)}")
    right(page, word)
    press(page, "Save")
    assert "They came back three times." in page.inner_text("main")
    right(page, word)
    press(page, "They withdraw")
    right(page, word)
    press(page, "Erase the words now")
    assert "They came back" not in page.inner_text("main")
    right(page, word)
    right(page, word, f"{home}lived/")
