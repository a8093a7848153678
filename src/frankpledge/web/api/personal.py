"""Which fields of this app are about people, and which were looked at and are not. A test reads both lists."""

PERSONAL = {
    "Token.name": "people may be named in it",
}
NOT_PERSONAL = {
    "Attempt.fault",
    "Message.body",
    "Message.kind",
    "Subscription.address",
    "Subscription.news",
    "Subscription.salt",
    "Token.begins",
    "Token.fingerprint",
    "Token.memberships",
    "Token.scopes",
}
