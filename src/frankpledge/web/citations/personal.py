"""Which fields of this app are about people, and which were looked at and are not. A test reads both lists."""

PERSONAL = {
    "Citation.why": "people may be named in it",
}
NOT_PERSONAL = {
    "Citation.cited",
    "Citation.cited_id",
    "Citation.citing",
    "Citation.citing_id",
}
