"""What is asked about packs."""

from django import forms


class WordsForm(forms.Form):
    """The manager's words. All else is worked out."""

    summary = forms.CharField(
        label="Summary", required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 6})
    )
    ask = forms.CharField(
        label="What the meeting is asked to decide",
        required=False,
        max_length=5_000,
        help_text="One decision a line.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
