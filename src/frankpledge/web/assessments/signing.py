"""Editions: an assessment or profile signed as it is, released to the public by two people; each in one transaction."""

import json
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.assessments import letters, reviewing
from frankpledge.web.assessments.body import body
from frankpledge.web.assessments.content import content_of, included, named_by_passage, pictures_of
from frankpledge.web.assessments.events import Event
from frankpledge.web.assessments.models import Assessment, Correction, Edition, EditionFile, Found, Passage
from frankpledge.web.assessments.restricted import without
from frankpledge.web.audit.record import record
from frankpledge.web.knowledge import queries as knowledge

SIGN, RELEASE = Permission.SIGN_ASSESSMENT, Permission.RELEASE


def reason_not_to_sign(viewer: Viewer, assessment: Assessment) -> str:
    """Why `viewer` may not sign this assessment now, in words for them to read; else ""."""
    return permissions.reason_not_to(viewer, SIGN) or reviewing.reason_not_ready(assessment)


class MovedMeanwhile(Exception):
    """Words or figures are not those that the person who wants to sign was shown."""


def state_of(assessment: Assessment, viewer: Viewer, content: dict[str, Any] | None = None) -> str:
    """
    A short fingerprint of all that an edition would freeze now, for who signs to send back: words, figures, their
    order, what the words rest on and what that is called, and what is printed of the partnership's other knowledge. Of
    a profile it is that of its whole `content`, with its links and what the evidence said of its actions.
    """
    if assessment.is_profile:
        return _fingerprint(content or content_of(assessment, viewer))
    found = Found.objects.filter(assessment=assessment).order_by("pk")
    words = Passage.objects.filter(assessment=assessment).order_by("pk")
    numbers = list(words.values_list("about", "number"))
    notes = knowledge.notes(assessment.partnership)
    return _fingerprint(
        [
            [list(each) for each in found.values_list("key", "digest", "position", "included", "gone")],
            [list(each) for each in numbers],
            named_by_passage(assessment, viewer, [about for about, _ in numbers]),
            [[note.title, note.effect, note.standing, note.source] for note in notes],
            knowledge.printed(assessment.partnership),
        ]
    )


def _fingerprint(state: Any) -> str:
    return sha256(json.dumps(state, sort_keys=True, default=str).encode()).hexdigest()[:24]


@transaction.atomic
def sign(*, assessment: Assessment, by: Viewer, seen: str | None = None) -> Edition:
    """
    Freeze the assessment as it is now: words, figures, and the versions of the data, under one fingerprint. `seen` is
    the `state_of` the assessment when the page with the button was drawn; raises MovedMeanwhile where it is another.
    """
    Assessment.objects.select_for_update().get(pk=assessment.pk)
    permissions.require(reason_not_to_sign(by, assessment))
    content = content_of(assessment, by)
    if seen is not None and seen != state_of(assessment, by, content):
        raise MovedMeanwhile
    restricted = [found.key for found in included(assessment) if found.restricted]
    number = Edition.objects.filter(assessment=assessment).count() + 1
    role = next(role for role in by.roles if SIGN in role.permissions)
    edition = Edition(
        partnership=by.partnership,
        assessment=assessment,
        number=number,
        content=content,
        html=body(assessment, content),
        open_html=body(assessment, without(content, restricted)) if restricted else "",
        restricted=restricted,
        digest=sha256(json.dumps(content, sort_keys=True).encode()).hexdigest(),
        signed_by=by.person,
        signed_as=role.name,
        signed_at=timezone.now(),
        pictures=pictures_of(assessment),
    )
    edition.save()
    reviewing.end_by_signing(assessment, by)
    record(Event.SIGNED, subject=edition, by=by, digest=edition.digest)
    return edition


