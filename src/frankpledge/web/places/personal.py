"""Which fields of this app are about people, and which were looked at and are not. A test reads both lists."""

PERSONAL = {
    "Condition.source": "people may be named in it",
    "Condition.text": "people may be named in it",
    "Premises.address": "may be a home",
    "Premises.note": "people may be named in it",
}
NOT_PERSONAL = {
    "Extent.fit",
    "Extent.how",
    "Extent.lsoas",
    "Extent.shape",
    "OwnArea.kind",
    "OwnArea.name",
    "OwnArea.note",
    "Premises.kind",
    "Premises.name",
}
