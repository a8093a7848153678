"""The pages of own areas. Views only translate."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET

from frankpledge.archive.archive import Archive, NothingHeld, Snapshot
from frankpledge.archive.areas import AmbiguousArea, Area, UnknownArea
from frankpledge.documents import maps
from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.places import changes, queries
from frankpledge.web.places.forms import WAYS, AreaForm, EndForm, ExtentForm, Way, WithinForm
from frankpledge.web.places.models import OwnArea
from frankpledge.web.uploads import MOST_SHAPES, takes_files


@require_GET
def places(request: Asked) -> HttpResponse:
    """The partnership's own areas and premises."""
    context = {
        "areas": queries.own_areas_of(request.viewer),
        "premises": queries.premises_of(request.viewer),
        "ways": WAYS,
        "today": request.today,
        "refusal": permissions.reason_not_to(request.viewer, changes.WRITE),
    }
    return render(request, "places/places.html", context)


@takes_files(MOST_SHAPES, changes.WRITE)
def new_area(request: Asked, way: str) -> HttpResponse:
    """Name, kind, and where it lies: drawn, given or chosen."""
    refusal = permissions.reason_not_to(request.viewer, changes.WRITE)
    snapshot, around, problem = _around(request)
    listed = queries.lsoa_choices(snapshot, around) if way == "list" else []
    form = AreaForm(_way(way), listed, request.POST or None, request.FILES or None)
    if not refusal and form.is_valid():
        try:
            made = changes.make_area(**form.about, **form.extent, snapshot=snapshot, by=request.viewer)
        except ValidationError as fault:
            form.add_error(None, fault.messages)
        else:
            return redirect(made)
    return _lying(request, form, around, problem, refusal, None)


@takes_files(MOST_SHAPES, changes.WRITE)
def new_extent(request: Asked, area_id: int, way: str) -> HttpResponse:
    """A new boundary from a day on."""
    area = queries.own_areas_of(request.viewer).get(pk=area_id)
    refusal = permissions.reason_not_to(request.viewer, changes.WRITE)
    snapshot, around, problem = _around(request)
    listed = queries.lsoa_choices(snapshot, around) if way == "list" else []
    form = ExtentForm(_way(way), listed, request.POST or None, request.FILES or None)
    if not refusal and form.is_valid():
        try:
            changes.give_extent(area=area, **form.extent, snapshot=snapshot, by=request.viewer)
        except ValidationError as fault:
            form.add_error(None, fault.messages)
        else:
            return redirect(area)
    return _lying(request, form, around, problem, refusal, area)


def _lying(
    request: Asked, form: ExtentForm, around: Area, problem: str, refusal: str, area: OwnArea | None
) -> HttpResponse:
    context = {
        "form": form,
        "way": form.way,
        "ways": WAYS,
        "area": area,
        "around": around,
        "problem": problem,
        "refusal": refusal,
        "within": WithinForm(initial={"within": request.GET.get("within", "")}),
        "asked_within": request.GET.get("within", ""),
    }
    return render(request, "places/lying.html", context, status=403 if refusal else 200)


def paper(request: Asked) -> JsonResponse:
    """The LSOAs on which an area is drawn."""
    permissions.require(permissions.reason_not_to(request.viewer, changes.WRITE))
    snapshot, around, _ = _around(request)
    return JsonResponse(queries.paper(request.viewer, snapshot, around))


@require_GET
def own_area(request: Asked, area_id: int) -> HttpResponse:
    """One area: where it lies and lay, which LSOAs count for it, what was recorded in it."""
    area = queries.own_areas_of(request.viewer).get(pk=area_id)
    snapshot = Archive(settings.ARCHIVE).snapshot()
    extent = area.extent_on(request.today)
    drawn = queries.drawn(snapshot, area, extent) if extent else None
    context = {
        "area": area,
        "extent": extent,
        "earlier": [each for each in area.extents.all() if each != extent],
        "map": mark_safe(maps.draw(drawn, "area-map")) if drawn else "",
        "counts": queries.counts(snapshot, extent) if extent else None,
        "ways": WAYS,
        "refusal": permissions.reason_not_to(request.viewer, changes.WRITE),
    }
    return render(request, "places/own_area.html", context)


@require_GET
def boundary(request: Asked, area_id: int) -> JsonResponse:
    """The boundary of today as GeoJSON, to take away."""
    area = queries.own_areas_of(request.viewer).get(pk=area_id)
    extent = area.extent_on(request.today)
    if extent is None or not extent.shape:
        raise Http404
    told = {"type": "Feature", "properties": {"name": area.name, "from": str(extent.from_on)}, "geometry": extent.shape}
    headers = {"Content-Disposition": f'attachment; filename="{area.code}.geojson"'}
    return JsonResponse(told, headers=headers, content_type="application/geo+json")


def end_area(request: Asked, area_id: int) -> HttpResponse:
    """From a day on the area is offered no more."""
    area = queries.own_areas_of(request.viewer).get(pk=area_id)
    refusal = permissions.reason_not_to(request.viewer, changes.WRITE)
    form = EndForm(request.POST or None, initial={"on": request.today})
    if not refusal and form.is_valid():
        changes.end_area(area=area, on=form.cleaned_data["on"], by=request.viewer)
        return redirect(area)
    context = {"area": area, "form": form, "refusal": refusal}
    return render(request, "places/end_area.html", context, status=403 if refusal else 200)


def _way(way: str) -> Way:
    if way not in WAYS:
        raise Http404
    return way


def _around(request: Asked) -> tuple[Snapshot, Area, str]:
    """The archive, the area around, and why it could not be found, if so."""
    snapshot = Archive(settings.ARCHIVE).snapshot()
    text = request.GET.get("within", "")
    nowhere = Area("here", request.viewer.partnership.name, "together", ())
    try:
        return snapshot, queries.surroundings(request.viewer, snapshot, text, request.today), ""
    except (UnknownArea, AmbiguousArea) as problem:
        return snapshot, nowhere, str(problem)
    except NothingHeld as problem:
        return snapshot, nowhere, str(problem)
