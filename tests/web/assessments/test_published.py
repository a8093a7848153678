"""What is published: its page for anybody, open data, corrections, what would differ today, and the way to the rows."""

import csv
import io
import json
import re
import zipfile
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope

from frankpledge.archive.areas import find_area
from frankpledge.assessment.assess import assess
from frankpledge.documents.data import findings_json
from frankpledge.documents.fragment import fragment
from frankpledge.month import Month
from frankpledge.web.accounts.models import Partnership
from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.assessments import differing, open_data, signing
from frankpledge.web.assessments.models import Assessment, Correction, Edition
from frankpledge.web.assessments.trail import trail
from frankpledge.web.audit.models import AuditEvent
from frankpledge.web.citations import changes as citations
from frankpledge.web.knowledge import changes as knowledge
from frankpledge.web.knowledge.models import EmergingIssue, KnowledgeGap, RecordingNote, SourcedFact
from tests.assessment.archives import Town, archive
from tests.web.assessments.drafts import a_draft, compute, finding
from tests.web.cast import Cast


@pytest.fixture(autouse=True)
def _in_castermouth(cast_today: Cast, monkeypatch: pytest.MonkeyPatch, settings, tmp_path):
    settings.ARCHIVE = tmp_path
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield


@pytest.fixture
def draft(cast_today: Cast) -> Assessment:
    """Burglary with a table, and robbery."""
    draft = a_draft(cast_today)
    burglary = finding("burglary", 271)
    burglary[0]["table"] = {
        "caption": "By ward",
        "columns": ["ward", "count"],
        "labels": ["Ward", "Crimes"],
        "units": ["text", "count"],
        "rows": [["=cmd()", 200], ["Quay", 71]],
    }
    compute(draft, burglary, finding("robbery", 40))
    draft.refresh_from_db()
    return draft


def sign(draft: Assessment, cast: Cast) -> Edition:
    draft.refresh_from_db()
    return signing.sign(assessment=draft, by=cast.viewer("chris"))


def release(draft: Assessment, cast: Cast, **how: bool) -> Edition:
    edition = sign(draft, cast)
    signing.ask_for_release(edition=edition, public_from=timezone.now(), by=cast.viewer("chris"), **how)
    return signing.release(edition=edition, by=cast.viewer("cora"))


def anybody() -> Client:
    return Client(SERVER_NAME="127.0.0.1")


