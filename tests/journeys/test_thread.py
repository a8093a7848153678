"""The demonstration in a real browser: from a sentence to its finding and rows, profiles, knowledge, what is published."""

import re

import pytest

from tests.browser import overflows, violations


def fits(page, address):
    """Opens a page, which has to be accessible, and as wide as the window on a desk and on a small phone."""
    page.set_viewport_size({"width": 1280, "height": 900})
    assert page.goto(address).status == 200, address
    assert violations(page) == [], address
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert not overflows(page), (address, width)


@pytest.mark.journey
def test_pages_of_knowledge_and_profiles_are_accessible_and_fit(tried, as_person):
    page = as_person("Amira Lindqvist")  # who runs the partnership's work and may do most
    here = tried + "/p/castermouth/"
    for address in (
        "knowledge/",
        "knowledge/knowledge-gap/",
        "knowledge/evidence-document/1/",
        "knowledge/evidence-document/2/",  # restricted
        "knowledge/recording-note/add/",
        "knowledge/knowledge-gap/1/change/",
        "profiles/",
        "profiles/begin/",
        "assessments/2/",  # a profile
        "assessments/2/findings/analysis/",
        "assessments/2/editions/1/",
        "assessments/1/editions/1/today/",
        "assessments/1/editions/1/correct/",
        "thread/finding/1.change-burglary/",
        "thread/passage/2.scanning/",
        "thread/passage/2.scanning/add/",
    ):
        fits(page, here + address)
    public = as_person("")
    for address in ("/published/castermouth/", "/published/castermouth/1/", "/published/castermouth/plan/"):
        fits(public, tried + address)


@pytest.mark.journey
def test_from_a_sentence_to_the_finding_and_its_rows_and_back(tried, as_person):
    page = as_person("Tobias Okafor")
    page.goto(tried + "/p/castermouth/assessments/2/")
    page.locator("#scanning").get_by_role("link", name=re.compile("Shoplifting")).click()
    page.wait_for_url("**/assessments/1/#change-shoplifting")
    finding = page.locator("#change-shoplifting")
    assert "Words about scanning" in finding.inner_text()

    finding.get_by_role("link", name=re.compile("The rows of this period")).click()

    assert page.get_by_role("region", name="Rows").is_visible()
    page.go_back()
    finding.get_by_role("link", name=re.compile("Words about scanning")).click()
    page.wait_for_url("**/assessments/2/#scanning")


@pytest.mark.journey
def test_a_gap_is_told_cited_and_closed_without_scripts(tried, as_person, browser):
    signed_in = as_person("Tobias Okafor").context.storage_state()
    context = browser.new_context(storage_state=signed_in, java_script_enabled=False)
    page = context.new_page()
    page.goto(tried + "/p/castermouth/knowledge/")
    page.get_by_role("link", name="Knowledge gaps").click()
    page.get_by_role("button", name="Add one").click()
    page.get_by_label("What is not known").fill("Who rides them?")
    page.get_by_label("Why it matters").fill("It decides whom to talk to.")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Say what it rests on").click()
    page.get_by_role("button", name="Say what it rests on").click()
    page.get_by_label("Words in it").fill("plates")
    page.get_by_role("button", name="Search").click()
    page.get_by_label(re.compile("Electric bicycles without plates")).check()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name=re.compile("Electric bicycles")).click()
    assert "Who rides them?" in page.inner_text("main")

    page.goto(tried + "/p/castermouth/knowledge/knowledge-gap/")
    page.get_by_role("link", name="Who rides them?").click()
    page.get_by_role("button", name="Change it").click()
    page.get_by_label("Closed on").fill("2026-01-15")
    page.get_by_role("button", name="Save").click()
    assert "Say what was learnt." in page.get_by_role("alert").inner_text()
    page.get_by_label("What was learnt").fill("Delivery riders.")
    page.get_by_role("button", name="Save").click()

    assert "Delivery riders." in page.inner_text("main")
    context.close()


@pytest.mark.journey
def test_what_is_restricted_is_not_there_for_a_member_and_a_look_is_in_the_record(tried, as_person):
    member, chair = as_person("Joan Abara"), as_person("Rowan Thistle")
    restricted = tried + "/p/castermouth/assessments/3/"

    assert member.goto(restricted).status == 404
    assert chair.goto(restricted).status == 200
    chair.goto(tried + "/p/castermouth/")
    chair.get_by_role("link", name="Who did what").click()

    assert "looked at something restricted" in chair.locator("tbody tr").first.inner_text()


@pytest.mark.journey
def test_the_public_reads_corrections_and_takes_the_data(tried, as_person):
    page = as_person("")
    page.goto(tried + "/published/castermouth/")
    page.get_by_role("link", name=re.compile("Strategic assessment")).click()
    page.get_by_role("link", name="see the corrections").click()
    assert "The findings are right." in page.locator("#corrections").inner_text()

    with page.expect_download() as taken:
        page.get_by_role("link", name=re.compile("Every figure")).click()

    with open(taken.value.path(), encoding="utf-8") as file:
        assert file.readline().startswith("finding,kind,crime_type,name,value")
    page.locator("#change-burglary").get_by_role("link", name=re.compile("The rows of this period")).click()
    page.wait_for_url("**/account/login/**")  # rows are for members
