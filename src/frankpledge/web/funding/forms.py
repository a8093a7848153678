"""What is asked about pots, bids and money."""

from typing import Any

from django import forms

from frankpledge.web.accounts.models import Agency, Person
from frankpledge.web.funding.models import Bid, Conflict, Grant, Line, Pot, Way
from frankpledge.web.funding.money import PoundsField
from frankpledge.web.plans.forms import day
from frankpledge.web.plans.models import Action
from frankpledge.web.priorities.models import Priority

WIDE = forms.TextInput(attrs={"class": "govuk-input"})
NARROW = forms.NumberInput(attrs={"class": "govuk-input govuk-input--width-4"})
SOME = forms.Textarea(attrs={"rows": 3})


def choose(form: forms.Form, **choices: Any) -> None:
    """What the named fields offer."""
    for name, queryset in choices.items():
        field = form.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = queryset


class PotForm(forms.Form):
    """Money of a year."""

    name = forms.CharField(
        label="What it is called", max_length=200, help_text="The same as last year, without the year."
    )
    funder = forms.CharField(label="Who the money is from", max_length=200, widget=WIDE)
    year = forms.IntegerField(
        label="Financial year",
        min_value=1998,
        max_value=2100,
        widget=NARROW,
        help_text="The year in which it begins: 2026 for 2026/27.",
    )
    pence = PoundsField(label="How much")
    method = forms.ChoiceField(label="How it was allocated", choices=Pot.Method.choices, widget=forms.RadioSelect)
    method_words = forms.CharField(label="How the amount came about", required=False, widget=SOME)
    follows: Any = forms.ModelChoiceField(
        Pot.objects.none(), label="Last year’s pot", required=False, empty_label="None"
    )
    grant: Any = forms.ModelChoiceField(
        Grant.objects.none(), label="Grant that it comes from", required=False, empty_label="None"
    )
    line_most_pence = PoundsField(
        label="Most that one line of spending may be",
        required=False,
        help_text="For petty spending, such as fares. A line above it is refused, and so is one that the pot does not hold.",
    )

    def __init__(self, *args: Any, pots: Any, grants: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        choose(self, follows=pots.filter(followed_by=None), grant=grants.filter(way=Way.IN))


class PartForm(forms.Form):
    """A part of a pot."""

    name = forms.CharField(
        label="For whom, or from which stream",
        max_length=200,
        widget=WIDE,
        help_text="Such as a district, an agency, or a former grant that is in this pot now.",
    )
    pence = PoundsField(label="How much of the pot")
    need = forms.FloatField(
        label="Need that it rests on",
        required=False,
        min_value=0,
        widget=NARROW,
        help_text="A number, if there is one.",
    )
    need_words = forms.CharField(
        label="What the need is counted in",
        max_length=200,
        required=False,
        widget=WIDE,
        help_text="Such as residents, or crimes recorded in 2025. The same for every part.",
    )


class AbsorbForm(forms.Form):
    """What became of a pot that is no longer given."""

    into: Any = forms.ModelChoiceField(
        Pot.objects.none(), label="Absorbed into the pot", required=False, empty_label="None of these"
    )
    words = forms.CharField(
        label="What became of this money",
        max_length=300,
        widget=WIDE,
        help_text="Such as: part of the police’s general grant from 2013/14, so that the commissioner decides.",
    )

    def __init__(self, *args: Any, pots: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        choose(self, into=pots)


class WorthForm(forms.Form):
    """What the money of a priority bought."""

    priority: Any = forms.ModelChoiceField(Priority.objects.none(), label="Priority", empty_label=None)
    words = forms.CharField(label="What the money bought, and what it could have bought instead", widget=SOME)

    def __init__(self, *args: Any, priorities: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        choose(self, priority=priorities)


class CommitForm(forms.Form):
    """Money set aside for a priority."""

    priority: Any = forms.ModelChoiceField(Priority.objects.none(), label="Priority", empty_label=None)
    pence = PoundsField(label="How much")
    words = forms.CharField(label="What for", max_length=300, required=False, widget=WIDE)

    def __init__(self, *args: Any, priorities: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        choose(self, priority=priorities)


class BecauseForm(forms.Form):
    because = forms.CharField(label="Why?", max_length=300, widget=WIDE)


class BidForm(forms.Form):
    """What is asked for."""

    way = forms.ChoiceField(label="Who asks whom?", choices=Way.choices, widget=forms.RadioSelect)
    organisation = forms.CharField(
        label="The other side", max_length=200, widget=WIDE, help_text="The funder that is asked, or who asks you."
    )
    organisation_number = forms.CharField(
        label="Charity or company number",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input govuk-input--width-10"}),
    )
    individual = forms.BooleanField(
        label="Who asks is one person, not an organisation",
        required=False,
        help_text="It will never be in the open data.",
    )
    pot: Any = forms.ModelChoiceField(
        Pot.objects.none(), label="Pot that would pay for it", required=False, empty_label="None: we ask a funder"
    )
    priority: Any = forms.ModelChoiceField(
        Priority.objects.none(), label="Priority that it serves", required=False, empty_label="None"
    )
    title = forms.CharField(label="What it is called", max_length=140, widget=WIDE)
    purpose = forms.CharField(label="What the money is for", widget=SOME)
    asked_pence = PoundsField(label="How much is asked for")
    asked_on = day("Asked on")

    def __init__(self, *args: Any, pots: Any, priorities: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        choose(self, pot=pots, priority=priorities)

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("way") == Way.OUT and not answers.get("pot"):
            self.add_error("pot", "Choose the pot that would pay for it.")
        return answers


class ConflictForm(forms.Form):
    """Somebody's interest in a bid."""

    person: Any = forms.ModelChoiceField(
        Person.objects.none(), label="Whose interest", required=False, empty_label="Somebody else"
    )
    name = forms.CharField(label="Or somebody without an account", max_length=200, required=False, widget=WIDE)
    interest = forms.CharField(
        label="What the interest is",
        max_length=300,
        widget=WIDE,
        help_text="For example: treasurer of the club that asks.",
    )
    handled = forms.ChoiceField(label="What they did", choices=Conflict.Handled.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, people: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        choose(self, person=people)

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if bool(answers.get("person")) == bool(answers.get("name")):
            self.add_error("person", "Choose a person, or write a name: one of both.")
        return answers


class DecideForm(forms.Form):
    """What became of a bid."""

    state = forms.ChoiceField(
        label="What became of it",
        choices=[choice for choice in Bid.State.choices if choice[0] != Bid.State.ASKED],
        widget=forms.RadioSelect,
    )
    awarded_pence = PoundsField(label="How much, if in part", required=False)
    because = forms.CharField(
        label="Why", required=False, widget=SOME, help_text="Always, unless it was awarded in full."
    )
    conditions = forms.CharField(label="On which conditions", required=False, widget=SOME, help_text="One a line.")
    on = day("Decided on")
    first_day = day("The money is for the time from", required=False)
    last_day = day("Until", required=False)

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        state = answers.get("state")
        if state == Bid.State.PART and not answers.get("awarded_pence"):
            self.add_error("awarded_pence", "Say how much was awarded.")
        if state and state != Bid.State.AWARDED and not answers.get("because"):
            self.add_error("because", "Say why.")
        return answers


class SmallGrantForm(forms.Form):
    """A small bid and all that belongs to it, on one page."""

    pot: Any = forms.ModelChoiceField(Pot.objects.none(), label="Pot that pays for it", empty_label=None)
    organisation = forms.CharField(label="Who asks", max_length=200, widget=WIDE)
    organisation_number = forms.CharField(
        label="Charity or company number",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input govuk-input--width-10"}),
    )
    individual = forms.BooleanField(
        label="One person, not an organisation", required=False, help_text="It will never be in the open data."
    )
    title = forms.CharField(label="What for, in a few words", max_length=140, widget=WIDE)
    purpose = forms.CharField(label="What will be done with the money", widget=SOME)
    priority: Any = forms.ModelChoiceField(
        Priority.objects.none(), label="Priority that it serves", required=False, empty_label="None"
    )
    asked_pence = PoundsField(label="How much is asked for")
    interests = forms.CharField(
        label="Who of those who decide has an interest in it?",
        required=False,
        widget=SOME,
        help_text="One a line, name: interest. They left while it was decided. Empty: all were asked, nobody has one.",
    )
    state = forms.ChoiceField(
        label="What became of it", choices=Bid.State.choices, widget=forms.RadioSelect, initial=Bid.State.ASKED
    )
    awarded_pence = PoundsField(label="How much, if in part", required=False)
    because = forms.CharField(
        label="Why, unless awarded in full", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    conditions = forms.CharField(label="On which conditions", required=False, widget=SOME, help_text="One a line.")

    def __init__(self, *args: Any, pots: Any, priorities: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        choose(self, pot=pots, priority=priorities)

    def clean_interests(self) -> list[tuple[str, str]]:
        found = []
        for line in self.cleaned_data["interests"].splitlines():
            name, colon, interest = line.partition(":")
            if not line.strip():
                continue
            if not colon or not name.strip() or not interest.strip():
                raise forms.ValidationError(f"Write “{line.strip()}” as name: interest.")
            found.append((name.strip()[:200], interest.strip()[:300]))
        return found

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        state = answers.get("state")
        if state == Bid.State.PART and not answers.get("awarded_pence"):
            self.add_error("awarded_pence", "Say how much was awarded.")
        if state in (Bid.State.PART, Bid.State.REFUSED, Bid.State.WITHDRAWN) and not answers.get("because"):
            self.add_error("because", "Say why.")
        return answers


class LineForm(forms.Form):
    """Spending, or a contribution."""

    kind = forms.ChoiceField(label="What is it?", choices=Line.Kind.choices, widget=forms.RadioSelect)
    pence = PoundsField(label="How much")
    in_kind = forms.BooleanField(label="It is the worth of time or things, not money", required=False)
    on = day("Day")
    words = forms.CharField(label="What for", max_length=300, widget=WIDE)
    pot: Any = forms.ModelChoiceField(
        Pot.objects.none(), label="Spent from the pot", required=False, empty_label="None"
    )
    grant: Any = forms.ModelChoiceField(
        Grant.objects.none(), label="Spent of the grant", required=False, empty_label="None"
    )
    agency: Any = forms.ModelChoiceField(
        Agency.objects.none(), label="Agency that contributed it", required=False, empty_label="None"
    )
    action: Any = forms.ModelChoiceField(
        Action.objects.none(), label="Action that it was for", required=False, empty_label="None"
    )

    def __init__(self, *args: Any, pots: Any, grants: Any, actions: Any, agencies: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        choose(self, pot=pots, grant=grants, action=actions, agency=agencies)
        field = self.fields["action"]
        assert isinstance(field, forms.ModelChoiceField)
        field.label_from_instance = lambda action: f"{action.number}. {action.text[:100]}"  # type: ignore[method-assign, assignment]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        kind = answers.get("kind")
        if kind == Line.Kind.SPENT and not (answers.get("pot") or answers.get("grant")):
            self.add_error("pot", "Say which pot or grant it was spent from.")
        if kind == Line.Kind.GIVEN and not answers.get("agency"):
            self.add_error("agency", "Say which agency contributed it.")
        return answers


class CorrectLineForm(forms.Form):
    pence = PoundsField(label="What it should be", help_text="0 takes the line back.")
    words = forms.CharField(label="What for", max_length=300, widget=WIDE)


class PublishAsForm(forms.Form):
    """As whom grants are published."""

    begins_with = forms.CharField(
        label="Prefix from 360Giving",
        max_length=60,
        help_text="They give one to each publisher; it looks like 360G-OurName.",
    )
    organisation = forms.CharField(
        label="Identifier of the organisation that gives the grants",
        max_length=60,
        help_text="As org-id.guide has it; a council’s looks like GB-LAE-XXX.",
    )
