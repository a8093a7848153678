"""A publisher's file opened for reading, plain, gzipped or inside a zip, and what reading it gives."""

import codecs
import csv
import gzip
import hashlib
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import IO, Any, Literal

import pyarrow as pa

from frankpledge.sources.dataset import Dataset
from frankpledge.sources.rejected import Rejected

HEAD_BYTES = 64 * 1024
BLOCK = 1024 * 1024
HEAD_BYTES_OF_JSON = 16 * 1024 * 1024  # a first shape of great detail may come before its properties
MOST_BYTES = 4 * 1024**3  # no publisher's single file comes near
MOST_RATIO = 200  # CSV packs to a tenth or so; a bomb to a thousandth
RATIO_COUNTS_FROM = 64 * 1024**2


class UnreadableFile(Exception):
    """The file cannot be read at all; the message says why, and what to do, without naming the file."""


class WrongHeader(UnreadableFile):
    """The file is nearly one we know: the message names the columns that differ."""


@dataclass(frozen=True)
class Head:
    """
    The beginning of a file, which is all that recognising it may look at.

    `columns` are the CSV header's names, or the property names of the first GeoJSON feature.
    `text` is the first 64 KiB, decoded; `encoding_fault` says why it is not UTF-8, where it is not
    (it is then decoded as well as may be, so that a known file in a wrong encoding is named as such).
    """

    file_name: str  # without folders, and without .gz
    kind: Literal["csv", "geojson", "other"]
    columns: tuple[str, ...]
    text: str
    encoding_fault: str | None = None


@dataclass(frozen=True)
class Reading:
    """
    A file's good rows, typed as the archive holds them (without file, sha256, loaded_at), and its bad ones.

    `notes` say what else was done, in whole sentences: shapes repaired, rows of no use here left out.
    """

    dataset: Dataset
    rows: pa.Table
    rejected: list[Rejected] = field(default_factory=list)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Opened:
    """
    One file wherever it lies: on disk, gzipped on disk, or as `member` of the zip at `path`.

    Nothing is ever unpacked to disk, and no more than `MOST_BYTES` is read from anything.
    Every method raises UnreadableFile for a damaged, oversized or vanished file.
    """

    path: Path
    member: str | None = None
    content: bytes | None = field(default=None, compare=False, repr=False)

    def in_memory(self) -> "Opened":
        """The same file with its content kept, so that hashing and reading it unpack it once."""
        kept = replace(self, content=self.read())
        kept.__dict__["head"] = self.head
        return kept

    @property
    def name(self) -> str:
        """For people: the path, and the member behind a colon."""
        return f"{self.path}:{printable(self.member)}" if self.member else str(self.path)

    @property
    def file_name(self) -> str:
        """The file's own name without folders and without .gz."""
        return (self.member or self.path.name).replace("\\", "/").rsplit("/", 1)[-1].removesuffix(".gz")

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """The uncompressed bytes, as a stream that can be read once from the start."""
        with readable():
            if self.content is not None:
                yield io.BytesIO(self.content)
            elif self.member is None:
                with open(self.path, "rb") as stream:
                    yield self._unpacked(stream, self.packed_size)
            else:
                archive = opened_zip(self.path)
                with archive.open(self.member) as member:
                    yield self._unpacked(member, self.packed_size, packed=True)

    @property
    def packed_size(self) -> int:
        """Bytes as it lies on disk or in its zip."""
        with readable():
            if self.member is None:
                return self.path.stat().st_size
            return opened_zip(self.path).getinfo(self.member).compress_size

    def _unpacked(self, stream: IO[bytes], packed_size: int, packed: bool = False) -> IO[bytes]:
        start = stream.peek(2)[:2] if hasattr(stream, "peek") else b""
        gzipped = (self.member or self.path.name).lower().endswith(".gz") or start == b"\x1f\x8b"
        if gzipped:
            stream = gzip.GzipFile(fileobj=stream)  # type: ignore[assignment]
        return io.BufferedReader(_Guarded(stream, packed_size if packed or gzipped else None), BLOCK)

    def read(self) -> bytes:
        """The whole file, uncompressed."""
        if self.content is not None:
            return self.content
        with self.open() as stream:
            return stream.read()

    def text(self) -> str:
        """The whole file as text, without a byte-order mark; raises UnreadableFile where it is not UTF-8."""
        return decoded(self.read())

    def json(self) -> Any:
        """The whole file as JSON."""
        try:
            return json.loads(self.text())
        except ValueError as error:
            raise UnreadableFile(f"is not valid JSON ({error}): it may be cut short") from None

    @cached_property
    def sha256(self) -> str:
        """Of the uncompressed content, so that a file is the same file zipped, gzipped or plain."""
        digest = hashlib.sha256(self.content or b"")
        if self.content is not None:
            return digest.hexdigest()
        with self.open() as stream:
            while block := stream.read(BLOCK):
                digest.update(block)
        return digest.hexdigest()

    @cached_property
    def head(self) -> Head:
        with self.open() as stream:
            data = stream.read(HEAD_BYTES)
            if not data.strip():
                raise UnreadableFile("is empty")
            is_json = data.removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"{"
            if is_json and (properties := _first_properties(data)) is None:
                data += stream.read(HEAD_BYTES_OF_JSON)
                properties = _first_properties(data)
        text, fault = _decoded_as_well_as_may_be(data[:HEAD_BYTES])
        if is_json:
            return Head(self.file_name, "geojson" if properties is not None else "other", properties or (), text, fault)
        if not text or "\x00" in text or text.count("\ufffd") > len(text) // 20:
            return Head(self.file_name, "other", (), text, fault)
        return Head(self.file_name, "csv", header(text), text, fault)


