"""Figures from restricted data: shown to those alone who may see them, and each look is recorded once."""

import pytest
from django.test import Client
from django.urls import reverse
from django_scopes import scope

from frankpledge.archive.areas import find_area
from frankpledge.assessment.assess import assess
from frankpledge.month import Month
from frankpledge.web.assessments import living, living_queries, rolling, shelf, signing
from frankpledge.web.assessments.models import Assessment, Found
from frankpledge.web.assessments.restricted import is_restricted
from frankpledge.web.audit.models import AuditEvent
from frankpledge.web.citations import changes as citations
from tests.assessment.archives import Town, archive
from tests.web.assessments.drafts import a_draft, compute, finding
from tests.web.cast import Cast

SEE, NOT = ("ana", "cora", "chris"), ("mo", "lea", "scott", "casey", "ada")


@pytest.fixture(autouse=True)
def _in_castermouth(cast_today: Cast, monkeypatch: pytest.MonkeyPatch, settings, tmp_path):
    settings.ARCHIVE = tmp_path
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield


@pytest.fixture
def draft(cast_today: Cast) -> Assessment:
    """An open finding and one from a partner's counts, with words about each."""
    draft = a_draft(cast_today)
    hospital = finding("hospital", 765432, kind="place")
    hospital[0]["provenance"] = {"dataset": "counts_extract", "filter": "Dataset is Hospital", "rows_counted": 12}
    hospital[0]["caveats"] = ["Small numbers are hidden."]
    compute(draft, finding("burglary", 271), hospital)
    for about, text in (("burglary", "A hard winter."), ("hospital", "Mostly Saturdays.")):
        living.write(assessment=draft, about=about, text=text, based_on=0, by=cast_today.viewer("ana"))
    draft.refresh_from_db()
    return draft


def signed_in(cast: Cast, who: str) -> Client:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(cast.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return client


def looks() -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(kind="audit.looked"))


def test_what_a_publisher_has_opened_is_not_restricted() -> None:
    from frankpledge.assessment.partners import OPEN

    counts = {"provenance": {"dataset": "counts_extract"}, "caveats": [OPEN]}

    assert not is_restricted(counts)
    assert is_restricted({**counts, "caveats": []})
    assert not is_restricted({"provenance": {"dataset": "police_uk_street"}})


@pytest.mark.parametrize("who", NOT)
def test_the_draft_and_its_edition_hold_nothing_of_it_for_others(draft: Assessment, cast_today: Cast, who: str) -> None:
    signing.sign(assessment=draft, by=cast_today.viewer("chris"))
    compute(draft, finding("burglary", 280))  # both would differ today
    client = signed_in(cast_today, who)

    pages = {
        address: client.get(address).content.decode()
        for address in (
            draft.get_absolute_url(),
            reverse("edition", args=["castermouth", draft.pk, 1]),
            reverse("differs", args=["castermouth", draft.pk, 1]),
        )
    }

    for address, page in pages.items():
        assert "ospital" not in page, address
        assert "Saturdays" not in page, address
        assert "765432" not in page, address
    assert client.get(reverse("passage", args=["castermouth", draft.pk, "hospital"])).status_code == 404
    told = "1 finding rests on what a partner sent on terms, and is not shown here"
    assert told in pages[reverse("edition", args=["castermouth", draft.pk, 1])]
    assert looks() == []


@pytest.mark.parametrize("who", SEE)
def test_who_may_see_it_does_and_each_view_is_recorded_once(draft: Assessment, cast_today: Cast, who: str) -> None:
    signing.sign(assessment=draft, by=cast_today.viewer("chris"))
    client = signed_in(cast_today, who)
    addresses = (
        draft.get_absolute_url(),
        reverse("edition", args=["castermouth", draft.pk, 1]),
        reverse("differs", args=["castermouth", draft.pk, 1]),
    )

    for address in addresses:
        client.get(address)

    assert "Saturdays" in client.get(addresses[1]).content.decode()
    seen = looks()[:3]
    assert [look.person for look in seen] == [cast_today.people[who]] * 3
    assert [look.detail["findings"] for look in seen] == [["hospital"]] * 3


def test_a_look_is_recorded_without_what_was_seen(draft: Assessment, cast_today: Cast) -> None:
    signed_in(cast_today, "chris").get(draft.get_absolute_url())

    [look] = looks()
    assert look.detail == {"findings": ["hospital"], "things": []}
    assert (look.subject, look.subject_id) == ("assessments.assessment", str(draft.pk))


