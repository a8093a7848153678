"""Programs and other systems: made known in a browser, used, and turned away again."""

import pytest

from tests.browser import overflows, violations

CONNECTIONS = "/p/mine/connections/"


@pytest.mark.journey
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", [CONNECTIONS, f"{CONNECTIONS}tokens/new/", f"{CONNECTIONS}told/new/", "/api/"])
def test_they_are_accessible_and_fit(server, page, path, width):
    page.set_viewport_size({"width": width, "height": 900})

    answer = page.goto(server + path)

    assert answer.status == 200
    assert violations(page) == []
    assert not overflows(page)


@pytest.mark.journey
def test_a_token_is_made_used_and_ended(server, page, playwright):
    page.goto(server + CONNECTIONS)
    page.get_by_role("button", name="Make a token").click()
    page.get_by_label("What will use it?").fill("Dashboard of the county")
    page.get_by_label("Read drafts of assessments").check()
    page.get_by_role("button", name="Make the token").click()
    assert violations(page) == []
    secret = page.locator("code").first.inner_text()
    program = playwright.request.new_context(extra_http_headers={"Authorization": f"Bearer {secret}"})

    told = program.get(server + "/api/v1/token").json()
    page.get_by_role("link", name="Connections", exact=True).click()
    row = page.get_by_role("row", name="Dashboard of the county")
    used = row.inner_text()
    assert violations(page) == []
    row.get_by_role("button").click()

    assert (told["partnership"], told["usable"]) == ("mine", ["assessments"])
    assert "Never" not in used
    assert program.get(server + "/api/v1/token").status == 401
    assert page.get_by_role("row", name="Dashboard of the county").get_by_text("Ended").is_visible()
    program.dispose()


@pytest.mark.journey
def test_another_system_is_told_and_no_longer(server, page):
    page.goto(server + f"{CONNECTIONS}told/new/")
    page.get_by_label("Address that is told").fill("https://10.0.0.1/hooks")
    page.get_by_role("button", name="Have it told").click()
    assert page.get_by_text("Give the address by a full name").first.is_visible()
    assert violations(page) == []
    page.get_by_label("Address that is told").fill("https://hooks.example.org/csp")
    page.get_by_role("button", name="Have it told").click()
    assert page.locator("code").inner_text().startswith("whsec_")
    assert violations(page) == []

    page.get_by_role("link", name="Messages").click()
    assert violations(page) == []
    page.get_by_role("link", name="Give it a new secret").click()
    assert violations(page) == []
    page.go_back()
    page.get_by_role("button", name="Tell it nothing more").click()

    assert page.get_by_role("row", name="https://hooks.example.org/csp").get_by_text("Ended").is_visible()
