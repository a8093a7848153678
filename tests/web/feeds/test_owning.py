"""A feed belongs to the partnership that described it: nobody else's analyst changes, empties or reads the log of it."""

import re
from datetime import date

import pytest
from django.test import Client
from django_scopes import scopes_disabled

from frankpledge.archive import feeds as remembered
from frankpledge.archive.archive import Archive
from frankpledge.archive.feeds_retention import purge
from frankpledge.archive.load import load
from frankpledge.web.accounts.models import Membership, Partnership
from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.audit.models import AuditEvent
from frankpledge.web.exports.kinds import KINDS
from frankpledge.web.feeds import changes, queries
from frankpledge.web.feeds.owning import NOT_OURS
from tests.archive.partner_files import KEY, PEOPLE, month_rows, put, remembering
from tests.sources.partners import feed_text
from tests.web.cast import Cast

AT = f"/evidence/feeds/{KEY}/"


@pytest.fixture
def cast(cast_today: Cast, monkeypatch) -> Cast:
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    with scopes_disabled():
        Membership.objects.filter(person=cast_today.people["nina"]).update(role="analyst")
    return cast_today


@pytest.fixture
def archive(tmp_path, settings) -> Archive:
    settings.ARCHIVE = tmp_path / "archive"
    return Archive(settings.ARCHIVE)


@pytest.fixture
def feed(archive: Archive, cast: Cast):
    """A feed that Castermouth's analyst described."""
    return changes.describe(archive.folder, told=feed_text(PEOPLE), by=cast.viewer("ana"), today=date.today())


def client(cast: Cast, who: str) -> Client:
    signed_in = Client(SERVER_NAME="127.0.0.1")
    signed_in.force_login(cast.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return signed_in


def loosened(text: str) -> str:
    text = text.replace("retention_months = 600", "retention_months = 1")
    return re.sub(r"(\[feed\]\n)", r'\1sensitivity = "open"\n', text)


@pytest.mark.parametrize("method", ["get", "post"])
def test_anothers_description_is_neither_read_nor_changed(archive, feed, cast, method):
    answered = getattr(client(cast, "nina"), method)(f"{AT}description/", {"text": loosened(feed.text)})

    assert answered.status_code == 403
    assert remembered.feed_named(archive, KEY).text == feed.text


def test_a_feed_is_not_taken_over_by_describing_it_again(archive, feed, cast):
    with pytest.raises(NotAllowed, match="another partnership"):
        changes.describe(
            archive.folder, told=loosened(feed.text), by=cast.viewer("nina", "thorley"), today=date.today()
        )
    with pytest.raises(remembered.OthersFeed):
        remembered.add(archive, loosened(feed.text), by="x", on=date.today(), partnership="thorley", take=False)

    assert remembered.feed_named(archive, KEY).text == feed.text


def test_its_own_changes_say_what_the_terms_were(archive, feed, cast):
    assert client(cast, "ana").post(f"{AT}description/", {"text": loosened(feed.text)}).status_code == 302

    with scopes_disabled():
        said = AuditEvent.objects.filter(kind="feeds.described").latest("pk").detail
    assert (said["sensitivity"], said["retention_months"]) == (["restricted", "open"], [600, 1])


def test_only_its_own_partnership_removes_what_is_past_retention(archive, feed, cast, tmp_path):
    load(archive, [put(tmp_path, *month_rows("2024-01", 3))])
    changes.describe(archive.folder, told=loosened(feed.text), by=cast.viewer("ana"), today=date.today())
    nina = cast.viewer("nina", "thorley")

    assert queries.past(nina, archive.folder, date.today()) == []
    assert changes.purge(archive.folder, by=nina, today=date.today()) == []
    assert archive.table("partner_events").to_pyarrow_table().num_rows == 3
    [gone] = changes.purge(archive.folder, by=cast.viewer("ana"), today=date.today())
    assert (gone.feed, gone.rows) == (KEY, 3)


def test_what_is_removed_on_schedule_does_not_ask_whose_it_is(archive, feed, tmp_path):
    load(archive, [put(tmp_path, *month_rows("2024-01", 3))])
    remembered.add(archive, loosened(feed.text), by="x", on=date.today())

    assert [one.feed for one in purge(archive, by="schedule", on=date.today())] == [KEY]


def test_anothers_log_is_not_read_or_written_or_exported(archive, feed, cast):
    nina, ana = cast.viewer("nina", "thorley"), cast.viewer("ana")

    assert [line.done for line in queries.log(ana, archive.folder).lines] == ["Feed described"]
    assert queries.log(nina, archive.folder).lines == []
    assert KINDS["requests"].table(nina, "all").rows == ()
    assert "Feed described" not in client(cast, "nina").get(AT).content.decode()
    assert client(cast, "nina").get(f"{AT}load/").status_code == 403
    assert KEY not in client(cast, "nina").get("/evidence/feeds/log/request/").content.decode()


def test_a_feed_of_the_command_line_is_the_installations_until_it_is_given_to_a_partnership(archive, tmp_path, cast):
    remembering(tmp_path)
    text = feed_text(PEOPLE)
    refused = client(cast, "ana").post(f"{AT}description/", {"text": loosened(text)})
    assert refused.status_code == 403
    assert "on the command line" in refused.content.decode()

    remembered.add(archive, text, by="operator", on=date.today(), partnership="castermouth")

    assert client(cast, "ana").post(f"{AT}description/", {"text": loosened(text)}).status_code == 302
    assert client(cast, "nina").post(f"{AT}description/", {"text": text}).status_code == 403


def test_where_one_partnership_works_a_feed_of_the_command_line_is_its_own(archive, tmp_path, cast):
    remembering(tmp_path)
    Partnership.objects.filter(slug="thorley").update(demonstration=True)  # nobody is let into that one

    assert client(cast, "ana").post(f"{AT}description/", {"text": loosened(feed_text(PEOPLE))}).status_code == 302
    assert remembered.owners(archive) == {KEY: "castermouth"}


def test_the_page_for_all_evidence_takes_no_file_of_anothers_feed(archive, feed, cast, tmp_path, monkeypatch):
    started = []
    monkeypatch.setattr("frankpledge.web.jobs.job.start", lambda folder, work: started.append(work))
    sent = put(tmp_path, *month_rows("2026-01", 40))

    def status(who: str) -> tuple[str, str]:
        with sent.open("rb") as file:
            answered = client(cast, who).post("/evidence/load/", {"files": file, "edition": ""})
        assert answered.status_code == 302, answered.content.decode()
        asked = started[-1].asked
        [told] = load(archive, asked["paths"], not_these=asked["not_these"]).files
        return told.status, told.reason

    assert status("nina") == ("refused", NOT_OURS)
    assert not archive.holds("partner_events")
    assert status("ana")[0] == "loaded"