def signed_in(cast: Cast, who: str) -> Client:
    client = anybody()
    client.force_login(cast.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return client


def data(edition: Edition, name: str) -> bytes:
    answer = anybody().get(reverse("published_data", args=["castermouth", edition.pk, name]))
    assert answer.status_code == 200, name
    return answer.content


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_anybody_takes_the_figures_with_their_dictionary_and_licence(draft: Assessment, cast_today: Cast) -> None:
    edition = release(draft, cast_today)

    figures = rows(data(edition, "figures.csv").decode())
    dictionary = rows(data(edition, "dictionary.csv").decode())

    assert figures[1][:2] == ["burglary", "change"]
    assert figures[1][figures[0].index("value")] == "271"
    described = {tuple(row[:2]) for row in dictionary[1:]}
    assert {("figures.csv", name) for name in figures[0]} <= described
    assert {("table-burglary.csv", "ward"), ("table-burglary.csv", "count")} <= described
    assert ("table-burglary.csv", "count", "Crimes", "count") in {tuple(row[:4]) for row in dictionary}
    assert "Open Government Licence v3.0" in data(edition, "licence.txt").decode()
    assert json.loads(data(edition, "findings.json"))["sha256"] == edition.digest


def test_everything_in_one_holds_each_file_and_every_column_is_in_the_dictionary(
    draft: Assessment, cast_today: Cast
) -> None:
    edition = release(draft, cast_today)

    packed = zipfile.ZipFile(io.BytesIO(data(edition, open_data.EVERYTHING)))
    files = {name: packed.read(name).decode() for name in packed.namelist()}

    assert set(files) == {*open_data.LABELS, "table-burglary.csv"} - {open_data.EVERYTHING}
    described = {tuple(row[:2]) for row in rows(files["dictionary.csv"])}
    for name in ("figures.csv", "corrections.csv", "table-burglary.csv"):
        assert {(name, column) for column in rows(files[name])[0]} <= described
    assert rows(files["table-burglary.csv"])[1] == ["'=cmd()", "200"]  # a spreadsheet must not run it


def test_each_file_is_linked_from_the_page(draft: Assessment, cast_today: Cast) -> None:
    edition = release(draft, cast_today)

    page = anybody().get(reverse("published_edition", args=["castermouth", edition.pk])).content.decode()

    for name in open_data.LABELS:
        address = reverse("published_data", args=["castermouth", edition.pk, name])
        assert f'href="{address}"' in page
        assert anybody().get(address).status_code == 200


@pytest.mark.parametrize("name", ["nothing.csv", "table-robbery.csv", "..", "figures.csv.bak"])
def test_no_other_file_is_given(draft: Assessment, cast_today: Cast, name: str) -> None:
    edition = release(draft, cast_today)

    assert anybody().get(f"/published/castermouth/{edition.pk}/data/{name}").status_code == 404


def test_nothing_of_an_edition_that_is_not_released_is_given(draft: Assessment, cast_today: Cast) -> None:
    edition = sign(draft, cast_today)
    signing.ask_for_release(
        edition=edition, public_from=timezone.now() + timedelta(hours=1), by=cast_today.viewer("chris")
    )
    signing.release(edition=edition, by=cast_today.viewer("cora"))  # under embargo

    for name in open_data.LABELS:
        address = reverse("published_data", args=["castermouth", edition.pk, name])
        assert anybody().get(address).status_code == 404


def test_what_is_invented_is_published_in_a_demonstration_alone(draft: Assessment, cast_today: Cast, settings) -> None:
    edition = release(draft, cast_today)
    address = reverse("published_edition", args=["castermouth", edition.pk])
    Partnership.objects.filter(slug="castermouth").update(demonstration=True)

    assert anybody().get(address).status_code == 404
    settings.DEMONSTRATION = True
    assert "Everything here is invented" in anybody().get(address).content.decode()
    assert data(edition, "licence.txt").decode().startswith("Everything here is invented")


def test_a_mistake_is_told_to_everybody_and_the_edition_stays(draft: Assessment, cast_today: Cast) -> None:
    edition = release(draft, cast_today)
    before = edition.html

    said = {"wrong": "Robbery is said of the whole county.", "right": "It is of the district."}
    address = reverse("correct", args=["castermouth", draft.pk, edition.number])
    assert signed_in(cast_today, "cora").post(address, said).status_code == 302

    page = anybody().get(reverse("published_edition", args=["castermouth", edition.pk])).content.decode()
    assert "It is of the district." in page
    assert "Cora" not in page
    assert "With corrections" in anybody().get(reverse("published", args=["castermouth"])).content.decode()
    edition.refresh_from_db()
    assert edition.html == before
    assert AuditEvent.objects.filter(kind="assessments.corrected").count() == 1
    assert rows(data(edition, "corrections.csv").decode())[1][5:7] == [said["wrong"], said["right"]]


@pytest.mark.parametrize("who", ["ana", "mo", "ada", "scott"])
def test_only_who_may_release_tells_of_a_mistake(draft: Assessment, cast_today: Cast, who: str) -> None:
    edition = release(draft, cast_today)

    with pytest.raises(NotAllowed):
        signing.correct(edition=edition, wrong="a", right="b", by=cast_today.viewer(who))
    assert not Correction.objects.exists()


def test_what_nobody_has_seen_is_mended_not_corrected(draft: Assessment, cast_today: Cast) -> None:
    with pytest.raises(NotAllowed, match="Nobody outside"):
        signing.correct(edition=sign(draft, cast_today), wrong="a", right="b", by=cast_today.viewer("cora"))


def test_figures_that_a_later_edition_gives_otherwise_are_in_the_log(draft: Assessment, cast_today: Cast) -> None:
    first = release(draft, cast_today)
    compute(draft, finding("burglary", 280), finding("robbery", 40))
    second = release(draft, cast_today)

    [changed] = differing.changed_between([first, second])
    assert (changed.title, changed.figure.then, changed.figure.now) == ("Burglary", 271, 280)
    page = anybody().get(reverse("published_edition", args=["castermouth", first.pk])).content.decode()
    assert f'href="{reverse("published_edition", args=["castermouth", second.pk])}"' in page  # the newer one
    assert rows(data(second, "corrections.csv").decode())[1][:5] == ["2", "Burglary", "count", "271", "280"]


def test_what_would_differ_today_is_said_in_both_ways(draft: Assessment, cast_today: Cast) -> None:
    edition = sign(draft, cast_today)
    compute(draft, finding("burglary", 280))  # robbery is no longer found

    moved, gone = differing.differences(cast_today.viewer("ana"), edition)
    page = signed_in(cast_today, "mo").get(reverse("differs", args=["castermouth", draft.pk, 1])).content.decode()

    assert (moved.then, moved.now) == ("There were 271.", "There were 280.")
    assert (gone.key, gone.now) == ("robbery", "")
    assert "There were 271." in page
    assert "There were 280." in page
    assert "do not bear this finding" in page


def test_until_when_a_release_can_be_taken_back_is_said(draft: Assessment, cast_today: Cast) -> None:
    edition = release(draft, cast_today)
    assert edition.released_at
    until = timezone.localtime(edition.released_at + timedelta(minutes=10))

    page = signed_in(cast_today, "cora").get(reverse("edition", args=["castermouth", draft.pk, 1])).content.decode()

    assert f"It can be taken back until {until:%H:%M}" in page


def test_newer_data_is_named_where_figures_were_not_worked_out_from_it(
    draft: Assessment, cast_today: Cast, settings, tmp_path
) -> None:
    months = ["2025-12"]
    kept = archive(tmp_path, Town(2, 1, district=2, ward=1), [("2025-12", 0, "Burglary", 3)], months=months)
    edition = sign(draft, cast_today)
    edition.assessment.versions = {"police_uk_street": kept.snapshot().versions["police_uk_street"]}
    assert differing.newer_data(edition.assessment, kept) == []

    edition.assessment.versions = {"police_uk_street": -1}

    assert differing.newer_data(edition.assessment, kept) == ["Street-level crime"]


def test_an_edition_holds_what_is_marked_to_be_printed_and_no_persons_name(draft: Assessment, cast_today: Cast) -> None:
    ana = cast_today.viewer("ana")
    for printed in (True, False):
        mark = "shown" if printed else "kept"
        issue = EmergingIssue(title=f"E-scooters {mark}", seen="x", told_by="FFS", first_seen_on="2026-01-02")
        gap = KnowledgeGap(question=f"Who {mark}?", matters="x", owner=cast_today.people["mo"])
        fact = SourcedFact(statement=f"A fifth {mark}.", year="2024", source="y", caveat="z")
        for thing in (issue, gap, fact):
            thing.printed = printed
            knowledge.add(thing=thing, by=ana)

    edition = sign(draft, cast_today)

    for said in ("E-scooters shown", "Who shown?", "A fifth shown."):
        assert said in edition.html
    assert "kept" not in edition.html
    assert "Mo Example" not in edition.html
    assert "Mo Example" not in str(edition.content)


def test_an_edition_holds_the_recording_notes_of_its_findings(draft: Assessment, cast_today: Cast) -> None:
    note = RecordingNote(title="New rule", from_month="2025-03", effect="More are counted.", source="Force")
    knowledge.add(thing=note, by=cast_today.viewer("ana"))

    edition = sign(draft, cast_today)

    assert edition.content["findings"][0]["recording_notes"][0]["effect"] == "More are counted."
    assert "More are counted." in edition.html


def test_what_rests_on_a_signed_finding_is_shown_at_the_edition(draft: Assessment, cast_today: Cast) -> None:
    sign(draft, cast_today)
    gap = knowledge.add(thing=KnowledgeGap(question="Who buys them?", matters="x"), by=cast_today.viewer("ana"))
    citations.cite(
        citing="knowledge-gap",
        citing_id=str(gap.pk),
        cited="signed-finding",
        cited_id=f"{draft.pk}.1.burglary",
        by=cast_today.viewer("ana"),
    )
    client = signed_in(cast_today, "mo")

    edition = client.get(reverse("edition", args=["castermouth", draft.pk, 1])).content.decode()
    kept = client.get(reverse("known", args=["castermouth", "knowledge-gap", gap.pk])).content.decode()

    assert "Who buys them?" in edition
    assert f'href="{reverse("edition", args=["castermouth", draft.pk, 1])}#burglary"' in kept


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """A town with two years of crimes and a partner's counts on terms."""
    months = [f"{year}-{month:02d}" for year in (2024, 2025) for month in range(1, 13)]
    counts = [(month, at, kind, 2) for month in months for at in range(8) for kind in ("Burglary", "Robbery")]
    partner = [("Call-outs", "Elm", "restricted", "2025-03", at, "Fall", 20 + at) for at in range(8)]
    return archive(
        tmp_path_factory.mktemp("town"), Town(4, 2, district=8, ward=2), counts, months=months, partner=partner
    )


def test_every_figure_reaches_its_rows_in_three_clicks_or_says_why_not(draft: Assessment, town, cast_today, settings):
    settings.ARCHIVE = town.folder
    made = assess(town.snapshot(), find_area(town.snapshot(), "csp:District A"), Month.parse("2025-12"))
    entries = findings_json(made)["findings"]
    draft.area_code, draft.area_name = made.area_code, made.area_name
    draft.save()
    compute(draft, *[(entry, fragment(found)) for entry, found in zip(entries, made.findings, strict=True)])
    edition = release(draft, cast_today, shows_restricted=True)
    public = reverse("published_edition", args=["castermouth", edition.pk])

    page = anybody().get(public).content.decode()
    sections = dict(re.findall(r'<section class="fp-finding" id="([^"]+)">(.*?)</section>', page, re.DOTALL))
    client = signed_in(cast_today, "mo")

    assert {entry["id"] for entry in entries} <= set(sections)
    for text in (page, client.get(draft.get_absolute_url()).content.decode()):  # to methods, sources, findings, parts
        assert {"#method-change", "#sources", "#change-burglary"} <= set(re.findall(r'href="(#[^"]+)"', text))
        assert set(re.findall(r'href="#([^"]+)"', text)) <= set(re.findall(r' id="([^"]+)"', text))
    reached: dict[str, str] = {}
    for entry in entries:
        way = trail(draft, entry)
        if way.address:  # the first click; for somebody who is not signed in, signing in is the second
            assert way.address.replace("&", "&amp;") in sections[entry["id"]]
            if way.address not in reached:
                reached[way.address] = client.get(way.address).content.decode()
            found = reached[way.address]
            assert "Rows, with file and line" in found or "No row is held" in found, entry["id"]
        else:
            assert way.words in sections[entry["id"]]
            assert entry["kind"] in ("summary", "context") or "on terms" in way.words, entry["id"]
    assert len(reached) > 10
    assert anybody().get(way.address or "/evidence/rows/").status_code == 302  # to sign in


def test_ten_times_the_findings_take_no_more_questions(
    draft: Assessment, cast_today: Cast, django_assert_max_num_queries
) -> None:
    client = signed_in(cast_today, "mo")

    def counts(edition: Edition) -> list[int]:
        counted = []
        for address in (
            reverse("published_edition", args=["castermouth", edition.pk]),
            reverse("published_data", args=["castermouth", edition.pk, "everything.zip"]),
            reverse("edition", args=["castermouth", draft.pk, edition.number]),
            reverse("differs", args=["castermouth", draft.pk, edition.number]),
            draft.get_absolute_url(),
        ):
            client.get(address)
            with django_assert_max_num_queries(60) as asked:
                client.get(address)
            counted.append(len(asked))
        return counted

    few = counts(release(draft, cast_today))
    compute(draft, *[finding(f"theft-{number}", number) for number in range(30)])
    release(draft, cast_today)
    compute(draft, *[finding(f"theft-{number}", number + 1) for number in range(30)])
    plenty = counts(Edition.objects.get(number=2))

    assert plenty == few
