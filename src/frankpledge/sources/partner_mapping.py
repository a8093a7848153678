"""A partner's feed: who sends what, on what terms, and which of its columns means what."""

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Literal

from frankpledge.month import Month
from frankpledge.sources.partner_mapping_fields import Field, Kind

ASKED = "?"  # what a draft writes where only a person can decide


class MappingFault(ValueError):
    """The description of a feed cannot be used; `faults` says everything that is wrong with it."""

    def __init__(self, faults: list[str]):
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True)
class Agreement:
    """The agreement under which the data are shared. Both days are included; retention counts whole months."""

    reference: str
    first: date
    until: date
    retention_months: int

    def reason_not_to_load(self, on: date) -> str:
        """Why nothing may be taken on that day; else ""."""
        if on < self.first:
            return f"the agreement {self.reference} begins on {self.first:%d %B %Y}".replace(" 0", " ")
        if on > self.until:
            ended = f"{self.until.day} {self.until:%B %Y}"
            return f"the agreement {self.reference} lapsed on {ended}: nothing can be loaded until it is renewed"
        return ""

    def first_month_kept(self, on: date) -> Month:
        """Rows of earlier months are past retention."""
        return Month(on.year * 12 + on.month - 1).minus(self.retention_months)


@dataclass(frozen=True)
class System:
    """The system that the rows come from, from a day on."""

    name: str
    first: date


@dataclass(frozen=True)
class Column:
    """What one heading means. `values` turns what the sender writes into ours; `blank` is what an empty cell means."""

    heading: str
    field: Field
    formats: tuple[str, ...] = ()
    values: Mapping[str, str | bool] = dataclasses.field(default_factory=dict)
    blank: str | bool | None = None
    separator: str = ""
    midnight_is_unknown: bool = False


@dataclass(frozen=True)
class Layout:
    """How the file is laid out. `columns` are its headings in order, those that are not taken included."""

    format: Literal["csv", "xlsx"]
    columns: tuple[str, ...]
    encoding: str = "utf-8"
    delimiter: str = ","
    sheet: str = ""
    header_row: int = 1
    numbered: bool = False  # headings that are blank or occur twice are told apart by number
    one_row_per: Literal["event", "person"] = "event"
    month_by: Literal["from", "recorded"] = "from"
    precision_metres: int = 0


@dataclass(frozen=True)
class Feed:
    """One regular delivery of one kind from one sender. `text` is the file that describes it, word for word."""

    name: str
    sender: str
    kind: Kind
    owner: str
    purpose: str
    licence: str
    sensitivity: Literal["open", "restricted"]
    agreement: Agreement
    systems: tuple[System, ...]
    data_sets: tuple[str, ...]
    layout: Layout
    columns: tuple[Column, ...]
    drop: tuple[str, ...]
    text: str

    @property
    def key(self) -> str:
        """By which the archive knows it: "frankshire-police/recorded-crime"."""
        return f"{slug(self.sender)}/{slug(self.name)}"

    @property
    def title(self) -> str:
        return f"{self.sender}: {self.name}"

    @property
    def digest(self) -> str:
        """Of what decides how a file is read: a file is read anew when this has changed."""
        meaning = repr((self.kind, self.layout, self.columns, self.drop, self.systems, self.sensitivity))
        return sha256(meaning.encode()).hexdigest()

    def column(self, field_name: str) -> Column | None:
        return next((column for column in self.columns if column.field.name == field_name), None)

    def system_on(self, day: date) -> str | None:
        """The system that rows of that day come from."""
        begun = [system for system in self.systems if system.first <= day]
        return begun[-1].name if begun else None


def slug(text: str) -> str:
    """
    >>> slug("Frankshire Police (East)")
    'frankshire-police-east'
    """
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def day_first(form: str) -> bool | None:
    """Whether a format has the day before the month; None where it spells the month or begins with the year."""
    if "%m" not in form or "%d" not in form:
        return None
    return form.index("%d") < form.index("%m") if form.index("%Y" if "%Y" in form else "%y") > 0 else None


def format_fault(form: str, kind: str) -> str:
    """Why a format will not do; else ""."""
    if form == ASKED:
        return ""
    codes = set(re.findall(r"%(.)", form))
    if kind == "clock":
        return "" if "H" in codes and codes <= set("HMS") else "a time's format is like %H:%M"
    if kind == "month":
        return (
            ""
            if {"m", "Y"} <= codes or {"b", "Y"} <= codes or {"B", "Y"} <= codes
            else "a month's format is like %Y-%m"
        )
    if kind != "moment":
        return "only dates and times have a format"
    if "z" in codes or "Z" in codes:
        return "times are local clock times, without an offset: ask the sender for these"
    if not {"d"} <= codes or not codes & set("mbB") or not codes & set("yY"):
        return "a date's format is like %d/%m/%Y or %d/%m/%Y %H:%M"
    if unknown := codes - set("dmbByYHMSfIp"):
        return f"%{min(unknown)} is not known"
    return ""
