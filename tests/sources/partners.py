"""A dull, valid feed of an invented police force, and what a test wants changed in it."""

from datetime import date
from pathlib import Path

from frankpledge.sources.opened import Opened, Reading
from frankpledge.sources.partner_extract import read
from frankpledge.sources.partner_mapping import Feed
from frankpledge.sources.partner_mapping_file import parse

TODAY = date(2026, 6, 30)
COLUMNS = {"Ref": "reference", "Type": "offence_group", "Start": {"field": "from", "format": "%d/%m/%Y %H:%M"}}


def feed_text(
    columns=None, *, drop=(), kind="crimes", name="Recorded crime", sender="Frankshire Police", file="", **terms
):
    """TOML. `columns` maps headings to fields; `file` has more lines for [file]; `terms` change [agreement]."""
    columns = COLUMNS if columns is None else columns
    agreement = {"reference": '"ISA-7"', "from": "2024-01-01", "until": "2099-12-31", "retention_months": "600"} | {
        key.rstrip("_"): str(value) for key, value in terms.items()
    }
    every = [*columns, *drop]
    return "\n".join(
        [
            "[feed]",
            f'name = "{name}"\nsender = "{sender}"\nkind = "{kind}"',
            'owner = "The sender\'s analyst"\npurpose = "Strategic assessment"',
            'data_sets = ["police-crimes"]',
            "[agreement]",
            *(f"{key} = {value}" for key, value in agreement.items()),
            '[[systems]]\nname = "Old records"\nfrom = 2000-01-01',
            '[[systems]]\nname = "New records"\nfrom = 2026-03-01',
            "[file]",
            f"columns = {every!r}".replace("'", '"'),
            f"drop = {list(drop)!r}".replace("'", '"'),
            file,
            "[columns]",
            *(f'"{heading}" = {_inline(meaning)}' for heading, meaning in columns.items()),
            "",
        ]
    )


def _inline(meaning):
    if isinstance(meaning, bool):
        return str(meaning).lower()
    if isinstance(meaning, dict):
        return "{ " + ", ".join(f'"{key}" = {_inline(value)}' for key, value in meaning.items()) + " }"
    return f'"{meaning}"'


def feed(*arguments, **changes) -> Feed:
    return parse(feed_text(*arguments, **changes))


def put(folder: Path, *lines: str, name: str = "extract.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(("\n".join(lines) + "\n").encode(encoding))
    return path


def hidden(text: str) -> str:
    """Stands in for the archive's secret."""
    return f"#{sum(ord(letter) * 31**place for place, letter in enumerate(text)) % 10**9}"


def read_lines(folder: Path, feed: Feed, *lines: str, encoding: str = "utf-8") -> Reading:
    return read_path(put(folder, *lines, encoding=encoding), feed)


def read_path(path: Path, feed: Feed) -> Reading:
    return read(Opened(path), feed, hidden, TODAY)


def one_row(reading: Reading) -> dict:
    (row,) = reading.rows.to_pylist()
    return row
