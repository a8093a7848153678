"""Risks and money in a real browser: each page accessible and fitting, and all of it without scripts too."""

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
def test_a_risk_is_added_scored_and_replayed_on_the_heat_map(server, either):
    page, word = either
    risks = server + "/p/mine/risks/"
    page.goto(f"{risks}add/")
    press(page, "Add")
    assert "Say who answers for it" in page.get_by_role("alert").inner_text()
    right(page, word)
    page.get_by_label("What could happen").fill(f"The {word} grant ends")
    page.get_by_label("Roles that answer for it").fill("The treasurer")
    press(page, "Add")
    address = page.url
    right(page, word)
    for likely, bad in (("High", "High"), ("Low", "Medium")):
        page.get_by_role("group", name="How likely").get_by_label(likely, exact=True).check()
        page.get_by_role("group", name="How bad").get_by_label(bad, exact=True).check()
        press(page, "Save the score")
    right(page, word, address, f"{address}change/")
    assert "lower than before" in page.goto(address).text()

    page.goto(f"{risks}heat/")
    lowest = page.locator("tr", has=page.get_by_role("rowheader", name="Low", exact=True))
    square = lowest.get_by_role("cell").nth(1)
    assert f"The {word} grant ends" in square.inner_text()
    right(page, word, f"{risks}heat/", risks, f"{risks}scale/", f"{risks}escalated/")
    page.goto(f"{risks}heat/")
    page.get_by_label("As it stood on").fill("2020-01-01")
    press(page, "Show")
    assert f"The {word} grant ends" not in page.get_by_role("table").inner_text()
    right(page, word)


@pytest.mark.journey
def test_a_register_is_pasted_looked_through_taken_in_and_taken_back(server, either):
    page, word = either
    risks = server + "/p/mine/risks/"
    page.goto(f"{risks}import/")
    press(page, "Read it")
    assert "Choose a file, or paste a table" in page.get_by_role("alert").inner_text()
    right(page, word)
    page.get_by_label("Or paste the table here").fill(
        "Ref\tRisk\tLikelihood\tSeverity\tOwner\tReview date\n"
        f"1\tThe {word} pump fails\tHigh\tLow\tPump wardens {word}\t01/05/2027\n"
        f"2\tThe {word} dam leaks\tPurple\tLow\t\t"
    )
    press(page, "Read it")
    assert "2 rows read: 2 new" in page.inner_text("main")
    assert "“Purple” is no step that is known here" in page.inner_text("main")
    right(page, word)
    page.get_by_label(f"Pump wardens {word}").select_option("none")
    press(page, "See what these names change")
    assert "Whose are these names?" not in page.inner_text("main")
    press(page, "Take it into the register")
    right(page, word)
    kept = page.url
    page.goto(risks)
    assert f"The {word} pump fails" in page.inner_text("main")
    page.goto(kept)
    press(page, "Take it all back")
    page.goto(risks)
    assert f"The {word} pump fails" not in page.inner_text("main")


@pytest.mark.journey
def test_a_small_grant_is_given_on_one_page_and_reported_on(server, either):
    page, word = either
    money = server + "/p/mine/money/"
    page.goto(f"{money}pots/add/")
    page.get_by_label("What it is called").fill(f"The {word} fund")
    page.get_by_label("Who the money is from").fill("The county")
    page.get_by_label("How much").fill("£2,000")
    page.get_by_label("By formula").check()
    right(page, word)
    press(page, "Add")
    pot = page.url
    assert "£2,000" in page.inner_text("main")

    page.get_by_text("Add a part").click()
    page.get_by_label("For whom, or from which stream").fill("The harbour")
    page.get_by_label("How much of the pot").fill("£500")
    press(page, "Add the part")
    assert "£1,500 in no part" in page.inner_text("main")
    right(page, word)

    page.goto(f"{money}small/")
    page.get_by_label("Pot that pays for it").select_option(
        label=page.locator("#id_pot option", has_text=word).first.inner_text()
    )
    page.get_by_label("Who asks", exact=True).fill("Harbour Youth Club")
    page.get_by_label("What for, in a few words").fill("Gloves")
    page.get_by_label("What will be done with the money").fill("Gloves for twenty")
    page.get_by_label("How much is asked for").fill("500")
    page.get_by_label("Who of those who decide").fill("A. Trustee: trustee of the club")
    page.get_by_role("radio", name="Awarded in full").check()
    right(page, word)
    press(page, "Save")
    right(page, word)
    bid = page.url
    assert "A. Trustee: trustee of the club; left while it was decided" in page.inner_text("main")

    page.get_by_role("link", name="The grant").click()
    grant = page.url
    page.get_by_role("link", name="Change this grant").click()
    page.get_by_label("From").fill("2026-04-01")
    page.get_by_label("Until").fill("2027-03-31")
    press(page, "Save")
    press(page, "Set the returns")
    page.get_by_role("link", name="1 April 2026 to 30 June 2026").click()
    right(page, word)
    page.get_by_role("link", name="Write in it").click()
    page.get_by_label("What the funder should know").fill(f"The {word} return")
    right(page, word)
    press(page, "Save")
    press(page, "Sign it as sent")
    assert "It no longer changes" in page.inner_text("main")
    right(page, word)

    page.goto(f"{money}lines/add/?grant={grant.rstrip('/').rpartition('/')[2]}")
    page.get_by_label("How much").fill("120.50")
    page.get_by_label("Day").fill("2026-06-01")
    page.get_by_label("What for").fill("Gloves")
    right(page, word)
    press(page, "Save")
    assert "£120.50" in page.inner_text("main")
    page.get_by_role("link", name="Correct").first.click()
    right(page, word)
    right(page, word, money, pot, bid, grant, f"{grant}change/", f"{grant}lose/", f"{money}bids/", f"{money}bids/add/")
    right(page, word, f"{money}value/", f"{money}lines/", f"{money}services/add/")
