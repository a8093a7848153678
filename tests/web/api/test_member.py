"""What a member's program reads: drafts, signed editions, rows."""

import pytest

from frankpledge.web.assessments import living, osara, signing
from frankpledge.web.assessments.models import Assessment, Edition, Found, Passage
from frankpledge.web.audit.models import AuditEvent
from tests.web.api import made

LIST = "/api/v1/assessments"


@pytest.fixture
def begun(castermouth):
    return made.draft(castermouth)


@pytest.fixture
def program(castermouth):
    """A member's, who does not see restricted data."""
    return made.program(made.token(castermouth, "lea", "assessments", "rows"))


@pytest.fixture
def analyst(castermouth):
    """The analyst's, made for restricted data too."""
    return made.program(made.token(castermouth, "ana", "assessments", "restricted"))


def test_a_draft_is_read_with_its_words_and_where_they_stand(begun, program) -> None:
    line = program.get(LIST).json()["items"][0]
    made.compute(begun, 300)

    found = program.get(line["findings"]).json()["items"]

    assert (line["title"], line["finding_count"], line["edition_count"]) == ("Assessment 2025", 2, 0)
    burglary = found[0]
    assert (burglary["statement"], burglary["words"], burglary["stale"]) == ("There were 300.", "A hard winter.", True)
    assert burglary["moved_at"] is not None
    assert program.get(burglary["address"]).json() == burglary
    assert program.get(burglary["table"]).json() == made.TABLE


def test_opening_words_are_read(castermouth, begun, program) -> None:
    living.write(assessment=begun, about="", text="This year.", based_on=0, by=castermouth.viewer("ana"))

    assert program.get(f"{LIST}/{begun.pk}").json()["opening"] == "This year."


def test_a_signed_edition_is_read_before_its_release(castermouth, begun, program) -> None:
    edition = signing.sign(assessment=begun, by=castermouth.viewer("chris"))

    line = program.get(f"{LIST}/{begun.pk}/editions").json()["items"][0]
    found = program.get(line["findings"]).json()
    one = program.get(line["address"]).json()

    assert (one["number"], one["opening"], one["parts"]) == (1, "", [])
    assert (line["sha256"], line["released_at"]) == (edition.digest, None)
    assert [each["id"] for each in found["items"]] == ["burglary", "robbery"]
    assert program.get(f"{LIST}/{begun.pk}/editions/9/findings").status_code == 404


def restrict(begun) -> None:
    Found.objects.filter(assessment=begun, key="burglary").update(restricted=True)
    Edition.objects.filter(assessment=begun).update(restricted=["burglary"])


def test_restricted_findings_are_for_those_who_may_and_each_look_is_recorded(
    castermouth, begun, program, analyst
) -> None:
    signing.sign(assessment=begun, by=castermouth.viewer("chris"))
    restrict(begun)
    drafts, signed = f"{LIST}/{begun.pk}/findings", f"{LIST}/{begun.pk}/editions/1/findings"

    for address in (drafts, signed):
        assert [each["id"] for each in program.get(address).json()["items"]] == ["robbery"]
    assert program.get(f"{drafts}/burglary").status_code == 404
    assert program.get(f"{drafts}/burglary/table").status_code == 404
    assert not AuditEvent.objects.filter(kind="api.restricted_read").exists()

    for address in (drafts, signed):
        assert [each["id"] for each in analyst.get(address).json()["items"]] == ["burglary", "robbery"]
    assert analyst.get(f"{drafts}/burglary/table").status_code == 200
    seen = AuditEvent.objects.filter(kind="api.restricted_read")
    assert [event.subject for event in seen] == [
        "assessments.assessment",
        "assessments.edition",
        "assessments.assessment",
    ]
    assert seen[0].person == castermouth.people["ana"]
    assert seen[0].detail["findings"] == ["burglary"]


def test_a_restricted_profile_is_for_those_who_may_and_each_look_is_recorded(
    castermouth, begun, program, analyst
) -> None:
    Assessment.objects.filter(pk=begun.pk).update(kind="profile", restricted=True)
    Passage.objects.create(
        partnership=begun.partnership, assessment=begun, about=osara.OBJECTIVE, text="Fewer of them.", number=1
    )

    hidden, seen = program.get(f"{LIST}/{begun.pk}"), analyst.get(f"{LIST}/{begun.pk}").json()

    assert hidden.status_code == 404
    assert program.get(LIST).json()["items"] == []
    assert [part["words"] for part in seen["parts"] if part["id"] == osara.OBJECTIVE] == ["Fewer of them."]
    assert AuditEvent.objects.get(kind="api.restricted_read").subject_id == str(begun.pk)


def test_an_analyst_whose_token_was_not_made_for_it_sees_no_restricted_finding(castermouth, begun) -> None:
    restrict(begun)
    plain = made.program(made.token(castermouth, "ana", "assessments"))

    assert [each["id"] for each in plain.get(f"{LIST}/{begun.pk}/findings").json()["items"]] == ["robbery"]


def test_the_number_of_questions_does_not_grow(castermouth, begun, program, django_assert_max_num_queries) -> None:
    program.get(LIST)
    for _ in range(10):
        made.draft(castermouth)

    with django_assert_max_num_queries(5):  # token, memberships, second factor, list, count
        assert program.get(LIST).json()["count"] == 11
    with django_assert_max_num_queries(6):
        assert program.get(f"{LIST}/{begun.pk}/findings").status_code == 200


ROWS = "/api/v1/rows?area=District+A&first=2025-01&last=2025-02"


def test_rows_come_in_pages_with_file_and_line(town, settings, program) -> None:
    settings.ARCHIVE = town.folder

    pages = [program.get(f"{ROWS}&page_size=15&page={page}").json() for page in (1, 2, 3)]

    assert [(page["count"], page["pages"], len(page["items"])) for page in pages] == [
        (20, 2, 15),
        (20, 2, 5),
        (20, 2, 0),
    ]
    assert pages[0]["area"]["name"] == "District A"
    lines = [(row["month"], row["source_row"]) for page in pages for row in page["items"]]
    assert len(set(lines)) == 20
    assert pages[0]["items"][0]["crime_type"] == "Burglary"


def test_reading_rows_is_recorded(town, settings, castermouth, program) -> None:
    settings.ARCHIVE = town.folder

    program.get(ROWS)

    event = AuditEvent.objects.get(kind="api.rows_read")
    assert event.person == castermouth.people["lea"]
    assert event.detail["months"] == "2025-01 to 2025-02"


@pytest.mark.parametrize(
    ("asked", "status", "said"),
    [
        ("area=Nowhere&first=2025-01&last=2025-02", 404, "Nowhere"),
        ("area=District+A&first=2025-02&last=2025-01", 422, "before the first"),
        ("area=District+A&first=2025-13&last=2025-14", 422, "first"),
        ("first=2025-01&last=2025-02", 422, "area"),
    ],
)
def test_rows_that_cannot_be_asked_for_are_refused_with_the_reason(
    town, settings, program, asked, status, said
) -> None:
    settings.ARCHIVE = town.folder

    answer = program.get(f"/api/v1/rows?{asked}")

    assert answer.status_code == status
    assert said in answer.json()["detail"]
    assert not AuditEvent.objects.filter(kind="api.rows_read").exists()


def test_rows_of_an_empty_archive_are_not_there(settings, tmp_path, program) -> None:
    settings.ARCHIVE = tmp_path

    assert program.get(ROWS).status_code == 404


def test_a_token_made_for_drafts_reads_no_rows(castermouth) -> None:
    assert made.program(made.token(castermouth, "cora", "assessments")).get(ROWS).status_code == 403
