"""Comments: coded by two apart from each other, suggestions from one's own choices alone, and cleaned words to print."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django_scopes import scope

from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.audit.models import AuditEvent
from frankpledge.web.surveys import coding_changes as changes
from frankpledge.web.surveys import coding_queries as queries
from frankpledge.web.surveys.coding_agreement import agreed
from frankpledge.web.surveys.models import Survey
from tests.web.surveys.answered import COMMENT, answered, many


@pytest.fixture
def here(cast_today):
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield cast_today


@pytest.fixture
def survey(here):
    return answered(here, *many(60))  # of whom six write something


@pytest.fixture
def book(here, survey):
    """Two codes, and Cora and Ana to give them."""
    by = here.viewer("cora")
    codes = [
        changes.add_code(survey=survey, name=name, definition=words, by=by)
        for name, words in (("Drugs", "Needles, dealing and drug use"), ("Lighting", "Dark streets and lamps"))
    ]
    for place, name in ((1, "cora"), (2, "ana")):
        changes.name_coder(survey=survey, place=place, person=here.people[name], by=by)
    return [code.pk for code in codes]


def code_all(here, survey, name, codes_of):
    by = here.viewer(name)
    chosen = {each.key: codes_of(each) for each in queries.comments(by, survey)}
    return changes.code_comments(survey=survey, chosen=chosen, by=by, today=here.today)


def test_a_comment_has_the_codes_on_which_two_agree_and_none_where_they_differ(here, survey, book):
    drugs, lighting = book
    code_all(here, survey, "cora", lambda each: [drugs] if "Needles" in each.text else [lighting])
    code_all(here, survey, "ana", lambda each: [drugs, lighting] if "Needles" in each.text else [lighting])

    found = queries.final(here.viewer("cora"), survey)

    assert len(found) == 5
    assert {each.codes for each in found.values()} == {(lighting,)}
    assert {each.people for each in found.values()} == {2}


def test_what_differs_is_settled_by_a_person(here, survey, book):
    drugs, lighting = book
    code_all(here, survey, "cora", lambda each: [drugs] if "Needles" in each.text else [lighting])
    code_all(here, survey, "ana", lambda each: [lighting])
    [differing] = agreed(here.viewer("cora"), survey).differing

    changes.settle(survey=survey, key=differing.comment.key, codes=[drugs], by=here.viewer("cora"), today=here.today)

    assert queries.final(here.viewer("cora"), survey)[differing.comment.key].codes == (drugs,)
    assert agreed(here.viewer("cora"), survey).differing[0].settled == ["Drugs"]


@pytest.mark.parametrize("who", ["cora", "ana"])
def test_nobody_sees_both_before_both_are_done(here, survey, book, who):
    code_all(here, survey, "cora", lambda each: [])

    reason = changes.reason_not_to_see_both(here.viewer(who), survey)

    assert "Both coders have to finish" in reason
    with pytest.raises(NotAllowed):
        changes.settle(survey=survey, key=("x", "else"), codes=[], by=here.viewer(who), today=here.today)


def test_the_second_coder_is_shown_nothing_of_the_first(here, survey, book, monkeypatch):
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    code_all(here, survey, "cora", lambda each: [book[0]])
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(here.people["ana"], backend="django.contrib.auth.backends.ModelBackend")

    page = client.get(reverse("code_comments", args=["castermouth", survey.pk])).content.decode()

    assert "0 of 6 done" in page
    assert "checked" not in page


def test_suggestions_come_from_ones_own_choices_alone(here, survey, book):
    drugs, lighting = book
    code_all(here, survey, "cora", lambda each: [drugs] if "light" in each.text else [lighting])  # the wrong way round
    by = here.viewer("ana")
    written = queries.comments(by, survey)
    texts = {each.key: each.text for each in written}

    found, right = queries.suggestions(
        written, queries.own(queries.coder(by, survey)), texts, list(queries.codes(by, survey))
    )

    needles = next(each for each in written if "Needles" in each.text)
    assert [one.code for one in found[needles.key]] == [str(drugs)]
    assert right is None


def test_a_code_that_is_given_no_more_is_not_given(here, survey, book):
    code = queries.codes(here.viewer("cora"), survey).get(pk=book[0])
    changes.retire_code(code=code, by=here.viewer("cora"), today=here.today)

    with pytest.raises(ValidationError, match="codebook"):
        code_all(here, survey, "cora", lambda each: [book[0]])


def test_who_has_coded_keeps_their_place(here, survey, book):
    code_all(here, survey, "cora", lambda each: [])

    with pytest.raises(ValidationError, match="has coded already"):
        changes.name_coder(survey=survey, place=1, person=here.people["scott"], by=here.viewer("cora"))


def test_one_person_is_not_both_coders(here, survey, book):
    with pytest.raises(ValidationError):
        changes.name_coder(survey=survey, place=2, person=here.people["cora"], by=here.viewer("cora"))


@pytest.mark.parametrize("who", ["lea", "mo", "chris", "scott", "ada", "casey"])
def test_comments_are_read_by_the_manager_and_the_analyst_alone(here, survey, who):
    by = here.viewer(who)

    assert changes.reason_not_to_read(by)
    with pytest.raises(NotAllowed):
        changes.add_code(survey=survey, name="Noise", definition="Noise", by=by)


def test_what_looks_personal_is_not_printed_unless_somebody_says_why(here, survey):
    by = here.viewer("ana")
    comment = next(each for each in queries.comments(by, survey) if each.text == COMMENT)
    asked = {"survey": survey, "key": comment.key, "by": by, "today": here.today}

    with pytest.raises(ValidationError, match="Mrs Jones"):
        changes.quote(text=comment.text, kept_because="", **asked)
    made = changes.quote(text="Needles in the park.", kept_because="", **asked)

    assert [each.text for each in queries.quotes(by, survey)] == ["Needles in the park."]
    changes.withdraw_quote(quote=made, by=by, today=here.today)
    assert not queries.quotes(by, survey)


def test_flagged_words_are_marked_where_they_stand(here, survey):
    comment = next(each for each in queries.comments(here.viewer("ana"), survey) if each.text == COMMENT)

    assert "".join(text for text, _ in comment.parts) == COMMENT
    assert [(text, kind) for text, kind in comment.parts if kind] == [
        ("Mrs Jones", "name after a title"),
        ("07700 900123", "phone number"),
    ]


def test_each_look_at_comments_is_recorded(here, survey, book, monkeypatch):
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(here.people["ana"], backend="django.contrib.auth.backends.ModelBackend")
    before = AuditEvent.objects.count()

    client.get(reverse("survey_quotes", args=["castermouth", survey.pk]))

    [entry] = AuditEvent.objects.order_by("-pk")[: AuditEvent.objects.count() - before]
    assert entry.kind == "audit.looked"
    assert "Mrs Jones" not in str(entry.detail)


def test_codes_of_an_earlier_survey_are_taken_over_once(here, survey, book):
    later = answered(here, *many(10), slug="later")

    first = changes.copy_codes(survey=later, of=survey, by=here.viewer("cora"))
    again = changes.copy_codes(survey=later, of=survey, by=here.viewer("cora"))

    assert (first, again) == (2, 0)
    assert Survey.objects.filter(codes__name="Drugs").count() == 2
