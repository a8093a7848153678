"""Which fields of this app are about people, and which were looked at and are not. A test reads both lists."""

PERSONAL = {
    "DutyRecord.minute": "people may be named in it",
    "DutyRecord.withdrawn_because": "people may be named in it",
}
NOT_PERSONAL = {
    "DutyRecord.duty",
    "DutyRecord.link",
}
