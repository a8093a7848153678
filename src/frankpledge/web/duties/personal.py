"""Which fields of this app are about people, and which were looked at and are not. A test reads both lists."""

PERSONAL = {
    "Decision.effects": "people may be named in it",
    "Decision.minute": "people may be named in it",
    "Decision.title": "people may be named in it",
    "DutyRecord.minute": "people may be named in it",
    "DutyRecord.withdrawn_because": "people may be named in it",
    "ExpectedChange.may_change": "people may be named in it",
}
NOT_PERSONAL = {
    "Decision.body",
    "Decision.effect",
    "DutyRecord.duty",
    "DutyRecord.link",
    "ExpectedChange.link",
    "ExpectedChange.state",
    "ExpectedChange.title",
}
