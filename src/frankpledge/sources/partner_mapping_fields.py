"""What a partner's columns may be mapped to."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["crimes", "incidents", "demand", "counts"]
KINDS: tuple[Kind, ...] = ("crimes", "incidents", "demand", "counts")
KIND_WORDS = {
    "crimes": "recorded crimes",
    "incidents": "incidents, never counted as crimes",
    "demand": "demand that is not crime",
    "counts": "ready-made counts",
}

Form = Literal["hashed", "moment", "clock", "text", "number", "age", "flag", "code", "postcode", "month", "count"]


@dataclass(frozen=True)
class Field:
    """`headings` are words by which a draft mapping may know the column, matched whole and without case."""

    name: str
    form: Form
    meaning: str
    headings: tuple[str, ...] = ()


PERSON = (
    ("", "hashed", "pseudonym of the {}; hashed again with this archive's own secret", ("", "id", "ref", "pseudonym")),
    ("_age", "age", "age of the {} in years", ("age",)),
    ("_age_band", "text", "age band of the {}, as stated", ("age band", "age group", "age range")),
    ("_sex", "text", "sex of the {}", ("sex", "gender")),
    ("_ethnicity", "text", "ethnicity of the {}", ("ethnicity", "ethnic group", "self defined ethnicity")),
    ("_repeat", "flag", "whether the sender calls the {} a repeat", ("repeat", "is repeat", "repeat flag")),
)  # fmt: skip
FLAGS = {
    "domestic_abuse": ("domestic abuse", "domestic", "da", "dv", "domestic violence", "domestic flag"),
    "hate": ("hate", "hate crime", "hate flag"),
    "alcohol": ("alcohol", "alcohol related", "alcohol flag"),
    "drugs": ("drugs", "drug related", "drugs flag"),
    "knife": ("knife", "knife crime", "knife flag", "knife used"),
    "cyber": ("cyber", "cyber crime", "online", "online flag", "cyber enabled"),
}

EVENT = (
    Field("reference", "hashed", "the sender's reference of the event; hashed", ("reference", "ref", "crime ref", "crime reference", "crime number", "crime no", "incident number", "incident ref", "urn", "id", "crime id", "event id")),
    Field("recorded", "moment", "when the event was recorded", ("recorded", "recorded date", "date recorded", "created", "created date", "reported date", "date reported")),
    Field("from", "moment", "when it began, or the earliest it can have happened", ("from", "start", "date", "committed from", "committed from date", "start date", "from date", "offence date", "incident date", "occurred", "date time", "earliest", "first committed")),
    Field("from_time", "clock", "time of day of `from`, where it stands in a column of its own", ("from time", "start time", "time", "committed from time")),
    Field("to", "moment", "when it ended, or the latest it can have happened", ("to", "end", "committed to", "committed to date", "end date", "to date", "latest", "last committed")),
    Field("to_time", "clock", "time of day of `to`", ("to time", "end time", "committed to time")),
    Field("offence_code", "text", "the offence's code, such as the Home Office's", ("offence code", "ho code", "home office code", "offence", "code", "crime code", "hocr code")),
    Field("offence_group", "text", "the offence's group, or the kind of incident", ("offence group", "crime type", "offence type", "category", "type", "incident type", "crime group", "offence category", "sub category")),
    Field("longitude", "number", "degrees, WGS84", ("longitude", "long", "lon", "lng")),
    Field("latitude", "number", "degrees, WGS84", ("latitude", "lat")),
    Field("easting", "number", "metres, British National Grid", ("easting", "x", "eastings", "grid x", "osgr x")),
    Field("northing", "number", "metres, British National Grid", ("northing", "y", "northings", "grid y", "osgr y")),
    Field("lsoa21", "code", "LSOA of 2021", ("lsoa21", "lsoa21cd", "lsoa 2021", "lsoa21 code", "lsoa 2021 code")),
    Field("lsoa11", "code", "LSOA of 2011", ("lsoa11", "lsoa11cd", "lsoa 2011", "lsoa11 code", "lsoa 2011 code")),
    Field("ward", "code", "code of the ward", ("ward code", "wd code", "ward cd")),
    Field("postcode", "postcode", "looked up for its LSOA and then forgotten", ("postcode", "post code", "pcd", "pcds")),
    Field("place_certainty", "text", "how sure the sender is of the place, in its own words", ("confidence", "geocode quality", "match type", "location confidence", "geocode accuracy")),
    *(
        Field(f"{who}{ending}", form, meaning.format(who), tuple(f"{word} {heading}".strip() for word in words for heading in headings))  # type: ignore[arg-type]
        for who, words in (("victim", ("victim", "vic", "aggrieved")), ("suspect", ("suspect", "offender", "accused", "susp")))
        for ending, form, meaning, headings in PERSON
    ),
    Field("property_stolen", "text", "what was stolen; several things with a `separator`", ("property", "property stolen", "stolen property", "stolen items", "items stolen", "property type")),
    Field("property_value", "number", "value of what was stolen, in pounds", ("value", "property value", "value stolen", "stolen value", "value gbp")),
    Field("outcome", "text", "what became of it", ("outcome", "status", "disposal", "outcome type", "crime outcome")),
    Field("source_system", "text", "the system that the row comes from", ("system", "source system", "source")),
    *(Field(name, "flag", f"whether it is flagged as {name.replace('_', ' ')}", headings) for name, headings in FLAGS.items()),
)  # fmt: skip

COUNT = (
    Field("month", "month", "the month counted", ("month", "year month", "period")),
    Field("lsoa21", "code", "LSOA of 2021", ("lsoa21", "lsoa21cd", "lsoa 2021", "lsoa", "lsoa code")),
    Field("category", "text", "what is counted", ("category", "type", "measure", "kind")),
    Field("count", "count", "how many", ("count", "number", "n", "total", "volume")),
)

EVENT_FIELDS = {field.name: field for field in EVENT}
COUNT_FIELDS = {field.name: field for field in COUNT}


def fields_of(kind: str) -> dict[str, Field]:
    return COUNT_FIELDS if kind == "counts" else EVENT_FIELDS