@transaction.atomic
def ask_for_release(*, edition: Edition, public_from: datetime, shows_restricted: bool = False, by: Viewer) -> Edition:
    """
    The first of two people; nothing is public yet. The day that they named stays, and whether what came on terms is in
    it: whoever agrees is to agree to what they saw. The second may ask for another day, to which the first then agrees.
    """
    permissions.require(reason_not_to_ask(by, edition))
    held = Edition.objects.select_for_update().get(pk=edition.pk)
    if held.released_at:
        raise ValidationError("This edition is released already.")
    if held.release_asked_by_id == by.person.pk:
        raise ValidationError("You asked for this release already. Whoever agrees can ask you for another day.")
    edition.release_asked_by, edition.public_from = by.person, public_from
    edition.shows_restricted = shows_restricted and bool(edition.restricted)
    edition.save(update_fields=["release_asked_by", "public_from", "shows_restricted"])
    record(
        Event.RELEASE_ASKED,
        subject=edition,
        by=by,
        public_from=public_from.isoformat(),
        shows_restricted=edition.shows_restricted,
    )
    letters.tell_who_may_agree(edition)
    return edition


def reason_not_to_ask(viewer: Viewer, edition: Edition) -> str:
    """Why `viewer` may not have this edition released at all, in words for them to read; else ""."""
    if edition.assessment.restricted:
        return "This profile is restricted. It is read here, and not released."
    return permissions.reason_not_to(viewer, RELEASE)


def reason_not_to_release(viewer: Viewer, edition: Edition) -> str:
    """Why `viewer` may not be the second of the two, in words for them to read; else ""."""
    reason = reason_not_to_ask(viewer, edition)
    if reason:
        return reason
    if edition.released_at:
        return "This edition is released already."
    if edition.release_asked_by_id is None:
        return "Somebody has to ask for the release first."
    if edition.release_asked_by_id == viewer.person.pk:
        return "You asked for this release. A second person has to agree."
    return ""


@transaction.atomic
def release(*, edition: Edition, by: Viewer) -> Edition:
    """The second of two people: public from the moment that the first one named."""
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    permissions.require(reason_not_to_release(by, edition))
    edition.released_by, edition.released_at = by.person, timezone.now()
    edition.full_clean()
    edition.save(update_fields=["released_by", "released_at"])
    record(Event.RELEASED, subject=edition, by=by)
    letters.tell_of_release(edition)
    return edition


@transaction.atomic
def undo_release(*, edition: Edition, by: Viewer) -> Edition:
    """Take a release back within ten minutes; both people have to agree anew."""
    permissions.require(permissions.reason_not_to(by, RELEASE))
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if not edition.can_be_undone(timezone.now()):
        raise ValidationError("A release can be taken back for ten minutes. After that, publish a new edition.")
    edition.released_by = edition.released_at = edition.release_asked_by = edition.public_from = None
    edition.shows_restricted = False
    edition.save(update_fields=["released_by", "released_at", "release_asked_by", "public_from", "shows_restricted"])
    EditionFile.objects.filter(edition=edition, readers=EditionFile.Readers.PUBLIC).delete()  # made for that release
    record(Event.RELEASE_UNDONE, subject=edition, by=by)
    letters.tell_nobody(edition)
    return edition


def reason_not_to_correct(viewer: Viewer, edition: Edition) -> str:
    """Why `viewer` may not tell of a mistake in this edition, in words for them to read; else ""."""
    if not edition.is_public(timezone.now()):
        return "Nobody outside has seen this edition: mend the words and sign it again."
    return permissions.reason_not_to(viewer, RELEASE)


@transaction.atomic
def correct(*, edition: Edition, wrong: str, right: str, by: Viewer) -> Correction:
    """Tell everybody what is wrong in a released edition; its page says so from now on."""
    permissions.require(reason_not_to_correct(by, edition))
    said = Correction(
        partnership=edition.partnership, edition=edition, wrong=wrong, right=right, by=by.person, at=timezone.now()
    )
    said.full_clean()
    said.save()
    record(Event.CORRECTED, subject=edition, by=by)
    return said
