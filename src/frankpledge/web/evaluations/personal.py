"""Which fields of this app are about people, and which were looked at and are not. A test reads both lists."""

PERSONAL: dict[str, str] = {}
NOT_PERSONAL = {
    "ActionPlace.places",
    "ActionPlace.comparison",
    "ActionPlace.crime_types",
    "ActionPlace.stamp",
    "Evaluated.answer",
    "Evaluated.said",
    "Evaluated.against",
    "Evaluated.first_month",
    "Evaluated.last_month",
    "Evaluated.entry",
    "Evaluated.pictures",
    "Evaluated.html",
    "Evaluated.versions",
    "Evaluated.judged",
    "Evaluated.digest",
}
