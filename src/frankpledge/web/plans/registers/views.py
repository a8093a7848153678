"""Pages of the registers. They only translate."""

from itertools import groupby
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.plans.registers import keeping
from frankpledge.web.plans.registers.forms import form_for
from frankpledge.web.plans.registers.register import REGISTERS, Register


@require_GET
def registers(request: Asked) -> HttpResponse:
    """Everything that is kept beside the plans."""
    return render(request, "plans/registers.html", {"registers": REGISTERS.values()})


@require_GET
def kept_list(request: Asked, register: str) -> HttpResponse:
    """One register: what is used first, by plan where it belongs to plans."""
    chosen = _register(register)
    things = list(keeping.kept(request.viewer, chosen))
    used = [each for each in things if each.retired_on is None]
    context = {
        "register": chosen,
        "groups": [(head, list(each)) for head, each in groupby(used, key=_head)],
        "retired": [each for each in things if each.retired_on is not None],
        "refusal": keeping.reason_not_to_change(request.viewer),
    }
    return render(request, "plans/kept_list.html", context)


def add(request: Asked, register: str) -> HttpResponse:
    """Add one."""
    chosen = _register(register)
    refusal = keeping.reason_not_to_change(request.viewer)
    data = request.POST if request.method == "POST" else None
    initial = {name: request.GET.get(name) for name in chosen.fields if request.GET.get(name)}
    form = form_for(chosen, request.viewer, data, initial=initial)
    if not refusal and form.is_valid():
        try:
            keeping.add(register=chosen, thing=form.save(commit=False), by=request.viewer)
            return redirect("kept_list", request.viewer.partnership.slug, chosen.name)
        except ValidationError as fault:
            form.add_error(None, fault)
    context = {"register": chosen, "form": form, "refusal": refusal}
    return render(request, "plans/keep.html", context, status=403 if refusal else 200)


@require_GET
def kept(request: Asked, register: str, kept_id: int) -> HttpResponse:
    """One thing: to read, with a form for who may change it."""
    chosen = _register(register)
    thing: Any = keeping.kept(request.viewer, chosen).get(pk=kept_id)
    context = {
        "register": chosen,
        "thing": thing,
        "shown": str(thing),
        "form": form_for(chosen, request.viewer, thing=thing),
        "refusal": keeping.reason_not_to_change(request.viewer),
        "lines": _lines(thing, chosen),
    }
    return render(request, "plans/kept.html", context)


@require_POST
def change(request: Asked, register: str, kept_id: int) -> HttpResponse:
    """Change one."""
    chosen = _register(register)
    permissions.require(keeping.reason_not_to_change(request.viewer))
    thing: Any = keeping.kept(request.viewer, chosen).get(pk=kept_id)
    shown = str(thing)
    form = form_for(chosen, request.viewer, request.POST, thing=thing)
    if form.is_valid():
        try:
            keeping.change(register=chosen, thing=form.save(commit=False), by=request.viewer)
            return redirect("kept_list", request.viewer.partnership.slug, chosen.name)
        except ValidationError as fault:
            form.add_error(None, fault)
    return render(request, "plans/kept.html", {"register": chosen, "thing": thing, "shown": shown, "form": form})


@require_POST
def retire(request: Asked, register: str, kept_id: int) -> HttpResponse:
    """It is no longer used, or is used again."""
    chosen = _register(register)
    permissions.require(keeping.reason_not_to_change(request.viewer))
    thing: Any = keeping.kept(request.viewer, chosen).get(pk=kept_id)
    try:
        keeping.retire(register=chosen, thing=thing, by=request.viewer, today=request.today)
    except ValidationError as fault:
        form = form_for(chosen, request.viewer, None, thing=thing)
        context = {"register": chosen, "thing": thing, "shown": str(thing), "form": form, "faults": fault.messages}
        return render(request, "plans/kept.html", context, status=409)
    return redirect("kept_list", request.viewer.partnership.slug, chosen.name)


def _register(name: str) -> Register:
    if name not in REGISTERS:
        raise Http404
    return REGISTERS[name]


def _head(thing: Any) -> str:
    """Under which heading of its list it stands."""
    return str(thing.plan or "") if hasattr(thing, "plan_id") else ""


def _lines(thing: Any, register: Register) -> list[tuple[str, Any]]:
    """Each field that holds something, with what it is called."""
    lines = []
    for name in register.fields:
        display = getattr(thing, f"get_{name}_display", None)
        value = display() if display else getattr(thing, name)
        value = ("yes" if value else "no") if isinstance(value, bool) else value
        label = str(thing._meta.get_field(name).verbose_name)
        if value not in ("", None):
            lines.append((label[0].upper() + label[1:], value))
    return lines
