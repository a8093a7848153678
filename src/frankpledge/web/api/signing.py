"""
Signatures that a receiver can check, as Standard Webhooks 1.0 has them (https://www.standardwebhooks.com):
HMAC-SHA256 over the message's number, the time of sending and the body.
"""

import base64
import hmac
import secrets
from hashlib import sha256

from django.conf import settings

from frankpledge.web.api.models import Subscription

PURPOSE = b"frankpledge.web.api.webhook"
SECRET_BEGINS = "whsec_"  # noqa: S105  # what the standard has secrets begin with


def new_salt() -> str:
    return secrets.token_hex(16)


def secret_of(subscription: Subscription) -> str:
    """The secret that the receiver was given, 256 bits, worked out again from the installation's own."""
    key = settings.SECRET_KEY.encode()
    said = f"{subscription.partnership_id}:{subscription.pk}:{subscription.salt}".encode()
    derived = hmac.new(hmac.new(key, PURPOSE, sha256).digest(), said, sha256).digest()
    return SECRET_BEGINS + base64.b64encode(derived).decode()


def signature(secret: str, number: str, timestamp: int, body: str) -> str:
    """
    The value of the header `webhook-signature`.

    >>> signature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, '{"test": 2432232314}')
    'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
    """
    key = base64.b64decode(secret.removeprefix(SECRET_BEGINS))
    digest = hmac.new(key, f"{number}.{timestamp}.{body}".encode(), sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"


def headers(secret: str, number: str, timestamp: int, body: str) -> dict[str, str]:
    """What goes with a message beside its body."""
    return {
        "webhook-id": number,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signature(secret, number, timestamp, body),
        "content-type": "application/json",
        "user-agent": "Frankpledge",
    }
