"""Where messages may go: to names on the open internet, over TLS, and never to an address inside."""

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

PORTS = (None, 443, 8443)
Resolve = Callable[[str, int], list[str]]


class NotSent(Exception):
    """The message was not sent; why is for the log."""


def reason_not_to_send(address: str) -> str:
    """Why messages cannot go to this address, by its looks alone, in words; else ""."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return "This is not an address."
    host = parts.hostname or ""
    if parts.scheme != "https":
        return "The address has to begin with https://"
    if parts.username or parts.password:
        return "Leave the user name and password out: the signature says who sends."
    if parts.fragment:
        return "Leave out what comes after #."
    if port not in PORTS:
        return "The port has to be 443 or 8443."
    if not host.isascii() or "." not in host.strip(".") or _number(host) or host.rsplit(".", 1)[-1].isdigit():
        return "Give the address by a full name, such as https://example.gov.uk/hooks"
    return ""


def resolve(host: str, port: int) -> list[str]:
    """The network addresses of a name today."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise NotSent(f"The name {host} was not found: {error.strerror or error}") from None
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def public_address(host: str, port: int, resolve: Resolve = resolve) -> str:
    """
    The network address to connect to; raises NotSent where the name leads inside, even with one of several.

    The connection goes to the very address that was looked at, so that a name which answers otherwise the second
    time it is asked leads nowhere else.
    """
    addresses = resolve(host, port)
    inside = [address for address in addresses if not is_outside(address)]
    if inside or not addresses:
        raise NotSent(f"The name {host} leads to an address that is not on the open internet")
    return addresses[0]


def is_outside(address: str) -> bool:
    """
    Whether a network address is on the open internet; also what an IPv6 address wraps is looked at.

    >>> is_outside("93.184.216.34"), is_outside("10.0.0.1"), is_outside("169.254.169.254"), is_outside("::ffff:127.0.0.1"), is_outside("fec0::1")
    (True, False, False, False, False)
    """
    number = _number(address)
    if number is None or not number.is_global or number.is_multicast or number.is_reserved:
        return False
    if isinstance(number, IPv6Address):
        if number.is_site_local:
            return False
        wrapped = [number.ipv4_mapped, number.sixtofour, *(number.teredo or ())]
        if number.packed[:12] == bytes.fromhex("0064ff9b") + bytes(8):  # NAT64
            wrapped.append(IPv4Address(number.packed[12:]))
        return all(each.is_global for each in wrapped if each is not None)
    return True


def _number(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text.split("%", 1)[0])
    except ValueError:
        return None
