"""What is asked about plans and actions."""

from collections.abc import Iterable
from typing import Any

from django import forms

from frankpledge.web.accounts.models import Agency, Person
from frankpledge.web.plans import layouts
from frankpledge.web.plans.models import Category, Chapter, Objective, Plan, Status
from frankpledge.web.priorities.models import Priority

WIDE = forms.TextInput(attrs={"class": "govuk-input"})


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d", attrs={"class": "govuk-input govuk-input--width-10"})


def day(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    """A day, from the browser's own picker or typed as people here write it."""
    formats = ["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y"]
    return forms.DateField(
        label=label, required=required, help_text=help_text, widget=DayInput(), input_formats=formats
    )


class PlanForm(forms.Form):
    """A plan to begin."""

    title = forms.CharField(
        label="What it is called", max_length=200, help_text="For example Community safety plan 2026 to 2029."
    )
    first_day = day("First day")
    last_day = day("Last day")
    layout = forms.ChoiceField(
        label="The page of each priority",
        choices=Plan.Layout.choices,
        widget=forms.RadioSelect,
        initial=Plan.Layout.AIMS,
        help_text="The headings that you will write under. You can leave any of them empty.",
    )

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        first, last = answers.get("first_day"), answers.get("last_day")
        if first and last and last <= first:
            self.add_error("last_day", "The last day has to come after the first.")
        return answers


class RollForwardForm(forms.Form):
    """Next year's plan, out of this one."""

    title = forms.CharField(label="What the new plan is called", max_length=200)
    first_day = day("First day")
    last_day = day("Last day")


class ChapterForm(forms.Form):
    """Which of the partnership's priorities to take into the plan."""

    priority: Any = forms.ModelChoiceField(Priority.objects.none(), label="Priority", empty_label=None)
    theme = forms.CharField(
        label="Theme", max_length=200, required=False, help_text="Only for a plan that groups its priorities."
    )

    def __init__(self, *args: Any, priorities: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _choose_from(self, "priority", priorities)


class ChapterWordsForm(forms.Form):
    """What a plan says of a priority, under the headings of its layout."""

    def __init__(self, *args: Any, chapter: Chapter, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for number, heading in enumerate(layouts.headings(chapter.plan)):
            self.fields[f"words_{number}"] = forms.CharField(
                label=heading,
                required=False,
                max_length=20_000,
                initial=chapter.words.get(heading, ""),
                widget=forms.Textarea(attrs={"rows": 5}),
            )

    @property
    def words(self) -> dict[str, str]:
        return {str(field.label): self.cleaned_data[name] for name, field in self.fields.items()}


class DismissForm(forms.Form):
    because = forms.CharField(label="Why is it left as it is?", max_length=300, error_messages={"required": "Say why."})


class ForewordForm(forms.Form):
    foreword = forms.CharField(
        label="Foreword", required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 10})
    )


class ObjectiveForm(forms.Form):
    text = forms.CharField(label="What you want to reach", max_length=400, widget=WIDE)


class ActionForm(forms.Form):
    """The facts about an action."""

    text = forms.CharField(label="What will be done", max_length=5_000, widget=forms.Textarea(attrs={"rows": 3}))
    chapter: Any = forms.ModelChoiceField(Chapter.objects.none(), label="Priority", empty_label=None)
    objective: Any = forms.ModelChoiceField(
        Objective.objects.none(), label="Objective", required=False, empty_label="None"
    )
    lead = forms.ModelChoiceField(
        Agency.objects.none(),
        label="Agency that answers for it",
        required=False,
        empty_label="Nobody yet",
    )
    lead_person = forms.ModelChoiceField(
        Person.objects.none(), label="Person there", required=False, empty_label="Nobody named"
    )
    helping = forms.ModelMultipleChoiceField(
        Agency.objects.none(), label="Agencies that help", required=False, widget=forms.CheckboxSelectMultiple
    )
    starts_on = day("Starts", required=False)
    due_on = day("Due", required=False, help_text="Leave it empty for something that goes on all year.")
    public_sentence = forms.CharField(
        label="In one sentence for residents", max_length=300, required=False, widget=WIDE
    )
    not_public_because = forms.CharField(
        label="Or why residents are not told", max_length=300, required=False, widget=WIDE
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, chapters: Any, objectives: Any, agencies: Any, people: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _choose_from(self, "chapter", chapters)
        _choose_from(self, "objective", objectives)
        _choose_from(self, "lead", agencies)
        _choose_from(self, "helping", agencies)
        _choose_from(self, "lead_person", people)

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("starts_on") and answers.get("due_on") and answers["due_on"] < answers["starts_on"]:
            self.add_error("due_on", "An action cannot be due before it starts.")
        objective, chapter = answers.get("objective"), answers.get("chapter")
        if objective and chapter and objective.chapter_id != chapter.pk:
            self.add_error("objective", "This objective belongs to another priority.")
        return answers


class UpdateForm(forms.Form):
    """
    How an action is going. Nothing is chosen beforehand, so that a form which is only sent off says nothing.
    """

    status = forms.ChoiceField(
        label="How is it going?",
        choices=Status.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it is going."},
    )
    text = forms.CharField(
        label="What was done, and what is next?",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        trouble = answers.get("status") in (Status.AT_RISK, Status.OFF_TRACK)
        if trouble and not str(answers.get("text", "")).strip():
            self.add_error("text", "Say what is in the way, and what is being done about it.")
        return answers


class DropForm(forms.Form):
    because = forms.CharField(label="Why is this action dropped?", max_length=500, widget=WIDE)


class MilestoneForm(forms.Form):
    text = forms.CharField(label="What will be reached", max_length=300, widget=WIDE)
    due_on = day("By when")


class FilterForm(forms.Form):
    """Which actions to show; it lives in the address, so that a list can be kept or sent."""

    status = forms.ChoiceField(label="How it is going", required=False)
    agency = forms.ModelChoiceField(Agency.objects.none(), label="Agency", required=False, empty_label="All")
    chapter: Any = forms.ModelChoiceField(Chapter.objects.none(), label="Priority", required=False, empty_label="All")
    category: Any = forms.ModelChoiceField(Category.objects.none(), label="Theme", required=False, empty_label="All")
    words = forms.CharField(label="Words", required=False, widget=WIDE)
    old = forms.BooleanField(label="Only those with no word for a quarter", required=False)
    vacant = forms.BooleanField(label="Only those that nobody leads", required=False)
    dropped = forms.BooleanField(label="Dropped ones too", required=False)

    def __init__(
        self, data: Any, *, statuses: Iterable[tuple[str, str]], agencies: Any, chapters: Any, categories: Any
    ):
        super().__init__(data)
        field = self.fields["status"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "All"), *statuses]
        _choose_from(self, "agency", agencies)
        _choose_from(self, "chapter", chapters)
        _choose_from(self, "category", categories)


def _choose_from(form: forms.Form, name: str, rows: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows
