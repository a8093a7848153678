"""Fetching a layer of an ArcGIS feature service, as which the ONS publishes look-ups and boundaries, page by page."""

import csv
import io
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from frankpledge.sources.fetch import (
    Busy,
    FetchFailed,
    Outcome,
    Progress,
    Waits,
    alone,
    answered,
    check,
    persisting,
    record,
)
from frankpledge.sources.fetched import held, sha256_of, write_whole
from frankpledge.sources.publishers import PublishedFile

if TYPE_CHECKING:
    import httpx

PAGE = 2000  # what these services hand out at most


def fetch_layer(
    file: PublishedFile,
    folder: Path,
    *,
    through: "httpx.Client",
    checksum: str | None = None,
    progress: Progress | None = None,
    waits: Waits | None = None,
    page: int = PAGE,
) -> Outcome:
    """
    Fetch every row of the layer at `file.url` into one CSV, or one GeoJSON where the file is named so.

    Pages that had arrived before a break are kept, as long as the layer was not edited since. Raises FetchFailed.
    """
    waits = waits or Waits()
    path = folder / file.file
    with alone(folder, file.file) as unfinished:
        edited, total = _state(file, through, waits)
        known = held(path)
        if known and edited and known.last_modified == edited:
            check(path, known.sha256, checksum, file)
            return Outcome(known, path, unchanged=True)
        pages = unfinished / f"{file.file}.pages"
        _only_of(pages, f"{edited} {total} {page}")
        for number in range(-(-total // page)):
            _page(file, pages, number, page, through, waits)
            if progress:
                progress(file.file, min(total, (number + 1) * page), total)
        whole = unfinished / file.file
        rows = _join(pages, whole, geojson=path.suffix == ".geojson")
        if rows != total:
            shutil.rmtree(pages)
            raise FetchFailed(
                f"{file.name}: the publisher said {total:,} rows and gave {rows:,}: try again ({file.url})"
            )
        sha256 = sha256_of(whole)
        check(whole, sha256, checksum, file, on_failure=lambda: _forget(pages, whole))
        found = record(file, whole.stat().st_size, sha256, last_modified=edited)
        found.write(folder)
        os.replace(whole, path)
        shutil.rmtree(pages)
    return Outcome(found, path)


def _ask(file: PublishedFile, through: "httpx.Client", waits: Waits, path: str, **question: object) -> dict[str, Any]:
    asked = replace(file, url=f"{file.url}{path}?{urlencode(question)}")

    def once() -> dict[str, Any]:
        with answered(through, asked, {}) as reply:
            try:
                answer: dict[str, Any] = json.loads(reply.read())
            except ValueError:
                raise Busy("the answer was cut short") from None
        # These services say what went wrong in an answer that looks well.
        if problem := answer.get("error"):
            if int(problem.get("code", 0)) >= 500:
                raise Busy(f"the publisher's server said: {problem.get('message')}")
            raise FetchFailed(f"{file.name}: the publisher's server said: {problem.get('message')} ({asked.url})")
        return answer

    answer: dict[str, Any] = persisting(once, lambda: 0, asked, waits)
    return answer


def _state(file: PublishedFile, through: "httpx.Client", waits: Waits) -> tuple[str | None, int]:
    """When the layer was last edited, where it says so, and how many rows it has."""
    about = _ask(file, through, waits, "", f="json")
    edited = (about.get("editingInfo") or {}).get("dataLastEditDate")
    count = _ask(file, through, waits, "/query", where="1=1", returnCountOnly="true", f="json").get("count")
    if not isinstance(count, int) or count <= 0:
        raise FetchFailed(f"{file.name}: the publisher's layer has no rows: {file.url}")
    return (str(edited) if edited else None), count


def _only_of(pages: Path, state: str) -> None:
    """Keep pages of an earlier attempt only if they are of the same edition."""
    mark = pages / "state.txt"
    if pages.exists() and (not mark.exists() or mark.read_text() != state):
        shutil.rmtree(pages)
    pages.mkdir(exist_ok=True)
    write_whole(mark, state)


def _page(file: PublishedFile, pages: Path, number: int, page: int, through: "httpx.Client", waits: Waits) -> None:
    kept = pages / f"{number:06d}.json"
    if kept.exists():
        return
    answer = _ask(
        file,
        through,
        waits,
        "/query",
        where="1=1",
        outFields="*",
        outSR=4326,
        f="geojson",
        resultOffset=number * page,
        resultRecordCount=page,
    )
    if not answer.get("features"):
        raise FetchFailed(f"{file.name}: the publisher gave an empty page: {file.url}")
    write_whole(kept, json.dumps(answer["features"]))


def _features(pages: Path) -> Iterator[dict[str, Any]]:
    for page in sorted(pages.glob("*.json")):
        yield from json.loads(page.read_text(encoding="utf-8"))


def _join(pages: Path, whole: Path, *, geojson: bool) -> int:
    """Write the features of all pages to one file; returns how many."""
    rows = 0
    columns: list[str] = []
    with open(whole, "w", encoding="utf-8", newline="") as stream:
        if geojson:
            stream.write('{"type": "FeatureCollection", "features": [\n')
        for feature in _features(pages):
            if geojson:
                stream.write((",\n" if rows else "") + json.dumps(feature))
            else:
                columns = columns or list(feature["properties"])
                stream.write(_csv_line(columns) if not rows else "")
                stream.write(_csv_line(feature["properties"].get(column) for column in columns))
            rows += 1
        if geojson:
            stream.write("\n]}\n")
        stream.flush()
        os.fsync(stream.fileno())
    return rows


def _csv_line(values: Iterable[Any]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow("" if value is None else value for value in values)
    return text.getvalue()


def _forget(pages: Path, whole: Path) -> None:
    shutil.rmtree(pages)
    whole.unlink()
