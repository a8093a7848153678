"""Which fields of this app are about people, and which were looked at and are not. A test reads both lists."""

PERSONAL = {
    "Priority.ended_because": "people may be named in it",
    "Restriction.because": "people may be named in it",
}
NOT_PERSONAL = {
    "Priority.public_sentence",
    "Priority.strategies",
    "Priority.title",
    "Priority.why",
    "Restriction.kind",
}
