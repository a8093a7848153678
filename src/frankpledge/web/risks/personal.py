"""Which fields of this app are about people, and which were looked at and are not. A test reads both lists."""

PERSONAL = {
    "Escalation.answer": "people may be named in it",
    "Escalation.answered_by": "a name",
    "Escalation.asks": "people may be named in it",
    "Escalation.ended_because": "people may be named in it",
    "Escalation.shared": "people may be named in it",
    "RegisterList.answers": "people may be named in it",
    "RegisterList.name": "people may be named in it",
    "RegisterList.rows": "people may be named in it",
    "Review.because": "people may be named in it",
    "Review.outcome": "people may be named in it",
    "Risk.closed_because": "people may be named in it",
    "Risk.contingent": "people may be named in it",
    "Risk.description": "people may be named in it",
    "Risk.impact": "people may be named in it",
    "Risk.preventive": "people may be named in it",
    "RiskOwner.role": "people may be named in it",
    "Scoring.because": "people may be named in it",
}
NOT_PERSONAL = {
    "RegisterList.made",
    "RegisterList.state",
    "Scoring.kind",
}
