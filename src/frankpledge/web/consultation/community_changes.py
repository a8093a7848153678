"""Every change to the directory of groups, to what advisers said, and to how far everybody was heard."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.consultation.events import Event
from frankpledge.web.consultation.models import Advice, CommunityGroup, Contact, ReachNote, StandingItem
from frankpledge.web.consultation.permissions import reason_not_to_take_in, reason_not_to_write
from frankpledge.web.consultation.saving import keep, put


@transaction.atomic
def put_group(*, held: CommunityGroup | None, by: Viewer, **facts: Any) -> CommunityGroup:
    """A group of the directory, new where there is none yet."""
    permissions.require(reason_not_to_write(by))
    held = held or CommunityGroup(partnership=by.partnership)
    put(held, facts)
    return keep(held, Event.GROUP_PUT, by)


@transaction.atomic
def be_in_touch(
    *, group: CommunityGroup, on: date, how: str, words: str, next_on: date | None, by: Viewer, today: date
) -> Contact:
    """That the partnership and a group were in touch, what came of it, and by when they will be again."""
    permissions.require(reason_not_to_take_in(by))
    if on > today:
        raise ValidationError({"on": "That day has not come yet."})
    made = Contact(partnership=by.partnership, group=group, on=on, by=by.person)
    put(made, {"how": how, "words": words})
    group.next_on = next_on
    group.save(update_fields=["next_on"])
    return keep(made, Event.IN_TOUCH, by, subject=group)


@transaction.atomic
def note_reach(*, year: int, note: str, by: Viewer) -> ReachNote:
    """What the partnership says of how far it heard everybody in a year that begins in April."""
    permissions.require(reason_not_to_write(by))
    held = ReachNote.objects.filter(partnership=by.partnership, year=year).first()
    held = held or ReachNote(partnership=by.partnership, year=year)
    held.note = note.strip()
    return keep(held, Event.REACH_NOTED, by, year=year)


@transaction.atomic
def advise(*, group: CommunityGroup, by: Viewer, today: date, given_on: date, **facts: Any) -> Advice:
    """Advice that an independent advisory group gave."""
    permissions.require(reason_not_to_write(by))
    _only_advisers(group)
    if given_on > today:
        raise ValidationError({"given_on": "That day has not come yet."})
    made = Advice(partnership=by.partnership, group=group, given_on=given_on)
    put(made, facts)
    return keep(made, Event.ADVICE_GIVEN, by)


@transaction.atomic
def respond(*, advice: Advice, response: str, by: Viewer, today: date) -> Advice:
    """What the partnership answers."""
    permissions.require(reason_not_to_write(by))
    if not response.strip():
        raise ValidationError({"response": "Write an answer."})
    advice.response, advice.responded_on = response.strip(), today
    return keep(advice, Event.ADVICE_ANSWERED, by)


@transaction.atomic
def put_standing_item(*, group: CommunityGroup, title: str, by: Viewer, today: date) -> StandingItem:
    """Something the group looks at every time from now on."""
    permissions.require(reason_not_to_write(by))
    _only_advisers(group)
    made = StandingItem(partnership=by.partnership, group=group, title=title.strip(), from_on=today)
    return keep(made, Event.STANDING_ITEM, by)


@transaction.atomic
def end_standing_item(*, item: StandingItem, by: Viewer, today: date) -> StandingItem:
    permissions.require(reason_not_to_write(by))
    item.ended_on = today
    return keep(item, Event.STANDING_ITEM, by)


def _only_advisers(group: CommunityGroup) -> None:
    if group.kind != CommunityGroup.Kind.ADVISORY:
        raise ValidationError("Only an independent advisory group advises.")
