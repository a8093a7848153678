"""The bench of the pages: it sends what a browser would, notices what is wrong, and judges what it has enough of."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bench.bars import show
from bench.clicks import Click, Page, Person, hidden
from bench.web import JUDGED, bars, pages_of, quantile

FORM = '<input type="hidden" name="csrfmiddlewaretoken" value="a&amp;b"><input type="hidden" name="based_on" value="4">'
MADE = {
    "slug": "safer",
    "plan": 1,
    "draft": 2,
    "edition": 1,
    "edition_id": 3,
    "findings": ["burglary"],
    "measures": [5],
    "actions": {"Police": [6], "Council": [7]},
}


class Answering(BaseHTTPRequestHandler):
    """A page with a form, one that is broken, and one that sends elsewhere."""

    got: list[tuple[str, str, str]]

    def do_GET(self) -> None:
        status = {"/form/": 200, "/broken/": 500, "/sign-in/": 302}[self.path]
        self.send_response(status)
        self.send_header("Set-Cookie", "csrftoken=fresh; Path=/")
        self.end_headers()
        self.wfile.write(FORM.encode())

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.got.append((self.path, sent, self.headers["Cookie"]))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"taken": false}')

    def log_message(self, *said: object) -> None:
        pass


@pytest.fixture
def address() -> Iterator[str]:
    Answering.got = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def work(person: Person, address: str) -> None:
    person.work(address, between=0.02, until=time.monotonic() + 0.5, stop=threading.Event())


def test_a_form_is_opened_filled_in_and_sent_with_what_it_hides(address: str) -> None:
    person = Person("analyst", {"sessionid": "s"}, [Page("form", "/form/", {"text": "words {stamp}"}, to="/send/")], 1)

    work(person, address)

    path, sent, cookies = Answering.got[0]
    assert path == "/send/"
    assert sent == "csrfmiddlewaretoken=a%26b&based_on=4&text=words+1-1"
    assert cookies == "sessionid=s; csrftoken=fresh"
    assert {click.page for click in person.clicks} == {"form", "form: send"}
    assert not [click for click in person.clicks if click.error]
    assert person.conflicts == len(Answering.got)


@pytest.mark.parametrize(("path", "error"), [("/broken/", "HTTP 500 at /broken/"), ("/sign-in/", "HTTP 302 at")])
def test_a_broken_page_and_one_that_sends_to_sign_in_are_errors(address: str, path: str, error: str) -> None:
    person = Person("lead", {}, [Page("page", path)], 1)

    work(person, address)

    assert all(error in click.error for click in person.clicks)
    assert show("errors", bars(person.clicks)) == 1


def test_no_answer_is_an_error_too() -> None:
    person = Person("lead", {}, [], 1)

    assert person.ask("http://127.0.0.1:9", "page", "/") is None
    assert person.clicks[0].error == "ConnectionRefusedError"


def test_one_slow_page_misses_the_bar_although_all_together_meet_it() -> None:
    quick = [Click("quick", 0.01)] * 1000
    slow = [Click("slow", 0.4)] * JUDGED

    assert show("slow", bars(quick + slow)) == 1
    assert show("quick", bars(quick)) == 0


def test_a_page_seldom_asked_for_is_shown_and_not_judged() -> None:
    lines = {line.what: line for line in bars([Click("quick", 0.01)] * 1000 + [Click("slow", 0.4)] * (JUDGED - 1))}

    assert lines["slow: p95"].value == pytest.approx(400)
    assert lines["slow: p95"].most is None


def test_no_clicks_are_no_pass() -> None:
    assert show("nothing", bars([])) == 1


def test_a_quantile_is_one_of_the_times() -> None:
    assert quantile([float(n) for n in range(1, 21)], 0.95) == 19
    assert quantile([5.0], 0.95) == 5
    assert quantile([3.0, 1.0, 2.0], 0.5) == 2


@pytest.mark.parametrize("role", ["analyst", "coordinator", "lead", "scrutiny", "public"])
def test_everybody_has_somewhere_to_go_and_only_those_who_write_send(role: str) -> None:
    pages = pages_of(role, "Police" if role == "lead" else "Council", MADE)

    assert all(page.path.startswith("/") and page.share > 0 for page in pages)
    assert any(page.sent for page in pages) == (role in ("analyst", "coordinator", "lead"))


def test_fields_that_are_seen_are_not_hidden() -> None:
    assert hidden('<input type="text" name="q" value="1">') == {}
