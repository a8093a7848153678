"""What is asked before a program or another system is let in."""

from datetime import timedelta
from typing import Any

from django import forms

from frankpledge.web.api.models import News
from frankpledge.web.api.scopes import Scope
from frankpledge.web.api.whereto import reason_not_to_send


class TokenForm(forms.Form):
    """What the token is for, what it may do, and how long."""

    name = forms.CharField(
        label="What will use it?", max_length=100, help_text="For example: dashboard of the county council."
    )
    scopes = forms.MultipleChoiceField(label="What may it do?", widget=forms.CheckboxSelectMultiple)
    days = forms.TypedChoiceField(
        label="How long does it last?",
        coerce=int,
        initial=90,
        choices=[(7, "7 days"), (30, "30 days"), (90, "90 days"), (365, "A year")],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, scopes: list[Scope], **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["scopes"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(scope.code, f"{scope.words[0].upper()}{scope.words[1:]}") for scope in scopes]

    @property
    def asked(self) -> dict[str, Any]:
        answers = self.cleaned_data
        return {"name": answers["name"], "scopes": answers["scopes"], "lasts": timedelta(days=answers["days"])}


class SubscriptionForm(forms.Form):
    """Where to, and of what."""

    address = forms.URLField(
        label="Address that is told",
        max_length=500,
        assume_scheme="https",
        help_text="It begins with https:// and is on the open internet. Redirects are not followed.",
    )
    news = forms.MultipleChoiceField(
        label="What is it told of?",
        widget=forms.CheckboxSelectMultiple,
        choices=[(kind.value, f"{kind.label[0].upper()}{kind.label[1:]}") for kind in News],
        initial=[News.PUBLISHED, News.CORRECTED, News.TAKEN_BACK],
    )

    def clean_address(self) -> str:
        address = str(self.cleaned_data["address"])
        reason = reason_not_to_send(address)
        if reason:
            raise forms.ValidationError(reason)
        return address
