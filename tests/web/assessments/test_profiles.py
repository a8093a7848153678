"""Problem profiles: five parts written as an assessment is, resting on evidence, restricted or public."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope

from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.assessments import living, living_queries, osara, profiles, signing, taking
from frankpledge.web.assessments.models import Assessment, Edition, Passage, PassageVersion
from frankpledge.web.audit.models import AuditEvent
from frankpledge.web.citations import changes as citations
from frankpledge.web.citations.models import Citation
from frankpledge.web.knowledge import changes as knowledge
from frankpledge.web.knowledge.models import EvidenceDocument
from tests.web.assessments.drafts import AREA, a_draft, compute, finding
from tests.web.cast import Cast
from tests.web.evaluations.evaluated import a_place, judged
from tests.web.plans.plans import an_action


@pytest.fixture(autouse=True)
def _in_castermouth(cast_today: Cast, monkeypatch: pytest.MonkeyPatch, settings, tmp_path):
    settings.ARCHIVE = tmp_path
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield


def a_profile(cast: Cast, **facts) -> Assessment:
    draft = a_draft(cast)
    return living.begin(
        title="Shop theft in the High Street",
        area=AREA,
        last=draft.last,
        months=12,
        by=cast.viewer("ana"),
        kind=Assessment.Kind.PROFILE,
        **facts,
    )


def write(profile: Assessment, cast: Cast, text: str, about: str = "objective", based_on: int = 0, who: str = "ana"):
    return living.write(assessment=profile, about=about, text=text, based_on=based_on, by=cast.viewer(who))


def signed_in(cast: Cast, who: str) -> Client:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(cast.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_it_has_the_five_parts_in_order(cast_today: Cast) -> None:
    profile = a_profile(cast_today)

    parts = profiles.parts(cast_today.viewer("mo"), profile)

    assert [row.part.about for row in parts] == ["objective", "scanning", "analysis", "response", "assessment"]


def test_two_who_write_a_part_at_once_lose_nothing(cast_today: Cast) -> None:
    profile = a_profile(cast_today)
    write(profile, cast_today, "Mine, first.")

    second = write(profile, cast_today, "Mine, second.", who="cora")

    assert not second.taken
    assert {version.text for version in PassageVersion.objects.all()} == {"Mine, first.", "Mine, second."}


def test_a_part_that_is_not_there_is_not_written(cast_today: Cast) -> None:
    with pytest.raises(ValidationError):
        write(a_profile(cast_today), cast_today, "Words", about="conclusion")


def test_an_assessment_has_no_parts_of_a_profile(cast_today: Cast) -> None:
    with pytest.raises(ValidationError):
        write(a_draft(cast_today), cast_today, "Words", about="objective")


def test_it_has_no_figures_of_its_own(cast_today: Cast) -> None:
    with pytest.raises(ValidationError, match="rests on findings"):
        living.compute(assessment=a_profile(cast_today), by=cast_today.viewer("ana"))


def test_it_is_not_signed_without_an_objective(cast_today: Cast) -> None:
    profile = a_profile(cast_today)

    assert signing.reason_not_to_sign(cast_today.viewer("chris"), profile) == "Its objective is not written yet."


def test_only_a_profile_is_restricted(cast_today: Cast) -> None:
    draft = a_draft(cast_today)
    draft.restricted = True

    with pytest.raises(ValidationError, match="only a profile is restricted"):
        draft.full_clean()


def test_an_edition_keeps_what_each_part_rested_on_when_it_was_signed(cast_today: Cast) -> None:
    draft = a_draft(cast_today)
    compute(draft, finding("shoplifting", 500))
    profile = a_profile(cast_today)
    write(profile, cast_today, "A fifth fewer by March.")
    citations.cite(
        citing="passage",
        citing_id=f"{profile.pk}.objective",
        cited="finding",
        cited_id=f"{draft.pk}.shoplifting",
        by=cast_today.viewer("ana"),
    )

    edition = signing.sign(assessment=profile, by=cast_today.viewer("chris"))
    compute(draft, finding("shoplifting", 640))

    edition.refresh_from_db()
    objective = edition.content["parts"][0]
    assert objective["words"] == "A fifth fewer by March."
    assert objective["rests_on"][0]["said"] == "There were 500."
    assert "There were 500." in edition.html
    assert edition.content["findings"] == []


def test_nothing_of_a_profile_is_signed_but_what_was_shown(cast_today: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words apart: what they rest on, what that says today, and whether an action of the response worked."""
    draft, ana, chris = a_draft(cast_today), cast_today.viewer("ana"), cast_today.viewer("chris")
    compute(draft, finding("shoplifting", 500))
    profile = a_profile(cast_today)
    write(profile, cast_today, "A fifth fewer by March.")
    action = an_action(cast_today)
    place = a_place(cast_today, action)
    objective, response = (f"{profile.pk}.{part}" for part in (osara.OBJECTIVE, osara.RESPONSE))
    on_finding = {
        "citing": "passage",
        "citing_id": objective,
        "cited": "finding",
        "cited_id": f"{draft.pk}.shoplifting",
    }
    on_action = {"citing": "passage", "citing_id": response, "cited": "action", "cited_id": str(action.pk)}
    for change in (
        lambda: citations.cite(**on_finding, by=ana),
        lambda: compute(draft, finding("shoplifting", 640)),
        lambda: citations.cite(**on_action, by=ana),
        lambda: judged(place),
        lambda: citations.uncite(citation=Citation.objects.get(cited="finding"), by=ana),
    ):
        shown = signing.state_of(profile, chris)
        change()
        with pytest.raises(signing.MovedMeanwhile):
            signing.sign(assessment=profile, seen=shown, by=chris)
    assert not Edition.objects.exists()

    page = signed_in(cast_today, "chris")
    shown = page.get(profile.get_absolute_url()).context["state"]
    citations.cite(**on_finding, by=ana)
    address = reverse("sign", args=["castermouth", profile.pk])
    monkeypatch.setattr("frankpledge.web.accounts.second_factor._at_risk", lambda request: False)

    assert page.post(address, {"seen": shown}).status_code == 409
    again = page.get(profile.get_absolute_url()).context["state"]
    assert page.post(address, {"seen": again}).status_code == 302
    assert Edition.objects.get().content["parts"][0]["rests_on"][0]["said"] == "There were 640."


