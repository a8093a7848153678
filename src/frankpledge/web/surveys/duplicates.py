"""
Whether answers perhaps come from somebody who answered before. Nothing here knows who anybody is.

When answers are sent, the browser is given a random number, for this survey's address alone and until its last day.
A response keeps a keyed hash of it: the key, the survey's salt, is random, and is destroyed with the hashes when the
survey closes. Two responses with one hash came from one browser. That is a reason to look, not to refuse: a library's
computer is one browser and many people; and whoever clears the cookies, or has two devices, is not noticed at all.
"""

import hmac
import secrets
import uuid
from hashlib import sha256

from django.db import transaction

from frankpledge.web.surveys.models import Response, ResultsWanted, SavedAnswers, Survey
from frankpledge.web.surveys.response import any_number

BYTES = 24
AT_ONCE = 500  # rows changed in one statement


def new_token() -> str:
    """What a browser keeps."""
    return secrets.token_urlsafe(BYTES)


def mark(survey: Survey, token: str) -> str:
    """What a response keeps of it; the survey's salt is made at its first answer. In a transaction."""
    if not survey.salt:
        salt = secrets.token_hex(32)
        Survey.objects.filter(pk=survey.pk, salt="").update(salt=salt)
        survey.salt = Survey.objects.values_list("salt", flat=True).get(pk=survey.pk)
    return hmac.new(bytes.fromhex(survey.salt), token.encode(), sha256).hexdigest()


def seen(survey: Survey, marked: str) -> bool:
    """Whether an earlier response came from the same browser."""
    return bool(Response.objects.filter(partnership=survey.partnership_id, survey=survey, mark=marked).exists())


@transaction.atomic
def forget(survey: Survey) -> int:
    """
    When a survey closes: no mark, no salt, no answers that were not sent, nothing by which a code could lead to a
    response, and the addresses of those who want results written anew in an order that says nothing. What was found
    to be perhaps sent twice stays so. Returns how many had saved answers that they did not send.
    """
    unsent, _ = SavedAnswers.objects.filter(survey=survey).delete()
    Response.objects.filter(survey=survey).exclude(mark="").update(mark="")
    Survey.objects.filter(pk=survey.pk).update(salt="")
    survey.salt = ""
    responses = list(Response.objects.filter(survey=survey).only("pk"))
    for response in responses:
        response.sending = uuid.uuid4()
    Response.objects.bulk_update(responses, ["sending"], batch_size=AT_ONCE)
    wanted = list(ResultsWanted.objects.filter(survey=survey))
    ResultsWanted.objects.filter(survey=survey).delete()
    secrets.SystemRandom().shuffle(wanted)
    for each in wanted:
        each.pk = any_number()
    ResultsWanted.objects.bulk_create(wanted, batch_size=AT_ONCE)
    return unsent
