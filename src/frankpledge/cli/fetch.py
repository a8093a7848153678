"""`frankpledge fetch`: get the publishers' files, where there is an internet."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from frankpledge.sources.publishers import PublishedFile


def fetch(
    names: Annotated[
        list[str] | None, typer.Argument(help="Files or groups from the list; without any, the list is printed.")
    ] = None,
    month: Annotated[
        list[str] | None,
        typer.Option(help="For police-uk: the newest month of the archive, YYYY-MM. May be given several times."),
    ] = None,
    to: Annotated[
        Path | None, typer.Option(help="The folder to fetch into. Without it: your data folder.", show_default=False)
    ] = None,
    server: Annotated[
        str | None, typer.Option("--from", metavar="URL", help="Another server that is laid out like the publisher's.")
    ] = None,
    checksum: Annotated[
        str | None, typer.Option(help="The SHA-256 or MD5 that the publisher states for the one file named.")
    ] = None,
) -> None:
    """
    Fetch files from their publishers. A fetch that breaks off goes on where it stopped; a file that has not changed
    is not fetched again. Beside each file is a note (.json) with where it came from and its SHA-256.
    """
    from frankpledge.sources.fetch import FetchFailed, client
    from frankpledge.sources.publishers import named

    if not names:
        _list()
        return
    try:
        files = _of_months(named(names), month or [])
    except (LookupError, ValueError) as error:
        raise typer.BadParameter(str(error)) from None
    if checksum and len(files) > 1:
        raise typer.BadParameter("--checksum is of one file: name one")
    if server:
        if not server.startswith(("http://", "https://")):
            raise typer.BadParameter("--from is an address that begins with http:// or https://")
        files = [file.from_server(server) for file in files]
    folder = to or default_folder()
    failed = 0
    with client() as through:
        for file in files:
            try:
                _fetch_one(file, folder, through, checksum)
            except FetchFailed as failure:
                typer.echo(f"FAILED: {failure}", err=True)
                failed += 1
    if failed < len(files):
        typer.echo(f"Load with: frankpledge load {folder}")
    if failed:
        raise typer.Exit(1)


def default_folder() -> Path:
    """Beside the archive in the user's data folder."""
    import platformdirs

    return Path(platformdirs.user_data_dir("frankpledge")) / "fetched"


def _list() -> None:
    from frankpledge.sources.publishers import published

    for file in published().values():
        typer.echo(f"{file.name:<32} {file.group:<12} {file.title} ({file.publisher})")
    typer.echo("Name one or more of these, or of the groups in the second column.")


def _of_months(files: "list[PublishedFile]", months: list[str]) -> "list[PublishedFile]":
    from frankpledge.month import Month

    checked = [str(Month.parse(month)) for month in months]
    if checked and not any(file.kind == "month" for file in files):
        raise ValueError("--month goes with police-uk only")
    found: list[PublishedFile] = []
    for file in files:
        if file.kind != "month":
            found.append(file)
        elif not checked:
            raise ValueError(f"{file.name} needs --month YYYY-MM: each archive holds 36 months up to that one")
        else:
            found += [file.of_month(month) for month in checked]
    return found


def _fetch_one(file: "PublishedFile", folder: Path, through: object, checksum: str | None) -> None:
    from frankpledge.sources import fetch as whole
    from frankpledge.sources.fetch_layer import fetch_layer

    bar = _Bar("rows" if file.kind == "layer" else "bytes")
    how = fetch_layer if file.kind == "layer" else whole.fetch
    try:
        outcome = how(file, folder, through=through, checksum=checksum, progress=bar.show)  # type: ignore[arg-type]
    finally:
        bar.end()
    words = "not changed since" if outcome.unchanged else "fetched"
    typer.echo(
        f"{outcome.path}: {words} {outcome.fetched.fetched_at if outcome.unchanged else ''}".rstrip()
        + f", {outcome.fetched.bytes:,} bytes, SHA-256 {outcome.fetched.sha256}"
    )


class _Bar:
    """How far a fetch has come: one line that moves, or, written to a file, a line every tenth."""

    def __init__(self, unit: str) -> None:
        self.unit = unit
        self.live = sys.stderr.isatty()
        self.tenth = 0
        self.shown = False

    def show(self, what: str, done: int, total: int | None) -> None:
        part = f"{done / total:4.0%}  {done:,} of {total:,} {self.unit}" if total else f"{done:,} {self.unit}"
        if self.live:
            typer.echo(f"\r{what}  {part:<60}", nl=False, err=True)
            self.shown = True
        elif total and int(done / total * 10) > self.tenth:
            self.tenth = int(done / total * 10)
            typer.echo(f"{what}  {part}", err=True)

    def end(self) -> None:
        if self.shown:
            typer.echo("", err=True)
