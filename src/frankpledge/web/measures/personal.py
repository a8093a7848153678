"""Which fields of this app are about people, and which were looked at and are not. A test reads both lists."""

PERSONAL = {
    "Measure.retired_because": "people may be named in it",
    "Reading.words": "people may be named in it",
}
NOT_PERSONAL = {
    "Definition.baseline_words",
    "Definition.because",
    "Definition.counter",
    "Definition.crime_type",
    "Definition.denominator",
    "Definition.from_month",
    "Definition.numerator",
    "Definition.profile",
    "Definition.second_words",
    "Definition.target_words",
    "Definition.source",
    "Measure.polarity",
    "Measure.title",
    "Measure.unit",
    "Reading.month",
    "Reading.state",
    "Reading.versions",
}
