"""The pages about the installation itself, served with its worker."""

import time

import pytest

from tests.browser import overflows, violations


@pytest.mark.journey
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(
    "path",
    [
        "/health/installation/",
        "/p/mine/mail/",
        "/p/mine/people/",
        "/p/mine/people/roles/",
        "/p/mine/people/partnership/",
        "/p/mine/people/partnership/change/",
        "/p/mine/people/partnership/areas/new/",
        "/account/2fa/",
        "/account/2fa/totp/activate/",
        "/account/2fa/webauthn/add/",
        "/account/sessions/",
    ],
)
def test_they_are_accessible_and_fit(server, page, path, width):
    page.set_viewport_size({"width": width, "height": 900})

    answer = page.goto(server + path)

    assert answer.status == 200
    assert violations(page) == []
    assert not overflows(page)


@pytest.mark.journey
def test_serving_the_pages_starts_the_worker_too(server, page):
    until = time.monotonic() + 60
    while (answer := page.request.get(server + "/health/")).status != 200 and time.monotonic() < until:
        time.sleep(0.5)

    assert answer.text() == "ok\n"
    page.goto(server + "/health/installation/")
    assert page.get_by_role("row", name="Worker").get_by_text("well").is_visible()
