"""Rolling forward: last year's structure and words, this year's figures, and last year's said beside."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django_scopes import scope

from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.assessments import living, living_queries, rolling, signing
from frankpledge.web.assessments.models import Assessment, Found, Passage
from frankpledge.web.audit.models import AuditEvent
from frankpledge.web.citations import changes as citations
from frankpledge.web.citations.models import Citation
from tests.web.assessments.drafts import a_draft, compute, finding
from tests.web.cast import Cast


@pytest.fixture(autouse=True)
def _in_castermouth(cast_today: Cast, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield


@pytest.fixture
def draft(cast_today: Cast) -> Assessment:
    """Robbery before burglary, drugs left out, words about burglary and an opening."""
    draft = a_draft(cast_today)
    compute(draft, finding("burglary", 271), finding("robbery", 40), finding("drugs", 3))
    ana = cast_today.viewer("ana")
    living.move(found=Found.objects.get(key="robbery"), up=True, by=ana)
    living.leave_out(found=Found.objects.get(key="drugs"), reason="Too few to say", by=ana)
    living.write(assessment=draft, about="burglary", text="A hard winter.", based_on=0, by=ana)
    living.write(assessment=draft, about="", text="What a year.", based_on=0, by=ana)
    return draft


@pytest.fixture
def following(draft: Assessment, cast_today: Cast) -> Assessment:
    return rolling.roll_forward(assessment=draft, by=cast_today.viewer("ana"))


def test_it_is_next_years_of_the_same_area(draft: Assessment, following: Assessment) -> None:
    assert following.title == "Assessment 2026"
    assert (following.last_month, following.months) == ("2026-12", 12)
    assert (following.area_code, following.follows) == (draft.area_code, draft)


@pytest.mark.parametrize(
    ("title", "then"),
    [
        ("Strategic assessment 2025/26", "Strategic assessment 2026/27"),
        ("2099–00 review", "2100–01 review"),
        ("Assessment 2025", "Assessment 2026"),
        ("Our assessment", "Our assessment (the year after)"),
    ],
)
def test_a_title_moves_its_years_on(title: str, then: str) -> None:
    assert rolling.next_title(title) == then


def test_the_structure_is_taken_over_when_the_figures_arrive(following: Assessment) -> None:
    compute(following, finding("burglary", 297), finding("robbery", 41), finding("drugs", 4), finding("arson", 9))

    found = Found.objects.filter(assessment=following)
    assert [each.key for each in found] == ["robbery", "burglary", "drugs", "arson"]
    assert [(each.key, each.reason) for each in found if not each.included] == [("drugs", "Too few to say")]
    assert [each.moved for each in found] == [[], [], [], []]  # last year's figures are not this year's that moved


def test_words_come_along_and_wait_to_be_read_again(following: Assessment, cast_today: Cast) -> None:
    compute(following, finding("burglary", 297), finding("robbery", 41))

    waiting = {passage.about: passage for passage in living.stale_passages(following)}
    assert {about: passage.text for about, passage in waiting.items()} == {
        "burglary": "A hard winter.",
        "": "What a year.",
    }
    following.refresh_from_db()
    with pytest.raises(NotAllowed, match="2 passages"):
        signing.sign(assessment=following, by=cast_today.viewer("chris"))

    living.write(assessment=following, about="", text="Another year.", based_on=1, by=cast_today.viewer("ana"))
    living.read_again(passage=waiting["burglary"], by=cast_today.viewer("ana"))

    assert living.stale_passages(following) == []
    assert signing.sign(assessment=following, by=cast_today.viewer("chris")).number == 1


def test_words_about_what_is_no_longer_found_are_kept_and_stop_nobody(following: Assessment, cast_today: Cast) -> None:
    compute(following, finding("robbery", 41))

    gone = Found.objects.get(assessment=following, key="burglary")
    assert gone.gone
    assert Passage.objects.get(assessment=following, about="burglary").text == "A hard winter."
    assert [passage.about for passage in living.stale_passages(following)] == [""]


def test_last_years_statement_and_words_stand_beside(following: Assessment, cast_today: Cast) -> None:
    said = rolling.last_year(cast_today.viewer("ana"), following)

    assert said["burglary"] == rolling.Said("There were 271.", "A hard winter.")
    assert "drugs" not in said  # it was left out


def test_what_was_signed_last_year_counts_not_what_was_changed_since(
    draft: Assessment, following: Assessment, cast_today: Cast
) -> None:
    draft.refresh_from_db()
    signing.sign(assessment=draft, by=cast_today.viewer("chris"))
    living.write(assessment=draft, about="burglary", text="Changed since.", based_on=1, by=cast_today.viewer("ana"))

    assert rolling.last_year(cast_today.viewer("ana"), following)["burglary"].words == "A hard winter."


def test_what_the_words_rest_on_comes_along_to_this_years_finding(draft: Assessment, cast_today: Cast) -> None:
    citations.cite(
        citing="passage",
        citing_id=f"{draft.pk}.burglary",
        cited="finding",
        cited_id=f"{draft.pk}.robbery",
        by=cast_today.viewer("ana"),
    )

    following = rolling.roll_forward(assessment=draft, by=cast_today.viewer("ana"))

    carried = Citation.objects.get(citing_id=f"{following.pk}.burglary")
    assert carried.cited_id == f"{following.pk}.robbery"


def test_it_takes_one_click_and_is_recorded(
    draft: Assessment, cast_today: Cast, settings, tmp_path, monkeypatch
) -> None:
    settings.ARCHIVE = tmp_path
    started = []
    monkeypatch.setattr("frankpledge.web.jobs.job.start", lambda archive, job: started.append(job.asked))
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(cast_today.people["ana"], backend="django.contrib.auth.backends.ModelBackend")

    page = client.post(reverse("roll_forward", args=["castermouth", draft.pk]), follow=True).content.decode()

    following = Assessment.objects.get(follows=draft)
    assert "Assessment 2026" in page
    assert [asked["assessment"] for asked in started] == [following.pk]
    assert AuditEvent.objects.get(kind="assessments.rolled_forward").detail["follows"] == draft.pk


def test_the_page_says_what_was_said_last_year_and_whose_words_these_are(
    following: Assessment, cast_today: Cast, settings, tmp_path
) -> None:
    settings.ARCHIVE = tmp_path
    compute(following, finding("burglary", 297), finding("robbery", 41))
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(cast_today.people["ana"], backend="django.contrib.auth.backends.ModelBackend")

    page = client.get(following.get_absolute_url()).content.decode()

    assert page.count("There were 271.") == 1
    assert page.count("Last year’s words") == 2  # the opening's, and burglary's
    client.post(reverse("read_again", args=["castermouth", following.pk, "opening"]))
    assert client.get(following.get_absolute_url()).content.decode().count("Last year’s words") == 1


def test_only_who_writes_assessments_rolls_one_forward(draft: Assessment, cast_today: Cast) -> None:
    with pytest.raises(NotAllowed):
        rolling.roll_forward(assessment=draft, by=cast_today.viewer("chris"))


def test_a_profile_is_not_rolled_forward(draft: Assessment, cast_today: Cast) -> None:
    draft.kind = Assessment.Kind.PROFILE

    with pytest.raises(ValidationError, match="brought up to date"):
        rolling.roll_forward(assessment=draft, by=cast_today.viewer("ana"))


def test_nothing_of_the_year_before_changes(draft: Assessment, following: Assessment, cast_today: Cast) -> None:
    before = list(Found.objects.filter(assessment=draft).values())
    compute(following, finding("robbery", 41))

    assert list(Found.objects.filter(assessment=draft).values()) == before
    assert living_queries.written(cast_today.viewer("ana"), draft)[1].passage
