"""What a member's program may read, with a token: what its owner sees today, of what the token was made for."""

from collections.abc import Sequence
from typing import Annotated, Any

from django.conf import settings
from django.db import models, transaction
from django.http import Http404, HttpRequest
from django.urls import reverse
from ninja import Query, Router
from ninja.errors import HttpError

from frankpledge.web.api import member_shapes as members
from frankpledge.web.api import scopes, shapes
from frankpledge.web.api.bearer import Acting, MemberToken
from frankpledge.web.api.events import Event
from frankpledge.web.api.shapes import PageNumber, PageSize, Problem, page_of, paged
from frankpledge.web.assessments import living_queries, osara
from frankpledge.web.assessments.living_queries import Written
from frankpledge.web.assessments.models import Assessment, Edition
from frankpledge.web.audit.record import record
from frankpledge.web.evidence import queries as evidence
from frankpledge.web.evidence.forms import RowsForm

REFUSED = frozenset({401, 403, 422, 429})
REFUSED_OR_NOT_THERE = REFUSED | {404}
MONTH = r"^(19|20)\d\d-(0[1-9]|1[0-2])$"

router = Router(auth=MemberToken(), tags=["Members"])


class Asking(HttpRequest):
    """A request with a token that is good."""

    auth: Acting


@router.get("/token", response={200: members.TokenInfo, frozenset({401, 429}): Problem}, url_name="api_token")
def get_token(request: Asking) -> dict[str, Any]:
    """What the token that asks may do today."""
    token = request.auth.token
    usable = [code for code in token.scopes if code in scopes.SCOPES and request.auth.may(code)]
    return {
        "name": token.name,
        "begins": token.begins,
        "partnership": request.auth.viewer.partnership.slug,
        "scopes": token.scopes,
        "usable": usable,
        "expires_at": token.expires_at,
    }


@router.get("/assessments", response={200: members.AssessmentPage, REFUSED: Problem}, url_name="api_assessments")
def list_assessments(request: Asking, page: PageNumber = 1, page_size: PageSize = 50) -> dict[str, Any]:
    """The partnership's living assessments, the newest first. Scope: assessments."""
    request.auth.require(scopes.ASSESSMENTS)
    found = living_queries.assessments(request.auth.viewer)
    start = (page - 1) * page_size
    return paged([_line(each) for each in found[start : start + page_size]], found.count(), page, page_size)


@router.get(
    "/assessments/{int:assessment_id}",
    response={200: members.Assessment, REFUSED_OR_NOT_THERE: Problem},
    url_name="api_assessment",
)
def get_assessment(request: Asking, assessment_id: int) -> dict[str, Any]:
    """One living assessment, with its opening words. Scope: assessments."""
    assessment = _assessment(request.auth, assessment_id)
    if assessment.restricted:
        _note(request.auth, Event.RESTRICTED_READ, assessment)
    passages = living_queries.passages(request.auth.viewer).filter(assessment=assessment)
    words = {passage.about: passage.text for passage in passages}
    parts = osara.PARTS if assessment.is_profile else ()
    return {
        **_line(assessment),
        "opening": words.get("", ""),
        "parts": [{"id": part.about, "title": part.title, "words": words.get(part.about, "")} for part in parts],
    }


@router.get(
    "/assessments/{int:assessment_id}/findings",
    response={200: members.DraftFindingPage, REFUSED_OR_NOT_THERE: Problem},
    url_name="api_findings",
)
def list_draft_findings(
    request: Asking, assessment_id: int, page: PageNumber = 1, page_size: PageSize = 50
) -> dict[str, Any]:
    """Its findings as computed last, in the analyst's order. Scope: assessments, and restricted for some."""
    assessment = _assessment(request.auth, assessment_id)
    chosen = page_of(living_queries.written(request.auth.viewer, assessment), page, page_size)
    _note_restricted(request.auth, assessment, [row.found.key for row in chosen["items"] if row.found.restricted])
    return {**chosen, "items": [_draft(assessment, row) for row in chosen["items"]]}


