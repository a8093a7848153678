"""Which fields of this app are about people, and which were looked at and are not. A test reads both lists."""

PERSONAL: dict[str, str] = {}
NOT_PERSONAL = {
    "Alignment.note",
    "ExternalObjective.words",
    "ExternalPlan.body",
    "ExternalPlan.kind",
    "ExternalPlan.name",
    "ExternalPlan.source",
    "ExternalPlan.version",
}
