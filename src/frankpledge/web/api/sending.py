"""Sending one message: to the address that was looked at, over TLS for the name that was given, following nobody further."""

import socket
import ssl
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from http.client import HTTPException, HTTPSConnection
from threading import Timer
from urllib.parse import urlsplit

from frankpledge.web.api.whereto import NotSent, Resolve, public_address, reason_not_to_send, resolve

SECONDS_TO_CONNECT, SECONDS_IN_ALL = 5.0, 15.0


@dataclass(frozen=True)
class Sent:
    """What came of it: the answer's `status`, or None and a `fault`."""

    status: int | None
    fault: str
    milliseconds: int

    @property
    def taken(self) -> bool:
        return self.status is not None and 200 <= self.status < 300

    @property
    def gone(self) -> bool:
        return self.status == 410


def send(
    address: str,
    headers: dict[str, str],
    body: str,
    *,
    resolve: Resolve = resolve,
    context: ssl.SSLContext | None = None,
    seconds: float = SECONDS_IN_ALL,
) -> Sent:
    """
    POST the body. Of the answer only the status is read, redirects are not followed, and no proxy of the machine's
    settings is used, for that would connect wherever it is told.
    """
    began = time.monotonic()
    status, fault = None, ""
    try:
        status = _post(address, headers, body.encode(), resolve, context or ssl.create_default_context(), seconds)
    except NotSent as error:
        fault = str(error)
    except (HTTPException, OSError, ValueError) as error:  # a certificate for another name is an OSError too
        late = time.monotonic() - began >= seconds
        fault = f"There was no answer in {seconds:g} seconds" if late else f"{type(error).__name__}: {error}"
    return Sent(status, fault[:200], round((time.monotonic() - began) * 1000))


def _post(
    address: str, headers: dict[str, str], body: bytes, resolve: Resolve, context: ssl.SSLContext, seconds: float
) -> int:
    reason = reason_not_to_send(address)
    if reason:
        raise NotSent(reason)
    parts = urlsplit(address)
    host, port = str(parts.hostname), parts.port or 443
    at = public_address(host, port, resolve)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    with (
        closing(socket.create_connection((at, port), SECONDS_TO_CONNECT)) as plain,
        context.wrap_socket(plain, server_hostname=host, do_handshake_on_connect=False) as line,
        closing(HTTPSConnection(host, port)) as asking,
    ):
        # An answer that trickles in would outlast any limit for one reading: after so long the line is cut.
        cut = Timer(seconds, _cut, [line])
        cut.daemon = True
        cut.start()
        try:
            line.settimeout(seconds)
            line.do_handshake()
            asking.sock = line
            asking.request("POST", path, body, headers)
            return asking.getresponse().status
        finally:
            cut.cancel()


def _cut(line: ssl.SSLSocket) -> None:
    """End a connection that another thread is waiting on, past its TLS, which would wait for the other side."""
    with suppress(OSError):  # it may have ended by itself
        socket.socket.shutdown(line, socket.SHUT_RDWR)
