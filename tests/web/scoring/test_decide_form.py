"""What a manager is told who decides without saying what, or why."""

from frankpledge.web.scoring.decision_forms import DecideForm
from frankpledge.web.scoring.models import Theme


def test_what_is_missing_is_named():
    form = DecideForm({"on": "2026-11-21"}, others=Theme.objects.none())

    assert form.errors["outcome"] == ["Say what becomes of it."]
    assert form.errors["reason"] == ["Say why: it is what anybody is told who asks."]
