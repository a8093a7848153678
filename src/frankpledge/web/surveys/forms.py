"""What is asked about a survey as a whole."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django import forms

from frankpledge.web.accounts.models import PartnershipArea
from frankpledge.web.plans.forms import day
from frankpledge.web.surveys.bank import bank
from frankpledge.web.surveys.models import Survey
from frankpledge.web.surveys.questionnaire import Questionnaire, Text

WELSH = {"lang": "cy"}


def words(label: str, *, welsh: bool = False, rows: int = 1, required: bool = False) -> forms.CharField:
    """A box for words in one of the languages."""
    attrs: dict[str, Any] = WELSH if welsh else {}
    widget = forms.Textarea(attrs={**attrs, "rows": rows}) if rows > 1 else forms.TextInput(attrs=attrs)
    return forms.CharField(
        label=f"{label} in Welsh" if welsh else label,
        required=required,
        max_length=2000 if rows > 1 else 300,
        widget=widget,
    )


class BeginForm(forms.Form):
    """A survey to begin."""

    title = forms.CharField(
        label="What it is called", max_length=200, help_text="People read this first. For example Your say on safety."
    )
    start = forms.ChoiceField(label="Begin with", widget=forms.RadioSelect)

    def __init__(self, *args: Any, surveys: Iterable[Survey], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.surveys = {f"copy-{each.pk}": each for each in surveys}
        self.templates = {f"template-{each.key}": each for each in bank().templates}
        field = self.fields["start"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            *((key, f"A copy of {each.title}, {each.get_state_display()}") for key, each in self.surveys.items()),
            *((key, f"{each.name}: {each.about}") for key, each in self.templates.items()),
            ("blank", "No questions yet"),
        ]

    @property
    def like(self) -> Survey | None:
        """The survey that it is a copy of."""
        return self.surveys.get(self.cleaned_data["start"])

    @property
    def begins_with(self) -> Questionnaire:
        template = self.templates.get(self.cleaned_data["start"])
        if template:
            return template.questionnaire
        return self.like.asks if self.like else Questionnaire()


class SettingsForm(forms.Form):
    """Days, address, languages, and what its results are compared with."""

    opens_on = day("First day to answer", required=False)
    closes_on = day("Last day to answer", required=False)
    slug = forms.SlugField(
        label="Address", max_length=60, help_text="The last part of the address that people open. Keep it short."
    )
    area = forms.ChoiceField(label="Area that it is about", required=False)
    sampling = forms.ChoiceField(
        label="Who is asked",
        choices=Survey.Sampling.choices,
        widget=forms.RadioSelect,
        help_text="Results of a survey that anyone may answer say what its respondents think, not what everybody thinks.",
    )
    compared_with: Any = forms.ModelChoiceField(
        Survey.objects.none(), label="Compare it with", required=False, empty_label="No earlier survey"
    )
    in_welsh = forms.BooleanField(label="Offer it in Welsh too", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, areas: Iterable[PartnershipArea], earlier: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.areas = {each.code: each.name for each in areas}
        area, compared = self.fields["area"], self.fields["compared_with"]
        assert isinstance(area, forms.ChoiceField)
        assert isinstance(compared, forms.ModelChoiceField)
        area.choices = [("", "The whole partnership"), *self.areas.items()]
        compared.queryset = earlier

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        first, last = answers.get("opens_on"), answers.get("closes_on")
        if first and last and last < first:
            self.add_error("closes_on", "The last day to answer cannot be before the first.")
        return answers

    @property
    def chosen(self) -> dict[str, Any]:
        """What `changes.change_settings` takes."""
        code = self.cleaned_data["area"]
        return self.cleaned_data | {"area": (code, self.areas.get(code, ""))}


class WordsForm(forms.Form):
    """What is said around the questions."""

    title_en = words("Title", required=True)
    title_cy = words("Title", welsh=True)
    intro_en = words("Before the first question", rows=4)
    intro_cy = words("Before the first question", welsh=True, rows=4)
    thanks_en = words("After the last question", rows=4)
    thanks_cy = words("After the last question", welsh=True, rows=4)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def around(self, asked: Questionnaire) -> Questionnaire:
        """The questionnaire with these words around its questions."""
        said = self.cleaned_data
        title, intro, thanks = (Text(said[f"{name}_en"], said[f"{name}_cy"]) for name in ("title", "intro", "thanks"))
        return replace(asked, title=title, intro=intro, thanks=thanks)

    @staticmethod
    def of(asked: Questionnaire) -> dict[str, str]:
        """What the boxes hold at first."""
        whole = {"title": asked.title, "intro": asked.intro, "thanks": asked.thanks}
        return {
            f"{name}_{language}": getattr(text, language) for name, text in whole.items() for language in ("en", "cy")
        }


class BecauseForm(forms.Form):
    because = forms.CharField(label="Why do the questions change?", max_length=400)
    version = forms.IntegerField(widget=forms.HiddenInput)


class VersionForm(forms.Form):
    """A button, with the version of the survey that the page with it showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
