"""Drafts of living assessments for tests: the dullest that are valid."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from frankpledge.archive.areas import Area
from frankpledge.month import Month
from frankpledge.web.assessments import living, signing
from frankpledge.web.assessments.models import Assessment, Edition
from tests.web.cast import Cast

AREA = Area("E22999001", "Castermouth", "csp", ("E01999001",))


def a_draft(cast: Cast) -> Assessment:
    """An assessment of 2025, begun by the analyst; nothing is computed yet."""
    return living.begin(
        title="Assessment 2025", area=AREA, last=Month.parse("2025-12"), months=12, by=cast.viewer("ana")
    )


def finding(key: str, count: int, kind: str = "change") -> tuple[dict[str, Any], str]:
    """A finding with one figure, as computing hands it over."""
    data = {
        "id": key,
        "kind": kind,
        "title": key.replace("-", " ").title(),
        "statement": f"There were {count}.",
        "strength": "moderate",
        "crime_type": None,
        "provenance": {"dataset": "police_uk_street", "filter": "Crime type is any but Anti-social behaviour"},
        "figures": [{"name": "count", "value": count, "low": None, "high": None}],
    }
    return data, f"<p>There were {count}.</p>"


def compute(draft: Assessment, *findings: tuple[dict[str, Any], str]) -> int:
    """Hand computed findings over; returns how many moved."""
    with transaction.atomic():
        return living.put_findings(
            assessment=draft, findings=list(findings), versions={"police_uk_street": 3}, now=timezone.now()
        )


def an_edition(cast: Cast) -> Edition:
    """A signed edition with one finding, and words about it."""
    draft = a_draft(cast)
    compute(draft, finding("burglary", 271))
    living.write(assessment=draft, about="burglary", text="A hard winter.", based_on=0, by=cast.viewer("ana"))
    draft.refresh_from_db()
    return signing.sign(assessment=draft, by=cast.viewer("chris"))
