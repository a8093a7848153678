"""People of the demonstration: the county's manager reads what districts shared; a chair signs what a manager wrote."""

import re

import pytest

from tests.browser import overflows, violations


def right(page):
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert not overflows(page), (page.url, width)
    assert violations(page) == [], page.url


@pytest.mark.journey
def test_the_countys_manager_reads_how_the_districts_stand_and_none_of_their_actions(as_person):
    page = as_person("Beatrix Onslow")
    right(page)
    page.get_by_role("link", name="District plans").click()
    page.wait_for_url("**/plans/districts/")

    right(page)
    read = page.inner_text("main")
    assert "Safer Wickmere" in read
    assert "No priority serves the duty" in read
    assert re.search(r"\d+ actions?, \d+ in trouble or without a word", read)

    wickmere = as_person("Osric Dane")
    wickmere.get_by_role("link", name="Plans", exact=True).click()
    wickmere.locator("main h2 a").first.click()
    wickmere.get_by_role("button", name="Go through the actions").click()
    action = wickmere.locator(".fp-action h2 a").first
    assert action.inner_text().partition(". ")[2] not in read
    assert page.goto(action.evaluate("link => link.href")).status == 404


@pytest.mark.journey
def test_the_manager_words_the_pack_and_the_chair_signs_it_and_it_stays(as_person):
    manager, chair = as_person("Amira Lindqvist"), as_person("Chief Inspector Rowan Thistle")
    manager.get_by_role("link", name=re.compile("^Quarterly pack")).click()
    right(manager)
    address = manager.url
    assert manager.get_by_role("button", name="Sign this pack").count() == 0
    manager.get_by_role("link", name="Write the summary").click()
    right(manager)
    manager.get_by_label("Summary", exact=True).fill("The quay waits for its lamps.")
    manager.get_by_role("button", name="Save").click()

    chair.get_by_role("link", name=re.compile("^Quarterly pack.*sign")).click()
    right(chair)
    assert "The quay waits for its lamps." in chair.inner_text("main")
    chair.get_by_role("button", name="Sign this pack").click()

    assert "It no longer changes" in chair.inner_text("main")
    right(chair)
    manager.goto(address)
    assert manager.get_by_role("link", name="Write the summary").count() == 0
    for kind, first in (("pdf", b"%PDF-"), ("docx", b"PK"), ("xlsx", b"PK")):
        assert chair.request.get(f"{address}pack.{kind}").body().startswith(first)
