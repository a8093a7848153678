"""What rests on what: said by those who may, seen from both ends, and kept in the record."""

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django_scopes import scope, scopes_disabled

from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.assessments import living
from frankpledge.web.assessments.models import Assessment, Found
from frankpledge.web.audit.models import AuditEvent
from frankpledge.web.citations import changes, queries
from frankpledge.web.citations.models import Citation
from tests.web.assessments.drafts import a_draft, compute, finding
from tests.web.cast import Cast


@pytest.fixture(autouse=True)
def _second_factor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)


@pytest.fixture
def draft(cast_today: Cast) -> Assessment:
    """Two findings, with words about burglary."""
    with scope(partnership=cast_today.partnerships["castermouth"]):
        draft = a_draft(cast_today)
        compute(draft, finding("burglary", 271), finding("robbery", 40))
        living.write(assessment=draft, about="burglary", text="A hard winter.", based_on=0, by=cast_today.viewer("ana"))
        yield draft


def cite(draft: Assessment, cast: Cast, who: str = "ana", *, cited: str = "robbery", why: str = "") -> Citation:
    return changes.cite(
        citing="passage",
        citing_id=f"{draft.pk}.burglary",
        cited="finding",
        cited_id=f"{draft.pk}.{cited}",
        why=why,
        by=cast.viewer(who),
    )


