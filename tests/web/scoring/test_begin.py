"""Beginning a choosing: what is proposed."""

import re

from django.test import Client
from django_scopes import scope

from tests.web.cast import Cast
from tests.web.scoring.choosing import an_assessment


def test_the_newest_assessment_is_proposed_for_the_figures(cast_today: Cast, monkeypatch, settings, tmp_path) -> None:
    settings.ARCHIVE = tmp_path
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    with scope(partnership=cast_today.partnerships["castermouth"]):
        made = an_assessment(cast_today)
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(cast_today.people["cora"], backend="django.contrib.auth.backends.ModelBackend")

    body = browser.get("/p/castermouth/scoring/begin/").content.decode()

    assert re.findall(r'<option value="(\d+)" selected', body)[-1:] == [str(made.pk)]
