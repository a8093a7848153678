"""Small numbers do not leave: what an attacker can work out of guarded results is no small number."""

from copy import deepcopy

import numpy as np
import pytest

from frankpledge.analysis.disclosure import bounds, is_small, suppress
from frankpledge.web.surveys.questionnaire import Text
from frankpledge.web.surveys.results_content import said
from frankpledge.web.surveys.results_guard import guarded


def a_page(key: str, counts: list[int], *, top: bool = True, several: bool = False, base: int | None = None, after=()):
    base = sum(counts) if base is None else base
    share = lambda count: {"count": count, "percent": 100 * count / base if base else None, "low": None, "high": None}  # noqa: E731
    return {
        "page": key, "question": key, "code": "problem", "text": said(Text(key)), "item": None, "asked": base, "base": base,
        "several": several, "after": [{"page": each, "options": ["a"]} for each in after],
        "lines": [{"key": f"o{at}", "text": said(Text(f"o{at}")), "aside": False} | share(n) for at, n in enumerate(counts)],
        "top": {"key": "top", "text": said(Text("top"))} | share(sum(counts[:2])) if top else None,
    }  # fmt: skip


def a_cross(key: str, tops: list[int], bases: list[int]):
    rows = [
        {"key": f"g{at}" if at < len(bases) - 1 else "", "text": said(Text(f"g{at}")), "base": base,
         "cells": [{"count": count, "percent": 100 * count / base if base else None}]}
        for at, (count, base) in enumerate(zip(tops, bases, strict=True))
    ]  # fmt: skip
    return {
        "page": key, "routed": False, "partition": False, "columns": [{"key": "top", "text": said(Text("top"))}],
        "rows": rows, "text": said(Text(key)),
    }  # fmt: skip


def content(*pages, crosses=(), **facts):
    return {
        "n": 400, "pages": list(pages), "modes": [], "rankings": [], "who": [], "comments": [], "compared": None,
        "crosses": [{"name": "ward", "text": said(Text("Ward")), "pages": list(crosses)}] if crosses else [],
    } | facts  # fmt: skip


def counts_of(page):
    return [line["count"] for line in page["lines"]]


def test_a_small_answer_goes_and_another_with_it():
    [page] = guarded(content(a_page("litter", [100, 80, 60, 40, 2])))["pages"]

    assert counts_of(page)[4] is None
    assert sum(count is None for count in counts_of(page)) >= 2
    assert page["base"] == 282


def test_the_two_upper_steps_together_give_no_small_answer_away():
    [page] = guarded(content(a_page("litter", [100, 3, 60, 40, 50])))["pages"]

    assert counts_of(page)[1] is None
    assert counts_of(page)[0] is None or page["top"]["count"] is None


def test_nothing_is_hidden_where_nothing_is_small():
    [page] = guarded(content(a_page("litter", [100, 80, 60, 40, 0])))["pages"]

    assert counts_of(page) == [100, 80, 60, 40, 0]


def test_a_page_that_few_answered_is_withheld():
    [page] = guarded(content(a_page("litter", [2, 1, 0, 0, 0])))["pages"]

    assert page["withheld"]
    assert page["base"] is None
    assert set(counts_of(page)) == {None}


def test_of_several_answers_those_who_did_not_choose_one_are_guarded_too():
    [page] = guarded(content(a_page("channels", [98, 40, 3], top=False, several=True, base=100)))["pages"]

    assert counts_of(page) == [None, 40, None]


def test_who_was_led_on_leaves_only_where_what_led_them_is_shown():
    victim, reported = (
        a_page("victim", [20, 300, 2], top=False),
        a_page("reported", [12, 8], top=False, after=["victim"]),
    )

    first, second = guarded(content(victim, reported))["pages"]

    assert None in counts_of(first)
    assert second["withheld"]


