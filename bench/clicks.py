"""What one person asks the workspace for, and how long they waited for it."""

import http.client
import random
import re
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlencode, urlsplit

PATIENCE = 30.0  # seconds before a click counts as unanswered
INPUT = re.compile(r"<input\b[^>]*>")


@dataclass(frozen=True)
class Page:
    """
    A page by its name in the table. Where `sent` is not empty there is a form on it: it is opened, filled in and sent
    (to `to`, where that is elsewhere), and each of the two is a click.
    """

    name: str
    path: str
    sent: Mapping[str, str] = field(default_factory=dict)
    share: float = 1.0  # how often it is chosen, against the person's other pages
    to: str = ""


@dataclass(frozen=True)
class Click:
    """One request: the page's name, seconds until the whole answer was there, and what was wrong with it, if anything."""

    page: str
    seconds: float
    error: str = ""


@dataclass
class Person:
    """Somebody with a browser of their own: whom they are as, the cookies that say so, and where they go."""

    role: str
    cookies: dict[str, str]
    pages: list[Page]
    seed: int
    clicks: list[Click] = field(default_factory=list)
    conflicts: int = 0  # words that were kept beside somebody else's

    def work(self, address: str, *, between: float, until: float, stop: threading.Event) -> None:
        """
        Click until `until` (of time.monotonic): after each answer a pause of half to one and a half times `between`
        seconds. Where the answer took time, the pause is not shortened, as with a person who reads.
        """
        chance = random.Random(self.seed)
        pause = chance.uniform(0, between)  # nobody begins at the same moment
        while not stop.wait(min(pause, max(0.0, until - time.monotonic()))) and time.monotonic() < until:
            [page] = chance.choices(self.pages, [each.share for each in self.pages])
            body = self.ask(address, page.name, page.path)
            pause = chance.uniform(0.5, 1.5) * between
            if not page.sent or body is None:
                continue
            if stop.wait(min(pause, max(0.0, until - time.monotonic()))) or time.monotonic() >= until:
                return
            stamp = f"{self.seed}-{len(self.clicks)}"
            answers = {**hidden(body), **{name: text.format(stamp=stamp) for name, text in page.sent.items()}}
            said = self.ask(address, f"{page.name}: send", page.to or page.path, answers)
            self.conflicts += bool(said and '"taken": false' in said)

    def ask(self, address: str, name: str, path: str, answers: Mapping[str, str] | None = None) -> str | None:
        """Ask for a page (or send a form), note the click, and give the body; None where there was an error."""
        begun = time.perf_counter()
        try:
            status, body = self._request(address, path, answers)
        except (OSError, http.client.HTTPException) as error:
            self.clicks.append(Click(name, time.perf_counter() - begun, type(error).__name__))
            return None
        # A form is answered with the next page's address; a page that one may see is never elsewhere.
        fine = status == 200 or (status == 302 and answers is not None)
        self.clicks.append(Click(name, time.perf_counter() - begun, "" if fine else f"HTTP {status} at {path}"))
        return body if fine else None

    def _request(self, address: str, path: str, answers: Mapping[str, str] | None) -> tuple[int, str]:
        parts = urlsplit(address)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=PATIENCE)
        headers = {"Cookie": "; ".join(f"{name}={text}" for name, text in self.cookies.items()), "Accept": "text/html"}
        try:
            if answers is None:
                connection.request("GET", path, headers=headers)
            else:
                headers |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": address + path}
                if "based_on" in answers:
                    headers["Accept"] = "application/json"  # as a passage is saved while it is typed
                connection.request("POST", path, urlencode(answers), headers)
            answer = connection.getresponse()
            body = answer.read().decode("utf-8", "replace")
            for cookie in answer.headers.get_all("Set-Cookie") or []:
                name, _, text = cookie.partition(";")[0].partition("=")
                self.cookies[name] = text
            return answer.status, body
        finally:
            connection.close()


def hidden(body: str) -> dict[str, str]:
    """
    What a page's form sends without being asked: the fields that nobody sees.

    >>> hidden('<input type="hidden" name="based_on" value="3"><input type="text" name="q">')
    {'based_on': '3'}
    """
    found = {}
    for field_ in INPUT.findall(body):
        if 'type="hidden"' in field_ and (name := re.search(r'name="([^"]*)"', field_)):
            value = re.search(r'value="([^"]*)"', field_)
            found[name[1]] = unescape(value[1]) if value else ""
    return found
