"""Which fields of this app are about people, and which were looked at and are not. A test reads both lists."""

PERSONAL: dict[str, str] = {}
NOT_PERSONAL = {
    "Answer.content",
    "Answer.digest",
    "Answer.versions",
    "Question.area_code",
    "Question.area_name",
    "Question.breakdown",
    "Question.counted_by",
    "Question.crime_type",
    "Question.first_month",
    "Question.last_month",
    "Question.source",
    "Question.title",
}
