"""What is written once is parsed once in a process, and asked of the database each time."""

import pytest
from django_scopes import scope

from frankpledge.web.assessments import signing
from frankpledge.web.assessments.models import Edition
from tests.web.assessments.drafts import a_draft, compute, finding


@pytest.fixture(autouse=True)
def _in_castermouth(cast_today):
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield


def test_an_edition_that_is_read_twice_is_parsed_once_and_says_what_was_signed(cast_today):
    draft = a_draft(cast_today)
    compute(draft, finding("burglary", 271))
    draft.refresh_from_db()
    signed = signing.sign(assessment=draft, by=cast_today.viewer("chris"))

    first, second = Edition.objects.get(pk=signed.pk), Edition.objects.get(pk=signed.pk)

    assert first.content == signed.content
    assert first.content is second.content


def test_another_edition_has_its_own(cast_today):
    draft = a_draft(cast_today)
    for count in (271, 297):
        compute(draft, finding("burglary", count))
        draft.refresh_from_db()
        signing.sign(assessment=draft, by=cast_today.viewer("chris"))

    said = [edition.content["findings"][0]["statement"] for edition in Edition.objects.order_by("number")]

    assert said == ["There were 271.", "There were 297."]
