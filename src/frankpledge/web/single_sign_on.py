"""Agencies whose people sign in with their own organisation's account (OpenID Connect)."""

import tomllib
from pathlib import Path
from typing import Any

NEEDED = ("id", "name", "client_id", "secret", "address", "domains")


class BadSingleSignOn(ValueError):
    """The file that FRANKPLEDGE_SINGLE_SIGN_ON names cannot be used; the message says why."""


def single_sign_on(file: str) -> dict[str, Any]:
    """
    allauth's providers from a TOML file with an `[[agency]]` table each: `id`, `name`, `client_id`, `secret`,
    `address` (the provider's issuer, or its discovery document) and `domains`, the ends of the e-mail addresses of
    the agency's own people: it signs in nobody else's. No file, no providers.
    """
    if not file:
        return {}
    path = Path(file)
    try:
        agencies = tomllib.loads(path.read_text(encoding="utf-8")).get("agency", [])
    except (OSError, tomllib.TOMLDecodeError) as fault:
        raise BadSingleSignOn(f"{path}: {fault}") from None
    for number, agency in enumerate(agencies, start=1):
        missing = [name for name in NEEDED if not agency.get(name)]
        if missing:
            raise BadSingleSignOn(f"{path}: agency {number} is without {', '.join(missing)}")
        if not agency["address"].startswith("https://"):
            raise BadSingleSignOn(f"{path}: the address of {agency['name']} has to begin with https://")
        if not isinstance(agency["domains"], list) or not all("." in str(domain) for domain in agency["domains"]):
            raise BadSingleSignOn(f'{path}: the domains of {agency["name"]} are a list such as ["council.example"]')
    return {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": agency["id"],
                    "name": agency["name"],
                    "client_id": agency["client_id"],
                    "secret": agency["secret"],
                    "settings": {
                        "server_url": agency["address"],
                        "domains": [str(domain).lower() for domain in agency["domains"]],
                    },
                }
                for agency in agencies
            ],
        }
    }
