"""What a manager is told who decides without saying what, or why; and what stands there when they decide anew."""

from django.test import Client
from django_scopes import scope

from frankpledge.web.scoring.decision_forms import DecideForm
from frankpledge.web.scoring.models import Theme
from tests.web.scoring.choosing import a_scored_choosing, decide, move, themes


def test_what_is_missing_is_named():
    form = DecideForm({"on": "2026-11-21"}, others=Theme.objects.none())

    assert form.errors["outcome"] == ["Say what becomes of it."]
    assert form.errors["reason"] == ["Say why: it is what anybody is told who asks."]


def test_who_decides_anew_begins_with_what_was_decided(cast_today, monkeypatch):
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    with scope(partnership=cast_today.partnerships["castermouth"]):
        theme, other, *_ = themes(move(cast_today, a_scored_choosing(cast_today), "choosing"))
        decide(cast_today, theme, "merged", into=other, reason="They are one thing")
    client = Client()
    client.force_login(cast_today.people["cora"])

    form = client.get(f"{theme.get_absolute_url()}decide/").context["form"]

    assert [form[name].value() for name in ("outcome", "reason", "into")] == ["merged", "They are one thing", other.pk]
    assert form["on"].value() == cast_today.today
