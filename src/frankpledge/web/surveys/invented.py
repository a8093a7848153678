"""
The surveys of the demonstration: last year's, closed, beside it one of a random sample, and this year's, open. Every
answer in them is invented.
"""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

from django.db import transaction
from django_scopes import scope

from frankpledge.archive.archive import Archive, NothingHeld
from frankpledge.archive.areas import UnknownArea, find_area
from frankpledge.archive.geography import deprivation, places
from frankpledge.web.accounts.models import Partnership, PartnershipArea
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.surveys import changes, results_changes
from frankpledge.web.surveys.answering import new_reference
from frankpledge.web.surveys.bank import CORE, bank
from frankpledge.web.surveys.invented_people import NAMING, Home, answers
from frankpledge.web.surveys.models import Response, Survey, SurveyVersion
from frankpledge.web.surveys.questionnaire import Questionnaire, Text

LAST_YEAR, SO_FAR, SAMPLED = 620, 380, 260  # responses
OPEN_FOR = timedelta(days=56)
SINCE = timedelta(days=35)  # how long this year's has been open
MODES = {"web": 84, "paper": 7, "stall": 7, "phone": 2}
BATCHES = {"paper": "Library box", "stall": "Autumn fair", "phone": "By telephone"}
WITH_POSTCODE = 0.72
LIMIT = 5.0  # the most that an answer of the sample weighs
TWICE = 3  # responses from a browser that had sent some


@transaction.atomic
def invent_surveys(partnership: Partnership, archive: Path, people: dict[str, Viewer], today: date) -> None:
    """Made once: where there are surveys, nothing changes. `people` are viewers by role."""
    analyst = people["analyst"]
    with scope(partnership=partnership):
        if Survey.objects.exists():
            return
        homes, index = _homes(partnership, archive)
        first = today - SINCE
        year_ago = first - timedelta(days=364)
        last = _survey(analyst, year_ago, first.year - 1, None)
        _answer(last, LAST_YEAR, year_ago + OPEN_FOR, analyst, homes, index, before=True)
        changes.close(survey=last, by=analyst, today=year_ago + OPEN_FOR)
        _sample(analyst, year_ago - timedelta(days=14), homes, index)
        now = _survey(analyst, first, first.year, last)
        _answer(now, SO_FAR, today, analyst, homes, index, before=False)


def _asked(year: int, *, before: bool) -> Questionnaire:
    """The yearly survey of the bank; last year it had the older words of one question."""
    asked = next(each for each in bank().templates if each.key == "yearly").questionnaire
    older = bank().entry("dealing").wordings[0]
    return replace(
        asked,
        title=Text(f"{asked.title.en} {year} (invented)", f"{asked.title.cy} {year} (dychmygol)"),
        questions=tuple(older if before and each.code == "dealing" else each for each in asked.questions),
    )


def _survey(by: Viewer, first: date, year: int, like: Survey | None) -> Survey:
    asks = _asked(year, before=like is None)
    area = PartnershipArea.objects.filter(partnership=by.partnership, until_on=None).first()
    survey = changes.begin(title=asks.title.en, slug=f"safety-{year}", asks=asks, by=by, like=like)
    changes.change_settings(
        survey=survey,
        version=survey.version,
        by=by,
        slug=survey.slug,
        opens_on=first,
        closes_on=first + OPEN_FOR,
        in_welsh=True,
        sampling=Survey.Sampling.OPEN,
        compared_with=like,
        area=(area.code, area.name) if area else ("", ""),
    )
    return changes.open_survey(survey=survey, version=survey.version + 1, by=by, today=first).survey