def test_the_words_say_why_its_rows_are_not_shown(draft: Assessment, cast_today: Cast) -> None:
    page = signed_in(cast_today, "chris").get(draft.get_absolute_url()).content.decode()

    assert "12 rows that a partner sent on terms. Nobody is shown them here" in page


def test_searching_for_what_to_rest_on_finds_it_for_some_alone(draft: Assessment, cast_today: Cast) -> None:
    address = reverse("cite", args=["castermouth", "passage", f"{draft.pk}.burglary"])

    page = signed_in(cast_today, "ana").get(address, {"words": "hospital"}).content.decode()

    assert "Hospital (Assessment 2025)" in page
    [look] = looks()
    assert look.detail == {"things": [f"finding {draft.pk}.hospital"]}


def test_its_name_does_not_leave_through_what_words_rest_on(draft: Assessment, cast_today: Cast) -> None:
    citations.cite(
        citing="passage",
        citing_id=f"{draft.pk}.burglary",
        cited="finding",
        cited_id=f"{draft.pk}.hospital",
        by=cast_today.viewer("ana"),
    )
    edition = signing.sign(assessment=draft, by=cast_today.viewer("chris"))

    burglary = edition.content["findings"][0]
    assert burglary["rests_on"] == []
    assert edition.open_html.count("ospital") == 0


def test_who_releases_is_asked_whether_the_senders_agree(draft: Assessment, cast_today: Cast) -> None:
    signing.sign(assessment=draft, by=cast_today.viewer("chris"))
    address = reverse("edition", args=["castermouth", draft.pk, 1])

    assert "say that the senders agree" in signed_in(cast_today, "chris").get(address).content.decode()
    assert "say that the senders agree" not in signed_in(cast_today, "mo").get(address).content.decode()


def test_last_years_words_about_it_are_hidden_before_this_years_figures_are_there(
    draft: Assessment, cast_today: Cast
) -> None:
    following = rolling.roll_forward(assessment=draft, by=cast_today.viewer("ana"))
    twice = rolling.roll_forward(assessment=following, by=cast_today.viewer("ana"))

    for each in (following, twice):
        told = {
            who: {passage.about for passage in living_queries.passages(cast_today.viewer(who)).filter(assessment=each)}
            for who in ("ana", "mo")
        }
        assert told == {"ana": {"burglary", "hospital"}, "mo": {"burglary"}}


def test_computing_marks_it(draft: Assessment) -> None:
    assert list(Found.objects.filter(restricted=True).values_list("key", flat=True)) == ["hospital"]


def test_an_assessment_on_the_shelf_is_shown_without_it_and_its_files_not_at_all(
    cast_today: Cast, settings, tmp_path_factory
) -> None:
    folder = tmp_path_factory.mktemp("shelf")
    months = [f"2025-{month:02d}" for month in range(1, 13)]
    partner = [("Call-outs", "Elm", "restricted", "2025-03", at, "Fall", 20 + at) for at in range(8)]
    burglaries = [(month, 0, "Burglary", 3) for month in months]
    snapshot = archive(folder, Town(4, 2, district=8, ward=2), burglaries, months=months, partner=partner).snapshot()
    settings.ARCHIVE = folder
    put = shelf.put(folder, assess(snapshot, find_area(snapshot, "csp:District A"), Month.parse("2025-12")))
    assert put.restricted == ("place-partner-call-outs",)
    page = reverse("assessment", args=[put.code, put.period])
    file = reverse("download", args=[put.code, put.period, "findings.json"])

    assert put.restricted_maps
    maps = [reverse("map_shapes", args=[put.code, put.period, each]) for each in put.restricted_maps]
    seen, hidden = signed_in(cast_today, "chris"), signed_in(cast_today, "mo")

    assert put.restricted[0] in seen.get(page).content.decode()
    assert put.restricted[0] not in hidden.get(page).content.decode()
    assert "left out here" in hidden.get(page).content.decode()
    assert [hidden.get(each).status_code for each in (file, *maps)] == [403, *(403 for _ in maps)]
    assert seen.get(maps[0]).status_code == 200
    assert b"".join(seen.get(file).streaming_content)
    assert [look.detail.get("file") for look in looks()] == [None, "findings.json"]
