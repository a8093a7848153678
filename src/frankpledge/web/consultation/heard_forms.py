"""What is asked about neighbourhoods, issues, groups and accounts of lived experience."""

from typing import Any

from django import forms
from django.conf import settings

from frankpledge.archive.archive import Archive, NothingHeld
from frankpledge.archive.areas import AmbiguousArea, UnknownArea, find_area
from frankpledge.web.accounts.models import Agency
from frankpledge.web.consultation import communities
from frankpledge.web.consultation.asking import Offering, line, number, one_of, row_of, some_of, words
from frankpledge.web.consultation.forms import FOR_ANYBODY
from frankpledge.web.consultation.lived import PURPOSES, TOLD_BY
from frankpledge.web.consultation.models import (
    CommunityGroup,
    Issue,
    Meeting,
    Neighbourhood,
    NeighbourhoodPriority,
    Step,
)
from frankpledge.web.consultation.neighbourhood import SIX_WEEKS
from frankpledge.web.places.models import OwnArea
from frankpledge.web.plans.forms import day


class NeighbourhoodForm(Offering):
    """A neighbourhood: where it lies, who meets there and how often its priorities are looked at."""

    name = line("What it is called")
    ward = line("Ward", required=False, hint="Its name or its ONS code.")
    own_area = row_of("Or one of your own areas", OwnArea, none="None of these")
    group = line("Group that meets there", required=False, hint="For example Harbour Neighbourhood Action Group.")
    every_days = number("Days from one look at its priorities to the next", hint="42 is six weeks.")

    def __init__(self, *args: Any, **kwargs: Any):
        kwargs["initial"] = {"every_days": SIX_WEEKS} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)

    def clean_ward(self) -> tuple[str, str] | None:
        """Code and name of the ward; its name alone where no look-up of wards is held."""
        text = self.cleaned_data["ward"].strip()
        if not text:
            return None
        try:
            found = find_area(Archive(settings.ARCHIVE).snapshot(), text if text[:3] == "E05" else f"ward:{text}")
        except NothingHeld:
            return "", text
        except (UnknownArea, AmbiguousArea) as fault:
            raise forms.ValidationError(str(fault)) from None
        if found.kind != "ward":
            raise forms.ValidationError("That is not a ward.")
        return found.code, found.name


class RaiseForm(forms.Form):
    """What residents want done."""

    title = line("What do residents want done?", hint=FOR_ANYBODY)
    detail = words("More about it", 2000, rows=3)
    raised_on = day("Raised on")
    raised_as = one_of("Raised by", NeighbourhoodPriority.RaisedAs.choices, hint="A kind, not a name.")


class StepForm(Offering):
    """What happened to it."""

    kind = one_of("What happened?", Step.Kind.choices)
    on = day("On")
    words = words("In a few words", 2000, hint=f"What was done, what residents were told, or why not. {FOR_ANYBODY}")
    agency = row_of("Who did it", Agency, none="The partnership")


class IssueForm(Offering):
    """An issue, as short as it can be."""

    text = words("What is the issue?", 1000, required=True, rows=3, hint="Name no resident.")
    idea = words("What would those who raised it do?", 1000, rows=2)
    raised_as = one_of("Raised by", NeighbourhoodPriority.RaisedAs.choices)
    group = row_of("Which council, board or group", CommunityGroup, none="None of these")
    meeting = row_of("At which meeting or event", Meeting, none="None of these")
    neighbourhood = row_of("Where", Neighbourhood, none="The whole area, or elsewhere")
    raised_on = day("Raised on")
    another = forms.BooleanField(label="I have another one to write down", required=False)


class SettleForm(Offering):
    """What becomes of an issue."""

    outcome = one_of("What becomes of it?", Issue.Outcome.choices)
    priority = row_of("If a neighbourhood priority: which", NeighbourhoodPriority, none="A new one")
    new_priority = line("If a new one: what residents want done", required=False)
    agency = row_of("If passed on: to whom", Agency, none="Nobody")
    words = line("What to tell those who raised it", 500, required=False)


class GroupForm(Offering):
    """A group, council or board."""

    name = line("What it is called")
    kind = one_of("What is it?", CommunityGroup.Kind.choices)
    communities = some_of("Whom does it reach?", communities.CHOICES)
    reach = line("Whom it reaches, in your words", 300, required=False)
    liaison = line("Role to ask for", required=False, hint="A role such as clerk or secretary, not a name.")
    office = line(
        "How to reach its office", required=False, hint="An office’s telephone or e-mail, not a person’s own."
    )
    neighbourhood = row_of("Neighbourhood", Neighbourhood, none="The whole area")
    next_on = day("Next contact by", required=False)


class ContactForm(forms.Form):
    on = day("When were you in touch?")
    how = line("How", 100, required=False, hint="For example: visit, telephone, their meeting.")
    words = words("What came of it?", 2000, required=True, hint="Name no resident.")
    next_on = day("Next contact by", required=False)


class ReachNoteForm(forms.Form):
    note = words("How far was everybody heard, and what will you do about it?", required=True, rows=6)


class AdviceForm(forms.Form):
    given_on = day("Given on")
    about = line("About what")
    advice = words("What do they advise?", required=True)


class RespondForm(forms.Form):
    response = words("What does the partnership answer?", required=True)


class StandingItemForm(forms.Form):
    title = line("What do they look at every time?")


class AccountForm(Offering):
    """What somebody told, and what they agreed to."""

    told_by = one_of("Who told it?", list(TOLD_BY.items()), hint="Do not write a name anywhere on this page.")
    told_on = day("Told on")
    heard_by = row_of("Who heard it", Agency, none="The partnership")
    about = line("What is it about?", hint="A few words that tell nobody who it is: they stand in lists.")
    text = words("What did they tell?", 20_000, required=True, rows=12)
    purposes = some_of("What did they agree to?", list(PURPOSES.items()), required=True)
    consent_how = line("How did they agree?", hint="For example: signed form, held by the domestic abuse service.")
    given_on = day("Agreed on")
    ends_on = day("Agreed until", help_text="The words are erased after this day.")


class ConsentForm(forms.Form):
    purposes = some_of("What do they agree to now?", list(PURPOSES.items()), required=True)
    ends_on = day("Agreed until")
    how = line("How did they agree?")


class QuoteForm(forms.Form):
    text = words("Their own words", 500, required=True, hint="Copy them from the account just as they are.")
