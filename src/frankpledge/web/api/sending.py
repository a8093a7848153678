"""Sending one message: to the address that was looked at, over TLS for the name that was given, following nobody further."""

import ssl
import time
from dataclasses import dataclass
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
) -> Sent:
    """
    POST the body. The answer's body is not read and its redirects are not followed; proxies of the machine's own
    settings are not used, for they would connect wherever they are told.
    """
    import httpx

    began = time.monotonic()
    try:
        reason = reason_not_to_send(address)
        if reason:
            raise NotSent(reason)
        parts = urlsplit(address)
        host, port = str(parts.hostname), parts.port or 443
        at = public_address(host, port, resolve)
        url = httpx.URL(address).copy_with(host=at)
        timeout = httpx.Timeout(SECONDS_IN_ALL, connect=SECONDS_TO_CONNECT)
        with httpx.Client(
            verify=context or ssl.create_default_context(), trust_env=False, follow_redirects=False, timeout=timeout
        ) as client:
            request = client.build_request(
                "POST",
                url,
                content=body.encode(),
                headers={**headers, "host": parts.netloc},
                extensions={"sni_hostname": host},
            )
            answer = client.send(request, stream=True)
            answer.close()
        return Sent(answer.status_code, "", _since(began))
    except NotSent as error:
        return Sent(None, str(error)[:200], _since(began))
    except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError, OSError) as error:
        return Sent(None, f"{type(error).__name__}: {error}"[:200], _since(began))


def _since(began: float) -> int:
    return round((time.monotonic() - began) * 1000)
