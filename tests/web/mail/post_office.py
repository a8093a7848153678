"""A mail server on loopback that speaks as much SMTP as is needed, and behaves as badly as a test asks it to."""

import socketserver
import threading
import time
from collections import Counter
from contextlib import suppress
from email import message_from_bytes
from email.message import Message
from types import TracebackType
from typing import Literal

Manner = Literal[
    "takes",  # as it should
    "refuses",  # the reader's address, for good
    "busy",  # not now
    "spam",  # what was written, for good
    "hangs up",  # takes the e-mail, and ends the connection without an answer
    "thinks",  # takes the e-mail, and does not answer until it is let go
]


class PostOffice:
    """`taken` holds who wrote to whom and what, in the order in which it was taken."""

    def __init__(self, manner: Manner = "takes", *, slowness: float = 0.0):
        self.manner, self.slowness = manner, slowness
        self.taken: list[tuple[str, Message]] = []
        self.let_go = threading.Event()
        self.changed = threading.Condition()
        office = self

        class Window(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                with suppress(ConnectionError):  # whoever was talking has been killed
                    serve(office, self)

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Window)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]

    def __enter__(self) -> "PostOffice":
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, kind: type | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self.let_go.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def take(self, recipient: str, text: bytes) -> None:
        with self.changed:
            self.taken.append((recipient, message_from_bytes(text)))
            self.changed.notify_all()

    def wait_for(self, number: int, seconds: float = 180) -> None:
        """Until so many e-mails have been taken."""
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.taken) >= number, seconds), f"{len(self.taken)} of {number}"

    @property
    def times(self) -> Counter[str]:
        """How often each reader was written to."""
        return Counter(recipient for recipient, _ in self.taken)


def serve(office: PostOffice, talk: socketserver.StreamRequestHandler) -> None:
    """One connection."""

    def say(line: str) -> None:
        talk.wfile.write(line.encode() + b"\r\n")

    recipient = ""
    say("220 post.example")
    for raw in talk.rfile:
        word = raw.strip().upper()[:4]
        if word == b"RCPT":
            recipient = raw.split(b"<")[1].split(b">")[0].decode()
            if office.manner == "refuses":
                say(f"550 5.1.1 <{recipient}>: nobody of that name")
            elif office.manner == "busy":
                say("451 4.3.2 try again later")
            else:
                say("250 ok")
        elif word == b"DATA":
            say("354 go on")
            text = b""
            while (line := talk.rfile.readline()) != b".\r\n":
                if not line:
                    return
                text += line
            if office.manner == "spam":
                say("554 5.7.1 not wanted")
                continue
            time.sleep(office.slowness)
            office.take(recipient, text)
            if office.manner == "hangs up":
                return
            if office.manner == "thinks":
                office.let_go.wait(180)
            say("250 taken")
        elif word == b"QUIT":
            say("221 bye")
            return
        else:
            say("250 ok")
