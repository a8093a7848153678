"""The living assessment: figures move, words stay; nothing anybody wrote is lost; what is signed no longer changes."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_scopes import scope

from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.assessments import differing, living, living_queries, signing
from frankpledge.web.assessments.models import Assessment, Edition, Found, Passage, PassageVersion
from frankpledge.web.audit.models import AuditEvent
from frankpledge.web.citations import changes as citations
from frankpledge.web.knowledge import changes as knowledge
from frankpledge.web.knowledge.models import KnowledgeGap
from tests.web.assessments.drafts import a_draft, compute, finding
from tests.web.cast import Cast


@pytest.fixture(autouse=True)
def _in_castermouth(cast: Cast):
    with scope(partnership=cast.partnerships["castermouth"]):
        yield


@pytest.fixture
def draft(cast: Cast) -> Assessment:
    return a_draft(cast)


def write(draft: Assessment, cast: Cast, text: str, based_on: int, who: str = "ana", about: str = "burglary"):
    return living.write(assessment=draft, about=about, text=text, based_on=based_on, by=cast.viewer(who))


def test_new_data_moves_the_figures_and_leaves_the_words(draft: Assessment, cast: Cast) -> None:
    compute(draft, finding("burglary", 271), finding("robbery", 40))
    write(draft, cast, "A hard winter.", 0)

    moved = compute(draft, finding("burglary", 297), finding("robbery", 40))

    assert moved == 1
    [burglary, robbery] = living_queries.written(cast.viewer("ana"), draft)
    assert [(each.label, each.said_then, each.said_now) for each in burglary.found.moved] == [
        ("This period", "271", "297")
    ]
    assert burglary.passage
    assert burglary.passage.text == "A hard winter."
    assert burglary.stale
    assert robbery.found.moved == []


def test_whoever_writes_is_led_from_finding_to_finding(draft: Assessment, cast: Cast) -> None:
    compute(draft, finding("burglary", 271), finding("drugs", 5), finding("robbery", 40))
    compute(draft, finding("burglary", 271), finding("robbery", 40))  # drugs are no longer found

    rows = living_queries.written(cast.viewer("ana"), draft)
    led = [[(word, found.key) for word, found in living_queries.neighbours(rows, row)] for row in rows]

    assert led == [[("Next", "robbery")], [("Next", "robbery"), ("Before", "burglary")], [("Before", "burglary")]]


def test_findings_arrive_as_they_are_computed_and_the_summary_comes_last_and_stands_first(
    draft: Assessment, cast: Cast
) -> None:
    burglary, robbery, summary = finding("burglary", 271), finding("robbery", 40), finding("summary", 2, "summary")
    living.put_arriving(assessment=draft, findings=[burglary], pictures={})
    write(draft, cast, "A hard winter.", 0)
    living.leave_out(found=Found.objects.get(), reason="Few", by=cast.viewer("ana"))
    living.put_arriving(assessment=draft, findings=[robbery], pictures={})

    assert draft.computed_at is None
    assert signing.reason_not_to_sign(cast.viewer("chris"), draft) == "Its figures are not worked out yet."
    assert compute(draft, summary, burglary, robbery) == 0

    rows = living_queries.written(cast.viewer("ana"), draft)
    assert [row.found.key for row in rows] == ["summary", "burglary", "robbery"]
    assert [row.found.included for row in rows] == [True, False, True]
    assert rows[1].passage
    assert not rows[1].stale
    assert AuditEvent.objects.filter(kind="assessments.computed").count() == 1


def test_words_read_again_hold_for_the_new_figures(draft: Assessment, cast: Cast) -> None:
    compute(draft, finding("burglary", 271))
    passage = write(draft, cast, "A hard winter.", 0).passage
    compute(draft, finding("burglary", 297))
    assert living.stale_passages(draft) == [passage]

    living.read_again(passage=passage, by=cast.viewer("ana"))

    assert living.stale_passages(draft) == []


def test_computing_the_same_again_moves_nothing(draft: Assessment, cast: Cast) -> None:
    compute(draft, finding("burglary", 271))

    assert compute(draft, finding("burglary", 271)) == 0
    assert Found.objects.get().before is None


def test_two_who_write_at_once_lose_nothing(draft: Assessment, cast: Cast) -> None:
    compute(draft, finding("burglary", 271))
    write(draft, cast, "Mine, first.", 0)

    second = write(draft, cast, "Mine, second.", 0, who="cora")

    assert not second.taken
    assert Passage.objects.get().text == "Mine, first."
    assert {version.text for version in PassageVersion.objects.all()} == {"Mine, first.", "Mine, second."}
    [kept] = living_queries.beside(cast.viewer("ana"), draft)
    assert (kept.text, kept.by.name) == ("Mine, second.", "Cora Example")


def test_saving_the_same_words_twice_is_no_conflict(draft: Assessment, cast: Cast) -> None:
    compute(draft, finding("burglary", 271))
    write(draft, cast, "Same.", 0)

    assert write(draft, cast, "Same.", 0).taken


def test_words_about_a_finding_that_is_gone_are_kept(draft: Assessment, cast: Cast) -> None:
    compute(draft, finding("burglary", 271), finding("robbery", 40))
    write(draft, cast, "A hard winter.", 0)

    compute(draft, finding("robbery", 40))

    gone = next(row for row in living_queries.written(cast.viewer("ana"), draft) if row.found.gone)
    assert gone.passage
    assert gone.passage.text == "A hard winter."


def test_a_finding_is_left_out_only_with_a_reason_and_stays_out(draft: Assessment, cast: Cast) -> None:
    compute(draft, finding("burglary", 271))
    found = Found.objects.get()
    with pytest.raises(ValidationError, match="Say why"):
        living.leave_out(found=found, reason=" ", by=cast.viewer("ana"))

    living.leave_out(found=Found.objects.get(), reason="Too few to say", by=cast.viewer("ana"))
    compute(draft, finding("burglary", 297))

    assert not Found.objects.get().included
    assert AuditEvent.objects.get(kind="assessments.left_out").reason == "Too few to say"


def test_the_analysts_order_stays_when_figures_move(draft: Assessment, cast: Cast) -> None:
    compute(draft, finding("burglary", 271), finding("robbery", 40))
    living.move(found=Found.objects.get(key="robbery"), up=True, by=cast.viewer("ana"))

    compute(draft, finding("burglary", 280), finding("robbery", 41), finding("drugs", 5))

    assert [found.key for found in Found.objects.all()] == ["robbery", "burglary", "drugs"]


@pytest.mark.parametrize("who", ["lea", "mo", "chris", "scott", "ada"])
def test_only_who_writes_assessments_writes(draft: Assessment, cast: Cast, who: str) -> None:
    compute(draft, finding("burglary", 271))

    with pytest.raises(NotAllowed, match="write and change assessments"):
        write(draft, cast, "Words", 0, who=who)

    assert not PassageVersion.objects.exists()


@pytest.mark.parametrize("who", ["ana", "cora", "mo"])
def test_only_the_chair_signs(draft: Assessment, cast: Cast, who: str) -> None:
    compute(draft, finding("burglary", 271))

    with pytest.raises(NotAllowed, match="sign an assessment"):
        signing.sign(assessment=draft, by=cast.viewer(who))


def test_nothing_is_signed_while_words_stand_beside_other_figures(draft: Assessment, cast: Cast) -> None:
    compute(draft, finding("burglary", 271))
    write(draft, cast, "A hard winter.", 0)
    compute(draft, finding("burglary", 297))
    draft.refresh_from_db()

    with pytest.raises(NotAllowed, match="1 passage was written before the figures moved"):
        signing.sign(assessment=draft, by=cast.viewer("chris"))


def test_nothing_is_signed_but_what_was_shown(draft: Assessment, cast: Cast) -> None:
    compute(draft, finding("burglary", 271), finding("robbery", 40))
    draft.refresh_from_db()
    chris = cast.viewer("chris")
    gap = knowledge.add(thing=KnowledgeGap(question="Who reports?", matters="It grows."), by=cast.viewer("ana"))
    renamed = KnowledgeGap.objects.get()
    renamed.question = "Who never reports it?"
    for change in (
        lambda: write(draft, cast, "A hard winter.", 0),
        lambda: living.move(found=Found.objects.get(key="robbery"), up=True, by=cast.viewer("ana")),
        lambda: living.leave_out(found=Found.objects.get(key="robbery"), reason="Few", by=cast.viewer("ana")),
        lambda: citations.cite(
            citing="passage",
            citing_id=f"{draft.pk}.burglary",
            cited="finding",
            cited_id=f"{draft.pk}.robbery",
            by=cast.viewer("ana"),
        ),
        lambda: citations.cite(
            citing="passage",
            citing_id=f"{draft.pk}.burglary",
            cited="knowledge-gap",
            cited_id=str(gap.pk),
            by=cast.viewer("ana"),
        ),
        lambda: knowledge.change(thing=renamed, by=cast.viewer("ana")),
    ):
        shown = signing.state_of(draft, chris)
        change()
        with pytest.raises(signing.MovedMeanwhile):
            signing.sign(assessment=draft, seen=shown, by=chris)
    assert not Edition.objects.exists()

    assert signing.sign(assessment=draft, seen=signing.state_of(draft, chris), by=chris).number == 1


@pytest.fixture
def edition(draft: Assessment, cast: Cast) -> Edition:
    compute(draft, finding("burglary", 271), finding("robbery", 40))
    write(draft, cast, "A <b>hard</b> winter.", 0)
    living.leave_out(found=Found.objects.get(key="robbery"), reason="Too few", by=cast.viewer("ana"))
    draft.refresh_from_db()
    return signing.sign(assessment=draft, by=cast.viewer("chris"))


def test_what_is_signed_no_longer_changes(edition: Edition, draft: Assessment, cast: Cast) -> None:
    before = (edition.content, edition.html, edition.digest)

    compute(draft, finding("burglary", 297))
    write(draft, cast, "Other words.", 1)

    edition.refresh_from_db()
    assert (edition.content, edition.html, edition.digest) == before
    [difference] = differing.differences(cast.viewer("ana"), edition)
    assert (difference.then, difference.now) == ("There were 271.", "There were 297.")
    assert difference.figures == [differing.FigureThenNow("count", 271, 297)]


def test_an_edition_holds_what_is_in_with_its_data_and_escapes_what_people_wrote(edition: Edition) -> None:
    assert [each["id"] for each in edition.content["findings"]] == ["burglary"]
    assert edition.content["versions"] == {"police_uk_street": 3}
    assert "A &lt;b&gt;hard&lt;/b&gt; winter." in edition.html
    assert (edition.number, edition.signed_as) == (1, "Chair")


def test_a_release_takes_two(edition: Edition, cast: Cast) -> None:
    now = timezone.now()
    with pytest.raises(NotAllowed, match="ask for the release first"):
        signing.release(edition=edition, by=cast.viewer("chris"))
    signing.ask_for_release(edition=edition, public_from=now, by=cast.viewer("chris"))
    with pytest.raises(NotAllowed, match="A second person has to agree"):
        signing.release(edition=edition, by=cast.viewer("chris"))
    assert living_queries.public_editions("castermouth", timezone.now()) == []

    signing.release(edition=edition, by=cast.viewer("cora"))

    assert [each.pk for each in living_queries.public_editions("castermouth", timezone.now())] == [edition.pk]


def test_who_asked_for_a_release_does_not_move_its_day_afterwards(edition: Edition, cast: Cast) -> None:
    later = timezone.now() + timedelta(days=30)
    signing.ask_for_release(edition=edition, public_from=later, by=cast.viewer("chris"))
    stale = Edition.objects.get(pk=edition.pk)
    stale.release_asked_by = None

    for held in (edition, stale):
        with pytest.raises(ValidationError, match="asked for this release already"):
            signing.ask_for_release(edition=held, public_from=timezone.now(), by=cast.viewer("chris"))
    assert Edition.objects.get(pk=edition.pk).public_from == later

    sooner = timezone.now()
    signing.ask_for_release(edition=edition, public_from=sooner, by=cast.viewer("cora"))
    with pytest.raises(NotAllowed, match="A second person has to agree"):
        signing.release(edition=edition, by=cast.viewer("cora"))
    assert signing.release(edition=edition, by=cast.viewer("chris")).public_from == sooner


def test_the_database_too_asks_for_a_second_person(edition: Edition, cast: Cast) -> None:
    chris = cast.people["chris"]

    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(release_asked_by=chris, released_by=chris)


def test_an_embargo_holds_until_its_moment(edition: Edition, cast: Cast) -> None:
    moment = timezone.now() + timedelta(hours=1)
    signing.ask_for_release(edition=edition, public_from=moment, by=cast.viewer("chris"))
    signing.release(edition=edition, by=cast.viewer("cora"))

    assert living_queries.public_editions("castermouth", moment - timedelta(seconds=1)) == []
    assert len(living_queries.public_editions("castermouth", moment)) == 1


def test_a_release_is_taken_back_within_ten_minutes_and_not_later(edition: Edition, cast: Cast) -> None:
    signing.ask_for_release(edition=edition, public_from=timezone.now(), by=cast.viewer("chris"))
    released = signing.release(edition=edition, by=cast.viewer("cora"))

    signing.undo_release(edition=released, by=cast.viewer("cora"))
    assert living_queries.public_editions("castermouth", timezone.now()) == []

    signing.ask_for_release(edition=Edition.objects.get(), public_from=timezone.now(), by=cast.viewer("chris"))
    released = signing.release(edition=Edition.objects.get(), by=cast.viewer("cora"))
    Edition.objects.update(released_at=timezone.now() - timedelta(minutes=11))
    with pytest.raises(ValidationError, match="ten minutes"):
        signing.undo_release(edition=released, by=cast.viewer("cora"))