def _sample(by: Viewer, first: date, homes: list[Home], index: str) -> None:
    """
    The short form, put to addresses that were drawn by chance, beside last year's survey that anybody could answer: so
    that weights, design effect and likely ranges can be seen, and what they do.
    """
    asks = next(each for each in bank().templates if each.key == CORE).questionnaire
    title = Text(f"Safety sample survey {first.year} (invented)", f"Arolwg sampl diogelwch {first.year} (dychmygol)")
    intro = Text(
        "Your address was drawn by chance, so that we hear from people of every sort. You need not give your name.",
        "Tynnwyd eich cyfeiriad ar hap, fel ein bod yn clywed gan bobl o bob math. Does dim rhaid i chi roi eich enw.",
    )
    asks = replace(asks, title=title, intro=intro)
    area = PartnershipArea.objects.filter(partnership=by.partnership, until_on=None).first()
    survey = changes.begin(title=title.en, slug=f"sample-{first.year}", asks=asks, by=by)
    changes.change_settings(
        survey=survey,
        version=survey.version,
        by=by,
        slug=survey.slug,
        opens_on=first,
        closes_on=first + OPEN_FOR,
        in_welsh=True,
        sampling=Survey.Sampling.RANDOM,
        compared_with=None,
        area=(area.code, area.name) if area else ("", ""),
    )
    held = changes.open_survey(survey=survey, version=survey.version + 1, by=by, today=first).survey
    _answer(held, SAMPLED, first + OPEN_FOR, by, homes, index, before=True)
    closed = changes.close(survey=held, by=by, today=first + OPEN_FOR)
    results_changes.choose_weighting(survey=closed, margins=["age", "sex", "deprivation"], limit=LIMIT, by=by)


def _answer(
    survey: Survey, number: int, until: date, by: Viewer, homes: list[Home], index: str, *, before: bool
) -> None:
    """So many responses, spread over the days since it opened: most in the first two weeks."""
    assert survey.opens_on
    invited = survey.sampling == Survey.Sampling.RANDOM
    random = Random(survey.opens_on.year + invited)
    modes = {"web": 70, "paper": 30} if invited else MODES
    version = SurveyVersion.objects.get(survey=survey)
    asked, days = version.asks, (until - survey.opens_on).days
    # People in better-off areas answer more, as they do.
    weights = [0.5 + (home.decile or 5) / 10 for home in homes]
    made = []
    for _ in range(number):
        home = random.choices(homes, weights)[0] if homes and random.random() < WITH_POSTCODE else None
        mode = random.choices(list(modes), list(modes.values()))[0]
        said = answers(asked, home, before=before, random=random, invited=invited)
        made.append(
            Response(
                partnership=survey.partnership,
                survey=survey,
                version=version,
                reference=new_reference(),
                answers=said,
                mode=mode,
                submitted_on=survey.opens_on + timedelta(days=round(days * random.random() ** 1.7)),
                minutes=random.randint(*((2, 5) if invited else (4, 14))) if mode == "web" else None,
                place=Response.Place.FOUND if home else Response.Place.LEFT_EMPTY,
                lsoa=home.lsoa if home else "",
                ward=home.ward if home else "",
                ward_name=home.ward_name if home else "",
                decile=home.decile if home else None,
                decile_of=index if home and home.decile else "",
                entered_by=by.person if mode != "web" else None,
                batch="By post" if invited and mode == "paper" else BATCHES.get(mode, ""),
            )
        )
    if invited:
        Response.objects.bulk_create(made, batch_size=500)
        return
    for response, words in zip(made[-len(NAMING) :], NAMING, strict=True):
        response.answers["one-thing"] = words
    for response in [each for each in made if each.mode == "web"][:TWICE]:
        response.perhaps_again = True
    Response.objects.bulk_create(made, batch_size=500)


def _homes(partnership: Partnership, archive: Path) -> tuple[list[Home], str]:
    """Every LSOA of the partnership, and the index that its decile is of; none where the archive does not know them."""
    codes = PartnershipArea.objects.filter(partnership=partnership, until_on=None).values_list("code", flat=True)
    try:
        snapshot = Archive(archive).snapshot()
        lsoas = sorted({lsoa for code in codes for lsoa in find_area(snapshot, code).lsoas})
        rows = places(snapshot, lsoas)
    except (NothingHeld, UnknownArea):
        return [], ""
    try:
        ranks, index = deprivation(snapshot, lsoas)
        deciles = dict(zip(ranks["lsoa"], ranks["imd_decile"].astype(int), strict=True))
    except NothingHeld:
        deciles, index = {}, ""
    homes = [
        Home(lsoa, ward, ward_name, deciles.get(lsoa))
        for lsoa, ward, ward_name in rows[["lsoa", "ward", "ward_name"]].fillna("").to_numpy().tolist()
    ]
    return homes, index
