"""Which fields of this app are about people, and which were looked at and are not. A test reads both lists."""

PERSONAL = {
    "Message.recipient": "an address",
}
NOT_PERSONAL = {
    "Message.kind",
    "Message.once",
    "Message.reason",
    "Message.reference",
    "Message.state",
}
