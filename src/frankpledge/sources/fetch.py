"""Fetching a publisher's file whole: begun again where it broke off, checked, and put in place at once."""

import fcntl
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from frankpledge.sources.fetched import BLOCK, Fetched, held, md5_of, sha256_of, write_whole
from frankpledge.sources.publishers import PublishedFile

if TYPE_CHECKING:
    import httpx

ATTEMPTS = 6  # in a row without a byte gained
FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0  # seconds
BUSY = {202, 408, 425, 429, 500, 502, 503, 504}  # try again later; 202 is a file still being made
UNFINISHED = ".unfinished"  # a folder whose name begins with a dot, which loading leaves alone

Progress = Callable[[str, int, int | None], None]  # what, bytes had, bytes in all where that is known


class FetchFailed(Exception):
    """The file could not be fetched; the message names it and says what to do."""


class Busy(Exception):
    """The publisher's server said to come back later, or the line broke."""

    def __init__(self, message: str, wait: float | None = None):
        super().__init__(message)
        self.wait = wait


@dataclass
class Waits:
    """How long to wait between attempts, in seconds; a test makes them short."""

    first: float = FIRST_WAIT
    longest: float = LONGEST_WAIT
    attempts: int = ATTEMPTS


@dataclass(frozen=True)
class Outcome:
    """`unchanged`: what is here is still the publisher's newest, and nothing was fetched."""

    fetched: Fetched
    path: Path
    unchanged: bool = False


def client() -> "httpx.Client":
    """Follows redirects; gives up on a silent server after a minute."""
    import httpx

    from frankpledge import __version__

    return httpx.Client(
        follow_redirects=True,
        timeout=httpx.Timeout(60, connect=15),
        headers={"User-Agent": f"frankpledge/{__version__}", "Accept-Encoding": "identity"},
    )


def fetch(
    file: PublishedFile,
    folder: Path,
    *,
    through: "httpx.Client",
    checksum: str | None = None,
    progress: Progress | None = None,
    waits: Waits | None = None,
) -> Outcome:
    """
    Fetch `file` into `folder`, unless what is there is the publisher's newest.

    What was fetched before a break is kept and continued, if the publisher still has the same edition. `checksum` is
    the SHA-256 or MD5 that the publisher states, in hexadecimal. Raises FetchFailed.
    """
    path = folder / file.file
    with alone(folder, file.file) as unfinished:
        known = held(path)
        part = Part(unfinished / file.file)
        reply = persisting(
            lambda: _get_rest(through, file, part, known, progress), lambda: part.size, file, waits or Waits()
        )
        if reply is None and known:
            part.clear()
            check(path, known.sha256, checksum, file)
            return Outcome(known, path, unchanged=True)
        sha256 = sha256_of(part.path)
        check(part.path, sha256, checksum, file, on_failure=part.clear)
        found = record(file, part.size, sha256, part.mark.etag, part.mark.last_modified)
        # The note first: should the process end between the two, the file is looked at and found to be another.
        found.write(folder)
        os.replace(part.path, path)
        part.clear()
    return Outcome(found, path)


def record(
    file: PublishedFile, size: int, sha256: str, etag: str | None = None, last_modified: str | None = None
) -> Fetched:
    return Fetched(
        file=file.file,
        url=file.url,
        bytes=size,
        sha256=sha256,
        fetched_at=datetime.now(UTC).isoformat(timespec="seconds"),
        etag=etag,
        last_modified=last_modified,
        title=file.title,
        publisher=file.publisher,
        licence=file.licence,
        dataset=file.dataset,
    )


@dataclass(frozen=True)
class Mark:
    """How the publisher marks an edition of a file, and how long it is."""

    etag: str | None = None
    last_modified: str | None = None
    size: int | None = None

    @property
    def condition(self) -> str | None:
        """What a request for the rest can be made to depend on; a weak tag does not promise the same bytes."""
        if self.size is None:  # made, or packed, as it is sent: nobody can say where it goes on
            return None
        return self.etag if self.etag and not self.etag.startswith("W/") else self.last_modified


