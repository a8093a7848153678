"""
Results as plain dictionaries: what the pages show, what an edition keeps, and what the open data are made of.

Words are `{"en": …, "cy": …}`. A number that `results_guard` hides is None, and its entry says `"hidden": True`.
"""

from collections.abc import Iterable
from typing import Any

from frankpledge.analysis.survey_share import SurveyShare
from frankpledge.web.surveys import results_weights
from frankpledge.web.surveys.questionnaire import Kind, Page, Text
from frankpledge.web.surveys.results_representation import Compared
from frankpledge.web.surveys.results_shares import PageShares, Ranking, by_group, identity
from frankpledge.web.surveys.results_working import Results
from frankpledge.web.surveys.scales import options_of
from frankpledge.web.surveys.tables import MODES, Grouping

GROUPINGS = ("deprivation", "ward", "respondent", "mode")
TOP = "top"
LEFT_OUT = {  # by `Response.LeftOut`
    "": Text("for a reason that is on record", "am reswm sydd ar gofnod"),
    "twice": Text("the same person had answered before", "roedd yr un person wedi ateb o’r blaen"),
    "keyed": Text("one paper was keyed in twice", "cafodd un papur ei fewnbynnu ddwywaith"),
    "test": Text("it was a test, and nobody’s answer", "prawf oedd, nid ateb neb"),
}


def said(text: Text) -> dict[str, str]:
    """Both languages; Welsh falls back to English where there is none."""
    return {"en": text.en, "cy": text.say("cy")}


def content(results: Results) -> dict[str, Any]:
    """Everything, with every number; only for those who may see small ones, until it is guarded."""
    survey, frame = results.survey, results.frame
    modes = frame.groupings.get("mode")
    return {
        "title": said(frame.questionnaire.title)
        if frame.questionnaire.title
        else {"en": survey.title, "cy": survey.title},
        "n": frame.n,
        "from": survey.opens_on.isoformat() if survey.opens_on else "",
        "until": survey.closes_on.isoformat() if survey.closes_on else "",
        "sampling": survey.sampling,
        "sample": results.sample,
        "area": survey.area_name,
        "languages": list(survey.languages),
        "left_out": results.left_out,
        "left_out_as": [
            {"text": said(LEFT_OUT[sort]), "count": count} for sort, count in sorted(results.left_out_as.items())
        ],
        "modes": _counts(modes) if modes else [],
        "mode_words": {key: said(text) for key, text in MODES.items()},
        "weighting": [said(each) for each in results_weights.words(results.weighed, results.limit)],
        "weighted": results.weighed.raking is not None,
        "pages": pages(results.shares),
        "rankings": [_ranking(each, results) for each in results.rankings],
        "who": [who(each) for each in results.who],
        "crosses": [_cross(results, frame.groupings[name]) for name in GROUPINGS if name in frame.groupings],
        "compared": _compared(results),
        "comments": [],
    }


def _counts(grouping: Grouping) -> list[dict[str, Any]]:
    pairs = zip(grouping.keys, grouping.texts, grouping.sizes.tolist(), strict=True)
    return [{"key": key, "text": said(text), "count": count} for key, text, count in pairs]


def pages(found: Iterable[PageShares]) -> list[dict[str, Any]]:
    """Each page's answers, with every number."""
    return [_page(each) for each in found]


def _page(found: PageShares) -> dict[str, Any]:
    page, question = found.page, found.page.question
    made = {
        "page": page.key,
        "question": question.key,
        "kind": str(question.kind),
        "code": question.code,
        "same": "@".join(identity(page)) if identity(page)[0] else "",
        "text": said(question.text),
        "item": said(page.item.text) if page.item else None,
        "asked": found.asked,
        "base": found.base,
        "otherwise": found.otherwise,
        "several": found.several,
        "routed": found.routed,
        "after": [{"page": each.page, "options": list(each.options)} for each in question.route],
        "lines": [
            {"key": line.option.key, "text": said(line.option.text), "aside": line.option.aside} | _share(line.share)
            for line in found.lines
        ],
        "top": None,
    }
    if found.top is not None:
        made["top"] = {"key": TOP, "text": said(found.top_text)} | _share(found.top)
    return made


