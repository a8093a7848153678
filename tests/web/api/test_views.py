"""Pages about tokens and other systems."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from frankpledge.web.api import signing
from frankpledge.web.api.models import Delivery, Subscription, Token
from frankpledge.web.api.news import notice
from tests.web.api import made
from tests.web.cast import Cast

PAGE = "/p/castermouth/connections/"


def client_of(cast: Cast, who: str) -> Client:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(cast.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("below", ["tokens/new/", "told/new/"])
def test_a_secret_is_made_only_after_proving_again_who_one_is(castermouth, below) -> None:
    cora = castermouth.people["cora"]
    cora.set_password("correct horse battery")
    cora.save()
    client = client_of(castermouth, "cora")

    asked = client.get(f"{PAGE}{below}")
    refused = client.post(f"{PAGE}{below}", {"name": "Dashboard", "scopes": ["assessments"], "days": "30"})
    proved = client.post(asked["Location"], {"password": "correct horse battery"})

    assert asked["Location"].startswith("/account/reauthenticate/?next=")
    assert refused.status_code == 302
    assert Token.objects.count() == 0
    assert proved["Location"] == f"{PAGE}{below}"
    assert client.get(f"{PAGE}{below}").status_code == 200


def test_a_token_is_shown_once_and_works(castermouth) -> None:
    client = client_of(castermouth, "ana")

    answer = client.post(f"{PAGE}tokens/new/", {"name": "Dashboard", "scopes": ["assessments"], "days": "30"})

    shown = re.search(r"fpt_[\w-]{43}", answer.content.decode())
    assert shown
    assert answer["Cache-Control"] == "no-store"
    assert made.program(shown[0]).get("/api/v1/assessments").status_code == 200
    afterwards = client.get(PAGE).content.decode()
    assert "Dashboard" in afterwards
    assert shown[0] not in afterwards


def test_only_what_one_may_oneself_is_offered(castermouth) -> None:
    def offered(who: str) -> set[str]:
        page = client_of(castermouth, who).get(f"{PAGE}tokens/new/").content.decode()
        return set(re.findall(r'name="scopes"[^>]*value="(\w+)"', page))

    assert offered("lea") == {"assessments", "rows"}
    assert offered("ana") == {"assessments", "rows", "restricted"}


@pytest.mark.parametrize(
    "asked", [{"days": "30"}, {"name": "", "scopes": ["assessments"], "days": "30"}, {"name": "X", "days": "9"}]
)
def test_a_form_that_is_not_whole_makes_no_token(castermouth, asked) -> None:
    answer = client_of(castermouth, "ana").post(f"{PAGE}tokens/new/", asked)

    assert "There is a problem" in answer.content.decode()
    assert Token.objects.count() == 0


def test_one_sees_ones_own_tokens_and_who_manages_sees_all(castermouth) -> None:
    made.token(castermouth, "lea")
    made.token(castermouth, "ana")

    def names(who: str) -> set[str]:
        page = client_of(castermouth, who).get(PAGE).content.decode()
        return set(re.findall(r"(\w+) Example</td>", page))

    assert (names("lea"), names("mo"), names("ada")) == ({"Lea"}, set(), {"Lea", "Ana"})


def test_a_token_is_ended_from_the_page(castermouth) -> None:
    secret = made.token(castermouth, "lea")

    client_of(castermouth, "lea").post(f"{PAGE}tokens/{Token.objects.get().pk}/end/")

    assert made.program(secret).get("/api/v1/assessments").status_code == 401
    assert "Ended" in client_of(castermouth, "lea").get(PAGE).content.decode()


def test_another_system_is_told_from_the_page_and_its_secret_shown_once(castermouth) -> None:
    client = client_of(castermouth, "ada")

    answer = client.post(
        f"{PAGE}told/new/", {"address": "https://hooks.example.org/csp", "news": ["edition.published"]}
    )

    secret = signing.secret_of(Subscription.objects.get())
    assert secret.replace("+", "&#x2B;") in answer.content.decode() or secret in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    page = client.get(PAGE).content.decode()
    assert "https://hooks.example.org/csp" in page
    assert secret not in page


def test_an_address_inside_is_refused_with_the_reason(castermouth) -> None:
    answer = client_of(castermouth, "ada").post(
        f"{PAGE}told/new/", {"address": "https://10.0.0.1/", "news": ["edition.published"]}
    )

    assert "by a full name" in answer.content.decode()
    assert Subscription.objects.count() == 0


def test_the_log_of_messages_and_sending_again(castermouth, edition) -> None:
    connected = made.connected(
        castermouth, made.signing.sign(assessment=edition.assessment, by=castermouth.viewer("chris"))
    )
    client = client_of(castermouth, "cora")
    log = f"{PAGE}told/{connected['subscription_id']}/"

    page = client.get(log).content.decode()
    Delivery.objects.update(due_at=None, given_up_at=timezone.now())
    given_up = client.get(log).content.decode()
    client.post(f"{log}{connected['delivery_id']}/again/")

    assert "None yet" in page
    assert "Given up" in given_up
    assert Delivery.objects.get(pk=connected["delivery_id"]).due_at is not None


def test_a_new_secret_and_an_end_from_the_page(castermouth) -> None:
    told = made.subscription(castermouth)
    before = signing.secret_of(told)
    client = client_of(castermouth, "ada")

    assert client.get(f"{PAGE}told/{told.pk}/secret/").status_code == 200
    client.post(f"{PAGE}told/{told.pk}/secret/")
    told.refresh_from_db()
    assert signing.secret_of(told) != before
    client.post(f"{PAGE}told/{told.pk}/end/")
    told.refresh_from_db()
    assert told.ended_at is not None


def test_the_number_of_questions_does_not_grow(castermouth, edition, django_assert_max_num_queries) -> None:
    made.subscription(castermouth)
    client = client_of(castermouth, "ada")
    for _ in range(10):
        made.publish(castermouth, edition.assessment)
        made.token(castermouth, "lea")
    notice(timezone.now())
    told = Subscription.objects.get()

    with django_assert_max_num_queries(12):
        assert client.get(PAGE).status_code == 200
    with django_assert_max_num_queries(14):
        assert client.get(f"{PAGE}told/{told.pk}/").status_code == 200


def test_the_page_for_programs_lists_every_address_without_asking_elsewhere(db) -> None:
    answer = Client(SERVER_NAME="127.0.0.1").get("/api/")
    page = answer.content.decode()

    assert answer.status_code == 200
    described = Client(SERVER_NAME="127.0.0.1").get("/api/v1/openapi.json").json()
    assert all(path in page for path in described["paths"])
    assert not re.search(r'(?:src|href)="https?://', page)
