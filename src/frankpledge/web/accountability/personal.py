"""Which fields of this app are about people, and which were looked at and are not. A test reads both lists."""

PERSONAL = {
    "Pack.ask": "people may be named in it",
    "Pack.html": "holds what people said",
    "Pack.summary": "people may be named in it",
}
NOT_PERSONAL = {
    "Pack.digest",
    "Pack.kind",
    "Pack.signed_as",
}
