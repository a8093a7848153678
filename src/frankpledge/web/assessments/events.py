"""What this app writes into the record of who did what, with the words for it."""

from django.db import models


class Event(models.TextChoices):
    BEGUN = "assessments.begun", "began an assessment"
    COMPUTED = "assessments.computed", "worked the figures of an assessment out"
    WRITTEN = "assessments.written", "wrote a passage of an assessment"
    LEFT_OUT = "assessments.left_out", "left a finding out of an assessment"
    TAKEN_IN = "assessments.taken_in", "took a finding back into an assessment"
    MOVED = "assessments.moved", "moved a finding in an assessment"
    READ_AGAIN = "assessments.read_again", "read a passage again after its figures moved"
    ROLLED_FORWARD = "assessments.rolled_forward", "rolled an assessment forward"
    PUT_AWAY = "assessments.put_away", "put words away that were kept beside a passage"
    REVIEW_ASKED = "assessments.review_asked", "asked for an assessment to be read and signed"
    GIVEN_BACK = "assessments.given_back", "gave an assessment back, unsigned"
    SIGNED = "assessments.signed", "signed an assessment off"
    RELEASE_ASKED = "assessments.release_asked", "asked for the release of an assessment"
    RELEASED = "assessments.released", "released an assessment to the public"
    RELEASE_UNDONE = "assessments.release_undone", "took a release back"
    CORRECTED = "assessments.corrected", "told the public what is wrong in a released edition"
