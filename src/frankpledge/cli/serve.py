"""`frankpledge serve`: the pages, at this machine, and the worker beside them."""

import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from frankpledge.cli.options import ArchiveOption, archive_at

if TYPE_CHECKING:
    from frankpledge.assessment.assessment import Assessment

APPLICATION = "frankpledge.web.wsgi:application"
OPTIONS = (
    "--worker-class=gthread",
    # Two processes: one that is busy with a long page does not hold up the other's. Nothing but caches and the API's
    # count of askings is kept in them; they are not forked with the archive's library in them (`--preload`).
    "--workers=2",
    "--threads=4",
    "--timeout=120",
    "--log-level=warning",
    "--no-control-socket",
)


def serve(
    archive: ArchiveOption = None,
    port: Annotated[
        int, typer.Option(help="The port to listen on; the next free one is taken if it is in use.")
    ] = 8000,
    people: Annotated[
        bool, typer.Option("--people", help="A workspace for several people, each with a sign-in of their own.")
    ] = False,
    with_worker: Annotated[
        bool, typer.Option("--worker/--no-worker", help="Without, where `frankpledge worker` runs by itself.")
    ] = True,
) -> None:
    """Read and make assessments in a browser. Listens on this machine only; stop it with Ctrl+C."""
    serve_pages(archive_at(archive).folder, port, people=people, with_worker=with_worker)


def worker(archive: ArchiveOption = None) -> None:
    """Send e-mails and do what happens on a schedule, where `serve --no-worker` runs the pages. Stop it with Ctrl+C."""
    from frankpledge.web.ready import make_ready

    make_ready(archive_at(archive).folder)
    os.execv(sys.executable, [sys.executable, "-m", "frankpledge.web.worker.run"])  # noqa: S606


def serve_pages(
    archive: Path,
    port: int,
    path: str = "/",
    *,
    people: bool = False,
    with_worker: bool = True,
    demonstration: "Assessment | None" = None,
) -> None:
    """
    Serve until stopped, on the loopback address. The printed link lets its reader in once.

    `demonstration` is the assessment of the invented district whose people can then be tried.
    """
    from frankpledge.web.ready import make_ready

    make_ready(archive, alone=not people, demonstration=demonstration is not None)
    listening = listen(port)
    port = listening.getsockname()[1]
    os.environ["FRANKPLEDGE_ADDRESS"] = f"http://127.0.0.1:{port}"
    way_in = _way_in(path, people, demonstration)
    typer.echo(where(port, os.environ.get("FRANKPLEDGE_PUBLIC", ""), way_in))
    sys.stdout.flush()
    # A new program in this one's place: the archive's library must not have run in a process that then forks.
    # It takes the open socket over, so that a link opened at once waits for the pages and is not turned away.
    listening.set_inheritable(True)
    command = [sys.executable, "-m", "gunicorn", *OPTIONS, f"--bind=fd://{listening.fileno()}", APPLICATION]
    if with_worker:
        command = [sys.executable, "-m", "frankpledge.web.worker.together", str(listening.fileno()), "--", *command]
    os.execv(sys.executable, command)  # noqa: S606


def where(port: int, public: str, way_in: str) -> str:
    """What is printed: the address that is answered, which is the public one alone where there is one."""
    if public:
        return f"Frankpledge is at {public.rstrip('/')}{way_in}  (listens at 127.0.0.1:{port}; stop it with Ctrl+C)"
    return f"Frankpledge is at http://127.0.0.1:{port}{way_in}  (stop it with Ctrl+C)"


def _way_in(path: str, people: bool, demonstration: "Assessment | None") -> str:
    """The address to open first; the secret in it works once."""
    from urllib.parse import quote

    from django.db import connection
    from django.utils.timezone import localdate

    from frankpledge.web.accounts import changes
    from frankpledge.web.accounts.alone import link_alone

    if demonstration:
        from frankpledge.web.demonstration import fill

        fill(demonstration, localdate())
        way_in = f"/try/?next={quote(path)}"
    elif people:
        secret = changes.first_link()
        way_in = f"/start/{secret}/" if secret else "/"
    else:
        way_in = f"/open/{link_alone(localdate())}/?next={quote(path)}"
    connection.close()  # the server's processes open their own
    return way_in


def listen(port: int) -> socket.socket:
    """A socket that listens on loopback, at the first port from this one on that nobody else has."""
    for candidate in range(port, port + 50):
        listening = socket.socket()
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(("127.0.0.1", candidate))
            listening.listen(128)
        except OSError:
            listening.close()
            continue
        return listening
    raise typer.BadParameter(f"Ports {port} to {port + 49} are all in use. Name another with --port.")
