"""What anybody's program may read: published editions, their findings, tables, dictionary and corrections."""

import csv
from datetime import datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date
from ninja import Query, Router

from frankpledge.documents.data import cell
from frankpledge.web.accounts.models import Partnership
from frankpledge.web.api import dictionary, public_queries, shapes
from frankpledge.web.api.shapes import PageNumber, PageSize, Problem, page_of, paged
from frankpledge.web.assessments import differing, living_queries, open_data
from frankpledge.web.assessments.models import Edition

NOT_GIVEN = frozenset({422, 429})
NOT_THERE = frozenset({404, 422, 429})
CSV = {"responses": {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}}

router = Router(tags=["Published"])


@router.get(
    "/partnerships", response={200: shapes.PartnershipPage, NOT_GIVEN: Problem}, url_name="api_published_partnerships"
)
def list_partnerships(request: HttpRequest, page: PageNumber = 1, page_size: PageSize = 50) -> dict[str, Any]:
    """The partnerships that have published something."""
    found, count = public_queries.partnerships(timezone.now(), start=(page - 1) * page_size, size=page_size)
    return paged([_partnership(each) for each in found], count, page, page_size)


@router.get("/editions", response={200: shapes.EditionPage, NOT_GIVEN: Problem}, url_name="api_published_editions")
def list_editions(
    request: HttpRequest,
    partnership: Annotated[str, Query(max_length=60, description="Of this partnership alone, by its slug.")] = "",
    page: PageNumber = 1,
    page_size: PageSize = 50,
) -> dict[str, Any]:
    """Published editions, the newest first."""
    start = (page - 1) * page_size
    found, count = public_queries.editions(timezone.now(), slug=partnership, start=start, size=page_size)
    return paged([_line(each) for each in found], count, page, page_size)


@router.get(
    "/editions/{int:edition_id}",
    response={200: shapes.Edition, NOT_THERE: Problem},
    url_name="api_published_edition",
)
def get_edition(request: HttpRequest, response: HttpResponse, edition_id: int) -> dict[str, Any]:
    """One edition: its opening words, and where its findings are."""
    edition = _edition(edition_id, response)
    _last_modified(response, edition.newest_since)  # type: ignore[attr-defined]  # from the question
    return {
        **_line(edition),
        "opening": edition.content["opening"],
        "parts": edition.content.get("parts", []),
        "versions": edition.content["versions"],
        "finding_count": len(living_queries.public_content(edition)["findings"]),
        "findings": reverse("v1:api_published_findings", args=[edition_id]),
        "dictionary": reverse("v1:api_published_dictionary", args=[edition_id]),
        "corrections": reverse("v1:api_published_corrections", args=[edition_id]),
        "files": reverse("published_data", args=[edition.partnership.slug, edition_id, open_data.EVERYTHING]),
    }


@router.get(
    "/editions/{int:edition_id}/findings",
    response={200: shapes.FindingPage, NOT_THERE: Problem},
    url_name="api_published_findings",
)
def list_findings(
    request: HttpRequest,
    response: HttpResponse,
    edition_id: int,
    kind: Annotated[str, Query(max_length=20, description="Of this kind alone, such as change or trend.")] = "",
    page: PageNumber = 1,
    page_size: PageSize = 50,
) -> dict[str, Any]:
    """The findings of an edition, in the order of its pages, without their tables."""
    edition = _edition(edition_id, response)
    found = [data for data in living_queries.public_content(edition)["findings"] if not kind or data["kind"] == kind]
    chosen = page_of(found, page, page_size)
    return {**chosen, "items": [_finding(edition, data) for data in chosen["items"]]}


@router.get(
    "/editions/{int:edition_id}/findings/{slug:finding_id}",
    response={200: shapes.Finding, NOT_THERE: Problem},
    url_name="api_published_finding",
)
def get_finding(request: HttpRequest, response: HttpResponse, edition_id: int, finding_id: str) -> dict[str, Any]:
    """One finding of an edition."""
    edition = _edition(edition_id, response)
    return _finding(edition, _data(edition, finding_id))


@router.get(
    "/editions/{int:edition_id}/findings/{slug:finding_id}/table",
    response={200: shapes.Table, NOT_THERE: Problem},
    url_name="api_published_table",
)
def get_table(request: HttpRequest, response: HttpResponse, edition_id: int, finding_id: str) -> dict[str, Any]:
    """A finding's table, unrounded."""
    return _table(_edition(edition_id, response), finding_id)


