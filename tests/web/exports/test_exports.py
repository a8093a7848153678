"""What leaves: shown first, chosen by column, sealed, recorded, fetched by one person for a day, then gone."""

import csv
import io
from datetime import timedelta

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_scopes import scope

from frankpledge.documents.content import Document
from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.audit.models import AuditEvent
from frankpledge.web.exports import changes, sealing
from frankpledge.web.exports.kinds import KINDS
from frankpledge.web.exports.models import Export
from tests.web.cast import Cast
from tests.web.places.drafts import some_premises
from tests.web.questions.drafts import a_question

AT = "/p/castermouth/exports/"


@pytest.fixture
def here(cast_today: Cast, settings, tmp_path):
    settings.WORKSPACE = tmp_path / "workspace"
    settings.ARCHIVE = tmp_path / "archive"
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield cast_today


@pytest.fixture
def client(here: Cast, monkeypatch):
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    monkeypatch.setattr("frankpledge.web.accounts.second_factor._at_risk", lambda request: False)

    def of(who: str) -> Client:
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(here.people[who], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return of


def made(cast: Cast, who: str = "cora", kind: str = "premises", columns=("Name", "Address"), **more):
    return changes.make(
        kind=kind, of="all", columns=columns, reason="For the licensing committee", by=cast.viewer(who), **more
    )


def opened(sealed: bytes, secret: str) -> list[list[str]]:
    """The attached table, as whoever has the passphrase reads it."""
    with pikepdf.open(io.BytesIO(sealed), password=secret) as pdf:
        assert pdf.encryption.R == 6
        assert pdf.encryption.bits == 256
        [attached] = pdf.attachments.values()
        text = attached.get_file().read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_the_chosen_columns_leave_sealed_and_nothing_can_be_read_without_the_passphrase(here):
    some_premises(here)

    export, secret = made(here)

    sealed = (changes.folder() / export.file_name).read_bytes()
    assert opened(sealed, secret) == [["Name", "Address"], ["The Anchor", "1 Quay Street"]]
    for word in (b"Anchor", b"Quay", b"Address", b"licensing", b"Castermouth", b"Premises"):
        assert word not in sealed
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(sealed))


def test_the_passphrase_is_kept_nowhere_and_is_new_each_time(here):
    some_premises(here)
    (first, secret), (_, other) = made(here), made(here)

    assert secret != other
    assert len(secret.replace("-", "")) == 20
    assert secret not in str(Export.objects.values()) + str(AuditEvent.objects.values())
    assert (changes.folder() / first.file_name).stat().st_mode & 0o077 == 0


def test_no_cell_is_a_formula_and_there_is_one_table_and_no_sheet(here):
    some_premises(here, "=HYPERLINK(1)")

    export, secret = made(here)

    rows = opened((changes.folder() / export.file_name).read_bytes(), secret)
    assert rows[1][0] == "'=HYPERLINK(1)"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM", "\t=1", "\r=1"])
def test_every_beginning_of_a_formula_is_made_plain(text):
    content = sealing.table([text], [(text,)]).decode("utf-8-sig")

    assert all(cell.startswith("'") for row in csv.reader(io.StringIO(content, newline="")) for cell in row)


def test_what_left_why_and_by_whom_is_on_record(here):
    some_premises(here)

    export, _ = made(here)
    changes.take(export=export, by=here.viewer("cora"))

    kept, taken = AuditEvent.objects.filter(kind__startswith="exports.").order_by("sequence")
    assert (kept.reason, kept.detail["columns"], kept.detail["rows"]) == (
        "For the licensing committee", ["Name", "Address"], 1,
    )  # fmt: skip
    assert (taken.kind, taken.detail["times"]) == ("exports.taken", 1)


@pytest.mark.parametrize(("columns", "reason"), [((), "Why"), (("Secret",), "Why"), (("Name",), "  ")])
def test_without_columns_or_reason_nothing_leaves(here, columns, reason):
    with pytest.raises(ValidationError):
        changes.make(kind="premises", of="all", columns=columns, reason=reason, by=here.viewer("cora"))
    assert not Export.objects.exists()
    assert not changes.folder().exists()


@pytest.mark.parametrize(
    ("who", "kind"),
    [("mo", "premises"), ("ana", "people"), ("lea", "requests"), ("ana", "record"), ("mo", "answer")],
)
def test_who_may_not_see_it_cannot_take_it_away(here, who, kind):
    with pytest.raises(NotAllowed):
        changes.make(kind=kind, of="all", columns=["Name"], reason="x", by=here.viewer(who))


def test_an_export_ends_after_a_day_and_its_file_goes(here):
    some_premises(here)
    export, _ = made(here, now=timezone.now() - timedelta(hours=25))

    with pytest.raises(NotAllowed, match="has expired"):
        changes.take(export=export, by=here.viewer("cora"))
    assert changes.sweep_everywhere() == 1
    assert changes.sweep_everywhere() == 0
    assert list(changes.folder().iterdir()) == []
    assert AuditEvent.objects.filter(kind="exports.destroyed").count() == 1


