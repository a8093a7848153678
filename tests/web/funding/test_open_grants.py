"""Grants as open data: the columns of the standard, and nobody in them who is a person."""

import csv
import io

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django_scopes import scope

from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.funding import changes, granting, money, open_grants, queries
from frankpledge.web.funding.models import Bid, Grant, Way
from tests.web.funding.funding import a_bid, a_grant, a_pot, publish_as

# https://standard.threesixtygiving.org: what each grant must have.
CORE = [
    "Identifier", "Title", "Description", "Currency", "Amount Awarded", "Award Date", "Recipient Org:Identifier",
    "Recipient Org:Name", "Funding Org:Identifier", "Funding Org:Name",
]  # fmt: skip


@pytest.fixture
def here(cast):
    with scope(partnership=cast.partnerships["castermouth"]):
        cast.ours = publish_as(cast)
        yield cast


def rows(table):
    return list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff"))))


def public():
    return Client(SERVER_NAME="127.0.0.1").get("/published/castermouth/grants.csv")


def test_each_grant_has_the_ten_core_fields(here):
    bid = a_bid(here, organisation_number="1234567", asked_pence=60_000)
    changes.decide(
        bid=bid, state="part", awarded_pence=45_050, because="Short", on=here.today, by=here.viewer("cora")
    )  # fmt: skip
    [row] = rows(open_grants.as_csv(queries.grants(here.viewer("cora")), here.ours))

    assert list(row)[:10] == CORE
    assert all(row[name] for name in CORE)
    assert (row["Amount Awarded"], row["Amount Applied For"]) == ("450.50", "600.00")
    assert (row["Recipient Org:Identifier"], row["Recipient Org:Charity Number"]) == ("GB-CHC-1234567", "1234567")
    assert row["Award Date"] == here.today.isoformat()
    assert row["Identifier"].startswith("360G-Castermouth-")
    assert row["Funding Org:Identifier"] == "GB-LAE-CAS"


def test_anybody_reads_only_what_was_put_into_the_open_data(here):
    first = a_grant(here, Way.OUT)
    assert public().status_code == 404

    granting.open_up(grant=first, by=here.viewer("cora"), today=here.today)
    other = a_bid(here, a_pot(here, name="Other"), organisation="SECRET club")
    changes.decide(bid=other, state="awarded", on=here.today, by=here.viewer("cora"))
    a_grant(here)  # received
    shown = public().content.decode("utf-8-sig")

    assert [row["Recipient Org:Name"] for row in rows(shown)] == ["Harbour Youth Club"]
    assert "SECRET" not in shown


def test_a_grant_to_a_person_is_in_no_table(here):
    grant = a_grant(here, Way.OUT)
    Grant.objects.filter(pk=grant.pk).update(individual=True)

    assert rows(open_grants.as_csv(Grant.objects.all(), here.ours)) == []


@pytest.mark.parametrize("words", ["=1+1", "+44", "-1", "@SUM(A1)", "\t=1"])
def test_nothing_in_the_table_is_a_formula(here, words):
    a_grant(here, Way.OUT)
    Grant.objects.update(purpose=words)
    [row] = rows(open_grants.as_csv(queries.grants(here.viewer("cora")), here.ours))

    assert row["Description"][0] not in "=+-@\t"


def test_an_organisation_without_a_number_is_known_by_its_name_however_it_is_typed(here):
    same = {open_grants.identifier("castermouth", name, "") for name in ("Harbour  Club", " harbour club")}

    assert len(same) == 1
    assert open_grants.identifier("thorley", "Harbour Club", "") not in same


@pytest.mark.parametrize(
    ("written", "pence"), [("500", 50_000), ("£1,234.50", 123_450), (" 0.07 ", 7), ("£ 12,000", 1_200_000)]
)
def test_pounds_are_read_as_people_write_them(written, pence):
    assert money.PoundsField().clean(written) == pence


@pytest.mark.parametrize("written", ["12,34", "1.5", "-5", "five", "1e3", "99999999999999"])
def test_what_is_no_amount_is_refused(written):
    with pytest.raises(money.forms.ValidationError):
        money.PoundsField().clean(written)


def test_pence_are_never_lost_between_words_and_numbers():
    field = money.PoundsField()

    assert all(field.clean(money.pounds(pence)) == pence for pence in (0, 1, 99, 100, 101, 123_456, 10**11 + 1))


def test_no_bid_is_asked_for_nothing(here):
    with pytest.raises(money.forms.ValidationError, match="how much"):
        a_bid(here, asked_pence=0)
    assert not Bid.objects.exists()


def test_without_a_prefix_nothing_is_published(here):
    grant = a_grant(here, Way.OUT)
    granting.open_up(grant=grant, by=here.viewer("cora"), today=here.today)
    here.ours.delete()

    assert "360Giving gives out a prefix" in granting.reason_not_to_open_up(here.viewer("cora"), grant)
    with pytest.raises(NotAllowed):
        granting.open_up(grant=grant, by=here.viewer("cora"), today=here.today)
    assert public().status_code == 404


@pytest.mark.parametrize(("prefix", "organisation"), [("Castermouth", "GB-LAE-CAS"), ("360G-A", "Castermouth Council")])
def test_what_is_no_prefix_or_identifier_is_refused(here, prefix, organisation):
    with pytest.raises(ValidationError):
        granting.publish_as(prefix=prefix, organisation=organisation, by=here.viewer("cora"))