def test_what_is_restricted_is_not_named_in_a_profile_that_may_be_published(cast_today: Cast) -> None:
    secret = knowledge.add(
        thing=EvidenceDocument(title="Operation Heron", sort="other", publisher="x", says="y", restricted=True),
        by=cast_today.viewer("ana"),
    )
    editions = {}
    for restricted in (False, True):
        profile = a_profile(cast_today, restricted=restricted)
        write(profile, cast_today, "Fewer.")
        citations.cite(
            citing="passage",
            citing_id=f"{profile.pk}.objective",
            cited="evidence-document",
            cited_id=str(secret.pk),
            by=cast_today.viewer("ana"),
        )
        editions[restricted] = signing.sign(assessment=profile, by=cast_today.viewer("chris"))

    assert "Operation Heron" not in editions[False].html
    assert "Operation Heron" not in str(editions[False].content)
    assert "Operation Heron" in editions[True].html


@pytest.mark.parametrize("who", ["mo", "lea", "scott", "ada", "casey"])
def test_a_restricted_profile_is_not_there_for_others(cast_today: Cast, who: str) -> None:
    profile = a_profile(cast_today, restricted=True)
    write(profile, cast_today, "Fewer.")
    client = signed_in(cast_today, who)

    assert "Shop theft" not in client.get(reverse("profiles", args=["castermouth"])).content.decode()
    for address in (
        profile.get_absolute_url(),
        reverse("passage", args=["castermouth", profile.pk, "objective"]),
        reverse("thread", args=["castermouth", "passage", f"{profile.pk}.objective"]),
    ):
        assert client.get(address).status_code == 404, address


def test_each_look_at_a_restricted_profile_is_recorded_and_at_an_open_one_not(cast_today: Cast) -> None:
    client = signed_in(cast_today, "chris")
    client.get(a_profile(cast_today).get_absolute_url())
    assert not AuditEvent.objects.filter(kind="audit.looked").exists()
    profile = a_profile(cast_today, restricted=True)

    client.get(profile.get_absolute_url())
    client.get(reverse("thread", args=["castermouth", "passage", f"{profile.pk}.objective"]))

    looks = AuditEvent.objects.filter(kind="audit.looked")
    assert [look.person for look in looks] == [cast_today.people["chris"]] * 2


