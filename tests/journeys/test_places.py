"""Partners' feeds, own areas, premises, questions and exports in a real browser: accessible, and without scripts too."""

import re

import pytest

from tests.browser import overflows, violations

CRIME = "Ref,Start,Type,Domestic,Surname\nC1,03/04/2026 22:15,Burglary,Y,Bloggs\nC2,05/06/2026 01:00,Robbery,N,Smith\n"
TERMS = {
    "What the feed is called here": "Recorded crime",
    "Who sends it": "Frankshire Police",
    "Who answers for it at the sender": "Data manager",
    "What it may be used for": "Strategic assessment",
    "Reference of the agreement": "ISA-7",
    "First day of the agreement": "2026-04-01",
    "Last day of the agreement": "2099-03-31",
    "Months that the data may be kept": "36",
    "The system that the rows come from": "Ledger",
    "In use since": "2015-01-01",
}


def right(page, *addresses: str) -> None:
    """Each page (or the one that is open) passes axe and fits a phone and a desk."""
    for address in addresses or (page.url,):
        if address != page.url:
            page.goto(address)
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert violations(page) == [], (address, width)
            assert not overflows(page), (address, width)


@pytest.fixture(params=[True, False], ids=["with scripts", "without"])
def either(request, browser, browser_context_args):
    """A page with scripts, and one without."""
    context = browser.new_context(**browser_context_args, java_script_enabled=request.param)
    yield context.new_page(), request.param
    context.close()


@pytest.mark.journey
def test_a_feed_is_described_by_answering_what_is_asked(server, page, tmp_path):
    file = tmp_path / "crime.csv"
    file.write_text(CRIME)
    feeds = f"{server}/evidence/feeds/"
    right(page, feeds, f"{feeds}catalogue/", f"{feeds}log/", f"{feeds}log/request/", f"{feeds}retention/")

    page.goto(f"{feeds}new/")
    right(page)
    page.get_by_label("A file that the partner sent").set_input_files(file)
    page.get_by_role("button", name="Look at this file").click()
    right(page)
    page.get_by_role("button", name="Remember this feed").click()
    assert "day or month first?" in page.get_by_role("alert").inner_text()
    right(page)

    page.locator("#id_c1-format").fill("%d/%m/%Y %H:%M")
    for label, words in TERMS.items():
        page.get_by_label(label).fill(words)
    page.get_by_label("What it holds").select_option("crimes")
    page.get_by_label("One event", exact=True).check()
    page.get_by_label("The date on which it happened").check()
    page.get_by_role("button", name="Remember this feed").click()

    page.get_by_role("heading", name="Recorded crime").wait_for()
    feed = page.url
    right(page, feed, f"{feed}load/", f"{feed}description/")


@pytest.mark.journey
def test_an_area_is_drawn_on_the_map(server, page):
    page.goto(f"{server}/p/mine/places/areas/new/draw/?within=Castermouth")
    page.locator(".maplibregl-canvas").wait_for(timeout=20_000)
    page.get_by_text("3 more at least").wait_for()
    page.wait_for_timeout(1_500)  # the first frame may come before the map has its size
    page.locator(".fp-map").scroll_into_view_if_needed()
    box = page.locator(".fp-map").bounding_box()
    for across, down in ((0.35, 0.35), (0.65, 0.35), (0.65, 0.65), (0.35, 0.65)):
        page.mouse.click(box["x"] + box["width"] * across, box["y"] + box["height"] * down)
    page.get_by_role("button", name="Take back the last corner").click()
    page.get_by_text("3 corners").wait_for()
    right(page)

    page.get_by_label("What it is called").fill("Old harbour")
    page.get_by_label("What it is", exact=True).select_option("town_centre")
    page.get_by_label("From which day").fill("2024-04-01")
    page.get_by_role("button", name="Make this area").click()

    page.get_by_role("heading", name="How it is counted").wait_for()
    assert "By map point" in page.locator("main").inner_text()
    area = page.url
    right(page, area, f"{area}end/", f"{area}moves/file/")


@pytest.mark.journey
def test_an_area_is_chosen_from_a_list_and_asked_about(server, either):
    page, scripts = either
    name = f"Beat {'one' if scripts else 'two'}"
    page.goto(f"{server}/p/mine/places/areas/new/list/?within=Castermouth")
    page.get_by_label(re.compile(r"\(E01")).first.check()
    page.get_by_label("What it is called").fill(name)
    page.get_by_label("What it is", exact=True).select_option("neighbourhood")
    page.get_by_label("From which day").fill("1 April 2024")
    page.get_by_role("button", name="Make this area").click()
    page.get_by_role("link", name="Ask a question about it").click()
    page.get_by_label("Where", exact=True).select_option(label=f"{name} (police neighbourhood)")
    page.get_by_label("The newest months").fill("12")
    page.get_by_role("button", name="Ask").click()
    page.get_by_label("Save it as").fill(f"{name}, by month")
    page.get_by_role("button", name="Save this question").click()

    assert f"“{name}, by month”, answer 1 of" in page.locator("blockquote").inner_text()
    if scripts:
        right(page)
        right(page, f"{server}/p/mine/questions/", f"{server}/p/mine/questions/ask/", f"{server}/p/mine/places/")


@pytest.mark.journey
def test_premises_are_published_and_their_list_leaves_sealed(server, page):
    page.goto(f"{server}/p/mine/places/premises/new/")
    right(page)
    page.get_by_label("Name", exact=True).fill("The Anchor")
    page.get_by_label("What they are").select_option("licensed")
    page.get_by_label("Address").fill("1 Quay Street")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Add a condition").click()
    right(page)
    page.get_by_label("The condition").fill("No glass outside after 9pm")
    page.get_by_label("Holds from").fill("2024-01-01")
    page.get_by_role("button", name="Add it").click()
    right(page)
    page.get_by_role("button", name="Show it to anybody").click()
    page.get_by_role("link", name=re.compile("^End it")).click()
    right(page, page.url, f"{server}/published/mine/premises/")
    assert "No glass outside" in page.locator("main").inner_text()

    page.goto(f"{server}/p/mine/exports/new/premises/all/")
    right(page)
    page.get_by_label("Note (personal)").uncheck()
    page.get_by_label("What is it for?").fill("Licensing committee")
    page.get_by_role("button", name="Make the export").click()
    right(page)
    with page.expect_download() as fetched:
        page.get_by_role("button", name="Fetch the file").or_(page.get_by_role("link", name="Fetch the file")).click()
    content = fetched.value.path().read_bytes()
    assert content.startswith(b"%PDF-")
    assert b"Anchor" not in content
    right(page, f"{server}/p/mine/exports/", f"{server}/p/mine/exports/1/")
