"""
Answers that were not sent yet: kept here sealed, so that nobody but their writer can read them.

There is one secret, a *code* of 12 letters and digits (59 bits), made when somebody begins. While they answer it is in a
cookie of their browser, which goes when the browser is closed; "save and come back later" shows it, to be written
down, and keeps the answers longer. The database has the code's fingerprint, under the installation's secret, and the
answers, encrypted (AES-256-GCM) with a key that is made from the code. What is sealed is bound to its row.
"""

import json
import secrets
import uuid
from dataclasses import asdict, dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.timezone import make_aware

from frankpledge.web.surveys.models import SavedAnswers, Survey, SurveyVersion

# None that is taken for another, when it is read, written or said.
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH, GROUP = 12, 4
WHILE_ANSWERING = timedelta(hours=24)  # since the last answer
WITH_A_CODE = timedelta(days=30)
AFTER_CLOSING = timedelta(days=1)
NONCE = 12  # bytes, as AES-GCM wants


class NothingSaved(LookupError):
    """No answers are kept under this code: sent, expired, or never there."""


@dataclass
class Draft:
    """
    What is sealed. `place` are the fields of Response that a postcode became; there is no postcode. `begun_at` is the
    time at which somebody began, in seconds since 1970, or 0 where they went away in between.
    """

    answers: dict[str, Any] = field(default_factory=dict)
    place: dict[str, Any] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)  # pages that were sent, with an answer or empty
    at_page: str = ""
    language: str = "en"
    begun_at: float = 0
    saved: bool = False  # with a code that somebody wrote down


def new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def written(code: str) -> str:
    """As it is shown: in groups, K7QM-4XPD-9RTB."""
    return "-".join(code[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def read_code(typed: str) -> str:
    """A code as somebody typed it; "" where it cannot be one. A 0 or 1 was never printed, so nothing is guessed."""
    bare = "".join(each for each in typed.upper() if each.isalnum())
    return bare if len(bare) == LENGTH and set(bare) <= set(LETTERS) else ""


def fingerprint(code: str) -> str:
    """What is kept of a code. Without the installation's secret nobody can try codes against it."""
    return salted_hmac("frankpledge.surveys.code", code, algorithm="sha256").hexdigest()


def sending_of(code: str) -> uuid.UUID:
    """The number under which these answers are kept once: sent twice, it is the same."""
    return uuid.UUID(bytes=salted_hmac("frankpledge.surveys.sending", code, algorithm="sha256").digest()[:16])


def begin(survey: Survey, version: SurveyVersion, draft: Draft, now: datetime) -> str:
    """Keep new answers; returns their code. What has expired in this survey is deleted on the way."""
    purge(survey, now)
    code = new_code()
    row = SavedAnswers(partnership=survey.partnership, survey=survey, version=version, code_hash=fingerprint(code))
    _fill(row, survey, code, draft, now)
    row.save(force_insert=True)
    return code


def found(survey: Survey, code: str, now: datetime, *, lock: bool = False) -> SavedAnswers:
    """The row of this code, with its version. Raises NothingSaved."""
    rows = SavedAnswers.objects.filter(survey=survey, code_hash=fingerprint(code), kept_until__gt=now)
    rows = rows.select_related("version")
    row: SavedAnswers | None = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if row is None:
        raise NothingSaved
    return row


def opened(row: SavedAnswers, code: str) -> Draft:
    """What is sealed in the row. Raises NothingSaved where the code does not open it."""
    sealed = bytes(row.sealed)
    try:
        plain = AESGCM(_key(code)).decrypt(sealed[:NONCE], sealed[NONCE:], row.pk.bytes)
    except InvalidTag as fault:
        raise NothingSaved from fault
    return Draft(**json.loads(plain))


def keep(row: SavedAnswers, survey: Survey, code: str, draft: Draft, now: datetime) -> None:
    """The answers as they are now, for as long as they are kept from now."""
    _fill(row, survey, code, draft, now)
    row.save(update_fields=["sealed", "kept_until"])


def throw_away(row: SavedAnswers) -> None:
    SavedAnswers.objects.filter(pk=row.pk).delete()


def purge(survey: Survey, now: datetime) -> int:
    """Delete what nobody came back to; returns how many."""
    gone, _ = SavedAnswers.objects.filter(survey=survey, kept_until__lte=now).delete()
    return gone


def _fill(row: SavedAnswers, survey: Survey, code: str, draft: Draft, now: datetime) -> None:
    nonce = secrets.token_bytes(NONCE)
    plain = json.dumps(asdict(draft), separators=(",", ":")).encode()
    row.sealed = nonce + AESGCM(_key(code)).encrypt(nonce, plain, row.pk.bytes)
    row.kept_until = now + (WITH_A_CODE if draft.saved else WHILE_ANSWERING)
    if survey.closes_on is not None:
        end = make_aware(datetime.combine(survey.closes_on + AFTER_CLOSING, time.max))
        row.kept_until = min(row.kept_until, end)


def _key(code: str) -> bytes:
    """256 bits, from the code and the installation's secret, and for nothing but this."""
    return salted_hmac("frankpledge.surveys.seal", code, secret=settings.SECRET_KEY, algorithm="sha256").digest()
