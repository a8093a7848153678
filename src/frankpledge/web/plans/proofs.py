"""A plan's own words read by the figures' proofreader, and what was answered to its remarks."""

import re
from dataclasses import dataclass

from django.db import transaction

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.plans import completeness
from frankpledge.web.plans.cited_figures import moved_since
from frankpledge.web.plans.events import Event
from frankpledge.web.plans.models import Dismissal, Plan
from frankpledge.web.plans.permissions import reason_not_to_write
from frankpledge.web.plans.proofreading.proofread import proofread
from frankpledge.web.plans.proofreading.remark import Remark

SPACES, BEFORE_A_STOP = re.compile(r"\s+"), re.compile(r"\s+(?=[.,;:!?](?:\s|$))")


@dataclass(frozen=True)
class Proof:
    """A remark, which of the plan's texts it is on, the address where that is mended, and the answer if there is one."""

    where: str
    address: str
    remark: Remark
    dismissal: Dismissal | None = None

    @property
    def before(self) -> str:
        """The sentence up to what is remarked; all of it where the words do not stand in it as they are."""
        return _even(self.remark.sentence.partition(self.remark.said)[0])

    @property
    def after(self) -> str:
        return _even(self.remark.sentence.partition(self.remark.said)[2])

    @property
    def stands(self) -> bool:
        return self.remark.said in self.remark.sentence


def _even(words: str) -> str:
    """One space between words and none before a stop, whatever a broken line or a pasted table left there."""
    return BEFORE_A_STOP.sub("", SPACES.sub(" ", words))


def proofs(viewer: Viewer, plan: Plan) -> list[Proof]:
    """Every remark on the plan's words, what cannot be right first, in a fixed number of questions."""
    answered = {each.fingerprint: each for each in Dismissal.objects.filter(plan=plan).select_related("by")}
    moved = moved_since(viewer, plan)
    found = [
        Proof(where, address, remark, answered.get(remark.fingerprint))
        for where, text, address in completeness.texts(viewer, plan)
        for remark in proofread(text, moved)
    ]
    return sorted(found, key=lambda each: not each.remark.wrong)


@transaction.atomic
def dismiss(*, plan: Plan, proof: Proof, because: str, by: Viewer) -> Dismissal:
    """Leave a remark as it is, for a reason."""
    permissions.require(reason_not_to_write(by, plan))
    dismissal = Dismissal(
        partnership=by.partnership,
        plan=plan,
        fingerprint=proof.remark.fingerprint,
        said=f"{proof.where}: {proof.remark.said}. {proof.remark.follows}",
        because=because.strip(),
        by=by.person,
    )
    dismissal.full_clean()
    dismissal.save()
    record(Event.REMARK_DISMISSED, subject=dismissal, by=by, reason=because.strip(), rule=str(proof.remark.rule))
    return dismissal


@transaction.atomic
def take_up(*, dismissal: Dismissal, by: Viewer) -> None:
    """Make the remark again: the reason no longer holds."""
    permissions.require(reason_not_to_write(by, dismissal.plan))
    record(Event.REMARK_TAKEN_UP, subject=dismissal, by=by)
    dismissal.delete()
