"""Where messages may go, how they are signed, and that nobody else can read or turn them away."""

import base64
import doctest
import hmac
import socket
import ssl
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from frankpledge.web.api import signing, whereto
from frankpledge.web.api.models import Subscription
from frankpledge.web.api.sending import Sent, send
from frankpledge.web.api.whereto import NotSent, is_outside, public_address, reason_not_to_send

HOST = "hooks.example.org"


@pytest.mark.parametrize("module", [signing, whereto])
def test_examples_in_docstrings(module) -> None:
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("address", ["https://hooks.example.org/csp?a=1", "https://example.gov.uk:8443"])
def test_an_address_by_name_over_tls_is_taken(address) -> None:
    assert reason_not_to_send(address) == ""


@pytest.mark.parametrize(
    "address",
    [
        "http://hooks.example.org/",
        "ftp://hooks.example.org/",
        "https://127.0.0.1/",
        "https://10.1.2.3/",
        "https://[::1]/",
        "https://[fd00::1]/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://127.1/",
        "https://localhost/",
        "https://server/",
        "https://me:secret@hooks.example.org/",
        "https://hooks.example.org:22/",
        "https://hooks.example.org:99999/",
        "https://hooks.example.org/#there",
        "https://hooks.exämple.org/",
        "https:///path",
        "https://",
        "",
    ],
)
def test_any_other_address_is_refused_with_the_reason(address) -> None:
    assert reason_not_to_send(address) != ""


INSIDE = [
    "127.0.0.1",
    "127.255.255.254",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",  # where clouds tell machines their secrets
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fe80::1%eth0",
    "fd00::1",
    "ff02::1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "not an address",
]


@pytest.mark.parametrize("address", INSIDE)
def test_addresses_inside_are_known(address) -> None:
    assert not is_outside(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_addresses_outside_are_known(address) -> None:
    assert is_outside(address)


@pytest.mark.parametrize("found", [["10.0.0.1"], ["93.184.216.34", "127.0.0.1"], []])
def test_a_name_that_leads_inside_is_not_sent_to(found) -> None:
    with pytest.raises(NotSent):
        public_address(HOST, 443, lambda host, port: found)


def test_nothing_is_asked_of_a_name_that_leads_inside() -> None:
    sent = send(f"https://{HOST}/", {}, "{}", resolve=lambda host, port: ["192.168.0.1"])

    assert sent.status is None
    assert "not on the open internet" in sent.fault


def test_the_secret_depends_on_installation_row_and_salt(settings) -> None:
    settings.SECRET_KEY = "one"
    first = Subscription(pk=1, partnership_id=1, salt="a")
    others = [Subscription(pk=2, partnership_id=1, salt="a"), Subscription(pk=1, partnership_id=1, salt="b")]

    secrets = {signing.secret_of(each) for each in (first, *others)}
    again = signing.secret_of(first)
    settings.SECRET_KEY = "two"

    assert len(secrets) == 3
    assert again in secrets
    assert signing.secret_of(first) not in secrets
    assert len(base64.b64decode(again.removeprefix("whsec_"))) == 32


def test_a_receiver_can_check_the_signature_with_a_dozen_lines() -> None:
    secret, body = signing.SECRET_BEGINS + base64.b64encode(b"k" * 32).decode(), '{"type":"edition.published"}'

    headers = signing.headers(secret, "msg_7", 1_700_000_000, body)

    said = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.{body}".encode()
    expected = base64.b64encode(hmac.new(b"k" * 32, said, sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"


def test_signatures_are_those_of_the_libraries_of_the_standard() -> None:
    """Recorded from `Webhook.sign` of standardwebhooks 1.1.0 (PyPI) and 1.1.1 (npm), which agreed."""
    secret, body = (
        "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
        '{"type":"edition.published","data":{"area":"Castermouth – Ça va"}}',
    )

    signed = signing.signature(secret, "msg_41", 1_795_286_288, body)

    assert signed == "v1,T6KxowBLZ6VWHa5mNVTxrRzSNP3+SmzVywxDtvvRh/I="


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate of HOST, and a context that trusts it alone."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("certificate") / "server.pem"
    pem = serialization.Encoding.PEM
    file.write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()) + made.public_bytes(pem)
    )
    return file


@pytest.fixture
def trusting(certificate, monkeypatch):
    """TLS that trusts the test's certificate; loopback is taken for the open internet, and port 8443 for any."""
    monkeypatch.setattr(whereto, "is_outside", lambda address: True)
    return ssl.create_default_context(cafile=str(certificate))


@contextmanager
def receiver(certificate, status: int, *, headers: dict[str, str] | None = None, trickles: bool = False):
    """A server on loopback that keeps what it gets; yields its port and what it got."""
    got: list[tuple[str, dict[str, str], bytes]] = []
    done = threading.Event()

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            got.append((self.path, {name.lower(): value for name, value in self.headers.items()}, body))
            if trickles:
                while not done.wait(0.02):
                    self.wfile.write(b"HTTP/1.1"[:1])
                return
            self.send_response(status)
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: object) -> None: ...

        def handle(self) -> None:
            try:
                super().handle()
            except OSError:
                done.set()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server.server_address[1], got
    done.set()
    server.shutdown()
    server.server_close()
    thread.join()


def sent_to(port: int, context: ssl.SSLContext, monkeypatch, host: str = HOST, **options) -> Sent:
    monkeypatch.setattr(whereto, "PORTS", (port,))
    return send(
        f"https://{host}:{port}/csp?key=1",
        {"webhook-id": "msg_1", "content-type": "application/json"},
        '{"a":1}',
        resolve=lambda host, port: ["127.0.0.1"],
        context=context,
        **options,
    )


def test_a_message_reaches_the_name_it_is_for(certificate, trusting, monkeypatch) -> None:
    with receiver(certificate, 204) as (port, got):
        sent = sent_to(port, trusting, monkeypatch)

    assert (sent.status, sent.taken, sent.fault) == (204, True, "")
    path, headers, body = got[0]
    assert (path, body) == ("/csp?key=1", b'{"a":1}')
    assert headers["host"] == f"{HOST}:{port}"
    assert headers["webhook-id"] == "msg_1"


def test_another_that_answers_in_its_place_is_told_nothing(certificate, trusting, monkeypatch) -> None:
    with receiver(certificate, 200) as (port, got):
        sent = sent_to(port, trusting, monkeypatch, host="other.example.org")

    assert sent.status is None
    assert "certificate" in sent.fault.lower()
    assert got == []


def test_a_certificate_that_nobody_vouches_for_is_refused(certificate, trusting, monkeypatch) -> None:
    with receiver(certificate, 200) as (port, got):
        sent = sent_to(port, ssl.create_default_context(), monkeypatch)

    assert (sent.status, got) == (None, [])


def test_a_redirect_is_not_followed(certificate, trusting, monkeypatch) -> None:
    with receiver(certificate, 302, headers={"Location": "http://127.0.0.1/"}) as (port, got):
        sent = sent_to(port, trusting, monkeypatch)

    assert (sent.status, sent.taken, len(got)) == (302, False, 1)


def test_an_answer_that_trickles_is_cut_off(certificate, trusting, monkeypatch) -> None:
    with receiver(certificate, 200, trickles=True) as (port, _):
        sent = sent_to(port, trusting, monkeypatch, seconds=0.3)

    assert sent.status is None
    assert 250 <= sent.milliseconds < 5000


def test_where_nobody_listens_the_fault_is_told(trusting, monkeypatch) -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        sent = sent_to(bound.getsockname()[1], trusting, monkeypatch)

    assert sent.status is None
    assert "refused" in sent.fault.lower()
