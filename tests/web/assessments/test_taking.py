"""A signed edition as PDF and Word: what was signed, all of it, and nothing that the reader may not see."""

import io
import re
import subprocess
import zipfile
from datetime import timedelta

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope

from frankpledge.archive.areas import find_area
from frankpledge.assessment.assess import assess
from frankpledge.documents import finding as printed
from frankpledge.documents import frozen, numbers
from frankpledge.documents.data import findings_json
from frankpledge.documents.fragment import fragment
from frankpledge.documents.frozen import pictures_json
from frankpledge.month import Month
from frankpledge.web.assessments import living, signing, taking
from frankpledge.web.assessments.models import Assessment, Edition, EditionFile, Found, Passage
from frankpledge.web.audit.models import AuditEvent
from tests.assessment.archives import Town, archive
from tests.web.assessments.drafts import a_draft, compute, finding
from tests.web.cast import Cast


@pytest.fixture(autouse=True)
def _in_castermouth(cast_today: Cast, monkeypatch: pytest.MonkeyPatch, settings, tmp_path):
    settings.ARCHIVE = tmp_path  # empty: nothing that is taken away comes from there
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """An assessment of a small town with every kind of finding."""
    months = [f"{year}-{month:02d}" for year in (2024, 2025) for month in range(1, 13)]
    counts = [(month, at, kind, 2 + at) for month in months for at in range(8) for kind in ("Burglary", "Robbery")]
    town = archive(tmp_path_factory.mktemp("town"), Town(4, 2, district=8, ward=2), counts, months=months)
    return assess(town.snapshot(), find_area(town.snapshot(), "csp:District A"), Month.parse("2025-12"))


def a_hospital(count: int):
    """A finding from what a hospital sent on terms."""
    found = finding("hospital", count, kind="place")
    found[0]["provenance"] = {"dataset": "counts_extract", "filter": "Dataset is Hospital", "rows_counted": 12}
    return found


@pytest.fixture
def draft(cast_today: Cast) -> Assessment:
    """Burglary, robbery, and a finding from a partner's counts, with words about two of them."""
    draft = a_draft(cast_today)
    compute(draft, finding("burglary", 271), finding("robbery", 40), a_hospital(765_432))
    for about, text in (("burglary", "A hard winter."), ("hospital", "Mostly Saturdays."), ("", "We were busy.")):
        living.write(assessment=draft, about=about, text=text, based_on=0, by=cast_today.viewer("ana"))
    return draft


def sign(draft: Assessment, cast: Cast) -> Edition:
    draft.refresh_from_db()
    return signing.sign(assessment=draft, by=cast.viewer("chris"))


def release(edition: Edition, cast: Cast) -> Edition:
    signing.ask_for_release(edition=edition, public_from=timezone.now(), by=cast.viewer("chris"))
    return signing.release(edition=edition, by=cast.viewer("cora"))


