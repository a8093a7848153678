"""What answers look like: the types that the answers are checked against and the API's description is made from."""

from collections.abc import Sequence
from datetime import datetime
from math import ceil
from typing import Annotated, Any

from ninja import Field, Query, Schema

Value = int | float | str | None
PageNumber = Annotated[int, Query(ge=1, le=100_000, description="Which page; the first is 1.")]
PageSize = Annotated[int, Query(ge=1, le=100, description="How many on a page.")]


class Problem(Schema):
    """Why there is no answer (RFC 9457, application/problem+json)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = Field(description="The reason, in words for people.")


class Page(Schema):
    """A page of a list, and how much there is in all."""

    count: int = Field(description="How many there are on all pages.")
    page: int
    pages: int


class Area(Schema):
    code: str = Field(description="ONS code.")
    name: str


class PartnershipLine(Schema):
    slug: str
    name: str
    invented: bool = Field(description="True where everything in it is made up, to try the program with.")


class PartnershipPage(Page):
    items: list[PartnershipLine]


class Figure(Schema):
    """A number and what it is of. Values are not rounded; percentages are 0 to 100."""

    name: str
    value: Value = Field(None, description="Null where hidden or where there is no such number.")
    low: Value = Field(None, description="Lower end of the 95% interval.")
    high: Value = Field(None, description="Upper end of the 95% interval.")
    unit: str = ""
    base: str = ""
    suppressed: bool = Field(False, description="True where the number is small and so hidden.")


class Provenance(Schema):
    """Where a finding's figures come from: enough to count the same rows again."""

    dataset: str = ""
    versions: dict[str, int] = Field(default_factory=dict)
    editions: list[str] = Field(default_factory=list)
    filter: str = ""
    rows_counted: int | None = None
    rows_left_out: dict[str, int] = Field(default_factory=dict)


class RestsOn(Schema):
    """What somebody's words rest on: a finding, a document, an earlier sentence."""

    kind: str
    id: str
    title: str
    said: str = ""
    why: str = ""


class RecordingNote(Schema):
    """A change in how crime was recorded that touches these figures."""

    title: str
    effect: str = ""
    standing: str = ""
    source: str = ""


class Finding(Schema):
    """One thing the evidence says, and what people wrote about it."""

    id: str = Field(description="The same from year to year.")
    kind: str
    crime_type: str | None = Field(None, description="Null for all crime.")
    title: str
    statement: str
    strength: str
    figures: list[Figure] = Field(default_factory=list)
    method: str | None = Field(None, description="The page of docs/methods that tells how it was worked out.")
    caveats: list[str] = Field(default_factory=list)
    provenance: Provenance = Field(default_factory=Provenance)
    words: str = Field("", description="What the partnership wrote about it.")
    rests_on: list[RestsOn] = Field(default_factory=list, description="What these words rest on.")
    recording_notes: list[RecordingNote] = Field(default_factory=list)
    address: str
    table: str | None = Field(None, description="Address of its table; null where it has none.")


class FindingPage(Page):
    items: list[Finding]


class Table(Schema):
    """A cell is null where there is no such number, and "[c]" where it is hidden."""

    caption: str
    columns: list[str]
    labels: list[str]
    units: list[str]
    rows: list[list[Value | bool]]


def page_of(everything: Sequence[Any], page: int, page_size: int) -> dict[str, Any]:
    """One page of what is held in memory, in the shape of `Page`; one beyond the last is empty."""
    start = (page - 1) * page_size
    return paged(everything[start : start + page_size], len(everything), page, page_size)


def paged(items: Sequence[Any], count: int, page: int, page_size: int) -> dict[str, Any]:
    return {"count": count, "page": page, "pages": ceil(count / page_size), "items": list(items)}


def finding(data: dict[str, Any], address: str) -> dict[str, Any]:
    """A finding as it is stored (findings.json, with `words`), with its addresses instead of its table."""
    has_table = bool(data.get("table"))
    return {**data, "address": address, "table": f"{address}/table" if has_table else None}


def table(data: dict[str, Any]) -> dict[str, Any] | None:
    """A finding's table; those signed before labels and units were kept have the columns' names and nothing."""
    held: dict[str, Any] | None = data.get("table")
    if not held:
        return None
    columns = held["columns"]
    return {"labels": columns, "units": ["" for _ in columns], **held}


class EditionLine(Schema):
    """A published edition. It no longer changes; a mistake is told beside it, and mended in a further edition."""

    id: int
    kind: str = Field(description="assessment, or profile for a problem profile.")
    partnership: PartnershipLine
    title: str
    number: int = Field(description="1 for the first edition of this assessment.")
    area: Area
    first_month: str
    last_month: str
    public_from: datetime
    sha256: str = Field(description="Fingerprint of words, figures and versions of the data.")
    superseded_by: int | None = Field(None, description="The newest published edition, where that is a later one.")
    licence: str = Field(description="On which terms the data may be used, in words.")
    address: str
    page: str = Field(description="Address of the page for people.")


class CameOf(Schema):
    """Whether an action of the response worked, as the evidence said when the profile was signed."""

    action: str
    answer: str = Field(description="The verdict in a word or two.")
    said: str


class Part(Schema):
    """A part of a problem profile."""

    id: str
    title: str
    words: str
    rests_on: list[RestsOn] = Field(default_factory=list)
    came_of: list[CameOf] = Field(default_factory=list, description="What came of the actions that it names.")


class Edition(EditionLine):
    opening: str = Field(description="What the partnership wrote to begin with.")
    parts: list[Part] = Field(description="The parts of a problem profile; none of an assessment.")
    versions: dict[str, int] = Field(description="Versions of the archive's tables that the figures were counted in.")
    finding_count: int
    findings: str = Field(description="Address of its findings.")
    dictionary: str = Field(description="Address of what its columns mean.")
    corrections: str = Field(description="Address of what was corrected in it and in earlier editions.")
    files: str = Field(description="Address of all its open data as one zip.")


class EditionPage(Page):
    items: list[EditionLine]


class Meaning(Schema):
    """What one figure, or one column of a table, means."""

    finding: str
    table: bool = Field(description="True for a column of the finding's table, false for one of its figures.")
    name: str
    label: str
    unit: str
    unit_means: str


class MeaningPage(Page):
    items: list[Meaning]


class Correction(Schema):
    """
    A figure that an edition gives otherwise than the edition before it (with `figure`, `before`, `after`), or a
    mistake that was told in words (with `wrong` and `right`).
    """

    edition: int
    number: int
    told_at: datetime
    finding: str | None = Field(None, description="The finding's title.")
    figure: str | None = None
    before: Value = None
    after: Value = None
    wrong: str | None = None
    right: str | None = None


class CorrectionPage(Page):
    items: list[Correction]
