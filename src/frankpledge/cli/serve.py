"""`frankpledge serve`: the pages, for one person at this machine."""

import os
import secrets
import socket
from pathlib import Path
from typing import Annotated

import typer

from frankpledge.cli.options import ArchiveOption, archive_at


def serve(
    archive: ArchiveOption = None,
    port: Annotated[
        int, typer.Option(help="The port to listen on; the next free one is taken if it is in use.")
    ] = 8000,
) -> None:
    """Read and make assessments in a browser. Listens on this machine only; stop it with Ctrl+C."""
    serve_pages(archive_at(archive).folder, port)


def serve_pages(archive: Path, port: int, path: str = "/") -> None:
    """Serve until stopped. Only the loopback address is bound: there is no login yet."""
    from gunicorn.app.base import BaseApplication

    os.environ["FRANKPLEDGE_ARCHIVE"] = str(archive.absolute())
    os.environ["FRANKPLEDGE_SECRET"] = secrets.token_hex(32)
    port = free_port(port)

    class Server(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            for name, value in {
                "bind": f"127.0.0.1:{port}",
                "worker_class": "gthread",
                "workers": 1,
                "threads": 8,
                "timeout": 120,
                "loglevel": "warning",
                "control_socket_disable": True,
            }.items():
                self.cfg.set(name, value)

        def load(self) -> object:
            from frankpledge.web.wsgi import application

            return application

    typer.echo(f"Frankpledge is at http://127.0.0.1:{port}{path}  (stop it with Ctrl+C)")
    Server().run()


def free_port(port: int) -> int:
    """The first port from this one on that nobody listens on."""
    for candidate in range(port, port + 50):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", candidate))
            except OSError:
                continue
            return candidate
    raise typer.BadParameter(f"Ports {port} to {port + 49} are all in use. Name another with --port.")
