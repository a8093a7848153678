"""What a member is asked about one theme, and what is settled afterwards."""

from typing import Any

from django import forms

from frankpledge.web.scoring.criteria import Criterion
from frankpledge.web.scoring.models import Filled, Score

AS_IT_IS = ""
REASON = forms.Textarea(attrs={"rows": 2})


class ScoreForm(forms.Form):
    """A level for each criterion, with a reason where one is wanted. Nothing is required: save, and go on later."""

    def __init__(
        self,
        *args: Any,
        criteria: tuple[Criterion, ...],
        filled: dict[str, Filled],
        held: dict[str, Score],
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        self.criteria, self.filled = criteria, filled
        for each in criteria:
            said, figure = held.get(each.code), filled.get(each.code)
            self.fields[each.code] = forms.ChoiceField(
                label=each.name,
                help_text=each.question,
                required=False,
                choices=[
                    (AS_IT_IS, _as_it_is(figure)),
                    *((str(one.score), f"{one.score}: {one.words}") for one in each.levels),
                ],
                initial=str(said.level) if said else AS_IT_IS,
                widget=forms.RadioSelect,
            )
            self.fields[f"why-{each.code}"] = forms.CharField(
                label=f"Why ({each.name.lower()})",
                required=False,
                initial=said.reason if said else "",
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def asked(self) -> list[tuple[Criterion, Any, Any, Filled | None]]:
        """Each criterion with its two fields and the figure that fills it."""
        return [(each, self[each.code], self[f"why-{each.code}"], self.filled.get(each.code)) for each in self.criteria]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        for each in self.criteria:
            figure, chosen = self.filled.get(each.code), answers.get(each.code)
            other = figure is not None and figure.level is not None and chosen and int(chosen) != figure.level
            if other and not answers.get(f"why-{each.code}", "").strip():
                self.add_error(
                    f"why-{each.code}", f"Say why you score {each.name.lower()} otherwise than the figures do."
                )
        return answers

    @property
    def answers(self) -> dict[str, tuple[int | None, str]]:
        """What `rounds.score` takes."""
        said = self.cleaned_data
        return {
            each.code: (int(said[each.code]) if said[each.code] else None, said[f"why-{each.code}"])
            for each in self.criteria
        }


def _as_it_is(figure: Filled | None) -> str:
    if figure is None:
        return "I cannot say"
    if figure.level is not None:
        return f"As the figures say: {figure.level}"
    return f"As the figures say: from {figure.low_level} to {figure.high_level}"


class SettleForm(forms.Form):
    level = forms.TypedChoiceField(label="Which level", coerce=int, widget=forms.RadioSelect)
    reason = forms.CharField(label="Why", widget=REASON)

    def __init__(self, *args: Any, criterion: Criterion, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["level"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(each.score, f"{each.score}: {each.words}") for each in criterion.levels]
