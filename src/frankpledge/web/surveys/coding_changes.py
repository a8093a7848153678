"""Changes to the codebook, the coders, the codes of comments and the words to print: each in one transaction."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from frankpledge.analysis.personal_words import likely_personal
from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.models import Person
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.surveys import coding_queries as queries
from frankpledge.web.surveys.coding_queries import Key
from frankpledge.web.surveys.events import Event
from frankpledge.web.surveys.models import (
    Coder,
    CommentCode,
    CommentCoding,
    Quote,
    Response,
    SettledCoding,
    Survey,
)


def reason_not_to_read(viewer: Viewer) -> str:
    """Why `viewer` may not read what people wrote, in words for them to read; else ""."""
    reason = permissions.reason_not_to(viewer, Permission.WRITE_ASSESSMENT)
    return "What people wrote is read by the manager and the analyst alone." if reason else ""


def reason_not_to_code(viewer: Viewer, survey: Survey) -> str:
    """Why `viewer` may not code this survey's comments, in words for them to read; else ""."""
    reason = reason_not_to_read(viewer)
    if reason:
        return reason
    if queries.coder(viewer, survey) is None:
        return "Two people code, and you are not named as one of them."
    return ""


def reason_not_to_see_both(viewer: Viewer, survey: Survey) -> str:
    """
    Why `viewer` may not see the two coders' choices side by side, in words for them to read; else "".

    Nobody does before both are done: a coder would no longer be independent, and a third person could tell them.
    """
    reason = reason_not_to_read(viewer)
    if reason:
        return reason
    named = list(queries.coders(viewer, survey))
    if len(named) < 2:
        return "Two people have to code first."
    both = queries.by_place(viewer, survey)
    if set(both[1]) != set(both[2]) or not both[1]:
        return "Both coders have to finish the same comments first, so that neither is led by the other."
    if any(each.key not in both[1] for each in queries.comments(viewer, survey)):
        return "Some comments are not coded yet. The two are shown side by side once both are done."
    return ""


@transaction.atomic
def add_code(*, survey: Survey, name: str, definition: str, by: Viewer, name_cy: str = "") -> CommentCode:
    """A new theme in the codebook."""
    permissions.require(reason_not_to_read(by))
    code = CommentCode(
        partnership=by.partnership,
        survey=survey,
        name=name.strip(),
        name_cy=name_cy.strip(),
        definition=definition.strip(),
    )
    code.full_clean()
    code.save()
    record(Event.CODE_ADDED, subject=code, by=by)
    return code


@transaction.atomic
def copy_codes(*, survey: Survey, of: Survey, by: Viewer) -> int:
    """Take over the codes of an earlier survey that are not there yet; returns how many."""
    permissions.require(reason_not_to_read(by))
    there = set(queries.codes(by, survey).values_list("name", flat=True))
    taken = [each for each in queries.codes(by, of).filter(retired_on=None) if each.name not in there]
    for each in taken:
        add_code(survey=survey, name=each.name, definition=each.definition, name_cy=each.name_cy, by=by)
    return len(taken)


@transaction.atomic
def retire_code(*, code: CommentCode, by: Viewer, today: date) -> CommentCode:
    """No comment gets it from now on; those that have it keep it."""
    permissions.require(reason_not_to_read(by))
    code.retired_on = today
    code.save(update_fields=["retired_on"])
    record(Event.CODE_CHANGED, subject=code, by=by)
    return code


@transaction.atomic
def name_coder(*, survey: Survey, place: int, person: Person, by: Viewer) -> Coder:
    """Who codes, first or second. Once somebody has coded, they keep their place."""
    permissions.require(reason_not_to_read(by))
    held = Coder.objects.filter(partnership=by.partnership, survey=survey, place=place).first()
    if held is not None and held.person_id != person.pk and held.codings.exists():
        raise ValidationError(f"{held.person} has coded already.")
    made = held or Coder(partnership=by.partnership, survey=survey, place=place)
    made.person = person
    made.full_clean()
    made.save()
    record(Event.CODERS_NAMED, subject=made, by=by, place=place)
    return made


@transaction.atomic
def code_comments(*, survey: Survey, chosen: Mapping[Key, Sequence[int]], by: Viewer, today: date) -> int:
    """What one coder chose for these comments: codes of the codebook, or none. Returns how many comments."""
    permissions.require(reason_not_to_code(by, survey))
    coder = queries.coder(by, survey)
    assert coder is not None
    known = set(queries.codes(by, survey).filter(retired_on=None).values_list("pk", flat=True))
    pages = queries.comment_pages(by, survey)
    asked = Response.objects.filter(
        survey=survey, partnership=by.partnership, pk__in={response for response, _ in chosen}
    )
    there = {str(pk) for pk in asked.values_list("pk", flat=True)}
    for (response, page), given in chosen.items():
        if set(given) - known:
            raise ValidationError("Choose codes of this survey’s codebook.")
        if response not in there or page not in pages:
            raise ValidationError("There is no such comment in this survey.")
        CommentCoding.objects.update_or_create(
            partnership=by.partnership,
            coder=coder,
            response_id=response,
            page=page,
            defaults={"codes": sorted(given), "on": today},
        )
    record(Event.CODED, subject=survey, by=by, comments=len(chosen))
    return len(chosen)


@transaction.atomic
def settle(*, survey: Survey, key: Key, codes: Sequence[int], by: Viewer, today: date) -> SettledCoding:
    """What a comment has in the end, where two differed."""
    permissions.require(reason_not_to_see_both(by, survey))
    response = Response.objects.get(survey=survey, partnership=by.partnership, pk=key[0])
    if set(codes) - set(queries.codes(by, survey).values_list("pk", flat=True)):
        raise ValidationError("Choose codes of this survey’s codebook.")
    made, _ = SettledCoding.objects.update_or_create(
        partnership=by.partnership,
        response=response,
        page=key[1],
        defaults={"codes": sorted(codes), "by": by.person, "on": today},
    )
    record(Event.CODING_SETTLED, subject=survey, by=by)
    return made


@transaction.atomic
def quote(*, survey: Survey, key: Key, text: str, kept_because: str, by: Viewer, today: date) -> Quote:
    """
    Words of a comment to print. Nothing in them may look like personal data, unless somebody says why it is none.
    """
    permissions.require(reason_not_to_read(by))
    response = Response.objects.get(survey=survey, partnership=by.partnership, pk=key[0])
    if key[1] not in queries.comment_pages(by, survey):
        raise ValidationError("There is no such comment in this survey.")
    found = likely_personal(text)
    if found and not kept_because.strip():
        said = ", ".join(f"“{span.words}” ({span.kind})" for span in found)
        raise ValidationError(f"This looks like personal data: {said}. Take it out, or say why it may be printed.")
    made = Quote(
        partnership=by.partnership,
        survey=survey,
        response=response,
        page=key[1],
        text=text.strip(),
        kept_because=kept_because.strip(),
        by=by.person,
        on=today,
    )
    made.full_clean()
    made.save()
    record(Event.QUOTED, subject=made, by=by, flagged=len(found))
    return made


@transaction.atomic
def withdraw_quote(*, quote: Quote, by: Viewer, today: date) -> Quote:
    """It is printed no more, in the next results that are made ready."""
    permissions.require(reason_not_to_read(by))
    quote.withdrawn_on = today
    quote.save(update_fields=["withdrawn_on"])
    record(Event.QUOTE_WITHDRAWN, subject=quote, by=by)
    return quote
