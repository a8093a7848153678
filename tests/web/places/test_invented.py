"""The demonstration's own area, premises, saved question and county: there to be seen, and made once."""

from datetime import date
from pathlib import Path

from django_scopes import scope

from frankpledge.web.accounts.invented import invent_partnership
from frankpledge.web.evidence import kept
from frankpledge.web.places import areas
from frankpledge.web.places.invented import HARBOUR, invent_county, invent_places
from frankpledge.web.places.models import Condition, Premises
from frankpledge.web.plans.invented_neighbours import invent_neighbours
from frankpledge.web.questions.invented import invent_question
from frankpledge.web.questions.models import Question
from tests.assessment.archives import Town, archive

TODAY = date(2026, 11, 21)


def test_the_demonstration_has_an_area_premises_a_question_and_a_county_once(db, tmp_path: Path) -> None:
    months = [f"2025-{month:02d}" for month in range(1, 13)]
    held = archive(tmp_path, Town(4, 4, district=8, ward=2), [(m, 0, "Burglary", 3) for m in months], months=months)
    folder = held.folder
    [mine, *others] = kept.partnerships_of(folder)
    partnership = invent_partnership(mine.code, mine.name, TODAY)

    harbour = invent_places(partnership, mine.code, folder, TODAY)
    answer = invent_question(partnership, harbour, folder, TODAY)
    invent_neighbours(partnership, TODAY)
    partnership.refresh_from_db()
    invent_county(partnership, folder)

    assert harbour
    assert answer
    assert invent_places(partnership, mine.code, folder, TODAY) is None
    assert invent_question(partnership, harbour, folder, TODAY) is None
    invent_county(partnership, folder)
    with scope(partnership=partnership):
        assert [code for code, _ in areas.choices(partnership, TODAY)] == [harbour.code]
        assert answer.content["total"] == 36
        assert Question.objects.get().area_name == HARBOUR
        assert sorted(Premises.objects.values_list("published", flat=True)) == [False, True]
        assert Condition.objects.filter(until_on=None).count() == 1
    assert partnership.parent
    together = len(others[:2]) + 1
    with scope(partnership=partnership.parent):
        assert areas.choices(partnership.parent, TODAY)[0][1] == f"All {together} areas together"
