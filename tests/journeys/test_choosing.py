"""A choosing in a real browser: scored on a phone, looked at by the board, with and without scripts."""

import os
import subprocess
import sys

import pytest

from tests.browser import overflows, violations


@pytest.fixture(scope="module")
def made(server, archive, database):
    """The addresses of three choosings: its first round open, decided and published, being prepared."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "frankpledge.web.settings",
        "FRANKPLEDGE_ARCHIVE": str(archive.folder),
        **database,
    }
    command = [sys.executable, "-m", "tests.journeys.choosing_made"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return [f"{server}/p/mine/scoring/{number}/" for number in done.stdout.split()]


@pytest.fixture(params=[True, False], ids=["with scripts", "without"])
def either(request, browser, browser_context_args):
    """A page with scripts, and one without."""
    context = browser.new_context(**browser_context_args, java_script_enabled=request.param)
    yield context.new_page(), request.param
    context.close()


def right(page, scripts: bool) -> None:
    """The page fits a phone and a desk and, where scripts run, passes axe, which is one."""
    page.wait_for_load_state()
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert not overflows(page), (page.url, width)
    assert not scripts or violations(page) == [], page.url


@pytest.mark.journey
def test_a_member_scores_one_theme_after_another(made, either) -> None:
    page, scripts = either
    page.goto(f"{made[0]}score/")
    right(page, scripts)
    page.get_by_role("link", name="Break-ins").last.click()
    right(page, scripts)
    page.get_by_role("group", name="Harm to people").get_by_label("3: People are badly hurt").check()
    page.get_by_role("button", name="Save and go on").click()
    assert "Drug dealing" in page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("button", name="Save and stop here").click()
    assert "You have scored 1 of 3" in page.inner_text("main")

    page.goto(made[0])
    right(page, scripts)
    assert "nobody sees what others scored" in page.inner_text("main")
    page.goto(f"{made[0]}results/")
    right(page, scripts)
    assert "still open" in page.inner_text("main")


@pytest.mark.journey
def test_themes_are_chosen_from_what_is_known(made, either) -> None:
    page, scripts = either
    page.goto(made[2])
    right(page, scripts)
    page.goto(f"{made[2]}themes/survey/")
    right(page, scripts)
    page.goto(f"{made[2]}themes/findings/")
    right(page, scripts)
    page.get_by_role("button", name="Make these themes").click()
    right(page, scripts)
    assert "Choose at least one" in page.inner_text("main")
    issue = "Scooters" if scripts else "Vapes"
    page.get_by_label(issue).check()
    page.get_by_role("button", name="Make these themes").click()
    assert issue in page.inner_text("main")


@pytest.mark.journey
def test_the_board_tries_other_weights_and_everybody_reads_why_not(server, made, either) -> None:
    page, scripts = either
    page.goto(f"{made[1]}results/")
    right(page, scripts)
    assert (page.locator("input[type=range]").count() > 0) is scripts
    page.get_by_label("Harm to people", exact=True).fill("90")
    page.get_by_role("button", name="Show").click()
    assert "w-harm=90" in page.url
    assert page.url.endswith("#standing")  # where the new ranks are
    assert "weights that somebody tries" in page.inner_text("main")
    theme = page.get_by_role("rowheader").get_by_role("link", name="Noise").get_attribute("href")
    scoring = f"{server}/p/mine/scoring"
    for address in (
        made[1],
        f"{made[1]}decisions/",
        f"{made[1]}publish/",
        f"{server}{theme}",
        f"{scoring}/",
        f"{scoring}/begin/",
        f"{scoring}/templates/",
        f"{scoring}/templates/1/change/",
        f"{scoring}/alignment/",
        f"{scoring}/alignment/add/",
    ):
        assert page.goto(address).status == 200, address
        right(page, scripts)

    page.goto(f"{server}/published/mine/choosing/")
    right(page, scripts)
    page.get_by_text("Why not Noise?").click()
    assert "Reason 2" in page.inner_text("main")
