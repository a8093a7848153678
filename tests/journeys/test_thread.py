"""The demonstration in a real browser: from a sentence to its finding and rows, profiles, knowledge, what is published."""

import os
import pickle
import re
import signal
import subprocess
import sys

import pytest

from tests.browser import overflows, violations

SERVE = (
    "import pickle, sys; from pathlib import Path; from frankpledge.cli.serve import serve_pages; "
    "made = pickle.loads(Path(sys.argv[2]).read_bytes()); "
    "serve_pages(Path(sys.argv[1]), int(sys.argv[3]), demonstration=made, with_worker=False)"
)


@pytest.fixture(scope="module")
def place(archive, assessments, tmp_path_factory):
    """The address of the demonstration, with a workspace of its own on the archive that the journeys share."""
    folder = tmp_path_factory.mktemp("demonstration")
    (folder / "made").write_bytes(pickle.dumps(assessments["Castermouth"]))
    environment = {**os.environ, "FRANKPLEDGE_WORKSPACE": str(folder)}
    environment.pop("FRANKPLEDGE_DATABASE", None)
    command = [sys.executable, "-c", SERVE, str(archive.folder), str(folder / "made"), str(8900 + os.getpid() % 500)]
    process = subprocess.Popen(command, env=environment, start_new_session=True, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    yield process.stdout.readline().split()[3].split("/try/")[0]
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()


@pytest.fixture
def as_(place, browser):
    """Somebody of the invented partnership, by last name, in a browser of their own; "" for nobody."""
    contexts = []

    def as_somebody(name: str):
        context = browser.new_context()
        contexts.append(context)
        page = context.new_page()
        if name:
            page.goto(place + "/try/")
            page.get_by_role("button", name=re.compile(name)).first.click()
        return page

    yield as_somebody
    for context in contexts:
        context.close()


def fits(page, address):
    """Opens a page, which has to be accessible, and as wide as the window on a desk and on a small phone."""
    page.set_viewport_size({"width": 1280, "height": 900})
    assert page.goto(address).status == 200, address
    assert violations(page) == [], address
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert not overflows(page), (address, width)


@pytest.mark.journey
def test_pages_of_knowledge_and_profiles_are_accessible_and_fit(place, as_):
    page = as_("Amira Lindqvist")  # who runs the partnership's work and may do most
    here = place + "/p/castermouth/"
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
    public = as_("")
    for address in ("/published/castermouth/", "/published/castermouth/1/", "/published/castermouth/plan/"):
        fits(public, place + address)


@pytest.mark.journey
def test_from_a_sentence_to_the_finding_and_its_rows_and_back(place, as_):
    page = as_("Tobias Okafor")
    page.goto(place + "/p/castermouth/assessments/2/")
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
def test_a_gap_is_told_cited_and_closed_without_scripts(place, as_, browser):
    signed_in = as_("Tobias Okafor").context.storage_state()
    context = browser.new_context(storage_state=signed_in, java_script_enabled=False)
    page = context.new_page()
    page.goto(place + "/p/castermouth/knowledge/")
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

    page.goto(place + "/p/castermouth/knowledge/knowledge-gap/")
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
def test_what_is_restricted_is_not_there_for_a_member_and_a_look_is_in_the_record(place, as_):
    member, chair = as_("Joan Abara"), as_("Rowan Thistle")
    restricted = place + "/p/castermouth/assessments/3/"

    assert member.goto(restricted).status == 404
    assert chair.goto(restricted).status == 200
    chair.goto(place + "/p/castermouth/")
    chair.get_by_role("link", name="Who did what").click()

    assert "looked at something restricted" in chair.locator("tbody tr").first.inner_text()


@pytest.mark.journey
def test_the_public_reads_corrections_and_takes_the_data(place, as_):
    page = as_("")
    page.goto(place + "/published/castermouth/")
    page.get_by_role("link", name=re.compile("Strategic assessment")).click()
    page.get_by_role("link", name="see the corrections").click()
    assert "The findings are right." in page.locator("#corrections").inner_text()

    with page.expect_download() as taken:
        page.get_by_role("link", name=re.compile("Every figure")).click()

    with open(taken.value.path(), encoding="utf-8") as file:
        assert file.readline().startswith("finding,kind,crime_type,name,value")
    page.locator("#change-burglary").get_by_role("link", name=re.compile("The rows of this period")).click()
    page.wait_for_url("**/account/login/**")  # rows are for members
