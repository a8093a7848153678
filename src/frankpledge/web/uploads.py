"""
Files that come through the browser: how large, and of what kind, judged by what is in them and not by their names.

Nothing is unpacked here, and nothing in a file is ever run. What reads a file afterwards has bounds of its own
(`sources/opened.py`, `sources/spreadsheets.py`): this is the first door, with reasons in words.
"""

import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Collection
from pathlib import PureWindowsPath
from typing import IO, Any, Literal, TypeVar

from django.core.exceptions import RequestDataTooBig, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpResponseBase

from frankpledge.sources.spreadsheets import begins_with_element
from frankpledge.web.accounts.roles import Permission

Page = TypeVar("Page", bound=Callable[..., HttpResponseBase])
Kind = Literal["text", "json", "zip", "gzip", "xlsx", "docx", "pdf"]
EVIDENCE: frozenset[Kind] = frozenset({"text", "json", "zip", "gzip", "xlsx"})
EXTRACT: frozenset[Kind] = frozenset({"text", "xlsx"})
SHAPES: frozenset[Kind] = frozenset({"json"})
WORDS: dict[Kind, str] = {
    "text": "a CSV file",
    "json": "GeoJSON or other JSON",
    "zip": "a zip",
    "gzip": "a gzipped file",
    "xlsx": "an Excel workbook (.xlsx)",
    "docx": "a Word document (.docx)",
    "pdf": "a PDF",
}
MEGABYTE = 1_000_000
MOST_EVIDENCE = 4_000 * MEGABYTE  # the publisher's whole archive has 1.6 GB
MOST_EXTRACT = 500 * MEGABYTE
MOST_SHAPES = 5 * MEGABYTE
MOST_LIST = 30 * MEGABYTE  # a plan or a list of actions, as a document or workbook
MOST_OF_A_FORM = 1 * MEGABYTE  # where no file is taken, or from whom none is
MOST_NAME = 200
MOST_MEMBERS = 200_000
MOST_RATIO = 200
RATIO_COUNTS_FROM = 1024**3
OFFICE_RATIO_COUNTS_FROM = 64 * 1024**2
START = 64 * 1024
DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
WITH_MACROS = re.compile(r"\.(xlsm|xltm|xlam|xlsb|docm|dotm|pptm|potm|ppsm|xla|xll)$", re.IGNORECASE)
PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
DOCTYPES = tuple(word.encode(encoding) for word in ("<!DOCTYPE", "<!ENTITY") for encoding in ("ascii", "utf-16-le", "utf-16-be"))  # fmt: skip


def checked(file: "UploadedFile[Any]", kinds: Collection[Kind], most: int) -> Kind:
    """The kind of the file, one of `kinds`; raises ValidationError, in words for its sender, where it may not come in."""
    name = str(file.name or "")
    if reason := name_fault(name):
        raise ValidationError(f"{printable(name)}: {reason}")
    if not file.size:
        raise ValidationError(f"{name} is empty.")
    if file.size > most:
        raise ValidationError(f"{name} has {file.size / MEGABYTE:,.0f} MB. The most that is taken here is {most // MEGABYTE:,} MB.")  # fmt: skip
    try:
        kind = _kind(file)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        raise ValidationError(f"{name} is damaged, or packed in a way that cannot be read: save it again.") from None
    except ValidationError as fault:
        raise ValidationError(f"{name} {fault.message}") from None
    finally:
        file.seek(0)
    if kind not in kinds:
        wanted = " or ".join(WORDS[one] for one in WORDS if one in kinds)
        raise ValidationError(f"{name} is {WORDS[kind]}. What is wanted here is {wanted}.")
    return kind


def name_fault(name: str) -> str:
    """Why a file may not have this name; else ""."""
    if not name or name in (".", "..") or name != PureWindowsPath(name).name or "/" in name:
        return "a file's name has no folders in it."
    if not name.isprintable():
        return "the file's name has signs that cannot be seen. Give it another name."
    if len(name.encode()) > MOST_NAME:
        return f"the file's name is too long. {MOST_NAME} letters are enough."
    if name.startswith(".") or DEVICES.fullmatch(name):
        return "files of this name are hidden or have a special meaning. Give it another name."
    return ""


def printable(name: str) -> str:
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in name[:MOST_NAME])


def _kind(file: "UploadedFile[Any]") -> Kind:
    file.seek(0)
    start = file.read(START)
    if WITH_MACROS.search(str(file.name)):
        raise ValidationError("can hold macros, which are programs. Save it without them, as .xlsx or .docx.")
    if start.startswith(PROGRAMS):
        raise ValidationError("is a program, not data.")
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise ValidationError("is an old Office file or one with a password. Save it as .xlsx or .docx, without a password.")  # fmt: skip
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(file)
    if start.startswith(b"\x1f\x8b"):
        return "gzip"
    if start.startswith(b"%PDF-"):
        return "pdf"
    return _written(start)


