"""Opening files: plain, gzipped, inside a zip; and everything that can be wrong with them."""

import hashlib
import struct
import zipfile
from pathlib import Path

import pytest

from frankpledge.sources import opened as opening
from frankpledge.sources.opened import Opened, UnreadableFile
from frankpledge.sources.opened_folder import find
from tests.sources.files import put, put_gzip, put_zip, street, street_row

DATA = street(street_row())


def test_a_file_is_the_same_file_plain_gzipped_and_in_a_zip(tmp_path: Path) -> None:
    plain = Opened(put(tmp_path, "a.csv", DATA))
    gzipped = Opened(put_gzip(tmp_path, "a.csv.gz", DATA))
    put_zip(tmp_path, "a.zip", {"2024-04/a.csv": DATA})
    member = Opened(tmp_path / "a.zip", "2024-04/a.csv")

    assert {one.sha256 for one in (plain, gzipped, member)} == {hashlib.sha256(DATA).hexdigest()}
    assert {one.file_name for one in (plain, gzipped, member)} == {"a.csv"}
    assert {one.head.columns for one in (plain, gzipped, member)} == {plain.head.columns}
    assert plain.head.columns[0] == "Crime ID"


def test_a_file_kept_in_memory_reads_the_same(tmp_path: Path) -> None:
    opened = Opened(put_gzip(tmp_path, "a.csv.gz", DATA))

    kept = opened.in_memory()

    assert (kept.read(), kept.sha256, kept.head, kept) == (DATA, opened.sha256, opened.head, opened)


def test_gzip_is_known_by_its_content_and_not_only_its_name(tmp_path: Path) -> None:
    path = put_gzip(tmp_path, "a.csv", DATA)

    assert Opened(path).read() == DATA


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b" \n\n", "is empty"),
        ("a.csv.gz", b"not gzip at all", "is damaged or cut short"),
    ],
)
def test_a_file_with_nothing_to_read_is_refused_in_words(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    with pytest.raises(UnreadableFile, match=words):
        _ = Opened(put(tmp_path, name, data)).head


def test_a_gzip_that_is_cut_short_is_refused(tmp_path: Path) -> None:
    path = put_gzip(tmp_path, "a.csv.gz", DATA * 50)
    path.write_bytes(path.read_bytes()[:-20])

    with pytest.raises(UnreadableFile, match="damaged or cut short"):
        Opened(path).read()


def test_a_zip_member_whose_bytes_were_changed_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.csv", DATA)
    path.write_bytes(path.read_bytes().replace(b"Tallow", b"Tailor"))

    with pytest.raises(UnreadableFile, match="damaged or cut short"):
        Opened(path, "a.csv").read()


def test_a_gzip_bomb_is_not_read_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "RATIO_COUNTS_FROM", 100_000)
    path = put_gzip(tmp_path, "a.csv.gz", DATA + b"\n" * 5_000_000)

    with pytest.raises(UnreadableFile, match="more than 200 times its size"):
        Opened(path).read()


def test_a_file_beyond_the_limit_is_not_read_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_BYTES", 1000)

    with pytest.raises(UnreadableFile, match="holds more than"):
        Opened(put(tmp_path, "a.csv", DATA * 10)).read()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (DATA.decode().encode("utf-16"), "is in UTF-16"),
        (DATA.replace(b"Tallow", "Café".encode("cp1252")), "line 2 holds a byte that is not"),
    ],
)
def test_a_wrong_encoding_is_named(tmp_path: Path, data: bytes, words: str) -> None:
    opened = Opened(put(tmp_path, "a.csv", data))

    assert opened.head.columns[0] == "Crime ID"  # so that it is known what it should have been
    with pytest.raises(UnreadableFile, match=words):
        opened.text()


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path: Path) -> None:
    opened = Opened(put(tmp_path, "a.csv", b"\xef\xbb\xbf" + DATA))

    assert opened.head.columns[0] == "Crime ID"
    assert opened.head.encoding_fault is None


def test_a_letter_cut_in_two_by_the_end_of_the_head_is_no_fault(tmp_path: Path) -> None:
    data = b"name\n" + "é".encode() * 100_000

    head = Opened(put(tmp_path, "a.csv", data)).head

    assert head.encoding_fault is None
    assert head.kind == "csv"


