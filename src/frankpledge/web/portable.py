"""
What one installation hands to another as a file of JSON: a questionnaire, a scoring template. It holds words and
settings, never answers, people or a partnership's name.

    {"frankpledge": "questionnaire", "format": 1, "content": {…}}
"""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
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
MOST_DIGITS = 9  # of a whole number: none that is needed has more, and a score of hundreds cannot be reckoned with
# What no database, page or printed form can hold: control signs but a tab and a new line, and halves of a sign.
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
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
        whole = json.loads(file.read().decode("utf-8-sig"), parse_int=_whole_number)
    except json.JSONDecodeError as fault:
        where = f"line {fault.lineno}, column {fault.colno}"
        raise ValidationError(f"{file.name}: it breaks off or is damaged at {where}. Take it away anew.") from None
    except (UnicodeDecodeError, RecursionError):
        raise ValidationError(f"{file.name} is damaged. Take it away anew.") from None
    held = whole.get("frankpledge") if isinstance(whole, dict) else None
    if held != kind:
        other = KINDS.get(str(held), "something that did not come from Frankpledge")
        raise ValidationError(f"{file.name} holds {other}. What is wanted here is {KINDS[kind]}.")
    if whole.get("format") != FORMAT:
        raise ValidationError(f"{file.name} was made by a newer Frankpledge: its format is {whole.get('format')!r}, and {FORMAT} is known here.")  # fmt: skip
    try:
        found = TypeAdapter(wanted).validate_python(whole.get("content"))
    except NotThat as fault:
        raise ValidationError([f"{file.name}: {_said(each)}" for each in fault.errors()[:MOST_FAULTS]]) from None
    for value in _values(asdict(found)):  # type: ignore[call-overload]  # a `wanted` is a dataclass
        if isinstance(value, str) and UNWRITABLE.search(value):
            raise ValidationError(f"{file.name}: {UNWRITABLE.sub('�', value)[:60]!r} has signs that cannot be shown.")
        if isinstance(value, int) and abs(value) >= 10**MOST_DIGITS:
            raise ValidationError(_too_long(file.name))
    return found


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


def _whole_number(digits: str) -> int:
    """Raises ValidationError for one that is too long: reading it takes long, and nothing here reckons with it."""
    if len(digits.lstrip("-")) > MOST_DIGITS:
        raise ValidationError(_too_long("The file"))
    return int(digits)


def _too_long(file: str | None) -> str:
    return f"{file} has a number of more than {MOST_DIGITS} digits, which no questions or templates need."


def _values(held: Any) -> Iterator[Any]:
    """Everything that is in it and holds nothing itself."""
    inner = list(held.values()) if isinstance(held, dict) else held
    if not isinstance(inner, list | tuple):
        yield held
        return
    for each in inner:
        yield from _values(each)


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
    return UNWRITABLE.sub("�", f"{where.lstrip(', ')}: {fault['msg']}{value}")
