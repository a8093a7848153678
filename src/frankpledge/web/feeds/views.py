"""The pages about partners' feeds. Views only translate."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from frankpledge.archive.archive import ArchiveBusy
from frankpledge.sources.opened import Opened, UnreadableFile
from frankpledge.sources.partner_mapping import MappingFault
from frankpledge.sources.partner_mapping_proposal import look
from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked, needs
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.second_factor import asked_again_to_send
from frankpledge.web.feeds import changes, queries
from frankpledge.web.feeds.column_forms import column_forms, file_told, kept, taken_up
from frankpledge.web.feeds.forms import DescriptionForm, ExtractForm, PurgeForm, RequestForm, TermsForm
from frankpledge.web.feeds.owning import owners
from frankpledge.web.uploads import MOST_EXTRACT, takes_files

A_PAGE = 100


@needs(Permission.SEE_WORKSPACE)
@require_GET
def feeds(request: Asked) -> HttpResponse:
    """What partners send, on what terms, and what is late."""
    context = {
        "feeds": queries.feeds(settings.ARCHIVE, request.today),
        "late": [one for one in queries.late(settings.ARCHIVE, request.today) if one.feed],
        "past": queries.past(request.viewer, settings.ARCHIVE, request.today),
        "load_refusal": permissions.reason_not_to(request.viewer, Permission.LOAD_EVIDENCE),
        "may_see": request.viewer.may(Permission.SEE_RESTRICTED),
    }
    return render(request, "feeds/feeds.html", context)


@needs(Permission.SEE_WORKSPACE)
@require_GET
def catalogue(request: Asked) -> HttpResponse:
    """What agencies must share every quarter by law: what came, what is late."""
    about, data_sets = queries.catalogue(settings.ARCHIVE, request.today)
    return render(request, "feeds/catalogue.html", {"about": about, "data_sets": data_sets})


@needs(Permission.LOAD_EVIDENCE)
@takes_files(MOST_EXTRACT, Permission.LOAD_EVIDENCE)
@require_http_methods(["GET", "POST"])
def propose(request: Asked) -> HttpResponse:
    """A file is looked at; what can be seen in it is proposed, and it is not kept."""
    form = ExtractForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            layout, drafts = look(Opened(Path(file.temporary_file_path())))
        except UnreadableFile as fault:
            form.add_error("file", f"{file.name} {fault}")
        else:
            month_by = {draft.field for draft in drafts} & {"from", "recorded"}
            initial = {"month_by": month_by.pop()} if len(month_by) == 1 else {}
            return _describing(request, kept(layout, drafts), column_forms(drafts), TermsForm(initial=initial))
    return render(request, "feeds/propose.html", {"form": form})


@needs(Permission.LOAD_EVIDENCE)
@require_http_methods(["GET", "POST"])
def describe(request: Asked) -> HttpResponse:
    """The answers; all that is wrong is said at once, and what was answered stays."""
    seen = request.POST.get("seen", "")
    found = taken_up(seen)
    if found is None:
        return redirect("propose_feed")
    layout, drafts = found
    terms, columns = TermsForm(request.POST), column_forms(drafts, request.POST)
    right = [one.is_valid() for one in columns if not one.refused]
    if terms.is_valid() and all(right):
        told = terms.told | file_told(layout, terms.cleaned_data, columns)
        try:
            feed = changes.describe(settings.ARCHIVE, told=told, by=request.viewer, today=request.today)
        except MappingFault as faults:
            for fault in faults.faults:
                terms.add_error(None, fault)
        except ArchiveBusy as busy:
            terms.add_error(None, str(busy))
        else:
            return redirect("feed", *feed.key.split("/"))
    return _describing(request, seen, columns, terms)


def _describing(request: Asked, seen: str, columns: list[Any], terms: TermsForm) -> HttpResponse:
    faulty = any(one.errors for one in columns if one.is_bound) or bool(terms.errors)
    context = {
        "seen": seen,
        "columns": columns,
        "terms": terms,
        "faulty": faulty,
        "asked": sum(one.asked for one in columns),
        "refused": [one for one in columns if one.refused],
    }
    return render(request, "feeds/describe.html", context)


@needs(Permission.SEE_RESTRICTED)
@require_GET
def feed(request: Asked, sender: str, feed: str) -> HttpResponse:
    """One feed: its terms, what is held, what was done with it."""
    state = _state(request, sender, feed)
    log = queries.log(request.viewer, settings.ARCHIVE, state.feed.key)
    context = {
        "state": state,
        "lines": log.lines[:20],
        "altered": log.altered,
        "load_refusal": changes.reason_not_to_deal(settings.ARCHIVE, request.viewer, state.feed.key),
        "not_ours": owners(settings.ARCHIVE).reason_not_ours(request.viewer, state.feed.key),
    }
    return render(request, "feeds/feed.html", context)


@needs(Permission.LOAD_EVIDENCE)
@takes_files(MOST_EXTRACT, Permission.LOAD_EVIDENCE)
@require_http_methods(["GET", "POST"])
def load_extract(request: Asked, sender: str, feed: str) -> HttpResponse:
    """A file of this feed; how it goes is shown by the page for loads."""
    state = _state(request, sender, feed)
    permissions.require(changes.reason_not_to_deal(settings.ARCHIVE, request.viewer, state.feed.key))
    form = ExtractForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and not state.blocked and form.is_valid():
        file = form.cleaned_data["file"]
        started = changes.load_extract(settings.ARCHIVE, feed=state.feed, file=file, by=request.viewer)
        return redirect("loading", started.id)
    return render(request, "feeds/load_extract.html", {"state": state, "form": form})


@needs(Permission.LOAD_EVIDENCE)
@require_http_methods(["GET", "POST"])
def description(request: Asked, sender: str, feed: str) -> HttpResponse:
    """The description as text: an agreement is renewed here, and a column's meaning put right."""
    state = _state(request, sender, feed)
    permissions.require(changes.reason_not_to_deal(settings.ARCHIVE, request.viewer, state.feed.key))
    form = DescriptionForm(request.POST or None, initial={"text": state.feed.text})
    if form.is_valid():
        try:
            text = form.cleaned_data["text"].replace("\r\n", "\n")
            changed = changes.describe(settings.ARCHIVE, told=text, by=request.viewer, today=request.today)
        except MappingFault as faults:
            for fault in faults.faults:
                form.add_error("text", fault)
        except ArchiveBusy as busy:
            form.add_error(None, str(busy))
        else:
            return redirect("feed", *changed.key.split("/"))
    return render(request, "feeds/description.html", {"state": state, "form": form})


