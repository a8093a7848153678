"""A second factor beside the password: a code from a phone, or a passkey."""

from allauth.mfa.utils import is_mfa_enabled

from frankpledge.web.accounts.models import Person


def has_second_factor(person: Person) -> bool:
    """Whether this person signs in with an authenticator or a passkey as well as a password."""
    return bool(is_mfa_enabled(person))
