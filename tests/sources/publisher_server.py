"""A small server on this machine, laid out like the publishers', that can be made to misbehave."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


@dataclass
class Publisher:
    """`files` by path; `faults` are taken one for each request, before the file is looked at."""

    files: dict[str, bytes] = field(default_factory=dict)
    etags: dict[str, str] = field(default_factory=dict)
    layers: dict[str, list[dict]] = field(default_factory=dict)
    faults: list[Callable[["Answering"], bool]] = field(default_factory=list)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    edited: int = 1
    url: str = ""

    def publish(self, path: str, content: bytes, etag: str = '"first"') -> None:
        self.files[path], self.etags[path] = content, etag


class Answering(BaseHTTPRequestHandler):
    publisher: Publisher
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        self.publisher.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        if self.publisher.faults and self.publisher.faults.pop(0)(self):
            return
        for layer, features in self.publisher.layers.items():
            if path in (layer, f"{layer}/query"):
                return self.layer(path == layer, features)
        if path not in self.publisher.files:
            return self.say(404, b"no such file", {"Content-Type": "text/plain"})
        self.file(self.publisher.files[path], self.publisher.etags[path])

    def file(self, content: bytes, etag: str) -> None:
        start, status = 0, 200
        if self.headers.get("If-None-Match") == etag:
            return self.say(304, b"", {"ETag": etag})
        if (asked := self.headers.get("Range")) and self.headers.get("If-Range") == etag:
            start, status = int(asked.removeprefix("bytes=").removesuffix("-")), 206
            if start >= len(content):
                return self.say(416, b"", {"Content-Range": f"bytes */{len(content)}"})
        headers = {"ETag": etag, "Content-Type": "application/zip"}
        if status == 206:
            headers["Content-Range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
        self.say(status, content[start:], headers)

    def layer(self, about: bool, features: list[dict]) -> None:
        question = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        answer: dict = {"features": features}
        if about:
            answer = {"editingInfo": {"dataLastEditDate": self.publisher.edited}}
        elif "returnCountOnly" in question:
            answer = {"count": len(features)}
        else:
            start = int(question["resultOffset"])
            answer = {"features": features[start : start + int(question["resultRecordCount"])]}
        self.say(200, json.dumps(answer).encode(), {"Content-Type": "application/json"})

    def say(self, status: int, body: bytes, headers: dict[str, str], *, stated: int | None = None) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body) if stated is None else stated))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def busy(times: int, status: int = 503) -> list[Callable[[Answering], bool]]:
    def fault(answering: Answering) -> bool:
        answering.say(status, b"later", {"Retry-After": "0", "Content-Type": "text/plain"})
        return True

    return [fault] * times


def breaking_off_after(sent: int) -> Callable[[Answering], bool]:
    """The line breaks when so many bytes of the file have been sent."""

    def fault(answering: Answering) -> bool:
        content = answering.publisher.files[answering.path]
        answering.say(200, content[:sent], {"ETag": answering.publisher.etags[answering.path]}, stated=len(content))
        answering.close_connection = True
        return True

    return fault


def as_it_should(_: Answering) -> bool:
    return False


@contextmanager
def serving() -> Iterator[Publisher]:
    publisher = Publisher()
    handler = type("Handler", (Answering,), {"publisher": publisher})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = False
    publisher.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield publisher
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
