"""What is asked before something leaves."""

from typing import Any

from django import forms

from frankpledge.web.exports.kinds import Table


class ExportForm(forms.Form):
    """Which columns leave, and what for."""

    columns = forms.MultipleChoiceField(
        label="Columns that leave",
        help_text="Leave out what is not needed.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one column"},
    )
    reason = forms.CharField(
        label="What is it for?",
        max_length=500,
        help_text="It is kept in the record. Do not name a person.",
        widget=forms.TextInput(attrs={"class": "govuk-input"}),
    )

    def __init__(self, data: Any, table: Table):
        super().__init__(data, initial={"columns": [column.name for column in table.columns]})
        self.fields["columns"].choices = [  # type: ignore[attr-defined]
            (column.name, f"{column.name} ({column.why})" if column.why else column.name) for column in table.columns
        ]
