"""Handing one e-mail to the mail server, and telling apart what certainly did not go from what may have gone."""

import re
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

REFERENCE = "X-Entity-Ref-ID"  # the header in which an e-mail carries its own number, the same for every try
ADDRESS = re.compile(r"[^\s<>(),;:'\"]+@[^\s<>(),;:'\"]+")


@dataclass(frozen=True)
class Ended:
    """
    How it ended: `sent`, the server took it; `refused`, it will never take it; `not_now`, it did not take it and may
    later; `uncertain`, it went silent and may have taken it. `reason` is for an administrator and names nobody.
    """

    how: Literal["sent", "refused", "not_now", "uncertain"]
    reason: str = ""


class NotTaken(Exception):
    """What a way of sending other than SMTP raises where an e-mail was not taken, or may not have been."""

    def __init__(self, ended: Ended):
        super().__init__(ended.reason)
        self.ended = ended


def hand_over(email: EmailMessage) -> Ended:
    """Never raises for what a mail server may do; anything else that is raised leaves the e-mail uncertain."""
    post = get_connection()
    try:
        post.open()
    except (smtplib.SMTPException, OSError) as fault:
        return Ended("not_now", f"{_why_not_open(fault)}: {said(fault)}")
    try:
        taken = post.send_messages([email])
    except NotTaken as fault:
        return fault.ended
    except smtplib.SMTPRecipientsRefused as fault:
        codes = [code for code, _ in fault.recipients.values()]
        return Ended("refused" if min(codes) >= 500 else "not_now", f"The mail server did not take it: {said(fault)}")
    except smtplib.SMTPResponseException as fault:
        return Ended("refused" if fault.smtp_code >= 500 else "not_now", f"The mail server said {said(fault)}")
    except (smtplib.SMTPException, OSError) as fault:
        # It was cut off between the first command and the last answer: nobody can say whether it was taken.
        return Ended("uncertain", f"The mail server went silent while it was handed over: {said(fault)}")
    finally:
        _let_go(post)
    return Ended("sent") if taken else Ended("refused", "There was nobody to send it to.")


def _why_not_open(fault: Exception) -> str:
    """What an administrator has to look at; nothing has been said yet that only an encrypted line may carry."""
    if isinstance(fault, smtplib.SMTPAuthenticationError):
        return "The mail server does not take the user or the password"
    if isinstance(fault, smtplib.SMTPNotSupportedError):
        return "The mail server does not offer what FRANKPLEDGE_MAIL asks of it, and nothing was sent in the clear"
    if isinstance(fault, ssl.SSLCertVerificationError):
        return "The mail server's certificate is not trusted"
    return "No connection to the mail server"


def said(fault: BaseException) -> str:
    """What a mail server or the network said, without anybody's address."""
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        words = "; ".join(f"{code} {_text(answer)}" for code, answer in fault.recipients.values())
    elif isinstance(fault, smtplib.SMTPResponseException):
        words = f"{fault.smtp_code} {_text(fault.smtp_error)}"
    else:
        words = str(fault) or type(fault).__name__
    return ADDRESS.sub("(address)", " ".join(words.split()))[:200]


def _text(answer: bytes | str) -> str:
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer


def _let_go(post: BaseEmailBackend) -> None:
    """It has the e-mail, or said why not: how it says goodbye does not matter."""
    with suppress(smtplib.SMTPException, OSError):
        post.close()