def _written(start: bytes) -> Kind:
    wide = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if b"\x00" in start and not wide:
        raise ValidationError("is of no kind that is taken here.")
    if text.startswith(b"<") or any(word in start for word in DOCTYPES):
        raise ValidationError("is a web page or XML, which is not taken here.")
    return "json" if text.startswith((b"{", b"[")) else "text"


def _packed(file: "UploadedFile[Any]") -> Kind:
    """A zip, or an Office document, which is one too."""
    stream: IO[bytes] = file
    with zipfile.ZipFile(stream) as packed:
        members = packed.infolist()
        names = {member.filename for member in members}
        office = "[Content_Types].xml" in names
        _no_tricks(members)
        _no_bomb(members, file.size or 0, OFFICE_RATIO_COUNTS_FROM if office else RATIO_COUNTS_FROM)
        if not office:
            return "zip"
        if any(name.rsplit("/", 1)[-1].lower().startswith(("vbaproject", "vbadata")) for name in names):
            raise ValidationError("holds macros, which are programs. Save it without them, as .xlsx or .docx.")
        for member in members:
            if member.filename.lower().endswith((".xml", ".rels", ".vml")):
                with packed.open(member) as part:
                    begin = part.read(START)
                if begin and not begins_with_element(begin):
                    raise ValidationError("has a document type inside, as no Office document has: it was not read.")
                if member.filename == "[Content_Types].xml" and b"macroenabled" in begin.lower():
                    raise ValidationError("is made for macros, which are programs. Save it as .xlsx or .docx.")
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "word/document.xml" in names:
        return "docx"
    raise ValidationError("is an Office document, but neither an Excel workbook nor a Word document.")


def _no_tricks(members: list[zipfile.ZipInfo]) -> None:
    for member in members:
        parts = member.filename.replace("\\", "/").split("/")
        if ".." in parts or parts[0] == "" or ":" in parts[0]:
            raise ValidationError("holds a file whose name points outside it, as one made to do harm would: it was not read.")  # fmt: skip
        if stat.S_ISLNK(member.external_attr >> 16):
            raise ValidationError("holds a link in place of a file: it was not read.")
        if WITH_MACROS.search(member.filename):
            raise ValidationError(f"holds {printable(parts[-1])}, which can hold macros: it was not read.")


def _no_bomb(members: list[zipfile.ZipInfo], size: int, counts_from: int) -> None:
    if len(members) > MOST_MEMBERS:
        raise ValidationError(f"holds more than {MOST_MEMBERS:,} files.")
    if sum(member.file_size for member in members) > max(counts_from, MOST_RATIO * size):
        raise ValidationError(f"unpacks to more than {MOST_RATIO} times its size, as a file made to do harm would: it was not read.")  # fmt: skip


def takes_files(most: int, permission: Permission) -> Callable[[Page], Page]:
    """Mark a page that takes files of so many bytes together, from people who may this. Others send it forms alone."""

    def mark(page: Page) -> Page:
        page.takes_files = (most, permission)  # type: ignore[attr-defined]
        return page

    return mark


def _most(request: Any) -> int:
    """How many bytes may come with this request. It is asked before any page is, and before anything is kept."""
    from frankpledge.web.accounts.middleware import viewer_at

    match, user = request.resolver_match, getattr(request, "user", None)
    most, permission = getattr(match.func, "takes_files", (0, None)) if match else (0, None)
    if permission is None or user is None or not user.is_authenticated:
        return MOST_OF_A_FORM
    viewer = getattr(request, "viewer", None) or viewer_at(request, match.kwargs.get("partnership"), permission)
    return MOST_OF_A_FORM + (most if viewer and viewer.may(permission) else 0)


class BoundedUpload(TemporaryFileUploadHandler):
    """
    Puts files on the disk as they come, and stops when there is more than this person may send to this page: hardly
    anything but to the pages that take files. Raises RequestDataTooBig, which becomes a 400.
    """

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        self.came, self.most = 0, _most(self.request)
        self._stop_at(content_length)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> Any:
        self.came += len(raw_data)
        self._stop_at(self.came)
        return super().receive_data_chunk(raw_data, start)

    def _stop_at(self, size: int) -> None:
        if size > self.most:
            raise RequestDataTooBig(f"More than {self.most // MEGABYTE:,} MB was sent at once.")