@needs(Permission.SEE_RESTRICTED)
@require_GET
def log(request: Asked) -> HttpResponse:
    """What was done with partners' data, and who asked for it; checked for tampering."""
    found = queries.log(request.viewer, settings.ARCHIVE)
    context = {
        "page": Paginator(found.lines, A_PAGE).get_page(request.GET.get("page")),
        "altered": found.altered,
        "load_refusal": permissions.reason_not_to(request.viewer, Permission.LOAD_EVIDENCE),
    }
    return render(request, "feeds/log.html", context)


@needs(Permission.LOAD_EVIDENCE)
@require_http_methods(["GET", "POST"])
def request_data(request: Asked) -> HttpResponse:
    """Log that somebody asked for a feed's data."""
    known = [(one.feed.key, one.feed.title) for one in queries.own(request.viewer, settings.ARCHIVE, request.today)]
    form = RequestForm(request.POST or None, known, {"feed": request.GET.get("feed", "")})
    if form.is_valid():
        try:
            changes.request(settings.ARCHIVE, by=request.viewer, today=request.today, **form.cleaned_data)
        except (LookupError, ValueError) as fault:
            form.add_error(None, str(fault))
        else:
            return redirect("feeds_log")
    return render(request, "feeds/request_data.html", {"form": form, "known": known})


@needs(Permission.LOAD_EVIDENCE)
@require_http_methods(["GET", "POST"])
@asked_again_to_send
def purge(request: Asked) -> HttpResponse:
    """Remove the months that are past their agreed retention."""
    form = PurgeForm(request.POST or None)
    if form.is_valid():
        try:
            changes.purge(settings.ARCHIVE, by=request.viewer, today=request.today)
        except ArchiveBusy as busy:
            form.add_error(None, str(busy))
        else:
            return redirect("feeds_log")
    return render(
        request,
        "feeds/purge.html",
        {"form": form, "past": queries.past(request.viewer, settings.ARCHIVE, request.today)},
    )


def _state(request: Asked, sender: str, feed: str) -> queries.FeedState:
    state = queries.feed(settings.ARCHIVE, sender, feed, request.today)
    if state is None:
        raise Http404
    return state
