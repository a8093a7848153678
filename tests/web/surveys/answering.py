"""Somebody with a browser who answers a survey, in tests: without scripts, following what the pages say."""

import re
from html import unescape
from typing import Any

from django.test import Client

from frankpledge.web.surveys.models import Survey

HIDDEN = re.compile(r'<input type="hidden"[^>]*?name="([^"]+)"[^>]*?value="([^"]*)"')


class Browser:
    """`at` is the path of the page that is open; `said` its text with the marks of HTML taken out."""

    def __init__(self, survey: Survey, **environment: Any):
        self.client = Client(SERVER_NAME="127.0.0.1", enforce_csrf_checks=True, **environment)
        self.start = f"/answer/{survey.partnership.slug}/{survey.slug}/"
        self.at, self.body, self.status = "", "", 0

    def open(self, path: str = "") -> "Browser":
        return self._take(self.client.get(path if path.startswith("/") else self.start + path, follow=True))

    def press(self, path: str = "", **sent: Any) -> "Browser":
        """Send the open page's form, with what it hides; to `path`, where that is another page's."""
        hidden = {name: unescape(value) for name, value in HIDDEN.findall(self.body)}
        return self._take(self.client.post(path or self.at, hidden | sent, follow=True))

    def _take(self, response: Any) -> "Browser":
        self.at = response.redirect_chain[-1][0] if response.redirect_chain else self._asked(response)
        self.body, self.status = response.content.decode(), response.status_code
        return self

    @staticmethod
    def _asked(response: Any) -> str:
        request = response.wsgi_request
        return str(request.get_full_path())

    @property
    def said(self) -> str:
        text = re.sub(r"<(script|style).*?</\1>", " ", self.body, flags=re.DOTALL)
        return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)))

    @property
    def key(self) -> str:
        """Of the question that is open; "" where none is."""
        found = re.search(r"/questions/([^/]+)/", self.at)
        return found[1] if found else ""

    def begin(self) -> "Browser":
        return self.open().press()

    def answer_all(self, **answers: Any) -> "Browser":
        """Go on to the page of all answers, giving these (dots written as two underscores), and nothing elsewhere."""
        given = {"victim": "no"} | {name.replace("__", "."): value for name, value in answers.items()}
        while self.key:
            self.press(**({"answer": given[self.key]} if self.key in given else {}))
            assert self.status == 200, self.said
        return self

    @property
    def reference(self) -> str:
        found = re.search(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}", self.said)
        assert found, self.said
        return found[0]

    @property
    def code(self) -> str:
        found = re.search(r"(?:[2-9A-HJ-NP-Z]{4}-){2}[2-9A-HJ-NP-Z]{4}", self.said)
        assert found, self.said
        return found[0]
