"""What `frankpledge run` fills the workspace with: an example of each thing, made once, by those who may."""

import pytest
from django.conf import settings
from django.utils import timezone
from django_scopes import scope

from frankpledge.archive.areas import find_area
from frankpledge.assessment.assess import assess
from frankpledge.month import Month
from frankpledge.web.accounts.models import Partnership
from frankpledge.web.assessments import living_queries
from frankpledge.web.assessments.models import Assessment, Edition, Passage
from frankpledge.web.audit.models import AuditEvent
from frankpledge.web.citations.models import Citation
from frankpledge.web.demonstration import fill
from frankpledge.web.knowledge import queries
from frankpledge.web.knowledge.invented import viewers
from frankpledge.web.knowledge.sorts import SORTS
from tests.assessment.archives import Town, archive

TODAY = timezone.localdate


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    months = [f"{year}-{month:02d}" for year in (2024, 2025) for month in range(1, 13)]
    kinds = ("Burglary", "Shoplifting", "Violence and sexual offences")
    counts = [(month, at, kind, 2) for month in months for at in range(8) for kind in kinds]
    return archive(tmp_path_factory.mktemp("town"), Town(4, 2, district=8, ward=2), counts, months=months)


@pytest.fixture(scope="module")
def made(town):
    return assess(town.snapshot(), find_area(town.snapshot(), "csp:District A"), Month.parse("2025-12"))


@pytest.fixture(scope="module")
def filled(lasting, made, town):
    """The demonstration's workspace of that assessment, which is handed over."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "ARCHIVE", town.folder)
        patch.setattr(settings, "DEMONSTRATION", True, raising=False)
        fill(made, TODAY())
    return made


@pytest.fixture
def assessed(filled, town, db, settings):
    settings.ARCHIVE, settings.DEMONSTRATION = town.folder, True
    return filled


def test_there_is_an_example_of_each_and_it_is_labelled_invented(assessed) -> None:
    partnership = Partnership.objects.get(slug="district-a")
    assert partnership.demonstration
    with scope(partnership=partnership):
        people = viewers(partnership, TODAY())
        for sort in SORTS.values():
            assert queries.of_sort(people["Okafor"], sort).count() >= 2 or sort.name == "sourced-fact", sort.name
        assert {each.title.rpartition(" ")[2] for each in Assessment.objects.all()} == {"(invented)"}
        assert {(each.kind, each.restricted) for each in Assessment.objects.all()} == {
            ("assessment", False),
            ("profile", False),
            ("profile", True),
        }
        assert Passage.objects.filter(about="change-burglary").exclude(text="").exists()
        assert Citation.objects.count() >= 4
    [released] = living_queries.public_editions("district-a", timezone.now())
    assert released.release_asked_by != released.released_by


def test_filled_again_nothing_is_added(assessed) -> None:
    events = AuditEvent.objects.count()

    fill(assessed, TODAY())

    assert AuditEvent.objects.count() == events
    with scope(partnership=Partnership.objects.get(slug="district-a")):
        assert Edition.objects.count() == 2
