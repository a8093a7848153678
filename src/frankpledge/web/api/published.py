"""What anybody's program may read: published editions, their findings, tables, dictionary and corrections."""

import csv
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date
from ninja import Query, Router

from frankpledge.documents.data import cell
from frankpledge.web.accounts.models import Partnership
from frankpledge.web.api import dictionary, public_queries, shapes
from frankpledge.web.api.corrections import corrections
from frankpledge.web.api.shapes import PageNumber, PageSize, Problem, page_of, paged
from frankpledge.web.assessments.models import Edition

LICENCE = "Open Government Licence v3.0"
LICENCE_ADDRESS = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
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
    return {
        **_line(edition),
        "opening": edition.content["opening"],
        "versions": edition.content["versions"],
        "finding_count": len(edition.content["findings"]),
        "findings": reverse("v1:api_published_findings", args=[edition_id]),
        "dictionary": reverse("v1:api_published_dictionary", args=[edition_id]),
        "corrections": reverse("v1:api_published_corrections", args=[edition_id]),
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
    found = [data for data in edition.content["findings"] if not kind or data["kind"] == kind]
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
    return page_of(dictionary.meanings(_edition(edition_id, response).content), page, page_size)


@router.get(
    "/editions/{int:edition_id}/corrections",
    response={200: shapes.CorrectionPage, NOT_THERE: Problem},
    url_name="api_published_corrections",
)
def get_corrections(
    request: HttpRequest, response: HttpResponse, edition_id: int, page: PageNumber = 1, page_size: PageSize = 100
) -> dict[str, Any]:
    """Every figure that this edition, or one before it, gives otherwise than the edition published before."""
    edition = _edition(edition_id, response)
    return page_of(corrections(public_queries.line_of(edition, timezone.now())), page, page_size)


def _edition(pk: int, response: HttpResponse) -> Edition:
    edition = public_queries.edition(pk, timezone.now())
    assert edition.public_from
    response["Last-Modified"] = http_date(edition.public_from.timestamp())
    return edition


def _data(edition: Edition, finding_id: str) -> dict[str, Any]:
    found: dict[str, Any] | None = next((d for d in edition.content["findings"] if d["id"] == finding_id), None)
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
        "partnership": _partnership(edition.partnership),
        "title": assessment.title,
        "number": edition.number,
        "area": {"code": assessment.area_code, "name": assessment.area_name},
        "first_month": str(assessment.first),
        "last_month": str(assessment.last),
        "public_from": edition.public_from,
        "sha256": edition.digest,
        "superseded_by": newest if newest != edition.pk else None,
        "licence": LICENCE,
        "licence_address": LICENCE_ADDRESS,
        "address": reverse("v1:api_published_edition", args=[edition.pk]),
        "page": reverse("published_edition", args=[edition.partnership.slug, edition.pk]),
    }