@router.get(
    "/assessments/{int:assessment_id}/findings/{slug:finding_id}",
    response={200: members.DraftFinding, REFUSED_OR_NOT_THERE: Problem},
    url_name="api_finding",
)
def get_draft_finding(request: Asking, assessment_id: int, finding_id: str) -> dict[str, Any]:
    """One finding of a living assessment. Scope: assessments, and restricted for some."""
    assessment = _assessment(request.auth, assessment_id)
    row = _row(request.auth, assessment, finding_id)
    return _draft(assessment, row)


@router.get(
    "/assessments/{int:assessment_id}/findings/{slug:finding_id}/table",
    response={200: shapes.Table, REFUSED_OR_NOT_THERE: Problem},
    url_name="api_table",
)
def get_draft_table(request: Asking, assessment_id: int, finding_id: str) -> dict[str, Any]:
    """The table of a finding of a living assessment. Scope: assessments, and restricted for some."""
    row = _row(request.auth, _assessment(request.auth, assessment_id), finding_id)
    table = shapes.table(row.found.data)
    if table is None:
        raise Http404("This finding has no table.")
    return table


@router.get(
    "/assessments/{int:assessment_id}/editions",
    response={200: members.SignedPage, REFUSED_OR_NOT_THERE: Problem},
    url_name="api_editions",
)
def list_signed_editions(
    request: Asking, assessment_id: int, page: PageNumber = 1, page_size: PageSize = 50
) -> dict[str, Any]:
    """The signed editions of an assessment, released or not. Scope: assessments."""
    assessment = _assessment(request.auth, assessment_id)
    found = living_queries.editions(request.auth.viewer, assessment).defer("content", "html", "open_html")
    start = (page - 1) * page_size
    return paged([_signed(each) for each in found[start : start + page_size]], found.count(), page, page_size)


@router.get(
    "/assessments/{int:assessment_id}/editions/{int:number}",
    response={200: members.Signed, REFUSED_OR_NOT_THERE: Problem},
    url_name="api_edition",
)
def get_signed_edition(request: Asking, assessment_id: int, number: int) -> dict[str, Any]:
    """One signed edition, with its opening words and, of a profile, its parts. Scope: assessments."""
    edition = _edition(request.auth, assessment_id, number)
    if edition.assessment.restricted:
        _note(request.auth, Event.RESTRICTED_READ, edition)
    return {**_signed(edition), "opening": edition.content["opening"], "parts": edition.content.get("parts", [])}


@router.get(
    "/assessments/{int:assessment_id}/editions/{int:number}/findings",
    response={200: shapes.FindingPage, REFUSED_OR_NOT_THERE: Problem},
    url_name="api_edition_findings",
)
def list_signed_findings(
    request: Asking, assessment_id: int, number: int, page: PageNumber = 1, page_size: PageSize = 50
) -> dict[str, Any]:
    """The findings of a signed edition, with their words. Scope: assessments, and restricted for some."""
    edition = _edition(request.auth, assessment_id, number)
    chosen = page_of(living_queries.shown(request.auth.viewer, edition), page, page_size)
    seen = [data["id"] for data in chosen["items"] if data["id"] in edition.restricted]
    _note_restricted(request.auth, edition, seen)
    address = reverse("v1:api_edition_findings", args=[assessment_id, number])
    items = [{**shapes.finding(data, f"{address}#{data['id']}"), "table": None} for data in chosen["items"]]
    return {**chosen, "items": items}


