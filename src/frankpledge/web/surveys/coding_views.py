"""Pages on which comments are coded by two people, and words are chosen to print. Each look at comments is recorded."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.accounts.roles import ROLES, Permission
from frankpledge.web.audit.looks import looked
from frankpledge.web.plans import queries as plans
from frankpledge.web.surveys import coding_changes as changes
from frankpledge.web.surveys import coding_queries as queries
from frankpledge.web.surveys.coding_agreement import agreed
from frankpledge.web.surveys.coding_forms import CodeForm, CoderForm, CodesForm, CopyForm, QuoteForm
from frankpledge.web.surveys.models import Survey
from frankpledge.web.surveys.results_views import the_survey

AT_ONCE = 20  # comments on one page


def codebook(request: Asked, survey_id: int) -> HttpResponse:
    """The codebook, who codes, and what is to be done."""
    return _codebook(request, the_survey(request, survey_id))


@require_POST
def add_code(request: Asked, survey_id: int) -> HttpResponse:
    """Add a code."""
    survey = _readable(request, survey_id)
    form = CodeForm(request.POST)
    if form.is_valid():
        try:
            changes.add_code(survey=survey, by=request.viewer, **form.cleaned_data)
            return redirect("survey_comments", request.viewer.partnership.slug, survey.pk)
        except ValidationError as fault:
            form.add_error(None, fault)
    return _codebook(request, survey, add=form)


@require_POST
def copy_codes(request: Asked, survey_id: int) -> HttpResponse:
    """Take over an earlier survey's codes."""
    survey = _readable(request, survey_id)
    form = CopyForm(request.POST, surveys=_earlier(request, survey), auto_id="copy_%s")
    if form.is_valid():
        changes.copy_codes(survey=survey, by=request.viewer, **form.cleaned_data)
        return redirect("survey_comments", request.viewer.partnership.slug, survey.pk)
    return _codebook(request, survey, copy=form)


@require_POST
def retire_code(request: Asked, survey_id: int, code_id: int) -> HttpResponse:
    """A code is given no more."""
    survey = _readable(request, survey_id)
    code = queries.codes(request.viewer, survey).get(pk=code_id)
    changes.retire_code(code=code, by=request.viewer, today=request.today)
    return redirect("survey_comments", request.viewer.partnership.slug, survey.pk)


@require_POST
def name_coders(request: Asked, survey_id: int) -> HttpResponse:
    """Name a coder."""
    survey = _readable(request, survey_id)
    form = CoderForm(request.POST, people=_able(request), auto_id="coder_%s")
    if form.is_valid():
        try:
            changes.name_coder(survey=survey, by=request.viewer, **form.cleaned_data)
            return redirect("survey_comments", request.viewer.partnership.slug, survey.pk)
        except ValidationError as fault:
            form.add_error(None, fault)
    return _codebook(request, survey, coder=form)


def code_comments(request: Asked, survey_id: int) -> HttpResponse:
    """Code the next comments. The other coder's choices are not asked for."""
    survey = the_survey(request, survey_id)
    refusal = changes.reason_not_to_code(request.viewer, survey)
    coder = None if refusal else queries.coder(request.viewer, survey)
    if coder is None:
        status = 403 if changes.reason_not_to_read(request.viewer) else 200
        return render(request, "surveys/coding_code.html", {"survey": survey, "refusal": refusal}, status=status)
    book = list(queries.codes(request.viewer, survey).filter(retired_on=None))
    written = queries.comments(request.viewer, survey)
    own = queries.own(coder)
    if request.method == "POST":
        faults = _save(request, survey, book)
        if not faults:
            return redirect("code_comments", request.viewer.partnership.slug, survey.pk)
    else:
        faults = {}
    left = [each for each in written if each.key not in own]
    asked = left[:AT_ONCE]
    texts = {each.key: each.text for each in written}
    suggested, right = queries.suggestions(asked, own, texts, book)
    names = {str(code.pk): code.name for code in book}
    looked(subject=survey, by=request.viewer, part="comments to code", comments=len(asked))
    context = {
        "survey": survey,
        "book": book,
        "rows": [
            (
                each,
                faults.get(each.key)
                or CodesForm(prefix=f"c{at}", book=book, initial={"response": each.response, "page": each.page}),
                [(names[one.code], one.words) for one in suggested[each.key] if one.code in names],
            )
            for at, each in enumerate(asked)
        ],
        "done": len(own),
        "whole": len(written),
        "right": right,
        "pages": queries.comment_pages(request.viewer, survey),
        "faulty": list(faults.values()),
    }
    return render(request, "surveys/coding_code.html", context)


def agreement(request: Asked, survey_id: int) -> HttpResponse:
    """How far the two agree, and the comments on which they differ."""
    return _agreement(request, the_survey(request, survey_id))


@require_POST
def settle(request: Asked, survey_id: int) -> HttpResponse:
    """Say which codes a comment has in the end."""
    survey = _readable(request, survey_id)
    if changes.reason_not_to_see_both(request.viewer, survey):
        return _agreement(request, survey)
    form = CodesForm(request.POST, book=list(queries.codes(request.viewer, survey)))
    if form.is_valid() and form.is_chosen:
        changes.settle(
            survey=survey,
            key=(str(form.cleaned_data["response"]), form.cleaned_data["page"]),
            codes=form.cleaned_data["codes"],
            by=request.viewer,
            today=request.today,
        )
        return redirect("coding_agreement", request.viewer.partnership.slug, survey.pk)
    return _agreement(request, survey, fault="Choose the codes that it has, or that none fits.")


