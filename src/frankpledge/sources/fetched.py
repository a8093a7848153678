"""The note kept beside a fetched file: what it is, where it came from, and what it must hash to."""

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

BLOCK = 1024 * 1024


@dataclass(frozen=True)
class Fetched:
    """
    A file that was fetched whole.

    `etag` and `last_modified` are the publisher's own marks of the edition, by which it is asked whether there is
    a newer one; either may be missing.
    """

    file: str
    url: str
    bytes: int
    sha256: str
    fetched_at: str
    etag: str | None = None
    last_modified: str | None = None
    title: str = ""
    publisher: str = ""
    licence: str = ""
    dataset: str = ""

    def write(self, folder: Path) -> None:
        write_whole(note_of(folder / self.file), json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n")


def note_of(path: Path) -> Path:
    return path.with_name(path.name + ".json")


def held(path: Path) -> Fetched | None:
    """What is known of the file at `path`; None where there is none, or it is not what its note says."""
    try:
        found = Fetched(**json.loads(note_of(path).read_text(encoding="utf-8")))
        same = path.stat().st_size == found.bytes and sha256_of(path) == found.sha256
    except (OSError, ValueError, TypeError):
        return None
    return found if same else None


def sha256_of(path: Path) -> str:
    with open(path, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def md5_of(path: Path) -> str:
    """For publishers who state no better."""
    with open(path, "rb") as stream:
        return hashlib.file_digest(stream, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()


def write_whole(path: Path, text: str) -> None:
    """Put a small file in place all at once."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text, encoding="utf-8")
    os.replace(beside, path)
