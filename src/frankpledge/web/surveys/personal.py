"""Which fields of this app are about people, and which were looked at and are not. A test reads both lists."""

PERSONAL = {
    "Response.answers": "answers of somebody without a name; people may be named in comments",
    "Response.batch": "people may be named in it",
    "Response.left_out_because": "people may be named in it",
    "Response.lsoa": "where somebody lives, to about 1,500 residents",
    "Response.mark": "a hash of a random number of somebody's browser, until the survey closes",
    "Response.reference": "shown to the person who answered, and to nobody else",
    "ResultsWanted.email": "an address, and nothing beside it",
    "SurveyVersion.because": "people may be named in it",
}
NOT_PERSONAL = {
    "Response.decile_of",
    "Response.language",
    "Response.mode",
    "Response.place",
    "Response.ward",
    "Response.ward_name",
    "ResultsWanted.language",
    "SavedAnswers.code_hash",
    "Survey.area_code",
    "Survey.area_name",
    "Survey.questionnaire",
    "Survey.salt",
    "Survey.sampling",
    "Survey.slug",
    "Survey.state",
    "Survey.title",
    "SurveyVersion.digest",
    "SurveyVersion.questionnaire",
}
