"""Which fields of this app are about people, and which were looked at and are not. A test reads both lists."""

PERSONAL = {
    "AuditEvent.reason": "people may be named in it",
}
NOT_PERSONAL = {
    "AuditEvent.agencies",
    "AuditEvent.detail",
    "AuditEvent.digest",
    "AuditEvent.kind",
    "AuditEvent.previous",
    "AuditEvent.roles",
    "AuditEvent.subject",
    "AuditEvent.subject_id",
    "AuditHead.digest",
}