def signed_in(cast: Cast, who: str) -> Client:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(cast.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_link_is_seen_from_both_ends(draft: Assessment, cast_today: Cast) -> None:
    cite(draft, cast_today, why="Same streets")
    viewer = cast_today.viewer("mo")

    [on] = queries.rests_on(viewer, "passage", [f"{draft.pk}.burglary"])[f"{draft.pk}.burglary"]
    [by] = queries.cited_by(viewer, "finding", [f"{draft.pk}.robbery"])[f"{draft.pk}.robbery"]

    assert on.thing
    assert by.thing
    assert (on.thing.title, on.thing.said) == ("Robbery (Assessment 2025)", "There were 40.")
    assert by.thing.said == "A hard winter."
    assert on.citation == by.citation


def test_a_finding_keeps_its_links_when_its_figures_move(draft: Assessment, cast_today: Cast) -> None:
    cite(draft, cast_today)

    compute(draft, finding("burglary", 271), finding("robbery", 55))

    [link] = queries.rests_on(cast_today.viewer("ana"), "passage", [f"{draft.pk}.burglary"]).popitem()[1]
    assert link.thing
    assert link.thing.said == "There were 55."


@pytest.mark.parametrize("who", ["mo", "lea", "chris", "scott"])
def test_only_who_writes_assessments_says_what_a_passage_rests_on(
    draft: Assessment, cast_today: Cast, who: str
) -> None:
    with pytest.raises(NotAllowed, match="write and change assessments"):
        cite(draft, cast_today, who)


def test_a_finding_rests_on_rows_not_on_what_people_say(draft: Assessment, cast_today: Cast) -> None:
    ends = {"citing_id": f"{draft.pk}.burglary", "cited_id": f"{draft.pk}.robbery"}

    with pytest.raises(NotAllowed, match="worked out from the rows"):
        changes.cite(citing="finding", cited="finding", **ends, by=cast_today.viewer("ana"))


def test_nothing_rests_on_what_is_not_there(draft: Assessment, cast_today: Cast) -> None:
    with pytest.raises(ObjectDoesNotExist):
        cite(draft, cast_today, cited="drugs")


def test_a_finding_of_another_partnership_is_not_there(draft: Assessment, cast_today: Cast) -> None:
    thorley = cast_today.partnerships["thorley"]
    with scopes_disabled():
        Found.objects.create(
            **{
                field: getattr(Found.objects.get(key="robbery"), field)
                for field in ("kind", "strength", "data", "html", "digest", "position")
            },
            partnership=thorley,
            assessment=Assessment.objects.create(
                partnership=thorley,
                title="Theirs",
                area_code="E22999002",
                area_name="Thorley",
                last_month="2025-12",
                begun_by=cast_today.people["nina"],
            ),
            key="robbery",
        )
        theirs = Found.objects.get(partnership=thorley)

    with pytest.raises(ObjectDoesNotExist):
        changes.cite(
            citing="passage",
            citing_id=f"{draft.pk}.burglary",
            cited="finding",
            cited_id=f"{theirs.assessment_id}.robbery",
            by=cast_today.viewer("ana"),
        )


def test_said_twice_it_is_one_link_with_the_newer_reason(draft: Assessment, cast_today: Cast) -> None:
    cite(draft, cast_today, why="First")
    cite(draft, cast_today, why="Second")

    assert Citation.objects.get().why == "Second"


def test_the_database_refuses_a_thing_that_rests_on_itself(draft: Assessment, cast_today: Cast) -> None:
    said = cite(draft, cast_today)

    with pytest.raises(IntegrityError), transaction.atomic():
        Citation.objects.filter(pk=said.pk).update(cited="passage", cited_id=said.citing_id)


def test_saying_and_unsaying_are_in_the_record(draft: Assessment, cast_today: Cast) -> None:
    said = cite(draft, cast_today)
    changes.uncite(citation=said, by=cast_today.viewer("ana"))

    kinds = list(AuditEvent.objects.filter(kind__startswith="citations").values_list("kind", "detail__cited_id"))
    assert kinds == [("citations.cited", f"{draft.pk}.robbery"), ("citations.uncited", f"{draft.pk}.robbery")]
    assert not Citation.objects.exists()


def test_what_rests_on_a_finding_that_is_hidden_from_the_reader_names_nothing(
    draft: Assessment, cast_today: Cast
) -> None:
    cite(draft, cast_today, why="Hospital data")
    Found.objects.filter(key="robbery").update(restricted=True)
    address = reverse("thread", args=["castermouth", "passage", f"{draft.pk}.burglary"])

    page = signed_in(cast_today, "mo").get(address).content.decode()

    assert "your role does not see" in page
    assert "Robbery" not in page
    assert "Hospital data" not in page
    assert "Robbery" in signed_in(cast_today, "ana").get(address).content.decode()


def test_from_the_words_to_the_finding_and_back_by_links_alone(draft: Assessment, cast_today: Cast) -> None:
    client = signed_in(cast_today, "ana")
    passage = reverse("thread", args=["castermouth", "passage", f"{draft.pk}.burglary"])
    found = reverse("thread", args=["castermouth", "finding", f"{draft.pk}.robbery"])
    cite_page = client.get(passage + "add/?words=robbery").content.decode()
    assert "Robbery (Assessment 2025)" in cite_page
    assert "Burglary (Assessment 2025)" not in cite_page

    client.post(passage + "add/?words=robbery", {"rests_on": f"finding:{draft.pk}.robbery", "why": "Same streets"})

    assert found in client.get(passage).content.decode()
    assert passage in client.get(found).content.decode()
    draft_page = client.get(draft.get_absolute_url()).content.decode()
    assert draft_page.count("Same streets") == 2  # at the words, and at the finding that they rest on
    link = Citation.objects.get()
    client.post(f"{passage}drop/{link.pk}/")
    assert found not in client.get(passage).content.decode()


def test_nothing_ticked_is_told_at_the_field(draft: Assessment, cast_today: Cast) -> None:
    address = reverse("cite", args=["castermouth", "passage", f"{draft.pk}.burglary"])

    page = signed_in(cast_today, "ana").post(address, {}).content.decode()

    assert "Tick what it rests on" in page


def test_ten_times_the_links_take_no_more_questions(
    draft: Assessment, cast_today: Cast, django_assert_max_num_queries
) -> None:
    many = [finding(f"theft-{number}", number) for number in range(40)]
    compute(draft, finding("burglary", 271), finding("robbery", 40), *many)
    client = signed_in(cast_today, "ana")
    client.get(draft.get_absolute_url())  # the first look writes the session
    for number in range(4):
        cite(draft, cast_today, cited=f"theft-{number}")
    with django_assert_max_num_queries(60) as few:
        client.get(draft.get_absolute_url())
    for number in range(4, 40):
        cite(draft, cast_today, cited=f"theft-{number}")

    with django_assert_max_num_queries(60) as plenty:
        client.get(draft.get_absolute_url())

    assert len(plenty) == len(few)
