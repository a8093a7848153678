"""Every file in the folders, files and zips that a person names."""

import os
import stat
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from frankpledge.sources.opened import MOST_BYTES, MOST_RATIO, Opened, UnreadableFile, opened_zip, readable

MOST_MEMBERS = 200_000
SUSPECT_FROM = 1024**3  # a whole zip is held to the ratio only above this: small ones cannot do harm


@dataclass(frozen=True)
class Found:
    """A file: `named` by the person, or met in a folder or zip; `fault` says why it cannot be read, if so."""

    opened: Opened
    named: bool
    fault: str | None = None


def find(paths: Iterable[Path]) -> list[Found]:
    """
    Every file below `paths`, each once, in the order of their names; zips are looked into.

    Files and folders whose names begin with a dot are left alone, and so is an archive of our own.
    """
    found: dict[tuple[str, str | None], Found] = {}
    for path in paths:
        for one in _below(path):
            key = (os.path.realpath(one.opened.path), one.opened.member)
            if key not in found or (one.named and not found[key].named):
                found[key] = one
    return list(found.values())


def _below(path: Path) -> Iterator[Found]:
    if not path.is_dir():
        yield from _file(path, named=True)
        return
    seen: set[str] = set()
    for folder, folders, files in os.walk(path, followlinks=True):
        real = os.path.realpath(folder)
        if real in seen or "_delta_log" in folders:
            folders.clear()
            continue
        seen.add(real)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                yield from _file(Path(folder, name), named=False)


def _file(path: Path, *, named: bool) -> Iterator[Found]:
    opened = Opened(path)
    try:
        with readable():
            if not stat.S_ISREG(path.stat().st_mode):
                raise UnreadableFile("is not a file")
            with open(path, "rb") as stream:
                start = stream.read(4)
        if start == b"PK\x03\x04" or path.suffix.lower() == ".zip":
            yield from _zip(path, named=named)
            return
    except UnreadableFile as error:
        yield Found(opened, named, str(error))
        return
    yield Found(opened, named)


def _zip(path: Path, *, named: bool) -> Iterator[Found]:
    with readable():
        archive = opened_zip(path)
        members = [info for info in archive.infolist() if not info.is_dir()]
        if "[Content_Types].xml" in archive.namelist():
            # A workbook or a Word document is a zip too; a partner may send one.
            yield Found(Opened(path), named)
            return
        unpacked = sum(info.file_size for info in members)
        if len(members) > MOST_MEMBERS:
            raise UnreadableFile(f"holds more than {MOST_MEMBERS:,} files")
        if unpacked > max(SUSPECT_FROM, MOST_RATIO * path.stat().st_size):
            raise UnreadableFile(
                f"unpacks to more than {MOST_RATIO} times its size, as a file made to do harm would: it was not read"
            )
    if not members:
        raise UnreadableFile("is an empty zip")
    for info in sorted({info.filename: info for info in members}.values(), key=lambda info: info.filename):
        parts = info.filename.replace("\\", "/").split("/")
        if not any(part.startswith((".", "__MACOSX")) and part != ".." for part in parts):
            yield Found(Opened(path, info.filename), False, _fault(info))


def _fault(info: zipfile.ZipInfo) -> str | None:
    parts = info.filename.replace("\\", "/").split("/")
    if ".." in parts or parts[0] == "" or ":" in parts[0]:
        return "its name points outside the zip, as a file made to do harm would: it was not read"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "is a link, not a file: it was not followed"
    if info.flag_bits & 0x1:
        return "needs a password: unpack it first"
    if info.file_size > MOST_BYTES:
        return f"holds more than {MOST_BYTES // 1024**3} GiB, which no known file does"
    return None
