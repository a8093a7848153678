"""
What one installation hands to another as a file of JSON: a questionnaire, a scoring template. It holds words and
settings, never answers, people or a partnership's name.

    {"frankpledge": "questionnaire", "format": 1, "content": {…}}
"""

import json
from typing import Any, Generic, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from pydantic import TypeAdapter
from pydantic import ValidationError as NotThat

from frankpledge.web.uploads import checked

FORMAT = 1
MOST = 1_000_000  # bytes: a survey of a hundred questions in two languages has a tenth of it
MOST_FAULTS = 10
KINDS = {"questionnaire": "the questions of a survey", "scoring template": "a scoring template"}

Whole = TypeVar("Whole")


def packed(kind: str, content: dict[str, Any], name: str) -> HttpResponse:
    """The file, to be kept under `name`.json."""
    whole = {"frankpledge": kind, "format": FORMAT, "content": content}
    answer = HttpResponse(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return answer


def unpacked(file: "UploadedFile[Any]", kind: str, wanted: type[Whole]) -> Whole:
    """
    What the file holds, as a `wanted` (a frozen dataclass), each value of the type that it is declared with.

    Raises ValidationError that names the file, the place in it and the value, for its sender.
    """
    checked(file, {"json"}, MOST)
    try:
        whole = json.loads(file.read().decode("utf-8-sig"))
    except json.JSONDecodeError as fault:
        where = f"line {fault.lineno}, column {fault.colno}"
        raise ValidationError(f"{file.name}: it breaks off or is damaged at {where}. Take it away anew.") from None
    except (UnicodeDecodeError, RecursionError):
        raise ValidationError(f"{file.name} is damaged. Take it away anew.") from None
    held = whole.get("frankpledge") if isinstance(whole, dict) else None
    if held != kind:
        found = KINDS.get(str(held), "something that did not come from Frankpledge")
        raise ValidationError(f"{file.name} holds {found}. What is wanted here is {KINDS[kind]}.")
    if whole.get("format") != FORMAT:
        raise ValidationError(f"{file.name} was made by a newer Frankpledge: its format is {whole.get('format')!r}, and {FORMAT} is known here.")  # fmt: skip
    try:
        return TypeAdapter(wanted).validate_python(whole.get("content"))
    except NotThat as fault:
        raise ValidationError([f"{file.name}: {_said(each)}" for each in fault.errors()[:MOST_FAULTS]]) from None


class PortableForm(forms.Form, Generic[Whole]):
    """One file to bring in; once valid, `brought` is what it holds."""

    file = forms.FileField(
        label="File from another Frankpledge",
        help_text="It ends in .json. Nothing is kept before it is whole.",
        widget=forms.FileInput(attrs={"class": "govuk-file-upload", "accept": ".json"}),
    )

    def __init__(self, kind: str, wanted: type[Whole], *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.kind, self.wanted = kind, wanted

    def clean_file(self) -> Any:
        self.brought = unpacked(self.cleaned_data["file"], self.kind, self.wanted)
        return self.cleaned_data["file"]


def _said(fault: Any) -> str:
    """
    One fault as a sentence: where, what, and the value.

    >>> _said({"loc": ("questions", 0, "key"), "msg": "Input should be a valid string", "input": 5, "type": "x"})
    'questions 1, key: Input should be a valid string. It is 5'
    """
    where = ""
    for step in fault["loc"]:
        where += f" {step + 1}" if isinstance(step, int) else f", {step}"
    value = "" if fault["type"] == "missing" else f". It is {str(fault['input'])[:60]}"
    return f"{where.lstrip(', ')}: {fault['msg']}{value}"
