"""From evidence to assessment in a real browser: desktop and phone, with and without JavaScript."""

import re

import pytest

from tests.browser import overflows, violations

MADE = "/assessments/E22999001/2025-01-to-2025-12/"
PAGES = ["/", "/accessibility/", "/evidence/", "/evidence/load/", "/evidence/rows/?area=Castermouth&first=2025-12&last=2025-12", "/assessments/", MADE]  # fmt: skip


@pytest.mark.journey
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_accessible_and_fits(server, page, path, width):
    page.set_viewport_size({"width": width, "height": 900})
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)

    answer = page.goto(server + path)

    assert answer.status == 200
    assert violations(page) == []
    assert not overflows(page)
    assert said == []  # the content security policy reports here what it stops


@pytest.mark.journey
@pytest.mark.parametrize("scripts", [True, False])
def test_an_analyst_makes_an_assessment_and_takes_it_away(server, browser, browser_context_args, scripts):
    context = browser.new_context(**browser_context_args, java_script_enabled=scripts)
    page = context.new_page()

    page.goto(server + "/")
    page.get_by_role("link", name="Make an assessment").first.click()
    page.get_by_label("Partnership", exact=True).select_option(label="Thornwold")
    page.get_by_role("button", name="Make the assessment").click()
    page.wait_for_url(re.compile(r"/assessments/E22999\d+/2025-01-to-2025-12/"), timeout=60_000)

    assert page.get_by_role("heading", level=1).inner_text() == "Thornwold"
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").click()
    assert download.value.suggested_filename.endswith("assessment.pdf")
    context.close()


@pytest.mark.journey
def test_a_map_can_be_moved_and_the_still_one_is_there_without_scripts(server, page):
    page.goto(server + MADE)
    stills = page.locator("figure[data-map] svg").count()
    button = page.get_by_role("button", name="Move and zoom this map").first

    button.scroll_into_view_if_needed()
    button.click()

    page.locator(".fp-map").first.wait_for(timeout=20_000)
    assert stills > 0


@pytest.mark.journey
def test_a_file_is_loaded_with_its_quality_page(server, page, demonstration):
    path = next(demonstration.glob("police-uk/2025-12/*-street.csv"))

    page.goto(server + "/evidence/load/")
    page.locator("input[type=file]").set_input_files(str(path))
    page.get_by_role("button", name="Load").click()

    page.get_by_role("heading", name="What was loaded").wait_for(timeout=60_000)
    assert "unchanged" in page.get_by_text(path.name).first.inner_text()


@pytest.mark.journey
@pytest.mark.parametrize("scripts", [True, False])
def test_a_file_that_cannot_be_taken_is_named_first(server, browser, browser_context_args, tmp_path, scripts):
    context = browser.new_context(**browser_context_args, java_script_enabled=scripts)
    page = context.new_page()
    broken = tmp_path / "2025-12-frankshire-street.csv.gz"
    broken.write_bytes(b"\x1f\x8b\x08 cut short")

    page.goto(server + "/evidence/load/")
    page.locator("input[type=file]").set_input_files(str(broken))
    page.get_by_role("button", name="Load").click()

    page.get_by_role("heading", name="1 file could not be taken").wait_for(timeout=60_000)
    assert broken.name in page.get_by_role("alert").inner_text()
    context.close()


@pytest.mark.journey
def test_large_files_show_how_far_they_have_come(server, page, tmp_path):
    large = tmp_path / "large.zip"
    large.write_bytes(b"PK" + bytes(6_000_000))

    page.goto(server + "/evidence/load/")
    page.locator("input[type=file]").set_input_files(str(large))
    page.get_by_label("Edition").fill("soon")
    page.get_by_role("button", name="Load").click()

    page.get_by_role("alert").wait_for()
    assert "Write the edition as year and month" in page.get_by_role("alert").inner_text()
    assert violations(page) == []


@pytest.mark.journey
def test_a_figure_leads_to_its_rows(server, page):
    page.goto(server + MADE)
    about = page.locator("#offence-all-crime-about")

    about.locator("summary").click()
    about.get_by_role("link", name="Burglary", exact=True).click()

    assert page.get_by_role("heading", level=1).inner_text() == "The rows behind a figure"
    assert "line" in page.get_by_role("region", name="Rows").inner_text()
    with page.expect_download() as download:
        page.get_by_role("link", name="All of them as a table (CSV)").click()
    assert download.value.suggested_filename == "rows-E22999001-2025-01-to-2025-12.csv"


@pytest.mark.journey
def test_a_mistake_is_said_beside_the_question(server, page):
    page.goto(server + "/assessments/")
    page.get_by_label("Or another area").fill("Atlantis")
    page.get_by_role("button", name="Make the assessment").click()

    assert "No area held is called “Atlantis”" in page.get_by_role("alert").inner_text()
    assert violations(page) == []
