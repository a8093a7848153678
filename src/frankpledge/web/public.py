"""A workspace that others reach: its public name, and what a browser must insist on there."""

from typing import Any
from urllib.parse import urlsplit

from frankpledge.web.wrong_setting import WrongSetting


class BadPublicName(WrongSetting):
    """FRANKPLEDGE_PUBLIC is not an address that a workspace may have."""


def public(address: str) -> dict[str, Any]:
    """
    Settings for a workspace whose web server brings TLS and passes requests on; none where `address` is empty.

    >>> public("https://safer.example")["ALLOWED_HOSTS"]
    ['safer.example']
    """
    if not address:
        return {}
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.hostname or parts.path.strip("/"):
        raise BadPublicName("FRANKPLEDGE_PUBLIC is to be https:// and a name, such as https://safer.example.gov.uk")
    return {
        "ALLOWED_HOSTS": [parts.hostname],
        "CSRF_TRUSTED_ORIGINS": [f"https://{parts.netloc}"],
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"),
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 365 * 24 * 3600,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
        "SECURE_HSTS_PRELOAD": True,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "ACCOUNT_DEFAULT_HTTP_PROTOCOL": "https",
        "ALLAUTH_TRUSTED_PROXY_COUNT": 1,  # the web server in front: tries are counted for who asked it
    }