def _share(share: SurveyShare) -> dict[str, Any]:
    return {"count": share.count, "percent": share.percent, "low": share.low, "high": share.high}


def _ranking(ranking: Ranking, results: Results) -> dict[str, Any]:
    by_page = {each.page.key: each for each in results.shares}
    rows = []
    for place, page in ranking.places:
        top = by_page[page.key].top
        assert top is not None
        rows.append(
            {"rank": place.rank, "tied": place.tied, "page": page.key, "base": by_page[page.key].base}
            | {"text": said(page.item.text) if page.item else said(page.question.text)}
            | _share(top)
        )
    return {"question": ranking.question.key, "text": said(ranking.question.text), "rows": rows}


def who(found: Compared) -> dict[str, Any]:
    """One margin: who answered beside who lives here."""
    return {
        "name": found.name,
        "text": said(found.text),
        "page": found.page,
        "why_not": found.why_not,
        "source": found.margin.source if found.margin else "",
        "base": found.found.base if found.found else None,
        "unknown": found.found.unknown if found.found else None,
        "rows": [
            {
                "key": line.key,
                "text": said(line.text),
                "people": said(line.people),
                "count": line.share.count,
                "percent": line.share.percent,
                "population": line.share.population_percent,
                "under": line.share.under or (line.share.missing and line.share.more_needed > 0),
            }
            for line in found.lines
        ],
    }


def _cross(results: Results, grouping: Grouping) -> dict[str, Any]:
    pages = [
        _cross_page(results, each.page, grouping)
        for each in results.shares
        if each.base and each.page.key != grouping.page
    ]
    return {"name": grouping.name, "text": said(grouping.text), "pages": pages}


def _cross_page(results: Results, page: Page, grouping: Grouping) -> dict[str, Any]:
    """
    Of a scale the two upper steps together, else every option. The last row is of those whose group is not known.

    `partition`: the columns share the base out between them.
    """
    groups = by_group(results.frame, page, grouping, weights=results.weights)
    scale = groups[0].top_count is not None
    by_key = {each.page.key: each for each in results.shares}
    top_text = by_key[page.key].top_text if scale else Text()
    columns = [(TOP, top_text)] if scale else [(each.key, each.text) for each in options_of(page.question)]
    return {
        "page": page.key,
        "text": said(page.item.text if page.item else page.question.text),
        "question": said(page.question.text),
        "routed": bool(page.question.route),
        "partition": not scale and page.question.kind != Kind.SEVERAL,
        "columns": [{"key": key, "text": said(text)} for key, text in columns],
        "rows": [
            {
                "key": each.key,
                "text": said(each.text),
                "base": each.base,
                "cells": [
                    {"count": count, "percent": percent}
                    for count, percent in (
                        [(each.top_count, each.top_percent)] if scale else zip(each.counts, each.percent, strict=True)
                    )
                ],
            }
            for each in groups
        ],
    }


def _compared(results: Results) -> dict[str, Any] | None:
    found, earlier = results.beside, results.survey.compared_with
    if found is None or earlier is None:
        return None
    rows = []
    for each in found.moved:
        texts = {line.option.key: said(line.option.text) for line in each.now.lines} | {
            TOP: said(each.now.top_text) if each.now.top else {}
        }
        for key, moved in each.differences:
            rows.append(
                {
                    "page": each.now.page.key,
                    "page_before": each.before.page.key,
                    "text": said(each.now.page.item.text if each.now.page.item else each.now.page.question.text),
                    "key": key,
                    "answer": texts[key],
                    "now": moved.after.percent,
                    "before": moved.before.percent,
                    "base": moved.after.base,
                    "base_before": moved.before.base,
                    "points": moved.points,
                    "low": moved.low,
                    "high": moved.high,
                }
            )
    not_compared = [
        {"text": said(e.page.page.item.text if e.page.page.item else e.page.page.question.text), "why": e.why}
        for e in found.not_compared
    ]
    return {
        "title": earlier.title,
        "rows": rows,
        "not_compared": not_compared,
        "before": pages(results.before),
    }