@router.get("/rows", response={200: members.RowPage, REFUSED_OR_NOT_THERE: Problem}, url_name="api_rows")
def list_rows(
    request: Asking,
    area: Annotated[str, Query(min_length=1, max_length=200, description="ONS code or name of the area.")],
    first: Annotated[str, Query(pattern=MONTH, description="First month.", examples=["2025-01"])],
    last: Annotated[str, Query(pattern=MONTH, description="Last month.", examples=["2025-12"])],
    crime_type: Annotated[
        str, Query(max_length=100, description="As published; “crime” for all but anti-social behaviour.")
    ] = "",
    page: PageNumber = 1,
    page_size: PageSize = 100,
) -> dict[str, Any]:
    """The rows that a figure was counted from, by file and line. Each use is recorded. Scope: rows."""
    request.auth.require(scopes.ROWS)
    form = RowsForm({"area": area, "first": first, "last": last, "crime_type": crime_type})
    if not form.is_valid():
        raise HttpError(422, "; ".join(f"{name}: {fault}" for name, faults in form.errors.items() for fault in faults))
    offset = (page - 1) * page_size
    found = evidence.rows(settings.ARCHIVE, **form.cleaned_data, limit=page_size, offset=offset)
    if found.area is None:
        raise Http404(found.refusal)
    _note(
        request.auth, Event.ROWS_READ, request.auth.token, area=found.area.code, months=f"{first} to {last}", page=page
    )
    named = {"code": found.area.code, "name": found.area.name}
    return {**paged([_plain(row) for row in found.rows], found.all, page, page_size), "area": named}


def _assessment(acting: Acting, pk: int) -> Assessment:
    acting.require(scopes.ASSESSMENTS)
    return living_queries.assessments(acting.viewer).get(pk=pk)


def _edition(acting: Acting, assessment_id: int, number: int) -> Edition:
    return living_queries.editions(acting.viewer, _assessment(acting, assessment_id)).get(number=number)


def _row(acting: Acting, assessment: Assessment, key: str) -> Written:
    """One finding; looking at one from restricted data is recorded."""
    rows = living_queries.written(acting.viewer, assessment)
    row = next((row for row in rows if row.found.key == key), None)
    if row is None:
        raise Http404("There is no such finding in this assessment.")
    _note_restricted(acting, assessment, [key] if row.found.restricted else [])
    return row


def _note_restricted(acting: Acting, subject: models.Model, keys: Sequence[str]) -> None:
    if keys:
        _note(acting, Event.RESTRICTED_READ, subject, findings=list(keys))


@transaction.atomic
def _note(acting: Acting, kind: Event, subject: models.Model, **detail: Any) -> None:
    record(kind, subject=subject, by=acting.viewer, token=acting.token.pk, **detail)


def _line(assessment: Assessment) -> dict[str, Any]:
    return {
        "id": assessment.pk,
        "kind": assessment.kind,
        "title": assessment.title,
        "area": {"code": assessment.area_code, "name": assessment.area_name},
        "first_month": str(assessment.first),
        "last_month": str(assessment.last),
        "computed_at": assessment.computed_at,
        "finding_count": assessment.finding_count,  # type: ignore[attr-defined]  # counted in the question
        "edition_count": assessment.edition_count,  # type: ignore[attr-defined]
        "address": reverse("v1:api_assessment", args=[assessment.pk]),
        "findings": reverse("v1:api_findings", args=[assessment.pk]),
        "editions": reverse("v1:api_editions", args=[assessment.pk]),
    }


def _draft(assessment: Assessment, row: Written) -> dict[str, Any]:
    found = row.found
    return {
        **shapes.finding(found.data, reverse("v1:api_finding", args=[assessment.pk, found.key])),
        "words": row.passage.text if row.passage else "",
        "included": found.included,
        "gone": found.gone,
        "moved_at": found.moved_at,
        "stale": row.stale,
        "restricted": found.restricted,
    }


def _signed(edition: Edition) -> dict[str, Any]:
    return {
        "id": edition.pk,
        "number": edition.number,
        "signed_at": edition.signed_at,
        "signed_as": edition.signed_as,
        "sha256": edition.digest,
        "released_at": edition.released_at,
        "public_from": edition.public_from,
        "address": reverse("v1:api_edition", args=[edition.assessment_id, edition.number]),
        "findings": reverse("v1:api_edition_findings", args=[edition.assessment_id, edition.number]),
    }


def _plain(row: dict[Any, Any]) -> dict[str, Any]:
    """A row without the not-a-numbers that stand for nothing in a data frame."""
    return {name: None if value != value else value for name, value in row.items()}