def test_the_head_of_geojson_has_the_first_features_properties(tmp_path: Path) -> None:
    text = (
        '{"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "EPSG:27700"}}, '
        '"features": [{"type": "Feature", "geometry": null, "properties": {"LSOA21CD": "E01999001", "x": 1}}]}'
    )

    head = Opened(put(tmp_path, "a.geojson", text.encode())).head

    assert (head.kind, head.columns) == ("geojson", ("LSOA21CD", "x"))


def test_a_picture_is_neither_table_nor_shapes(tmp_path: Path) -> None:
    assert Opened(put(tmp_path, "a.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)).head.kind == "other"


def test_broken_json_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="not valid JSON"):
        Opened(put(tmp_path, "a.json", b'{"type": ')).json()


def test_folders_are_searched_and_zips_looked_into(tmp_path: Path) -> None:
    put(tmp_path, "2024-04/a.csv", DATA)
    put(tmp_path, ".hidden/b.csv", DATA)
    put(tmp_path, "archive/police_uk_street/_delta_log/0.json", b"{}")
    put_zip(tmp_path, "deep/down/c.zip", {"2024-05/c.csv": DATA, "__MACOSX/._c.csv": b"x"})

    found = [one.opened.name.removeprefix(f"{tmp_path}/") for one in find([tmp_path, tmp_path / "2024-04"])]

    assert sorted(found) == ["2024-04/a.csv", "deep/down/c.zip:2024-05/c.csv"]


def test_a_folder_linked_into_itself_is_searched_once(tmp_path: Path) -> None:
    put(tmp_path, "a.csv", DATA)
    (tmp_path / "again").symlink_to(tmp_path)

    assert len(find([tmp_path])) == 1


@pytest.mark.parametrize(
    "name", ["../escape.csv", "/etc/escape.csv", "a/../../escape.csv", "..\\escape.csv", "C:/x.csv"]
)
def test_a_zip_member_that_points_outside_is_not_read(tmp_path: Path, name: str) -> None:
    put_zip(tmp_path, "a.zip", {name: DATA, "good.csv": DATA})

    faults = {one.opened.member: one.fault for one in find([tmp_path / "a.zip"])}

    assert faults["good.csv"] is None
    assert "points outside the zip" in str(faults[name])


def test_a_zip_member_that_needs_a_password_is_named(tmp_path: Path) -> None:
    path = put_zip(tmp_path, "a.zip", {"a.csv": DATA})
    raw = bytearray(path.read_bytes())
    central = raw.index(b"PK\x01\x02")
    struct.pack_into("<H", raw, central + 8, 1)
    struct.pack_into("<H", raw, 6, 1)
    path.write_bytes(raw)

    (found,) = find([path])

    assert "needs a password" in str(found.fault)


def test_a_zip_bomb_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frankpledge.sources.opened_folder.SUSPECT_FROM", 100_000)
    put_zip(tmp_path, "a.zip", {f"{n}.csv": b"\n" * 1_000_000 for n in range(3)})

    (found,) = find([tmp_path / "a.zip"])

    assert "more than 200 times its size" in str(found.fault)


@pytest.mark.parametrize("data", [b"PK\x03\x04 and no more", b"nothing like a zip", b""])
def test_a_damaged_zip_is_one_file_that_cannot_be_read(tmp_path: Path, data: bytes) -> None:
    (found,) = find([put(tmp_path, "a.zip", data)])

    assert "is damaged or cut short" in str(found.fault)


def test_a_workbook_is_no_zip_of_evidence(tmp_path: Path) -> None:
    put_zip(tmp_path, "a.xlsx", {"[Content_Types].xml": b"<x/>", "xl/sheet.xml": b"<x/>"})

    assert [(one.opened.member, one.fault) for one in find([tmp_path])] == [(None, None)]
    (named,) = find([tmp_path / "a.xlsx"])
    assert (named.opened.member, named.named, named.fault) == (None, True, None)


def test_a_member_name_cannot_upset_a_terminal(tmp_path: Path) -> None:
    put_zip(tmp_path, "a.zip", {"\x1b[31mred.csv": DATA})

    (found,) = find([tmp_path / "a.zip"])

    assert "\x1b" not in found.opened.name


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    (found,) = find([tmp_path / "nowhere.csv"])

    assert found.fault == "does not exist"