def test_a_restricted_profile_is_never_released(cast_today: Cast) -> None:
    profile = a_profile(cast_today, restricted=True)
    write(profile, cast_today, "Fewer.")
    edition = signing.sign(assessment=profile, by=cast_today.viewer("chris"))

    with pytest.raises(NotAllowed, match="not released"):
        signing.ask_for_release(edition=edition, public_from=timezone.now(), by=cast_today.viewer("cora"))


def test_an_open_profile_is_released_by_two_and_read_by_anybody(cast_today: Cast, client: Client) -> None:
    profile = a_profile(cast_today)
    write(profile, cast_today, "A fifth fewer by March.")
    edition = signing.sign(assessment=profile, by=cast_today.viewer("chris"))
    signing.ask_for_release(edition=edition, public_from=timezone.now(), by=cast_today.viewer("chris"))
    signing.release(edition=edition, by=cast_today.viewer("cora"))

    page = client.get(reverse("published_edition", args=["castermouth", edition.pk]), SERVER_NAME="127.0.0.1")

    assert "A fifth fewer by March." in page.content.decode()


def test_assessments_and_profiles_have_lists_of_their_own(cast_today: Cast) -> None:
    profile = a_profile(cast_today)
    viewer = cast_today.viewer("mo")

    assert list(living_queries.of_kind(viewer, Assessment.Kind.PROFILE)) == [profile]
    assert profile not in living_queries.of_kind(viewer, Assessment.Kind.ASSESSMENT)


def test_it_is_begun_and_written_in_the_browser(cast_today: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frankpledge.web.assessments.queries.choices", lambda archive: [AREA])
    monkeypatch.setattr("frankpledge.web.assessments.queries.months", lambda archive: {a_draft(cast_today).last})
    monkeypatch.setattr("frankpledge.web.assessments.living_forms.areas.find", lambda snapshot, words, on: AREA)
    client = signed_in(cast_today, "ana")
    sent = {"title": "Bicycles", "partnership": AREA.code, "to": "2025-12", "months": "12", "restricted": "on"}

    begun = client.post(reverse("begin_profile", args=["castermouth"]), sent, follow=True)
    profile = Assessment.objects.get(title="Bicycles")
    assert profile.restricted
    assert osara.PARTS[1].prompt in begun.content.decode()

    address = reverse("passage", args=["castermouth", profile.pk, "scanning"])
    assert osara.PARTS[1].prompt in client.get(address).content.decode()
    written = client.post(address, {"text": "At the station.", "based_on": "0"}, follow=True)
    assert "At the station." in written.content.decode()
    assert Passage.objects.get(assessment=profile, about="scanning").by == cast_today.people["ana"]
    assert client.get(reverse("opening", args=["castermouth", profile.pk])).status_code == 404


def test_ten_times_the_profiles_take_no_more_questions(cast_today: Cast, django_assert_max_num_queries) -> None:
    client = signed_in(cast_today, "mo")
    address = reverse("profiles", args=["castermouth"])
    a_profile(cast_today)
    client.get(address)
    with django_assert_max_num_queries(30) as few:
        client.get(address)
    for _ in range(9):
        a_profile(cast_today)

    with django_assert_max_num_queries(30) as plenty:
        client.get(address)

    assert len(plenty) == len(few)


def test_a_signed_profile_is_taken_away_with_its_parts(cast_today: Cast) -> None:
    profile = a_profile(cast_today)
    write(profile, cast_today, "A fifth fewer thefts.")
    edition = signing.sign(assessment=profile, by=cast_today.viewer("chris"))

    printed = taking.printed_for(edition, taking.Readers.WHOLE)

    assert printed.kicker == "Problem profile"
    assert [section.title for section in printed.sections[:5]] == [part.title for part in osara.PARTS]
    assert printed.sections[0].blocks[0].text == "A fifth fewer thefts."
    assert taking.file(edition, taking.Readers.WHOLE, taking.Format.PDF).startswith(b"%PDF")
