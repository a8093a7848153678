"""Who may open the addresses of this app, and what the addresses ask for."""

from frankpledge.web.accounts import changes, partnership_changes
from frankpledge.web.accounts.models import Membership, OneTimeLink, Partner
from frankpledge.web.assessments.models import Edition
from tests.web.cast import Cast
from tests.web.parts import EVERYBODY, MANAGERS

# Open to anybody, and why.
PUBLIC = {
    "first_administrator": "its secret is the way in",
    "invitation": "its secret is the way in",
    "alone": "its secret is the way in",
    "demonstration": "not there unless everything is invented",
    "account_login": "the way in",
    "account_signup": "says that nobody signs up without an invitation",
    "account_inactive": "says that an account is closed",
    "account_logout": "does nothing for somebody who is not signed in",
    "account_reset_password": "for somebody who cannot sign in",
    "account_reset_password_done": "for somebody who cannot sign in",
    "account_reset_password_from_key": "its secret is the way in",
    "account_reset_password_from_key_done": "for somebody who cannot sign in",
    "account_confirm_email": "its secret is the way in",
    "account_email_verification_sent": "says to look into the post",
    "account_confirm_login_code": "a step of signing in",
    "mfa_authenticate": "a step of signing in",
    "mfa_login_webauthn": "a step of signing in",
    "socialaccount_signup": "says that nobody signs up without an invitation",
    "socialaccount_login_cancelled": "a step of signing in",
    "socialaccount_login_error": "a step of signing in",
    "agency_sign_in": "a step of signing in, before allauth's own page at the same address",
    "agency_sign_in_back": "a step of signing in, before allauth's own page at the same address",
    "openid_connect_login": "a step of signing in",
    "openid_connect_callback": "a step of signing in",
}
# Below a partnership's address: who of it may open what. Others of it get 403, somebody from elsewhere 404.
MAY = {
    "people": EVERYBODY,
    "who_can_see_what": EVERYBODY,
    "invite": MANAGERS,
    "withdraw_invitation": MANAGERS,
    "end_role": MANAGERS,
    "give_role": MANAGERS,
    "take_in_agency": MANAGERS,
    "liaison": MANAGERS,
    "about_partnership": EVERYBODY,
    "change_partnership": MANAGERS,
    "new_partnership": MANAGERS,
    "take_in_area": MANAGERS,
    "change_area": MANAGERS,
    "change_agency": MANAGERS,
    "agency_left": MANAGERS,
    "agency_back": MANAGERS,
    "confirm_people": MANAGERS | {"mo"},  # who speaks for the agency of the address that is tried
}
# Signed in is enough: a person's own sign-in, and where they work.
OWN = {"second_factor", "partnerships"}
OWN_PREFIXES = ("account_", "mfa_", "socialaccount_", "usersessions_")


def filled(cast: Cast, edition: Edition) -> dict[str, object]:
    """The values of the addresses' blanks: things of Castermouth's, or things that are not there."""
    changes.invite(
        email="new@example.org", agency=cast.agencies["Castermouth Council"], role="lead", by=cast.viewer("ada")
    )
    covered = partnership_changes.put_area(
        area=None, code="E07000999", name="Castermouth", from_on=None, until_on=None, by=cast.viewer("ada")
    )
    return {
        "covered_id": covered.pk,
        "partnership": "castermouth",
        "membership_id": Membership.objects.get(person=cast.people["lea"]).pk,
        "invitation_id": OneTimeLink.objects.get().pk,
        "partner_id": Partner.objects.get(agency=cast.agencies["Frankshire Police"]).pk,
    }
