"""What is asked of whoever adds a passkey, in our words."""

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A name to know it by, and whether it also stands in for the password."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "A name to know it by"
        self.fields["name"].help_text = "For example: work laptop."
        self.fields["passwordless"].label = "Sign in with it alone, without a password"
        self.fields["passwordless"].help_text = "The device then asks for your fingerprint, face or PIN each time."
