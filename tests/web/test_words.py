"""Words of templates that a page has hundreds of."""

from datetime import date

import pytest
from django.template import Context, Engine

from frankpledge.web.templatetags import words


def test_days_are_written_as_djangos_filter_writes_them():
    template = Engine().from_string('{{ day|date:"j F Y" }}, {{ day|date:"j M Y" }}')
    for day in (date(2026, 3, 3), date(2025, 12, 31), date(2024, 2, 29)):
        assert f"{words.long_day(day)}, {words.short_day(day)}" == template.render(Context({"day": day}))


def test_no_day_is_nothing():
    assert words.long_day(None) == words.short_day(None) == ""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("twelve chars", "twelve chars"),
        ("thirteen char", "thirteen ch…"),
        ("a b c d e f g h", "a b c d e f…"),
    ],
)
def test_a_text_is_cut_only_where_it_is_longer(text, shown):
    assert words.at_most(text, 12) == shown
