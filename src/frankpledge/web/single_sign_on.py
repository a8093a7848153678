"""Agencies whose people sign in with their own organisation's account (OpenID Connect)."""

import tomllib
from pathlib import Path
from typing import Any

from frankpledge.web.wrong_setting import WrongSetting

NEEDED = ("id", "name", "client_id", "secret", "address", "domains")


class BadSingleSignOn(WrongSetting):
    """The file that FRANKPLEDGE_SINGLE_SIGN_ON names cannot be used; the message says why."""


def single_sign_on(file: str) -> dict[str, Any]:
    """
    allauth's providers from a TOML file with an `[[agency]]` table each: `id`, `name`, `client_id`, `secret`,
    `address` (the provider's issuer, or its discovery document) and `domains`, the ends of the e-mail addresses of
    the agency's own people: it signs in nobody else's. `addresses_checked = true` is for a provider that does not say
    of an address whether it has checked it, because the agency gives them out. No file, no providers.
    """
    if not file:
        return {}
    path = Path(file)
    try:
        agencies = tomllib.loads(path.read_text(encoding="utf-8")).get("agency", [])
    except (OSError, tomllib.TOMLDecodeError) as fault:
        raise BadSingleSignOn(f"{path}: {fault}") from None
    seen: set[str] = set()
    for number, agency in enumerate(agencies, start=1):
        missing = [name for name in NEEDED if not agency.get(name)]
        if missing:
            raise BadSingleSignOn(f"{path}: agency {number} is without {', '.join(missing)}")
        if not agency["address"].startswith("https://"):
            raise BadSingleSignOn(f"{path}: the address of {agency['name']} has to begin with https://")
        if not isinstance(agency["domains"], list) or not all("." in str(domain) for domain in agency["domains"]):
            raise BadSingleSignOn(f'{path}: the domains of {agency["name"]} are a list such as ["council.example"]')
        if not isinstance(agency.get("addresses_checked", False), bool):
            raise BadSingleSignOn(f"{path}: addresses_checked of {agency['name']} is true or false")
        if agency["id"] in seen:
            raise BadSingleSignOn(f"{path}: two agencies have the id {agency['id']}")
        seen.add(agency["id"])
    return {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "SCOPE": ["openid", "email"],  # who it is, and nothing more about them
            "APPS": [
                {
                    "provider_id": agency["id"],
                    "name": agency["name"],
                    "client_id": agency["client_id"],
                    "secret": agency["secret"],
                    "settings": {
                        "server_url": agency["address"],
                        "domains": [str(domain).lower() for domain in agency["domains"]],
                        "verified_email": agency.get("addresses_checked", False),
                    },
                }
                for agency in agencies
            ],
        }
    }
