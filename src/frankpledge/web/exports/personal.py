"""Which fields of this app are about people, and which were looked at and are not. A test reads both lists."""

PERSONAL = {
    "Export.reason": "people may be named in it",
}
NOT_PERSONAL = {
    "Export.columns",
    "Export.digest",
    "Export.kind",
    "Export.of",
    "Export.title",
}