@router.get(
    "/editions/{int:edition_id}/findings/{slug:finding_id}/table.csv",
    response={200: None, NOT_THERE: Problem},
    openapi_extra=CSV,
    url_name="api_published_table_csv",
)
def get_table_csv(request: HttpRequest, response: HttpResponse, edition_id: int, finding_id: str) -> HttpResponse:
    """The same table as CSV. Text that a spreadsheet would run as a formula is made plain text."""
    table = _table(_edition(edition_id, response), finding_id)
    written = HttpResponse(content_type="text/csv; charset=utf-8")
    written["Last-Modified"] = response["Last-Modified"]
    written["Content-Disposition"] = f'attachment; filename="{edition_id}-{finding_id}.csv"'
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerows([cell(value) for value in row] for row in (table["columns"], *table["rows"]))
    return written


@router.get(
    "/editions/{int:edition_id}/dictionary",
    response={200: shapes.MeaningPage, NOT_THERE: Problem},
    url_name="api_published_dictionary",
)
def get_dictionary(
    request: HttpRequest, response: HttpResponse, edition_id: int, page: PageNumber = 1, page_size: PageSize = 100
) -> dict[str, Any]:
    """What every figure, and every column of every table, means."""
    return page_of(dictionary.meanings(living_queries.public_content(_edition(edition_id, response))), page, page_size)


@router.get(
    "/editions/{int:edition_id}/corrections",
    response={200: shapes.CorrectionPage, NOT_THERE: Problem},
    url_name="api_published_corrections",
)
def get_corrections(
    request: HttpRequest, response: HttpResponse, edition_id: int, page: PageNumber = 1, page_size: PageSize = 100
) -> dict[str, Any]:
    """
    Every figure that this edition, or one before it, gives otherwise than the edition before, and every mistake that
    was told of them.
    """
    line = public_queries.line_of(_edition(edition_id, response), timezone.now())
    told = living_queries.public_corrections(line)
    _last_modified(response, *(each.at for each in told), *(_since(each) for each in line))
    figures = [
        {
            "edition": each.edition.pk,
            "number": each.edition.number,
            "told_at": _since(each.edition),
            "finding": each.title,
            "figure": each.figure.name,
            "before": each.figure.then,
            "after": each.figure.now,
        }
        for each in differing.changed_between(line)
    ]
    mistakes = [
        {
            "edition": each.edition_id,
            "number": each.edition.number,
            "told_at": each.at,
            "wrong": each.wrong,
            "right": each.right,
        }
        for each in told
    ]
    return page_of(sorted([*figures, *mistakes], key=lambda each: each["told_at"], reverse=True), page, page_size)


def _edition(pk: int, response: HttpResponse) -> Edition:
    edition = public_queries.edition(pk, timezone.now())
    _last_modified(response, _since(edition))
    return edition


def _since(edition: Edition) -> datetime:
    """Since when everybody can read it: its day may have come before its release."""
    assert edition.released_at
    assert edition.public_from
    return max(edition.released_at, edition.public_from)


def _last_modified(response: HttpResponse, *moments: datetime) -> None:
    response["Last-Modified"] = http_date(max(moments).timestamp())


def _data(edition: Edition, finding_id: str) -> dict[str, Any]:
    found: dict[str, Any] | None = next(
        (d for d in living_queries.public_content(edition)["findings"] if d["id"] == finding_id), None
    )
    if found is None:
        raise Http404("There is no such finding in this edition.")
    return found


def _table(edition: Edition, finding_id: str) -> dict[str, Any]:
    table = shapes.table(_data(edition, finding_id))
    if table is None:
        raise Http404("This finding has no table.")
    return table


def _finding(edition: Edition, data: dict[str, Any]) -> dict[str, Any]:
    return shapes.finding(data, reverse("v1:api_published_finding", args=[edition.pk, data["id"]]))


def _partnership(partnership: Partnership) -> dict[str, Any]:
    return {"slug": partnership.slug, "name": partnership.name, "invented": partnership.demonstration}


def _line(edition: Edition) -> dict[str, Any]:
    newest: int = edition.newest  # type: ignore[attr-defined]  # from the question
    assessment = edition.assessment
    return {
        "id": edition.pk,
        "kind": assessment.kind,
        "partnership": _partnership(edition.partnership),
        "title": assessment.title,
        "number": edition.number,
        "area": {"code": assessment.area_code, "name": assessment.area_name},
        "first_month": str(assessment.first),
        "last_month": str(assessment.last),
        "public_from": edition.public_from,
        "sha256": edition.digest,
        "superseded_by": newest if newest != edition.pk else None,
        "licence": open_data.licence(edition),
        "address": reverse("v1:api_published_edition", args=[edition.pk]),
        "page": reverse("published_edition", args=[edition.partnership.slug, edition.pk]),
    }
