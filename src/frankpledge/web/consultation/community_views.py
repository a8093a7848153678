"""Pages about community groups, their advice, and how far everybody was heard. They only translate."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.consultation import community_changes, heard
from frankpledge.web.consultation.asking import answer_page
from frankpledge.web.consultation.heard_forms import (
    AdviceForm,
    ContactForm,
    GroupForm,
    ReachNoteForm,
    RespondForm,
    StandingItemForm,
)
from frankpledge.web.consultation.models import CommunityGroup
from frankpledge.web.consultation.permissions import reason_not_to_take_in, reason_not_to_write

FACTS = ("name", "kind", "communities", "reach", "liaison", "office", "neighbourhood", "next_on")


@require_GET
def community_groups(request: Asked) -> HttpResponse:
    """The directory, with when each was last talked with and is next."""
    context = {
        "groups": heard.groups(request.viewer),
        "refusal": reason_not_to_write(request.viewer),
        "today": request.today,
    }
    return render(request, "consultation/groups.html", context)


def add_group(request: Asked) -> HttpResponse:
    back = (reverse("community_groups", args=[request.viewer.partnership.slug]), "Groups and councils")
    return _put(request, None, back, "Add a group, council or board")


def change_group(request: Asked, group_id: int) -> HttpResponse:
    held = _group(request, group_id)
    return _put(request, held, (held.get_absolute_url(), held.name), "Change this entry")


@require_GET
def community_group(request: Asked, group_id: int) -> HttpResponse:
    """One group: whom it reaches, what was talked about, what it raised and advised."""
    held, viewer = _group(request, group_id), request.viewer
    advises = held.kind == CommunityGroup.Kind.ADVISORY
    context = {
        "held": held,
        "contacts": heard.contacts(viewer, held),
        "issues": heard.issues(viewer).filter(group=held),
        "advises": advises,
        "advice": heard.advice(viewer).filter(group=held) if advises else [],
        "items": heard.standing_items(viewer).filter(group=held) if advises else [],
        "refusal": reason_not_to_write(viewer),
        "contact_refusal": reason_not_to_take_in(viewer),
        "today": request.today,
    }
    return render(request, "consultation/group.html", context)


def contact_group(request: Asked, group_id: int) -> HttpResponse:
    """Write down that you were in touch."""
    held = _group(request, group_id)

    def save(**facts: Any) -> CommunityGroup:
        return community_changes.be_in_touch(group=held, by=request.viewer, today=request.today, **facts).group

    form = ContactForm(request.POST or None, initial={"on": request.today})
    return _page(request, held, form, save, "You were in touch", reason_not_to_take_in(request.viewer))


def advise(request: Asked, group_id: int) -> HttpResponse:
    """Write down what advisers said."""
    held = _group(request, group_id)

    def save(**facts: Any) -> CommunityGroup:
        return community_changes.advise(group=held, by=request.viewer, today=request.today, **facts).group

    form = AdviceForm(request.POST or None, initial={"given_on": request.today})
    return _page(request, held, form, save, "Their advice", reason_not_to_write(request.viewer))


def respond_to_advice(request: Asked, group_id: int, advice_id: int) -> HttpResponse:
    held = _group(request, group_id)
    given = heard.advice(request.viewer).get(group=held, pk=advice_id)

    def save(**facts: Any) -> CommunityGroup:
        return community_changes.respond(advice=given, by=request.viewer, today=request.today, **facts).group

    form = RespondForm(request.POST or None, initial={"response": given.response})
    refusal = reason_not_to_write(request.viewer)
    return _page(request, held, form, save, "Answer their advice", refusal, intro=given.advice)


def add_standing_item(request: Asked, group_id: int) -> HttpResponse:
    held = _group(request, group_id)

    def save(**facts: Any) -> CommunityGroup:
        return community_changes.put_standing_item(group=held, by=request.viewer, today=request.today, **facts).group

    form = StandingItemForm(request.POST or None)
    return _page(request, held, form, save, "Add a standing item", reason_not_to_write(request.viewer))


@require_POST
def end_standing_item(request: Asked, group_id: int, item_id: int) -> HttpResponse:
    permissions.require(reason_not_to_write(request.viewer))
    held = _group(request, group_id)
    item = heard.standing_items(request.viewer).get(group=held, pk=item_id)
    community_changes.end_standing_item(item=item, by=request.viewer, today=request.today)
    return redirect(held)


@require_GET
def community_reach(request: Asked) -> HttpResponse:
    """Which communities were reached how in a year, and what the partnership says of it."""
    year = _year(request)
    rows = heard.reach(request.viewer, year)
    context = {
        "rows": rows,
        "unreached": [row.name for row in rows if not row.reached],
        "year": year,
        "next_year": year + 1,
        "before": year - 1,
        "this_year": heard.year_of(request.today),
        "note": heard.note(request.viewer, year),
        "refusal": reason_not_to_write(request.viewer),
    }
    return render(request, "consultation/reach.html", context)


def note_reach(request: Asked, year: int) -> HttpResponse:
    """Say how far everybody was heard."""
    slug = request.viewer.partnership.slug
    back = f"{reverse('community_reach', args=[slug])}?year={year}"
    held = heard.note(request.viewer, year)

    def save(note: str) -> str:
        community_changes.note_reach(year=year, note=note, by=request.viewer)
        return back

    form = ReachNoteForm(request.POST or None, initial={"note": held.note if held else ""})
    return answer_page(
        request, form, save, title=f"Who was heard from April {year} to March {year + 1}",
        back=(back, "Who was heard"), refusal=reason_not_to_write(request.viewer),
    )  # fmt: skip


def _year(request: Asked) -> int:
    asked = request.GET.get("year", "")
    known = asked.isascii() and asked.isdecimal() and len(asked) == 4 and 1998 <= int(asked) <= 2200
    return int(asked) if known else heard.year_of(request.today)


def _put(request: Asked, held: CommunityGroup | None, back: tuple[str, str], title: str) -> HttpResponse:
    form = GroupForm(
        request.POST or None,
        offered={"neighbourhood": heard.neighbourhoods(request.viewer).filter(ended_on=None)},
        initial={name: getattr(held, name) for name in FACTS} if held else {},
    )

    def save(**facts: Any) -> CommunityGroup:
        return community_changes.put_group(held=held, by=request.viewer, **facts)

    return answer_page(request, form, save, title=title, back=back, refusal=reason_not_to_write(request.viewer))


def _page(
    request: Asked, held: CommunityGroup, form: Any, save: Any, title: str, refusal: str, intro: str = ""
) -> HttpResponse:
    back = (held.get_absolute_url(), held.name)
    return answer_page(request, form, save, title=title, back=back, refusal=refusal, intro=intro)


def _group(request: Asked, pk: int) -> CommunityGroup:
    return heard.groups(request.viewer).get(pk=pk)
