"""Accounts of lived experience: read as far and as long as people agreed, and gone when they no longer do."""

from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.test import Client
from django.urls import reverse
from django_scopes import scope

from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.audit.models import AuditEvent
from frankpledge.web.citations import changes as citing
from frankpledge.web.citations import kinds
from frankpledge.web.consultation import lived_changes, lived_queries
from frankpledge.web.consultation.models import LivedAccount, LivedQuote
from frankpledge.web.plans import changes as plan_changes
from tests.web.consultation.heard import WORDS, a_consultation, a_priority, an_account
from tests.web.plans.plans import a_plan

QUOTE = "I moved the bed under the window to listen."


@pytest.fixture
def here(cast_today):
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield cast_today


def quoted(cast, account):
    return lived_changes.pick_quote(account=account, text=QUOTE, by=cast.viewer("ana"), today=cast.today)


def on_record():
    return str(list(AuditEvent.objects.values_list("kind", "reason", "detail", "subject")))


def cite(cast, quote, priority):
    return citing.cite(
        citing="neighbourhood-priority", citing_id=str(priority.pk), cited="lived-quote", cited_id=str(quote.pk),
        by=cast.viewer("cora"),
    )  # fmt: skip


def test_each_look_at_an_account_is_recorded_and_no_record_holds_its_words(here):
    account = an_account(here)
    quoted(here, account)
    before = AuditEvent.objects.filter(kind="audit.looked").count()

    assert lived_queries.read(here.viewer("ana"), account, here.today) == WORDS
    assert AuditEvent.objects.filter(kind="audit.looked").count() == before + 1
    for words in ("three times", "window", "Burgled"):
        assert words not in on_record()


def test_who_may_not_read_accounts_sees_none_and_no_quote(here):
    account = an_account(here)
    quote = quoted(here, account)
    mo = here.viewer("mo")

    for look in (lambda: lived_queries.accounts(mo), lambda: lived_queries.read(mo, account, here.today)):
        with pytest.raises(NotAllowed):
            look()
    assert kinds.find("lived-quote").things(mo, [str(quote.pk)]) == {}
    assert kinds.find("lived-quote").search(mo, "", 5) == []


def test_a_list_of_accounts_does_not_even_fetch_their_words(here):
    an_account(here)

    assert "text" in lived_queries.accounts(here.viewer("cora")).get().get_deferred_fields()


def test_withdrawing_erases_the_words_and_every_quote_and_keeps_that_there_was_one(here):
    account = an_account(here)
    quote = quoted(here, account)
    cite(here, quote, a_priority(here))
    cora = here.viewer("cora")

    gone = lived_changes.withdraw(account=account, by=cora, today=here.today)
    again = lived_changes.withdraw(account=account, by=cora, today=here.today + timedelta(days=1))

    assert (gone.text, gone.about, gone.withdrawn_on, again.withdrawn_on) == ("", "erased", here.today, here.today)
    assert LivedAccount.objects.get().number == 1
    assert LivedQuote.objects.get().text == ""
    assert lived_queries.read(cora, gone, here.today) == ""
    [used] = lived_queries.used(cora, gone)
    assert [link.thing.title for link in used.links] == ["Mend the lights (Harbour)"]
    assert AuditEvent.objects.filter(kind="consultation.consent_withdrawn").count() == 1


def test_a_quote_is_their_own_words_and_only_where_they_agreed_to_it(here):
    ana = here.viewer("ana")
    with pytest.raises(ValidationError, match="not in the account"):
        lived_changes.pick_quote(account=an_account(here), text="Something else", by=ana, today=here.today)
    with pytest.raises(ValidationError, match="did not agree"):
        quoted(here, an_account(here, purposes=["training"]))


def test_a_quote_is_cited_only_while_consent_stands(here):
    account = an_account(here)
    quote, priority = quoted(here, account), a_priority(here)
    cited = cite(here, quote, priority)
    assert kinds.find("lived-quote").things(here.viewer("cora"), [str(quote.pk)])[str(quote.pk)].restricted

    lived_changes.withdraw(account=account, by=here.viewer("cora"), today=here.today)

    assert kinds.find("lived-quote").things(here.viewer("cora"), [str(quote.pk)]) == {}
    with pytest.raises(ObjectDoesNotExist):
        cite(here, quote, priority)
    assert cited.cited_id == str(quote.pk)


def test_who_no_longer_agrees_to_be_quoted_is_quoted_no_more(here):
    account = an_account(here)
    quoted(here, account)
    lived_changes.change_consent(
        account=account, purposes=["training"], ends_on=account.ends_on, how="Telephone", by=here.viewer("cora"),
        today=here.today,
    )  # fmt: skip

    assert LivedQuote.objects.get().text == ""
    assert LivedAccount.objects.get().text == WORDS


def test_after_the_day_until_which_they_agreed_nothing_is_read_and_the_worker_erases_it(here):
    account = an_account(here)
    after = account.ends_on + timedelta(days=1)
    assert lived_queries.read(here.viewer("cora"), account, account.ends_on) == WORDS
    assert lived_queries.read(here.viewer("cora"), account, after) == ""

    assert (lived_changes.erase_ended(account.ends_on), lived_changes.erase_ended(after)) == (0, 1)
    assert (LivedAccount.objects.get().text, lived_changes.erase_ended(after)) == ("", 0)


@pytest.mark.parametrize(
    "facts",
    [
        {"purposes": []},
        {"purposes": ["sale"]},
        {"text": " "},
        {"ends_on": None},
    ],
)
def test_nothing_is_taken_down_without_consent_or_words(here, facts):
    if "ends_on" in facts:
        facts = {"given_on": here.today - timedelta(days=9), "ends_on": here.today - timedelta(days=1)}
    with pytest.raises(ValidationError):
        an_account(here, **facts)
    assert not LivedAccount.objects.exists()


def test_a_quote_is_not_picked_out_of_an_account_that_went_meanwhile(here):
    account = an_account(here)
    assert account.text
    lived_changes.withdraw(account=LivedAccount.objects.get(), by=here.viewer("cora"), today=here.today)

    with pytest.raises(ValidationError, match="did not agree"):
        quoted(here, account)


def test_no_page_shows_a_quote_after_the_last_day_of_consent_even_before_it_is_erased(here, monkeypatch):
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    account = an_account(here)
    quoted(here, account)
    LivedAccount.objects.update(
        given_on=here.today - timedelta(days=9), told_on=here.today - timedelta(days=9),
        ends_on=here.today - timedelta(days=1),
    )  # fmt: skip
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(here.people["ana"])

    for name in ("lived_account", "withdraw_account"):
        page = client.get(reverse(name, args=["castermouth", account.pk]))
        assert page.status_code == 200
        assert "window" not in page.content.decode()
        assert "no longer shown" in page.content.decode()


def test_a_plan_that_is_restricted_is_not_named_on_a_consultation_about_it(here, monkeypatch):
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    plan = a_plan(here, title="Operation Heron")
    asked = a_consultation(here, plan=plan)
    plan_changes.restrict_plan(plan=plan, because="Under way", people=[], agencies=[], by=here.viewer("cora"))
    shown = {}
    for who in ("cora", "mo"):
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(here.people[who])
        shown[who] = client.get(asked.get_absolute_url()).content.decode()

    assert "Heron" in shown["cora"]
    assert "Heron" not in shown["mo"]
