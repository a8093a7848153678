"""How often one address may ask, counted by the minute in each server process: simple, and without a question to the database."""

import threading
import time
from collections import Counter

from allauth.account.adapter import get_adapter
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest

MINUTE = 60


class Throttle:
    """Counts askings in the running minute and forgets them with it, so what it holds does not grow."""

    def __init__(self, per_minute: int):
        self.per_minute = per_minute
        self.minute = 0
        self.asked: Counter[str] = Counter()
        self.lock = threading.Lock()

    def seconds_to_wait(self, who: str, now: float | None = None) -> int:
        """0 where `who` may ask now, else the seconds until the next minute."""
        now = time.time() if now is None else now
        with self.lock:
            if int(now // MINUTE) != self.minute:
                self.minute, self.asked = int(now // MINUTE), Counter()
            self.asked[who] += 1
            return 0 if self.asked[who] <= self.per_minute else MINUTE - int(now % MINUTE)


THROTTLE = Throttle(per_minute=300)


def asker(request: HttpRequest) -> str:
    """The network address that asks, as the web server in front tells it."""
    try:
        return str(get_adapter().get_client_ip(request))
    except (PermissionDenied, ImproperlyConfigured):
        return ""  # all whose address is not told share one count
