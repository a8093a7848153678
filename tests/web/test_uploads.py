"""What comes through the browser: judged by what is in it, refused in words, and never run."""

import io
import stat
import struct
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import localdate

from frankpledge.web import uploads
from frankpledge.web.accounts.alone import link_alone
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.evidence import views as evidence
from frankpledge.web.jobs import job
from frankpledge.web.plans import import_views as imports
from tests.archive.files import month_file

BACKEND = "django.contrib.auth.backends.ModelBackend"
CSV = b"Month,Crime type\n2025-01,Burglary\n"
TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def packed(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return out.getvalue()


def workbook(**more: bytes) -> bytes:
    parts = {"[Content_Types].xml": TYPES, "xl/workbook.xml": b"<workbook/>"}
    return packed(parts | {name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"): part for name, part in more.items()})  # fmt: skip


def linked() -> bytes:
    """A zip with a symbolic link in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        link = zipfile.ZipInfo("2025-01-frankshire-street.csv")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(link, "/etc/passwd")
    return out.getvalue()


def entities(encoding: str = "utf-8") -> bytes:
    """A workbook whose XML would grow without end."""
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><workbook>&b;</workbook>'
    return packed({"[Content_Types].xml": TYPES, "xl/workbook.xml": bomb.encode(encoding)})


def stating(size: int, content: bytes) -> bytes:
    """A zip whose table of contents states this size for its last file."""
    changed = bytearray(content)
    struct.pack_into("<I", changed, changed.rindex(b"PK\x01\x02") + 24, size)
    return bytes(changed)


BOMB = stating(2_000_000_000, packed({"2025-01-frankshire-street.csv": bytes(1_000_000)}))
REFUSED = {
    "a zip that unpacks to a thousand times its size": ("bomb.zip", BOMB, "more than 200 times its size"),
    "a workbook that does": ("bomb.xlsx", workbook(xl__data_xml=bytes(100_000_000)), "more than 200 times its size"),
    "entities that grow": ("bomb.xlsx", entities(), "document type"),
    "entities behind a long comment": (
        "bomb.xlsx",
        workbook(xl__data_xml=b"<!--" + b"<a>" * 30_000 + b"-->" + b"<!DOCTYPE x []><x/>"),
        "document type inside",
    ),
    "the same in wide letters": ("bomb.xlsx", entities("utf-16-le"), "document type"),
    "a workbook with macros": ("macros.xlsm", workbook(), "macros"),
    "one under another name": ("macros.xlsx", workbook(xl__vbaProject_bin=b"\x00"), "macros"),
    "one that only says so": ("macros.xlsx", packed({"[Content_Types].xml": b"<Types>application/vnd.ms-excel.sheet.macroEnabled.main+xml</Types>", "xl/workbook.xml": b"<w/>"}), "macros"),
    "a Word document with macros": ("macros.docm", packed({"[Content_Types].xml": TYPES, "word/document.xml": b"<d/>"}), "macros"),
    "a workbook with macros in a zip": ("folder.zip", packed({"a/macros.xlsm": workbook()}), "macros"),
    "an old workbook": ("old.xls", b"\xd0\xcf\x11\xe0" + bytes(600), "old Office file"),
    "a program": ("police.csv", b"MZ" + bytes(600), "is a program"),
    "a script": ("police.csv", b"#!/bin/sh\nrm -rf /\n", "is a program"),
    "a web page": ("police.csv", b"<html><script>alert(1)</script></html>", "web page"),
    "bytes of no kind": ("police.csv", b"Month\x00\x01\x02", "no kind"),
    "names that lead out of the zip": ("tricks.zip", packed({"../../etc/cron.d/x": b"x"}), "points outside"),
    "the same in Windows' way": ("tricks.zip", packed({"..\\..\\x.csv": b"x"}), "points outside"),
    "a whole path in a zip": ("tricks.zip", packed({"/etc/passwd": b"x"}), "points outside"),
    "a link in a zip": ("tricks.zip", linked(), "a link"),
    "a zip that breaks off": ("half.zip", packed({"a.csv": CSV})[:-10], "damaged"),
    "nothing": ("empty.csv", b"", "is empty"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_could_do_harm_is_refused_in_words(case):
    name, content, why = REFUSED[case]

    with pytest.raises(ValidationError, match=why):
        uploads.checked(SimpleUploadedFile(name, content), uploads.EVIDENCE, uploads.MOST_EVIDENCE)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (CSV, "text"),
        ("Month;Straße\n".encode("utf-16"), "text"),
        (b"\xef\xbb\xbf{}", "json"),
        (packed({"a.csv": CSV}), "zip"),
        (workbook(), "xlsx"),
        (b"\x1f\x8b\x08\x00rest", "gzip"),
    ],
)
def test_a_kind_is_known_by_content_whatever_the_name(content, kind):
    assert uploads.checked(SimpleUploadedFile("file.bin", content), uploads.EVIDENCE, 10_000) == kind


def test_a_good_file_of_another_kind_is_refused_with_what_is_wanted():
    with pytest.raises(ValidationError, match=r"is a zip\. What is wanted here is GeoJSON or other JSON"):
        uploads.checked(SimpleUploadedFile("x.json", packed({"a.csv": CSV})), uploads.SHAPES, uploads.MOST_SHAPES)


def test_more_than_the_most_is_refused():
    with pytest.raises(ValidationError, match="The most that is taken here is 5 MB"):
        uploads.checked(SimpleUploadedFile("x.json", b"{" + b" " * 5_000_001), uploads.SHAPES, uploads.MOST_SHAPES)


@pytest.mark.parametrize("name", ["..", "a/b.csv", "a\\b.csv", "C:x.csv", ".hidden", "con.csv", "a\u202ecsv.exe", "a\x00.csv", "é" * 150])  # fmt: skip
def test_names_that_play_tricks_are_refused(name):
    assert uploads.name_fault(name)


def test_a_zip_that_lies_about_its_size_is_still_read_within_bounds():
    parts = {"[Content_Types].xml": TYPES, "xl/workbook.xml": b"<workbook/>" + bytes(90_000_000)}

    with pytest.raises(ValidationError, match=r"damaged|What is wanted"):
        uploads.checked(SimpleUploadedFile("x.xlsx", stating(100, packed(parts))), {"docx"}, 10_000_000)


@pytest.fixture
def client(db, settings, tmp_path):
    settings.ARCHIVE = tmp_path / "archive"
    settings.ALONE = True
    client = Client(SERVER_NAME="127.0.0.1")
    client.get(f"/open/{link_alone(localdate())}/")
    return client


@pytest.mark.parametrize("case", REFUSED)
def test_the_page_for_loading_refuses_it_and_starts_nothing(client, settings, case):
    name, content, why = REFUSED[case]

    answer = client.post("/evidence/load/", {"files": SimpleUploadedFile(name, content)})

    assert answer.status_code == 200
    assert why in answer.content.decode() or (case == "nothing" and "Choose a file" in answer.content.decode())
    assert job.recent(settings.ARCHIVE) == []


def test_one_bad_file_among_good_ones_is_named_and_nothing_is_loaded(client, settings, tmp_path):
    good = month_file(tmp_path, "2025-01")
    files = [SimpleUploadedFile(good.name, good.read_bytes()), SimpleUploadedFile("macros.xlsm", workbook())]

    page = client.post("/evidence/load/", {"files": files}).content.decode()

    assert "macros.xlsm can hold macros" in page
    assert job.recent(settings.ARCHIVE) == []


def test_a_name_that_leads_out_of_the_folder_is_cut_to_its_last_part(client, settings, monkeypatch):
    monkeypatch.setattr("frankpledge.web.jobs.job.start", lambda archive, started: None)

    client.post("/evidence/load/", {"files": SimpleUploadedFile("../../../outside.csv", CSV)})

    [started] = job.recent(settings.ARCHIVE)
    [path] = started.asked["paths"]
    assert path.startswith(started.folder)
    assert ".." not in path


def test_somebody_who_is_not_signed_in_cannot_fill_the_disk(db):
    large = SimpleUploadedFile("large.csv", bytes(uploads.MOST_OF_A_FORM + 1))

    answer = Client(SERVER_NAME="127.0.0.1", raise_request_exception=False).post("/account/login/", {"x": large})

    assert answer.status_code == 400
    assert "too much at once" in answer.content.decode()


def test_somebody_signed_in_cannot_send_more_than_evidence_can_have(client, monkeypatch):
    monkeypatch.setattr(evidence.load, "takes_files", (1000, Permission.LOAD_EVIDENCE))
    large = SimpleUploadedFile("large.csv", bytes(1_100_000))

    assert client.post("/evidence/load/", {"files": large}).status_code == 400


IMPORT, LOAD = "/p/castermouth/plans/import/", "/evidence/load/"


@pytest.mark.parametrize(
    ("who", "address", "size", "too_much"),
    [
        ("cora", LOAD, 8000, False),
        ("lea", LOAD, 2000, True),
        ("sam", LOAD, 2000, True),
        ("cora", IMPORT, 4000, False),
        ("cora", IMPORT, 8000, True),
        ("lea", IMPORT, 2000, True),
        ("nina", IMPORT, 2000, True),
        ("cora", "/p/castermouth/people/agencies/new/", 2000, True),
        ("cora", "/p/nowhere/plans/import/", 2000, True),
    ],
)
def test_only_a_page_that_takes_files_takes_them_and_from_whom_it_may(
    cast_today, settings, tmp_path, monkeypatch, who, address, size, too_much
):
    settings.ARCHIVE = tmp_path / "archive"
    kept = []
    complete = uploads.BoundedUpload.file_complete
    monkeypatch.setattr(uploads.BoundedUpload, "file_complete", lambda *of: kept.append(of) or complete(*of))
    monkeypatch.setattr(uploads, "MOST_OF_A_FORM", 1000)
    monkeypatch.setattr(evidence.load, "takes_files", (9000, Permission.LOAD_EVIDENCE))
    monkeypatch.setattr(imports.import_plan, "takes_files", (5000, Permission.WRITE_PLAN))
    # A form is read before its page is asked for, to see where it came from.
    client = Client(SERVER_NAME="127.0.0.1", enforce_csrf_checks=True)
    client.cookies["csrftoken"] = "a" * 32
    client.force_login(cast_today.people[who], backend=BACKEND)

    answer = client.post(address, {"file": SimpleUploadedFile("x.csv", bytes(size))})

    assert answer.status_code == (400 if too_much else 403)
    assert bool(kept) is not too_much
