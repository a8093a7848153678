"""
Sending e-mail through GOV.UK Notify, which public bodies in the United Kingdom may use.

Source: the REST API's documentation, version 2 (docs.notifications.service.gov.uk/rest-api.html): the token, the
request, the answers, and the question for what it holds under a reference.

The service needs one e-mail template whose subject is ((subject)) and whose message is ((body)). Each e-mail carries a
reference of its own, the same however often it is tried: before it is handed over, and when an answer stays away,
Notify is asked whether it has that reference already.
"""

import base64
import hashlib
import hmac
import json
import re
import time
from collections.abc import Mapping, Sequence
from typing import Any

import httpx
from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from frankpledge.web.mail.handing_over import ADDRESS, REFERENCE, Ended, NotTaken

UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
KEY = re.compile(rf"(?:.+-)?({UUID})-({UUID})", re.IGNORECASE)  # the key's own name, the service, the secret
SECONDS = 20
# What Notify has in one of these states did not arrive, and never will.
FAILED = ("permanent-failure", "temporary-failure", "technical-failure")
# It was not taken: Notify says so, or the key has to be mended first. 404 is a wrong address of the service.
LATER = (401, 403, 404, 408, 425, 429, 500, 503)


class NotifyBackend(BaseEmailBackend):
    """Django's way of sending e-mail, by Notify. Raises NotTaken, which says how an e-mail ended."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        with httpx.Client(base_url=settings.GOVUK_NOTIFY_ADDRESS, timeout=SECONDS) as client:
            for message in email_messages:
                for recipient in message.recipients():
                    _hand_over(client, message, recipient)
        return len(email_messages)


def token(key: str, now: float) -> str:
    """
    The bearer token of one request: a JSON Web Token signed with the key's secret (HS256), good for half a minute.

    Raises ValueError for what is no key of Notify's.
    """
    found = KEY.fullmatch(key)
    if found is None:
        raise ValueError("This is no API key of GOV.UK Notify: it ends in two numbers of 36 letters each.")
    service, secret = found[1], found[2]
    told = f"{_plain({'typ': 'JWT', 'alg': 'HS256'})}.{_plain({'iss': service, 'iat': int(now)})}"
    signed = hmac.new(secret.encode(), told.encode(), hashlib.sha256).digest()
    return f"{told}.{_letters(signed)}"


def _hand_over(client: httpx.Client, message: EmailMessage, recipient: str) -> None:
    reference = str(message.extra_headers.get(REFERENCE, ""))
    try:
        if reference and _has(client, reference):
            return
    except httpx.TransportError as fault:
        raise NotTaken(Ended("not_now", f"No connection to GOV.UK Notify: {type(fault).__name__}")) from None
    asked: dict[str, Any] = {
        "email_address": recipient,
        "template_id": settings.GOVUK_NOTIFY_TEMPLATE,
        "personalisation": {"subject": message.subject, "body": str(message.body)},
    }
    if reference:
        asked["reference"] = reference
    if settings.GOVUK_NOTIFY_REPLY_TO:
        asked["email_reply_to_id"] = settings.GOVUK_NOTIFY_REPLY_TO
    try:
        answer = client.post("/v2/notifications/email", json=asked, headers=_headers())
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as fault:
        raise NotTaken(Ended("not_now", f"No connection to GOV.UK Notify: {type(fault).__name__}")) from None
    except httpx.TransportError as fault:
        _ask_after(client, reference, f"GOV.UK Notify went silent: {type(fault).__name__}")
        return
    if answer.status_code == httpx.codes.CREATED:
        return
    if answer.status_code in LATER:
        raise NotTaken(Ended("not_now", _said(answer)))
    if answer.is_server_error:  # something between said so, and Notify may have it
        _ask_after(client, reference, _said(answer))
        return
    raise NotTaken(Ended("refused", _said(answer)))


def _ask_after(client: httpx.Client, reference: str, reason: str) -> None:
    """Returns where Notify has it after all; raises NotTaken with `uncertain` where it does not, or does not say."""
    try:
        there = bool(reference) and _has(client, reference)
    except (httpx.TransportError, NotTaken):
        there = False
    if not there:
        raise NotTaken(Ended("uncertain", reason))


def _has(client: httpx.Client, reference: str) -> bool:
    """Whether Notify has an e-mail of this reference that went or is on its way. Raises NotTaken where it won't say."""
    answer = client.get("/v2/notifications", params={"reference": reference}, headers=_headers())
    if not answer.is_success:
        raise NotTaken(Ended("not_now", _said(answer)))
    try:
        held = answer.json()["notifications"]
    except (ValueError, KeyError, TypeError):  # a proxy's own page
        raise NotTaken(Ended("not_now", "What answered in place of GOV.UK Notify is not Notify.")) from None
    return any(each.get("reference") == reference and each.get("status") not in FAILED for each in held)


def _headers() -> dict[str, str]:
    return {"Authorization": f"Bearer {token(settings.GOVUK_NOTIFY_API_KEY, time.time())}"}


def _said(answer: httpx.Response) -> str:
    """Notify's own words, without anybody's address."""
    try:
        words = "; ".join(f"{each['error']}: {each['message']}" for each in answer.json()["errors"])
    except (ValueError, KeyError, TypeError):
        words = answer.reason_phrase
    return ADDRESS.sub("(address)", f"GOV.UK Notify said {answer.status_code} {' '.join(words.split())}")[:250]


def _plain(part: Mapping[str, object]) -> str:
    return _letters(json.dumps(part, separators=(",", ":")).encode())


def _letters(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
