"""What members' programs get."""

from datetime import datetime

from ninja import Field, Schema

from frankpledge.web.api.shapes import Area, Finding, Page, Part


class TokenInfo(Schema):
    """The token that asks."""

    name: str
    begins: str
    partnership: str = Field(description="The partnership's slug.")
    scopes: list[str] = Field(description="What it was made for.")
    usable: list[str] = Field(description="Those of them that its owner may use today.")
    expires_at: datetime


class AssessmentLine(Schema):
    """A living assessment: its figures move with the data until an edition is signed."""

    id: int
    kind: str
    title: str
    area: Area
    first_month: str
    last_month: str
    computed_at: datetime | None
    finding_count: int = Field(description="Findings that are in, those that this token may not see among them.")
    edition_count: int
    address: str
    findings: str
    editions: str


class Assessment(AssessmentLine):
    opening: str = Field(description="What was written to begin with, as it stands.")
    parts: list[Part] = Field(description="The parts of a problem profile; none of an assessment.")


class AssessmentPage(Page):
    items: list[AssessmentLine]


class DraftFinding(Finding):
    """A finding of a draft, with where the analyst stands."""

    included: bool = Field(description="False where the analyst leaves it out.")
    gone: bool = Field(description="True where the newest data no longer bear it.")
    moved_at: datetime | None = Field(None, description="When its figures last moved.")
    stale: bool = Field(description="True where its words were written before its figures moved.")
    restricted: bool = Field(description="True where it rests on data that came on terms.")


class DraftFindingPage(Page):
    items: list[DraftFinding]


class SignedLine(Schema):
    """A signed edition, released or not."""

    id: int
    number: int
    signed_at: datetime
    signed_as: str
    sha256: str
    released_at: datetime | None
    public_from: datetime | None
    address: str
    findings: str


class Signed(SignedLine):
    opening: str
    parts: list[Part] = Field(description="The parts of a problem profile; none of an assessment.")


class SignedPage(Page):
    items: list[SignedLine]


class Row(Schema):
    """One row of the source, as published: the file and line say where."""

    month: str
    crime_type: str
    location: str | None
    lsoa: str | None
    outcome: str | None
    file: str
    source_row: int
    force: str


class RowPage(Page):
    area: Area
    items: list[Row]
