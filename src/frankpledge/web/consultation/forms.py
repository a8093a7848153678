"""What is asked about consultations and meetings."""

from typing import Any

from django import forms

from frankpledge.web.accounts.models import Agency
from frankpledge.web.consultation import communities, consultees
from frankpledge.web.consultation.asking import Offering, Versioned, line, number, one_of, row_of, some_of, words
from frankpledge.web.consultation.consultation import WAYS
from frankpledge.web.consultation.models import Meeting, Neighbourhood
from frankpledge.web.plans.forms import day
from frankpledge.web.plans.models import Plan
from frankpledge.web.surveys.models import Survey

FOR_ANYBODY = "Anybody can read this once it is public. Write short, plain sentences."


class ConsultationForm(Versioned):
    """What people are asked, why, how and when."""

    kind = one_of(
        "What is it about?",
        consultees.choices,
        hint="Those whom the law says you have to ask are put into its list.",
    )
    title = line("What it is called")
    about = words("What people are asked", required=True, hint=FOR_ANYBODY)
    why = words("Why they are asked", 2000, hint=FOR_ANYBODY)
    ways = some_of("How they are asked", list(WAYS.items()))
    held_by = line(
        "Another body that asks",
        required=False,
        hint="Leave this empty where you ask. What others heard is taken into account too.",
    )
    opened_on = day("Opens on")
    closes_on = day("Closes on", required=False)
    survey = row_of("Survey that goes with it", Survey, none="No survey here")
    plan = row_of("Plan that it is about", Plan, none="No plan")


class CloseForm(forms.Form):
    on = day("Closed on")
    answers = number("How many people or bodies answered", required=False)


class OutcomeForm(forms.Form):
    """What came of it."""

    came_of_it = words("What came of it", 5000, hint="For the partnership: what was found, and what was decided.")
    you_said = words("You said", hint=f"What people told you, in their sense. {FOR_ANYBODY}")
    we_did = words("We did", hint=f"What changed because of it, or why it could not. {FOR_ANYBODY}")


class AskTooForm(forms.Form):
    who = line("Who else is asked?", hint="A body or a sort of person. Never the name of a resident.")


class ConsulteeForm(forms.Form):
    """Whether they were asked, and what they said."""

    asked_on = day("Asked on", required=False)
    answered_on = day("Answered on", required=False)
    answer = words("What they said, in short")
    not_asked_because = line(
        "Why they need not be asked", 300, required=False, hint="For example: there is no parish council here."
    )


class DocumentForm(forms.Form):
    title = line("What it is")
    address = forms.URLField(
        label="Where it can be read",
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "govuk-input"}),
    )


class ReachedForm(forms.Form):
    """A number of people, by community."""

    community = one_of("Who were they?", communities.CHOICES)
    through = line("School or group", required=False, hint="The name of a school or group, never of a resident.")
    people = number("How many")


class MeetingForm(Versioned):
    """A meeting or event to be."""

    kind = one_of("What is it?", Meeting.Kind.choices)
    title = line("What it is called")
    on = day("Day")
    starts = forms.TimeField(
        label="Starts at",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time", "class": "govuk-input govuk-input--width-5"}),
    )
    place = line("Where", 300)
    access = words(
        "Getting in and taking part",
        1000,
        rows=3,
        hint="Steps and lifts, hearing loop, buses, languages, who to ask for help.",
    )
    neighbourhood = row_of("Neighbourhood", Neighbourhood, none="The whole area")
    notice_on = day("Made known on", required=False)
    notice_where = line(
        "Where it was made known", 300, required=False, hint="For example the council’s website and the library."
    )
    changed_because = line("If its day changed: why", 300, required=False)


class CancelForm(forms.Form):
    because = line("Why is it cancelled?", 300)


class HeldForm(forms.Form):
    """How it went: whose senior people were there, what was talked about, what people were told after."""

    contacts = number("Doors knocked on, or people advised", required=False)
    referrals = number("People passed on to a service", required=False)
    note = words("What was talked about", 5000, hint=f"Name no resident. {FOR_ANYBODY}")
    feedback = words("What people were told after", hint=FOR_ANYBODY)
    feedback_on = day("Told on", required=False)

    def __init__(self, *args: Any, agencies: list[Agency], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.agencies = agencies
        self.fields = {
            "present": some_of("Whose senior people were there?", [(str(each.pk), each.name) for each in agencies]),
            **{f"post_{each.pk}": line(f"Post of the senior person: {each}", required=False) for each in agencies},
            **self.fields,
        }

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        ticked = answers.pop("present", [])
        posts = {each.pk: answers.pop(f"post_{each.pk}", "") for each in self.agencies}
        answers["present"] = {
            each: posts[each.pk] for each in self.agencies if str(each.pk) in ticked or posts[each.pk]
        }
        return answers


class QuestionForm(Offering):
    text = words("What was asked", 1000, required=True, rows=3, hint="Do not write down who asked.")
    answer = words("What was answered", hint=f"Leave this empty if the answer is still to come. {FOR_ANYBODY}")
    agency = row_of("Who answered", Agency, none="The partnership")


class AnswerForm(Offering):
    answer = words("What is answered", required=True, hint=FOR_ANYBODY)
    agency = row_of("Who answers", Agency, none="The partnership")