def test_a_ranking_hides_what_its_page_hides():
    page = a_page("litter", [2, 1, 60, 40, 50])
    row = {
        "page": "litter",
        "rank": 1,
        "tied": False,
        "base": 153,
        "count": 3,
        "percent": 2.0,
        "low": None,
        "high": None,
    }

    made = guarded(content(page, rankings=[{"question": "litter", "text": {}, "rows": [row]}]))

    [shown] = made["rankings"][0]["rows"]
    assert shown["hidden"]
    assert shown["percent"] is None


@pytest.mark.parametrize("seed", range(12))
def test_no_small_number_of_a_group_can_be_worked_out(seed):
    random = np.random.default_rng(seed)
    bases = random.integers(3, 60, 8)
    tops = random.binomial(bases, random.choice([0.05, 0.4, 0.9], 8))
    page = a_page("litter", [int(tops.sum()), 0, int((bases - tops).sum()), 0, 0])
    made = guarded(content(page, crosses=[a_cross("litter", tops.tolist(), bases.tolist())]))
    if not made["crosses"]:
        return  # the table does not leave at all
    rows = {row["key"]: row for row in made["crosses"][0]["pages"][0]["rows"]}

    # The attacker knows the list's totals and every row shown; those not shown are one row.
    shown = [at for at in range(7) if f"g{at}" in rows]
    others = [at for at in range(8) if at not in shown]
    table = np.array(
        [[tops[at], bases[at] - tops[at]] for at in shown] + [[tops[others].sum(), (bases - tops)[others].sum()]]
    )
    hidden = np.array([rows[f"g{at}"]["cells"][0]["hidden"] for at in shown], dtype=bool)

    assert all(rows[f"g{at}"]["base"] >= 10 for at in shown)
    small = is_small(table[:-1]).any(axis=1)
    assert hidden[small].all()
    if small.any() or is_small(table[-1]).any():
        guard = suppress(table)
        found = bounds(table, guard)
        for at, one in enumerate(small):
            if one:
                assert found.high[at, 0] > found.low[at, 0]


def test_guarding_leaves_what_it_was_given_alone():
    given = content(a_page("litter", [100, 80, 60, 40, 2]))
    before = deepcopy(given)

    guarded(given)

    assert given == before


def test_a_theme_of_few_comments_is_hidden():
    code = {"name": {}, "definition": "", "count": 3, "percent": 10.0}
    comments = {"page": "else", "base": 30, "codes": [code, code | {"count": 12}]}

    made = guarded(content(a_page("litter", [100, 80, 60, 40, 0]), comments=[comments]))

    assert [each["count"] for each in made["comments"][0]["codes"]] == [None, 12]


def test_last_years_small_numbers_are_hidden_too():
    now, before = a_page("litter", [100, 80, 60, 40, 0]), a_page("litter", [2, 1, 60, 40, 50])
    row = {"page": "litter", "page_before": "litter", "key": "top", "now": 64.0, "before": 2.0, "points": 62.0,
           "low": None, "high": None, "base": 280, "base_before": 153}  # fmt: skip

    made = guarded(content(now, compared={"title": "", "rows": [row], "not_compared": [], "before": [before]}))

    assert made["compared"]["rows"][0]["hidden"]
    assert made["compared"]["rows"][0]["before"] is None
    assert "before" not in made["compared"]


def test_who_answered_does_not_give_the_base_of_a_page_that_is_withheld():
    page = {
        "page": "age", "several": False, "after": [], "base": 3, "asked": 60, "top": None,
        "lines": [{"key": "young", "count": 3, "percent": 100.0}],
    }  # fmt: skip
    margin = {"page": "age", "base": 3, "unknown": 57, "rows": [{"key": "young", "count": 3, "percent": 100.0}]}
    content = {"n": 60, "pages": [page], "who": [margin], "modes": [], "rankings": [], "crosses": [], "comments": []}

    made = guarded(content | {"compared": None})

    assert made["pages"][0]["withheld"]
    assert made["who"] == []
