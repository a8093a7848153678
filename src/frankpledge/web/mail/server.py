"""The mail server that FRANKPLEDGE_MAIL names, as Django's settings."""

from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from frankpledge.web.wrong_setting import WrongSetting

NOTIFY = "govuk-notify"
THIS_MACHINE = ("127.0.0.1", "::1", "localhost")


class BadMailServer(WrongSetting):
    """FRANKPLEDGE_MAIL is not an address of a mail server, or nobody could follow the links in its e-mails."""


def mail_server(address: str, *, kept_in: str, public: str) -> dict[str, Any]:
    """
    Settings for sending e-mail through `smtp://USER:PASSWORD@HOST:PORT` (encrypted by STARTTLS, unless the server is
    on this machine) or `smtps://` (encrypted from the start). Without an address the few e-mails that nobody could
    pass on by hand, such as for a forgotten password, are files in `kept_in`, where the administrator finds them.

    `govuk-notify://API-KEY@api.notifications.service.gov.uk/TEMPLATE` sends by GOV.UK Notify (`govuk_notify.py`), in its
    e-mail template of that number; `?reply_to=NUMBER` names where answers go.

    `public` is the workspace's own address, for the links.

    >>> mail_server("smtp://me:se%40cret@post.example", kept_in="", public="https://x.example")["EMAIL_HOST_PASSWORD"]
    'se@cret'
    """
    if not address:
        backend = "django.core.mail.backends.filebased.EmailBackend"
        return {"EMAIL_BACKEND": backend, "EMAIL_FILE_PATH": kept_in}
    parts = urlsplit(address)
    if parts.scheme not in ("smtp", "smtps", NOTIFY) or not parts.hostname:
        raise BadMailServer(
            f"FRANKPLEDGE_MAIL is to be smtp:// or smtps:// and USER:PASSWORD@HOST:PORT, or {NOTIFY}://API-KEY@HOST/TEMPLATE"
        )
    if not public:
        raise BadMailServer("FRANKPLEDGE_MAIL needs FRANKPLEDGE_PUBLIC too: the links in e-mails begin with it.")
    if parts.scheme == NOTIFY:
        return _notify(parts)
    at_once = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if at_once else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": at_once,
        "EMAIL_USE_TLS": not at_once and parts.hostname not in THIS_MACHINE,
        "EMAIL_TIMEOUT": 20,
    }


def _notify(parts: SplitResult) -> dict[str, Any]:
    key, template = unquote(parts.username or ""), parts.path.strip("/")
    if len(key) < 73 or not template:
        raise BadMailServer(f"FRANKPLEDGE_MAIL is to be {NOTIFY}://API-KEY@api.notifications.service.gov.uk/TEMPLATE")
    scheme = "http" if parts.hostname in THIS_MACHINE else "https"
    return {
        "EMAIL_BACKEND": "frankpledge.web.mail.govuk_notify.NotifyBackend",
        "GOVUK_NOTIFY_ADDRESS": f"{scheme}://{parts.hostname}{f':{parts.port}' if parts.port else ''}",
        "GOVUK_NOTIFY_API_KEY": key,
        "GOVUK_NOTIFY_TEMPLATE": template,
        "GOVUK_NOTIFY_REPLY_TO": parse_qs(parts.query).get("reply_to", [""])[0],
    }
