"""The e-mails about signing an assessment and releasing an edition. Each is a sentence and a link, and names neither a person nor a title."""

from django.urls import reverse
from django.utils.timezone import localdate

from frankpledge.web.accounts.models import Membership, Person
from frankpledge.web.accounts.roles import ROLES, Permission
from frankpledge.web.assessments.models import UNDO, Edition, Review
from frankpledge.web.mail import outbox
from frankpledge.web.mail.kinds import Kind, NoLongerNeeded

SIGN_ASKED = "assessments.review_asked"
ASKED, RELEASED = "assessments.release_asked", "assessments.released"


def tell_who_may_sign(review: Review) -> None:
    """Write to everybody who may sign, in the transaction in which somebody asks; a restricted one is told nobody."""
    if review.assessment.restricted:
        return  # who may see it is asked when they look: it waits on their page
    may = [role.code for role in ROLES.values() if Permission.SIGN_ASSESSMENT in role.permissions]
    able = Membership.objects.live(localdate()).filter(role__in=may)
    for person in Person.objects.filter(memberships__in=able).exclude(pk=review.asked_by_id).distinct():
        outbox.put(SIGN_ASKED, to=person.email, about=review, partnership=review.partnership)


def tell_who_may_agree(edition: Edition) -> None:
    """Write to everybody who may be the second of the two, in the transaction in which the first asks."""
    assert edition.release_asked_by_id
    may = [role.code for role in ROLES.values() if Permission.RELEASE in role.permissions]
    able = Membership.objects.live(localdate()).filter(role__in=may)
    for person in Person.objects.filter(memberships__in=able).exclude(pk=edition.release_asked_by_id).distinct():
        outbox.put(ASKED, to=person.email, about=edition, partnership=edition.partnership)


def tell_of_release(edition: Edition) -> None:
    """Write to everybody in the partnership, once it is public and can no longer be taken back."""
    assert edition.released_at
    assert edition.public_from
    due_at = max(edition.released_at + UNDO, edition.public_from)
    here = Membership.objects.live(localdate())
    for person in Person.objects.filter(memberships__in=here).distinct():
        outbox.put(RELEASED, to=person.email, about=edition, partnership=edition.partnership, due_at=due_at)


def tell_nobody(edition: Edition) -> None:
    """The release was taken back: what waits to tell of it is not sent, even if there is another one."""
    for code in (ASKED, RELEASED):
        outbox.withdraw(code, about=edition, partnership=edition.partnership, reason="The release was taken back.")


def review_asked(review_id: int) -> dict[str, object]:
    """For whoever may sign."""
    review = Review.objects.select_related("partnership", "assessment__partnership").get(pk=review_id)
    if not review.is_open:
        raise NoLongerNeeded("It was signed or given back.")
    return {"path": review.assessment.get_absolute_url(), "partnership": review.partnership}


def release_asked(edition_id: int) -> dict[str, object]:
    """For whoever may agree."""
    edition = Edition.objects.select_related("partnership", "assessment").get(pk=edition_id)
    if edition.released_at or edition.release_asked_by_id is None:
        raise NoLongerNeeded("It was released, or is no longer to be.")
    path = reverse("edition", args=[edition.partnership.slug, edition.assessment_id, edition.number])
    return {"path": path, "partnership": edition.partnership, "public_from": edition.public_from}


def released(edition_id: int) -> dict[str, object]:
    """For everybody in the partnership: the public page."""
    edition = Edition.objects.select_related("partnership").get(pk=edition_id)
    if edition.released_at is None:
        raise NoLongerNeeded("The release was taken back.")
    path = reverse("published_edition", args=[edition.partnership.slug, edition.pk])
    return {"path": path, "partnership": edition.partnership}


LETTERS = (
    Kind(
        SIGN_ASKED,
        "a document to read and sign",
        "A document waits to be read and signed",
        "assessments/mail/review_asked.txt",
        review_asked,
    ),
    Kind(
        ASKED,
        "a release that needs a second person",
        "A release waits for a second person to agree",
        "assessments/mail/release_asked.txt",
        release_asked,
    ),
    Kind(
        RELEASED,
        "a release",
        "A document of your partnership is public",
        "assessments/mail/released.txt",
        released,
    ),
)