def client_of(cast: Cast, who: str) -> Client:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(cast.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return client


def taken(client: Client, edition: Edition, format: str) -> bytes:
    address = reverse("edition_file", args=["castermouth", edition.assessment_id, edition.number, format])
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content


def published(edition: Edition, format: str) -> bytes:
    answer = Client(SERVER_NAME="127.0.0.1").get(
        reverse("published_edition_file", args=["castermouth", edition.pk, format])
    )
    assert answer.status_code == 200
    return answer.content


def words(made: bytes, format: str) -> str:
    """The text of a file, each run of white space as one space."""
    if format == "pdf":
        command = ["pdftotext", "-raw", "-", "-"]
        text = subprocess.run(command, input=made, capture_output=True, check=True).stdout.decode()
    else:
        text = re.sub(r"<[^>]+>", "", zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml").decode())
    return " ".join(text.split())


@pytest.mark.parametrize("format", ["pdf", "docx"])
def test_the_words_the_signature_and_the_fingerprint_are_in_it(draft, cast_today: Cast, format: str) -> None:
    edition = sign(draft, cast_today)

    text = words(taken(client_of(cast_today, "ana"), edition, format), format)

    for said in ("We were busy.", "A hard winter.", "Mostly Saturdays.", str(edition.signed_by), edition.signed_as):
        assert said in text, said
    assert edition.digest in text.replace(" ", "")
    assert str(cast_today.partnerships["castermouth"]) in text


@pytest.mark.parametrize("format", ["pdf", "docx"])
def test_findings_are_in_the_analysts_order_without_those_left_out(draft, cast_today: Cast, format: str) -> None:
    ana = cast_today.viewer("ana")
    compute(draft, finding("burglary", 271), finding("robbery", 40), finding("theft", 999_111))
    living.move(found=Found.objects.get(key="robbery"), up=True, by=ana)
    living.leave_out(found=Found.objects.get(key="theft"), reason="It says nothing.", by=ana)
    living.write(assessment=draft, about="robbery", text="Robbery first.", based_on=0, by=ana)

    text = words(taken(client_of(cast_today, "ana"), sign(draft, cast_today), format), format)

    assert text.index("Robbery first.") < text.index("A hard winter.")
    assert "999,111" not in text
    assert "999111" not in text


@pytest.mark.parametrize("format", ["pdf", "docx"])
def test_every_figure_is_printed_as_on_the_page(draft, made, cast_today: Cast, format: str) -> None:
    entries = findings_json(made)["findings"]
    living.put_findings(
        assessment=draft,
        findings=[(entry, fragment(each)) for entry, each in zip(entries, made.findings, strict=True)],
        versions={"police_uk_street": 3},
        now=timezone.now(),
        pictures={each.id: pictures_json(each) for each in made.findings},
    )
    edition = sign(draft, cast_today)

    text = words(taken(client_of(cast_today, "ana"), edition, format), format).replace(" ", "").replace("\u200b", "")

    shown = [item for each in made.findings for item in printed.figures(each).items]
    assert len(shown) > 100
    for item in shown:
        assert item.value in edition.html
        assert item.value.replace(" ", "") in text, item
        assert item.range.replace(" ", "") in text, item


def test_findings_and_their_pictures_come_back_as_they_were(made) -> None:
    again = [
        frozen.finding(entry, pictures_json(each))
        for entry, each in zip(findings_json(made)["findings"], made.findings, strict=True)
    ]

    for before, after in zip(made.findings, again, strict=True):
        assert after.charts == before.charts
        assert [drawn.title for drawn in after.maps] == [drawn.title for drawn in before.maps]
        assert after.table == before.table
        assert [numbers.figure(each) for each in after.figures] == [numbers.figure(each) for each in before.figures]
    assert any(each.maps for each in again)
    assert any(each.charts for each in again)


def test_the_pdf_is_tagged_and_says_that_it_is_accessible(draft, cast_today: Cast) -> None:
    made = taken(client_of(cast_today, "ana"), sign(draft, cast_today), "pdf")

    with pikepdf.open(io.BytesIO(made)) as opened:
        assert "pdfuaid:part" in opened.open_metadata()
        assert bool(opened.Root.MarkInfo.Marked)
        assert "/StructTreeRoot" in opened.Root


@pytest.mark.parametrize("format", ["pdf", "docx"])
def test_who_does_not_see_restricted_figures_gets_it_without_them(draft, cast_today: Cast, format: str) -> None:
    edition = sign(draft, cast_today)
    whole = words(taken(client_of(cast_today, "ana"), edition, format), format)

    for who in ("mo", "lea", "scott", "casey", "ada"):
        text = words(taken(client_of(cast_today, who), edition, format), format)
        assert "765,432" not in text
        assert "Mostly Saturdays." not in text
        assert "1 finding from restricted data is not in here." in text
    assert "765,432" in whole


@pytest.mark.parametrize("format", ["pdf", "docx"])
def test_the_public_gets_a_released_edition_without_what_is_restricted(draft, cast_today: Cast, format: str) -> None:
    edition = release(sign(draft, cast_today), cast_today)

    text = words(published(edition, format), format)

    assert "A hard winter." in text
    assert edition.signed_as in text
    assert str(edition.signed_by) not in text
    assert "765,432" not in text
    assert "Mostly Saturdays." not in text


def test_nothing_that_anybody_may_ask_for_holds_what_is_restricted(draft, cast_today: Cast) -> None:
    first = release(sign(draft, cast_today), cast_today)
    compute(draft, finding("burglary", 272), finding("robbery", 40), a_hospital(654_321))
    for passage in Passage.objects.exclude(about=""):
        living.read_again(passage=passage, by=cast_today.viewer("ana"))
    edition = release(sign(draft, cast_today), cast_today)
    anybody = Client(SERVER_NAME="127.0.0.1")
    page = reverse("published_edition", args=["castermouth", edition.pk])
    everything = anybody.get(reverse("published_data", args=["castermouth", edition.pk, "everything.zip"])).content
    with zipfile.ZipFile(io.BytesIO(everything)) as opened:
        files = {name: opened.read(name).decode() for name in opened.namelist()}
    api = reverse("v1:api_published_edition", args=[edition.pk])
    texts = {
        "page": anybody.get(page).content.decode(),
        "json": anybody.get(page, {"format": "json"}).content.decode(),
        **files,
        **{each: anybody.get(api + each).content.decode() for each in ("", "/findings", "/dictionary", "/corrections")},
    }

    for name, text in texts.items():
        plain = text.replace(",", "")
        assert not re.search("765432|654321|hospital|Mostly Saturdays", plain), name
    assert anybody.get(api + "/findings/hospital").status_code == 404
    assert anybody.get(api + "/findings/burglary").status_code == 200
    assert "272" in texts["figures.csv"]
    assert "272" in texts["corrections.csv"]
    assert "not shown here" in texts["page"]
    assert first.pk != edition.pk


def test_released_with_what_came_on_terms_everything_shows_it(draft, cast_today: Cast) -> None:
    edition = sign(draft, cast_today)
    now = timezone.now()
    signing.ask_for_release(edition=edition, public_from=now, shows_restricted=True, by=cast_today.viewer("chris"))
    signing.release(edition=edition, by=cast_today.viewer("cora"))
    anybody = Client(SERVER_NAME="127.0.0.1")
    page = reverse("published_edition", args=["castermouth", edition.pk])
    api = reverse("v1:api_published_findings", args=[edition.pk])
    texts = {
        "page": anybody.get(page).content.decode(),
        "json": anybody.get(page, {"format": "json"}).content.decode(),
        "api": anybody.get(api).content.decode(),
        "docx": words(published(edition, "docx"), "docx"),
    }

    for name, text in texts.items():
        assert "765432" in text.replace(",", ""), name
        assert str(edition.signed_by) not in text, name


def test_what_was_printed_for_a_release_goes_with_it(draft, cast_today: Cast) -> None:
    edition = sign(draft, cast_today)
    now = timezone.now()
    signing.ask_for_release(edition=edition, public_from=now, shows_restricted=True, by=cast_today.viewer("chris"))
    signing.release(edition=edition, by=cast_today.viewer("cora"))
    published(edition, "docx")

    edition = release(signing.undo_release(edition=edition, by=cast_today.viewer("cora")), cast_today)

    assert "765,432" not in words(published(edition, "docx"), "docx")


def test_the_public_gets_nothing_before_its_day(draft, cast_today: Cast) -> None:
    edition = sign(draft, cast_today)
    anybody = Client(SERVER_NAME="127.0.0.1")
    address = reverse("published_edition_file", args=["castermouth", edition.pk, "pdf"])
    assert anybody.get(address).status_code == 404

    later = timezone.now() + timedelta(days=1)
    signing.ask_for_release(edition=edition, public_from=later, by=cast_today.viewer("chris"))
    signing.release(edition=edition, by=cast_today.viewer("cora"))

    assert anybody.get(address).status_code == 404
    assert not EditionFile.objects.exists()


def test_taking_restricted_figures_away_is_recorded_as_a_look(draft, cast_today: Cast) -> None:
    edition = sign(draft, cast_today)

    taken(client_of(cast_today, "mo"), edition, "docx")
    assert not AuditEvent.objects.filter(kind="audit.looked").exists()
    taken(client_of(cast_today, "ana"), edition, "docx")

    assert AuditEvent.objects.filter(kind="audit.looked").count() == 1


def test_it_is_the_same_file_whatever_becomes_of_the_draft(draft, cast_today: Cast) -> None:
    edition = sign(draft, cast_today)
    first = taken(client_of(cast_today, "ana"), edition, "pdf")
    compute(draft, finding("burglary", 888_777))

    again = taken(client_of(cast_today, "ana"), edition, "pdf")
    late = words(taken(client_of(cast_today, "mo"), edition, "pdf"), "pdf")  # printed only now

    assert again == first
    assert "888,777" not in late
    assert "271" in late


def test_what_does_not_bear_its_fingerprint_is_not_printed(draft, cast_today: Cast) -> None:
    edition = sign(draft, cast_today)
    edition.content["findings"][0]["figures"][0]["value"] = 1

    with pytest.raises(taking.NotAsSigned):
        taking.file(edition, taking.Readers.WHOLE, taking.Format.PDF)


@pytest.mark.parametrize("title", ['../../etc"\r\nX: y', "Ünïcode & more", "…", "a" * 200])
def test_its_name_is_safe_whatever_the_title(draft, cast_today: Cast, title: str) -> None:
    edition = sign(draft, cast_today)
    edition.assessment.title = title

    assert re.fullmatch(r"[a-z0-9-]{1,60}-edition-1\.pdf", taking.filename(edition, taking.Format.PDF))


@pytest.mark.parametrize("format", ["html", "exe", "PDF"])
def test_no_other_format_is_given(draft, cast_today: Cast, format: str) -> None:
    edition = release(sign(draft, cast_today), cast_today)

    for client, name, args in (
        (client_of(cast_today, "ana"), "edition_file", ["castermouth", draft.pk, 1, format]),
        (Client(SERVER_NAME="127.0.0.1"), "published_edition_file", ["castermouth", edition.pk, format]),
    ):
        assert client.get(reverse(name, args=args)).status_code == 404


def test_both_pages_lead_to_both_files(draft, cast_today: Cast) -> None:
    edition = release(sign(draft, cast_today), cast_today)

    own = client_of(cast_today, "ana").get(reverse("edition", args=["castermouth", draft.pk, 1])).content.decode()
    public = Client(SERVER_NAME="127.0.0.1").get(reverse("published_edition", args=["castermouth", edition.pk]))

    for format in ("pdf", "docx"):
        assert f'href="{reverse("edition_file", args=["castermouth", draft.pk, 1, format])}"' in own
        address = reverse("published_edition_file", args=["castermouth", edition.pk, format])
        assert f'href="{address}"' in public.content.decode()