def test_nobody_else_fetches_it_and_a_leaver_does_not_either(here, client):
    some_premises(here)
    export, _ = made(here)
    at = f"{AT}{export.pk}/"

    assert client("ana").get(at).status_code == 404
    assert client("ada").get(at).status_code == 200  # who reads the record sees that it was made
    assert client("ada").get(f"{at}file/").status_code == 403
    assert b"".join(client("cora").get(f"{at}file/").streaming_content)
    here.viewer("cora").memberships[0].delete()
    assert client("cora").get(f"{at}file/").status_code == 404


def test_the_page_shows_rows_and_columns_then_the_passphrase_once(here, client):
    some_premises(here)
    cora = client("cora")

    before = cora.get(f"{AT}new/premises/all/").content.decode()
    after = cora.post(f"{AT}new/premises/all/", {"columns": ["Name", "Note"], "reason": "Hearing"})
    page = cora.get(f"{AT}{Export.objects.get().pk}/").content.decode()

    assert "1 row would leave" in before
    assert "Address (personal)" in before
    secret = after.context["secret"]
    assert secret in after.content.decode()
    assert "no-store" in after["Cache-Control"]
    assert secret not in page
    fetched = b"".join(cora.get(f"{AT}{Export.objects.get().pk}/file/").streaming_content)
    assert opened(fetched, secret)[0] == ["Name", "Note"]
    cora.post(f"{AT}{Export.objects.get().pk}/destroy/")
    assert "Deleted on" in cora.get(f"{AT}{Export.objects.get().pk}/").content.decode()


def test_a_restricted_answer_leaves_sealed_with_hidden_numbers_hidden(here, client):
    question = a_question(here, restricted=True)
    answer = question.answers.get()
    answer.content["rows"][0][2] = None
    answer.save()

    after = client("ana").post(f"{AT}new/answer/{answer.pk}/", {"columns": ["Month", "Count"], "reason": "Board"})

    rows = opened((changes.folder() / Export.objects.get().file_name).read_bytes(), after.context["secret"])
    assert rows == [["Month", "Count"], ["January 2025", "hidden"], ["February 2025", "4"], ["Total", "7"]]


@pytest.mark.parametrize("address", ["new/guess/all/", "new/premises/7/", "new/answer/all/", "new/answer/999/"])
def test_what_is_not_there_cannot_be_exported(here, client, address):
    assert client("cora").get(AT + address).status_code == 404


@pytest.mark.parametrize("kind", ["people", "requests", "record", "premises"])
def test_each_whole_table_is_as_wide_as_its_columns(here, kind):
    some_premises(here)

    table = KINDS[kind].table(here.viewer("cora"), "all")

    assert {len(row) for row in table.rows} <= {len(table.columns)}
    assert any(column.why for column in table.columns)


def test_ten_times_the_exports_ask_the_database_no_more_often(here, client):
    some_premises(here)
    cora = client("cora")
    made(here)
    cora.get(AT)
    with CaptureQueriesContext(connection) as few:
        cora.get(AT)
    for number in range(10):
        Export.objects.create(
            partnership=here.partnerships["castermouth"], kind="premises", title=f"Export {number}", columns=[],
            row_count=1, reason="x", digest=str(number), by=here.people["cora"], at=timezone.now(),
            expires_at=timezone.now() + timedelta(hours=1),
        )  # fmt: skip

    with CaptureQueriesContext(connection) as many:
        cora.get(AT)

    assert len(many) == len(few)


def test_a_seal_is_a_document_that_names_itself():
    about = Document(title="Premises", kicker="Safer Castermouth", facts=(), opening=(), sections=(), licences=())

    sealed = sealing.seal("premises.csv", b"x", about, "secret")

    with pikepdf.open(io.BytesIO(sealed), password="secret") as pdf:
        assert list(pdf.attachments) == ["premises.csv"]
        assert str(pdf.docinfo["/Title"]) == "Safer Castermouth: Premises"


def test_only_its_maker_or_who_manages_people_deletes_an_export_and_once(here, client):
    some_premises(here)
    [first, second] = [made(here, "cora")[0] for _ in range(2)]
    at = f"{AT}{first.pk}/"

    assert "Delete the file now" not in client("scott").get(at).content.decode()  # who reads the record sees it
    assert client("scott").post(f"{at}destroy/").status_code == 403
    first.refresh_from_db()
    assert first.destroyed_at is None

    assert client("cora").post(f"{at}destroy/").status_code == 302
    assert client("ada").post(f"{AT}{second.pk}/destroy/").status_code == 302
    with pytest.raises(NotAllowed, match="deleted already"):
        changes.destroy(export=first, by=here.viewer("cora"), now=timezone.now())
    assert AuditEvent.objects.filter(kind="exports.destroyed").count() == 2