class Part:
    """What has been fetched so far, and of which edition."""

    def __init__(self, path: Path):
        self.path = path
        self.about = path.with_name(path.name + ".json")

    @property
    def size(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0

    @property
    def mark(self) -> Mark:
        try:
            return Mark(**json.loads(self.about.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return Mark()

    def begin(self, mark: Mark) -> None:
        self.path.write_bytes(b"")
        write_whole(self.about, json.dumps(mark.__dict__))

    def clear(self) -> None:
        for path in (self.path, self.about):
            path.unlink(missing_ok=True)


@contextmanager
def alone(folder: Path, name: str) -> Iterator[Path]:
    """The folder for unfinished files, with nobody else fetching `name` there."""
    unfinished = folder / UNFINISHED
    unfinished.mkdir(parents=True, exist_ok=True)
    with open(unfinished / f"{name}.lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise FetchFailed(f"{name} is being fetched into {folder} already: wait for it to finish") from None
        yield unfinished


def persisting(attempt: Callable[[], Any], gained: Callable[[], int], file: PublishedFile, waits: Waits) -> Any:
    """
    Do `attempt` again, waiting ever longer, while the server is busy or the line breaks.

    An attempt that gained bytes starts the count anew: a long file over a bad line arrives in the end.
    """
    from tenacity import RetryCallState, Retrying, retry_if_exception_type, wait_exponential, wait_random

    longer = wait_exponential(multiplier=waits.first, max=waits.longest) + wait_random(0, waits.first)
    had = gained()
    fruitless = 0

    def enough(state: RetryCallState) -> bool:
        nonlocal had, fruitless
        fruitless = 1 if gained() > had else fruitless + 1
        had = gained()
        return fruitless >= waits.attempts

    def wait(state: RetryCallState) -> float:
        asked = state.outcome.exception() if state.outcome else None
        told = asked.wait if isinstance(asked, Busy) else None
        return min(told, waits.longest) if told is not None else longer(state)

    try:
        return Retrying(retry=retry_if_exception_type(Busy), stop=enough, wait=wait, reraise=True)(attempt)
    except Busy as busy:
        raise FetchFailed(
            f"{file.name} could not be fetched: {busy} ({file.url}). What has arrived is kept; try again later."
        ) from None


def _get_rest(
    through: "httpx.Client", file: PublishedFile, part: Part, known: Fetched | None, progress: Progress | None
) -> Mark | None:
    """Fetch what is missing of `part`; None where the publisher has nothing newer than `known`."""
    had, mark = part.size, part.mark
    headers = {}
    if had and mark.condition:
        headers = {"Range": f"bytes={had}-", "If-Range": mark.condition}
    elif known:
        headers = {"If-None-Match": known.etag} if known.etag else {}
        if not known.etag and known.last_modified:
            headers = {"If-Modified-Since": known.last_modified}
    with answered(through, file, headers) as reply:
        if reply.status_code == 304:
            return None
        if reply.status_code == 416:
            if had == mark.size:  # it had all arrived, but was not yet put in place
                return mark
            part.clear()
            raise Busy("the file became shorter while it was fetched", 0)
        if reply.status_code == 206:
            if not _continues(reply, had, mark):
                part.clear()
                raise Busy("the file changed while it was fetched", 0)
        else:
            mark = Mark(reply.headers.get("etag"), reply.headers.get("last-modified"), _length(reply))
            if known and _same(mark, known):  # a server that answers no conditions
                return None
            part.begin(mark)
        _room_for(part, mark, file)
        _append(reply, part, mark, file, progress)
    if mark.size is not None and part.size != mark.size:
        if part.size > mark.size:
            part.clear()
        raise Busy(f"the line broke after {part.size:,} of {mark.size:,} bytes")
    return mark


@contextmanager
def answered(through: "httpx.Client", file: PublishedFile, headers: dict[str, str]) -> Iterator["httpx.Response"]:
    """The server's answer, with anything that is not the file turned into Busy or FetchFailed."""
    import httpx

    try:
        with through.stream("GET", file.url, headers=headers) as reply:
            refuse(reply, file)
            yield reply
    except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
        raise FetchFailed(f"{file.name}: {file.url} is not an address ({error})") from None
    except httpx.TransportError as error:
        raise Busy(f"the line broke ({error or type(error).__name__})") from None
    except httpx.TooManyRedirects:
        raise FetchFailed(f"{file.name}: {file.url} is passed on without end") from None


def refuse(reply: "httpx.Response", file: PublishedFile) -> None:
    status = reply.status_code
    if status in BUSY:
        raise Busy(f"the publisher's server is busy ({status})", _told_to_wait(reply))
    if status in (404, 410):
        raise FetchFailed(f"{file.name}: the publisher has no such file ({status}): {file.url}")
    if status >= 400 and status != 416:
        raise FetchFailed(f"{file.name}: the publisher refused with status {status}: {file.url}")
    if "text/html" in reply.headers.get("content-type", ""):
        raise FetchFailed(f"{file.name}: the publisher answered with a web page, not the file: {file.url}")


def _told_to_wait(reply: "httpx.Response") -> float | None:
    told = reply.headers.get("retry-after", "")
    return float(told) if told.isdigit() else None


def _length(reply: "httpx.Response") -> int | None:
    told = reply.headers.get("content-length", "")
    return int(told) if told.isdigit() and not reply.headers.get("content-encoding") else None


def _continues(reply: "httpx.Response", had: int, mark: Mark) -> bool:
    """Whether a partial answer is the rest of what was had, of the same edition."""
    told = re.fullmatch(r"bytes (\d+)-\d+/(\d+|\*)", reply.headers.get("content-range", ""))
    if not told or int(told[1]) != had:
        return False
    if mark.size is not None and told[2] not in ("*", str(mark.size)):
        return False
    etag = reply.headers.get("etag")
    return not (etag and mark.etag and etag != mark.etag)


def _same(mark: Mark, known: Fetched) -> bool:
    """Whether marks and length are those of the file that is here."""
    marked = (mark.etag, mark.last_modified)
    return any(marked) and marked == (known.etag, known.last_modified) and mark.size == known.bytes


def _room_for(part: Part, mark: Mark, file: PublishedFile) -> None:
    if mark.size is None:
        return
    free = shutil.disk_usage(part.path.parent).free
    missing = mark.size - part.size
    if missing > free:
        raise FetchFailed(f"{file.name} needs {missing:,} more bytes, and {part.path.parent} has room for {free:,}")


def _append(reply: "httpx.Response", part: Part, mark: Mark, file: PublishedFile, progress: Progress | None) -> None:
    said = 0
    with open(part.path, "ab") as stream:
        try:
            # As it comes, not in even blocks: a block that is not full when the line breaks would be lost.
            for block in reply.iter_bytes():
                stream.write(block)
                if progress and (stream.tell() - said >= BLOCK or stream.tell() == mark.size):
                    said = stream.tell()
                    progress(file.file, said, mark.size)
        finally:
            _settle(stream)


def _settle(stream: IO[bytes]) -> None:
    """On disk, so that what is continued later is what was written."""
    stream.flush()
    os.fsync(stream.fileno())


def check(
    path: Path,
    sha256: str,
    checksum: str | None,
    file: PublishedFile,
    *,
    on_failure: Callable[[], None] = lambda: None,
) -> None:
    """Hold a file against the checksum that its publisher states; a file that fails is not kept."""
    if not checksum:
        return
    wanted = checksum.strip().lower().removeprefix("sha256:").removeprefix("md5:")
    if not re.fullmatch(r"[0-9a-f]{32}|[0-9a-f]{64}", wanted):
        raise FetchFailed(f"“{checksum}” is not a checksum: it is 64 hexadecimal digits (SHA-256), or 32 (MD5)")
    found = sha256 if len(wanted) == 64 else md5_of(path)
    if found != wanted:
        on_failure()
        raise FetchFailed(
            f"{file.name}: the file does not match the checksum: it should be {wanted} and is {found}. It was not kept."
        )
