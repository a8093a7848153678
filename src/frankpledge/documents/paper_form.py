"""A survey's form to be printed, filled in with a pen and keyed in: as a tagged PDF."""

import json
from dataclasses import asdict, dataclass

from frankpledge.documents.pdf import compiler


@dataclass(frozen=True)
class PrintedQuestion:
    """`options` are numbered from 1, as whoever keys the answer in types them; `lines` to write on where there are none."""

    number: int
    text: str
    item: str = ""
    only_if: str = ""
    hints: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    lines: int = 0


@dataclass(frozen=True)
class PaperForm:
    """`language` as in "en-GB"; `how` says how it is filled in."""

    title: str
    run_by: str
    language: str
    intro: str
    how: str
    thanks: str
    questions: tuple[PrintedQuestion, ...]


def render(form: PaperForm) -> bytes:
    """The form as PDF/UA-1 on A4. Text is handed over as JSON and is never read as markup."""
    made = compiler("paper_form.typ").compile(
        format="pdf", pdf_standards="ua-1", sys_inputs={"form": json.dumps(asdict(form))}
    )
    assert isinstance(made, bytes)  # one file, whatever the number of pages
    return made
