"""A server on loopback laid out like GOV.UK Notify's, with its checks of tokens, and as bad as a test asks it to be."""

import base64
import hashlib
import hmac
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

SERVICE, SECRET = "26785a09-ab16-4eb0-8407-a37497a57506", "3d844edf-8d35-48ac-975b-e847b4f122b0"
KEY = f"our key-{SERVICE}-{SECRET}"
TEMPLATE = "217a419e-6a7d-482a-9596-718b889dffce"


class NotifyOffice:
    """
    `taken` holds what was asked for, in order. `answers`: a code for the next e-mails instead of taking them;
    `hangs_up`: takes the e-mail and ends the connection; `silent`: the same, without taking it; `mute`: does not say
    what it holds. `status` is that of every e-mail held.
    """

    def __init__(self) -> None:
        self.taken: list[dict[str, Any]] = []
        self.answers = self.hangs_up = self.silent = self.mute = 0
        self.status = "sending"
        office = self

        class Desk(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                office.post(self, asked)

            def do_GET(self) -> None:
                office.get(self)

            def log_message(self, *_: object) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
        self.server.daemon_threads = True
        self.address = f"127.0.0.1:{self.server.server_address[1]}"

    def __enter__(self) -> "NotifyOffice":
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def post(self, desk: BaseHTTPRequestHandler, asked: dict[str, Any]) -> None:
        if refusal := wrong_token(desk.headers["Authorization"]):
            return say(desk, 403, error("AuthError", refusal))
        if self.answers:
            return say(desk, self.answers, error("SomeError", f"Not {asked['email_address']}"))
        if not self.silent:
            self.taken.append(asked)
        if self.hangs_up or self.silent:
            desk.close_connection = True
            return desk.connection.close()
        return say(desk, 201, {"id": "740e5834-3a29-46b4-9a6f-16142fde533a", "reference": asked.get("reference")})

    def get(self, desk: BaseHTTPRequestHandler) -> None:
        if refusal := wrong_token(desk.headers["Authorization"]):
            return say(desk, 403, error("AuthError", refusal))
        if self.mute:
            return say(desk, 503, error("Exception", "later"))
        reference = parse_qs(urlsplit(desk.path).query)["reference"][0]
        found = [each for each in self.taken if each.get("reference") == reference]
        held = [{"id": "x", "reference": each["reference"], "status": self.status} for each in found]
        return say(desk, 200, {"notifications": held, "links": {}})


def error(kind: str, message: str) -> dict[str, Any]:
    return {"errors": [{"error": kind, "message": message}]}


def say(desk: BaseHTTPRequestHandler, code: int, told: dict[str, Any]) -> None:
    body = json.dumps(told).encode()
    desk.send_response(code)
    desk.send_header("Content-Type", "application/json")
    desk.send_header("Content-Length", str(len(body)))
    desk.end_headers()
    desk.wfile.write(body)


def wrong_token(header: str) -> str:
    """Why Notify would not take this token; "" where it would."""
    head, told, signed = header.removeprefix("Bearer ").split(".")
    right = hmac.new(SECRET.encode(), f"{head}.{told}".encode(), hashlib.sha256).digest()
    claims = json.loads(raw(told))
    if json.loads(raw(head)) != {"typ": "JWT", "alg": "HS256"} or raw(signed) != right:
        return "Invalid token: signature"
    if claims["iss"] != SERVICE:
        return "Invalid token: service not found"
    if abs(claims["iat"] - time.time()) > 30:
        return "Error: Your system clock must be accurate to within 30 seconds"
    return ""


def raw(letters: str) -> bytes:
    return base64.urlsafe_b64decode(letters + "=" * (-len(letters) % 4))