def quotes(request: Asked, survey_id: int) -> HttpResponse:
    """What is chosen to be printed, and the comments to choose from."""
    survey = the_survey(request, survey_id)
    refusal = changes.reason_not_to_read(request.viewer)
    if refusal:
        return render(request, "surveys/coding_quotes.html", {"survey": survey, "refusal": refusal}, status=403)
    printed = list(queries.quotes(request.viewer, survey))
    taken = {(str(each.response_id), each.page) for each in printed}
    sought = request.GET.get("words", "").strip().lower()
    written = queries.comments(request.viewer, survey)
    found = [each for each in written if each.key not in taken and sought in each.text.lower()]
    shown = found[:AT_ONCE]
    looked(subject=survey, by=request.viewer, part="comments to quote", comments=len(shown))
    context = {"survey": survey, "quotes": printed, "found": shown, "count": len(found), "words": sought}
    return render(request, "surveys/coding_quotes.html", context)


def quote(request: Asked, survey_id: int, response_id: UUID, page: str) -> HttpResponse:
    """Clean one comment, and choose its words."""
    survey = the_survey(request, survey_id)
    refusal = changes.reason_not_to_read(request.viewer)
    if refusal:
        return render(request, "surveys/coding_quote.html", {"survey": survey, "refusal": refusal}, status=403)
    written = {each.key: each for each in queries.comments(request.viewer, survey)}
    comment = written.get((str(response_id), page))
    if comment is None:
        raise Http404
    form = QuoteForm(request.POST or None, initial={"text": comment.text})
    if form.is_valid():
        try:
            changes.quote(survey=survey, key=comment.key, by=request.viewer, today=request.today, **form.cleaned_data)
            return redirect("survey_quotes", request.viewer.partnership.slug, survey.pk)
        except ValidationError as fault:
            form.add_error("text", fault)
    looked(subject=survey, by=request.viewer, part="comment to quote", comments=1)
    return render(request, "surveys/coding_quote.html", {"survey": survey, "comment": comment, "form": form})


@require_POST
def withdraw_quote(request: Asked, survey_id: int, quote_id: int) -> HttpResponse:
    """Do not print it any more."""
    survey = _readable(request, survey_id)
    changes.withdraw_quote(
        quote=queries.quotes(request.viewer, survey).get(pk=quote_id), by=request.viewer, today=request.today
    )
    return redirect("survey_quotes", request.viewer.partnership.slug, survey.pk)


def _readable(request: Asked, survey_id: int) -> Survey:
    permissions.require(changes.reason_not_to_read(request.viewer))
    return the_survey(request, survey_id)


def _save(request: Asked, survey: Survey, book: list[Any]) -> dict[tuple[str, str], CodesForm]:
    """Keeps every comment for which something was chosen; returns the forms with faults, by their comment."""
    chosen, faults = {}, {}
    for at in range(AT_ONCE):
        if f"c{at}-response" not in request.POST:
            continue
        form = CodesForm(request.POST, prefix=f"c{at}", book=book)
        if not form.is_valid():
            faults[request.POST[f"c{at}-response"], request.POST.get(f"c{at}-page", "")] = form
        elif form.is_chosen:
            chosen[str(form.cleaned_data["response"]), form.cleaned_data["page"]] = form.cleaned_data["codes"]
    if chosen:
        changes.code_comments(survey=survey, chosen=chosen, by=request.viewer, today=request.today)
    return faults


def _codebook(request: Asked, survey: Survey, **asked: Any) -> HttpResponse:
    refusal = changes.reason_not_to_read(request.viewer)
    context: dict[str, Any] = {"survey": survey, "refusal": refusal}
    if not refusal:
        context |= {
            "codes": queries.codes(request.viewer, survey),
            "coders": queries.coders(request.viewer, survey),
            "me": queries.coder(request.viewer, survey),
            "written": len(queries.comments(request.viewer, survey)),
            "add": CodeForm(),
            "copy": CopyForm(surveys=_earlier(request, survey), auto_id="copy_%s"),
            "earlier": _earlier(request, survey).exists(),
            "coder": CoderForm(people=_able(request), auto_id="coder_%s"),
            "form": next(iter(asked.values()), None),
            **asked,
        }
    return render(request, "surveys/coding_codebook.html", context, status=403 if refusal else 200)


def _agreement(request: Asked, survey: Survey, fault: str = "") -> HttpResponse:
    refusal = changes.reason_not_to_read(request.viewer)
    if refusal:
        return render(request, "surveys/coding_agreement.html", {"survey": survey, "refusal": refusal}, status=403)
    waiting = changes.reason_not_to_see_both(request.viewer, survey)
    context: dict[str, Any] = {"survey": survey, "waiting": waiting, "fault": fault}
    if not waiting:
        found = agreed(request.viewer, survey)
        looked(subject=survey, by=request.viewer, part="comments coded differently", comments=len(found.differing))
        book = list(queries.codes(request.viewer, survey))
        context |= {
            "found": found,
            "rows": [
                (
                    each,
                    CodesForm(
                        auto_id=f"s{at}_%s",
                        book=book,
                        initial={"response": each.comment.response, "page": each.comment.page},
                    ),
                )
                for at, each in enumerate(found.differing[:AT_ONCE])
            ],
        }
    return render(request, "surveys/coding_agreement.html", context)


def _earlier(request: Asked, survey: Survey) -> Any:
    return (
        Survey.objects.filter(partnership=request.viewer.partnership, codes__isnull=False)
        .exclude(pk=survey.pk)
        .distinct()
    )


def _able(request: Asked) -> Any:
    """Those of the partnership who may read comments."""
    roles = [role.code for role in ROLES.values() if Permission.WRITE_ASSESSMENT in role.permissions]
    return plans.people(request.viewer).filter(memberships__role__in=roles).distinct()
