"""The file that describes a feed: TOML, checked as a whole, with all its faults told at once."""

import tomllib
from datetime import date
from typing import Any, cast

from frankpledge.sources.partner_mapping import (
    ASKED,
    Agreement,
    Column,
    Feed,
    Layout,
    MappingFault,
    System,
    day_first,
    format_fault,
    slug,
)
from frankpledge.sources.partner_mapping_fields import KINDS, Field, Kind, fields_of


def parse(text: str) -> Feed:
    """Read the TOML that describes a feed; raises MappingFault with all that is wrong in it."""
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MappingFault([f"The file is not TOML: {error}"]) from None
    return _Reader(given).feed(text)


class _Reader:
    """Takes the description apart, noting faults rather than stopping at the first."""

    def __init__(self, given: dict[str, Any]):
        self.given = given
        self.faults: list[str] = []

    def feed(self, text: str) -> Feed:
        about, terms = self.section("feed"), self.section("agreement")
        kind = self.choice(about, "feed", "kind", KINDS)
        layout = self.layout()
        columns = self.columns(kind)
        drop = self.names(self.section("file"), "file", "drop")
        self.together(kind, layout, columns, drop)
        made = Feed(
            name=self.text(about, "feed", "name"),
            sender=self.text(about, "feed", "sender"),
            kind=cast("Kind", kind),
            owner=self.text(about, "feed", "owner"),
            purpose=self.text(about, "feed", "purpose"),
            licence=self.text(about, "feed", "licence", "As agreed with the sender"),
            sensitivity=self.choice(about, "feed", "sensitivity", ("restricted", "open")),  # type: ignore[arg-type]
            agreement=self.agreement(terms),
            systems=self.systems(),
            data_sets=self.names(about, "feed", "data_sets"),
            layout=layout,
            columns=columns,
            drop=drop,
            text=text,
        )
        if not slug(made.name) or not slug(made.sender):
            self.faults.append("[feed] name and sender need letters or digits")
        self.nothing_asked(self.given, "")
        for unknown in set(self.given) - {"feed", "agreement", "systems", "file", "columns"}:
            self.faults.append(f"[{unknown}] is not a part of a feed: see docs/partner-extracts.md")
        if self.faults:
            raise MappingFault(list(dict.fromkeys(self.faults)))
        return made

    def section(self, name: str) -> dict[str, Any]:
        found = self.given.get(name)
        if not isinstance(found, dict):
            self.faults.append(f"[{name}] is missing")
            return {}
        return found

    def text(self, section: dict[str, Any], where: str, name: str, default: str | None = None) -> str:
        value = section.get(name, default)
        if not isinstance(value, str) or not value.strip():
            self.faults.append(f"[{where}] {name} is missing: write it as text")
            return ""
        return value.strip()

    def choice(self, section: dict[str, Any], where: str, name: str, choices: tuple[str, ...]) -> str:
        """One of `choices`, the first of which is the default but for the kind, which must be said."""
        value = section.get(name, None if name == "kind" else choices[0])
        if value not in choices:
            self.faults.append(f"[{where}] {name} must be one of: {', '.join(choices)}")
            return choices[0]
        return str(value)

    def number(self, section: dict[str, Any], where: str, name: str, default: int | None, low: int, high: int) -> int:
        value = section.get(name, default)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            self.faults.append(f"[{where}] {name} must be a whole number from {low} to {high}")
            return low
        return value

    def day(self, section: dict[str, Any], where: str, name: str) -> date:
        value = section.get(name)
        if not isinstance(value, date):
            self.faults.append(f"[{where}] {name} is missing: write a date as 2026-03-31, without quotes")
            return date(1900, 1, 1)
        return date(value.year, value.month, value.day)

    def names(self, section: dict[str, Any], where: str, name: str) -> tuple[str, ...]:
        value = section.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self.faults.append(f'[{where}] {name} must be a list of texts: ["…", "…"]')
            return ()
        return tuple(value)

    def agreement(self, terms: dict[str, Any]) -> Agreement:
        made = Agreement(
            self.text(terms, "agreement", "reference"),
            self.day(terms, "agreement", "from"),
            self.day(terms, "agreement", "until"),
            self.number(terms, "agreement", "retention_months", None, 1, 1200),
        )
        if made.until < made.first:
            self.faults.append("[agreement] until is before from")
        return made

    def systems(self) -> tuple[System, ...]:
        given = self.given.get("systems", [])
        if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
            self.faults.append("[[systems]] must be written with two brackets, one for each system")
            return ()
        found = [System(self.text(one, "systems", "name"), self.day(one, "systems", "from")) for one in given]
        return tuple(sorted(found, key=lambda system: system.first))

    def layout(self) -> Layout:
        about = self.section("file")
        made = Layout(
            format=self.choice(about, "file", "format", ("csv", "xlsx")),  # type: ignore[arg-type]
            columns=self.names(about, "file", "columns"),
            encoding=self.choice(about, "file", "encoding", ("utf-8", "windows-1252", "utf-16")),
            delimiter=self.choice(about, "file", "delimiter", (",", ";", "\t", "|")),
            sheet=str(about.get("sheet", "")),
            header_row=self.number(about, "file", "header_row", 1, 1, 1000),
            numbered=about.get("numbered", False) is True,
            one_row_per=self.choice(about, "file", "one_row_per", ("event", "person")),  # type: ignore[arg-type]
            month_by=self.choice(about, "file", "month_by", ("from", "recorded")),  # type: ignore[arg-type]
            precision_metres=self.number(about, "file", "precision_metres", 0, 0, 5000),
        )
        allowed = {*Layout.__dataclass_fields__, "drop"}
        self.faults += [f"[file] {name} is not known" for name in about if name not in allowed]
        if not made.columns:
            self.faults.append("[file] columns is missing: list the headings as they stand in the file, in order")
        if twice := sorted({name for name in made.columns if made.columns.count(name) > 1}):
            self.faults.append(f"[file] columns has {_quoted(twice)} twice: see `numbered` in docs/partner-extracts.md")
        return made

    def columns(self, kind: str) -> tuple[Column, ...]:
        known = fields_of(kind)
        made = []
        for heading, meaning in self.section("columns").items():
            told = {"field": meaning} if isinstance(meaning, str) else meaning
            if not isinstance(told, dict) or not isinstance(told.get("field"), str):
                self.faults.append(f'[columns] “{heading}” must be a field, or {{ field = "…", … }}')
                continue
            if told["field"] == ASKED:
                continue  # said once, with all that is asked
            if told["field"] not in known:
                self.faults.append(f"[columns] “{heading}”: there is no field {told['field']} for {kind}")
                continue
            made.append(self.column(heading, told, known[told["field"]]))
        return tuple(made)

    def column(self, heading: str, told: dict[str, Any], meant: Field) -> Column:
        where = f"[columns] “{heading}”"
        for unknown in set(told) - {"field", "format", "values", "blank", "separator", "midnight"}:
            self.faults.append(f"{where}: {unknown} is not known")
        formats = told.get("format", [])
        formats = [formats] if isinstance(formats, str) else formats
        if not isinstance(formats, list) or not all(isinstance(one, str) for one in formats):
            self.faults.append(f"{where}: format must be a text such as %d/%m/%Y %H:%M, or a list of them")
            formats = []
        self.faults += [f"{where}: {fault}" for one in formats if (fault := format_fault(one, meant.form))]
        if len(formats) > 1 and len({day_first(one) for one in formats} - {None}) > 1:
            self.faults.append(f"{where}: one format has the day first, another the month: choose")
        if told.get("midnight", "known") not in ("known", "unknown"):
            self.faults.append(f"{where}: midnight must be known or unknown")
        values = told.get("values", {})
        wanted = bool if meant.form == "flag" else str
        if not isinstance(values, dict) or not all(isinstance(one, wanted) for one in values.values()):
            kind = "true or false" if wanted is bool else "texts"
            self.faults.append(f"{where}: values must say what each means, as {kind}")
            values = {}
        return Column(
            heading,
            meant,
            tuple(formats),
            {str(stated).strip().casefold(): ours for stated, ours in values.items()},
            told.get("blank"),
            str(told.get("separator", "")),
            told.get("midnight") == "unknown",
        )

    def together(self, kind: str, layout: Layout, columns: tuple[Column, ...], drop: tuple[str, ...]) -> None:
        """What must hold of the columns as a whole: each has exactly one use, and the fields make sense together."""
        said = [*self.given.get("columns", {}), *drop]
        if unused := [name for name in layout.columns if name not in said]:
            self.faults.append(f"{_quoted(unused)} is neither mapped under [columns] nor named in [file] drop")
        if unknown := [name for name in said if name not in layout.columns]:
            self.faults.append(f"{_quoted(unknown)} is not among the [file] columns")
        if both := [name for name in drop if name in self.given.get("columns", {})]:
            self.faults.append(f"{_quoted(both)} is both mapped and dropped")
        fields = [column.field.name for column in columns]
        if twice := sorted({name for name in fields if fields.count(name) > 1}):
            self.faults.append(f"[columns] maps two columns to {', '.join(twice)}")
        needed = {"month", "category", "count"} if kind == "counts" else {layout.month_by, "offence_group"}
        if kind != "counts" and "offence_code" in fields:
            needed.discard("offence_group")
        if missing := sorted(needed - set(fields)):
            self.faults.append(f"[columns] maps nothing to {', '.join(missing)}, which is needed")
        for one, other in (("longitude", "latitude"), ("easting", "northing")):
            if (one in fields) != (other in fields):
                self.faults.append(f"[columns] needs both {one} and {other}, or neither")
        if {"longitude", "easting"} <= set(fields):
            self.faults.append("[columns] has both degrees and grid metres: map one pair, drop the other")
        if layout.one_row_per == "person" and "reference" not in fields and kind != "counts":
            self.faults.append("[columns] needs a reference, where an event may have several rows")

    def nothing_asked(self, given: Any, path: str) -> None:
        """A draft's questions are still open where it says "?"."""
        if given == ASKED:
            self.faults.append(f"{path} is still a question: decide it")
        elif isinstance(given, dict):
            for name, value in given.items():
                self.nothing_asked(value, f"{path} {name}".strip())
        elif isinstance(given, list):
            for value in given:
                self.nothing_asked(value, path)


def _quoted(names: list[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