class _Guarded(io.RawIOBase):
    """A stream that stops a zip bomb: too much, or far too much for its packed size."""

    def __init__(self, stream: IO[bytes], packed_size: int | None):
        self.stream = stream
        self.packed_size = packed_size
        self.given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        block = self._block(len(buffer))
        buffer[: len(block)] = block
        return len(block)

    def readall(self) -> bytes:
        blocks = []
        while block := self._block(BLOCK):
            blocks.append(block)
        return b"".join(blocks)

    def _block(self, size: int) -> bytes:
        with readable():
            block = self.stream.read(size)
        self.given += len(block)
        if self.given > MOST_BYTES:
            raise UnreadableFile(f"holds more than {MOST_BYTES // 1024**3} GiB, which no known file does")
        if self.packed_size and self.given > max(RATIO_COUNTS_FROM, MOST_RATIO * self.packed_size):
            raise UnreadableFile(
                f"unpacks to more than {MOST_RATIO} times its size, as a file made to do harm would: it was not read on"
            )
        return block


def opened_zip(path: Path) -> zipfile.ZipFile:
    """A zip file, its table of contents read once though it may have thousands of members."""
    seen = path.stat()
    return _opened_zip(path, seen.st_mtime_ns, seen.st_size)


@lru_cache(maxsize=2)
def _opened_zip(path: Path, changed_at: int, size: int) -> zipfile.ZipFile:
    return zipfile.ZipFile(path)


@contextmanager
def readable() -> Iterator[None]:
    """Turn what the packers and the disk say into words for a person."""
    try:
        yield
    except (gzip.BadGzipFile, zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise UnreadableFile(f"is damaged or cut short ({error}): fetch it again") from None
    except NotImplementedError:
        raise UnreadableFile("is packed in a way that cannot be read here: unpack it first") from None
    except RuntimeError as error:
        if "password" in str(error) or "encrypted" in str(error):
            raise UnreadableFile("needs a password: unpack it first") from None
        raise
    except KeyError:
        raise UnreadableFile("is no longer in the zip file") from None
    except FileNotFoundError:
        raise UnreadableFile("does not exist") from None
    except PermissionError:
        raise UnreadableFile("may not be read: permission denied") from None
    except IsADirectoryError:
        raise UnreadableFile("is a folder") from None


def header(text: str) -> tuple[str, ...]:
    """The names in the first line of a CSV, without spaces around them."""
    first = text.splitlines()[0] if text.splitlines() else ""
    return tuple(name.strip() for name in next(csv.reader([first]), []))


def decoded(data: bytes) -> str:
    """UTF-8 text without a byte-order mark; raises UnreadableFile, saying what it may be instead."""
    if fault := encoding_fault(data):
        raise UnreadableFile(fault)
    return data.removeprefix(codecs.BOM_UTF8).decode()


def encoding_fault(data: bytes, *, whole: bool = True) -> str | None:
    """Why `data` is not UTF-8 text, in words; None where it is. Unless `whole`, it may end inside a character."""
    mend = "save it as CSV UTF-8, or fetch it again"
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return f"is in UTF-16, not UTF-8: {mend}"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data, final=whole)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return f"is not in UTF-8 (line {line:,} holds a byte that is not; perhaps it is Windows-1252): {mend}"
    return None


def _decoded_as_well_as_may_be(data: bytes) -> tuple[str, str | None]:
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return data[: len(data) // 2 * 2].decode("utf-16", errors="replace"), encoding_fault(data)
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(data.removeprefix(codecs.BOM_UTF8))
    return text, encoding_fault(data, whole=False) if "\ufffd" in text else None


def _first_properties(data: bytes) -> tuple[str, ...] | None:
    """The property names of the first feature, or None where they are not (yet) to be seen."""
    text = data.decode(errors="replace")
    found = re.search(r'"properties"\s*:\s*(?=\{)', text)
    # A collection may carry a "crs" with properties of its own before the features.
    while found and re.search(r'"crs"\s*:\s*\{[^{}]*$', text[max(0, found.start() - 200) : found.start()]):
        found = re.compile(r'"properties"\s*:\s*(?=\{)').search(text, found.end())
    if not found:
        return None
    try:
        properties, _ = json.JSONDecoder().raw_decode(text, found.end())
    except ValueError:
        return None
    return tuple(properties)


def printable(name: str) -> str:
    """A name from inside a zip, with anything that could upset a terminal shown as its number."""
    return "".join(letter if letter.isprintable() else f"\\x{ord(letter):02x}" for letter in name)
