"""Writing an assessment to a folder, whole or not at all."""

import json
import os
import shutil
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from secrets import token_hex

from frankpledge.assessment.assessment import Assessment
from frankpledge.documents import assessment as printed
from frankpledge.documents import data, html, pdf, word
from frankpledge.documents.exchange import exchange

FORMATS = ("html", "pdf", "docx", "json", "csv")
NAMES = {"html": "index.html", "pdf": "assessment.pdf", "docx": "assessment.docx", "json": "findings.json"}
MARK = ".frankpledge-"  # in the name of a folder that is being written


class NotAnAssessment(FileExistsError):
    """The folder to write to holds something else, which would be lost."""


def write(assessment: Assessment, out: Path, formats: Collection[str] = FORMATS) -> None:
    """
    Write the formats asked for to the folder `out`, in place of an earlier assessment there.

    Whoever looks while it is written, and whatever ends it, `out` holds the old one or the new one, whole.
    Raises `NotAnAssessment` where `out` holds anything else, ValueError for a format that there is not.
    """
    unknown = sorted(set(formats) - set(FORMATS))
    if unknown:
        raise ValueError(f"there is no format {', '.join(unknown)}: choose from {', '.join(FORMATS)}")
    out = out.expanduser().resolve()
    refuse_what_is_not_ours(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    _clear_away(out)
    new = out.with_name(f".{out.name}{MARK}{os.getpid()}-{token_hex(3)}")
    try:
        _fill(new, assessment, formats)
        if out.exists():
            exchange(new, out)
        else:
            os.rename(new, out)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def refuse_what_is_not_ours(out: Path) -> None:
    """Raises `NotAnAssessment` unless `out` is absent, empty, or holds an assessment and nothing else."""
    if not out.exists():
        return
    if not out.is_dir():
        raise NotAnAssessment(f"{out} is a file, not a folder.")
    other = sorted(entry.name for entry in out.iterdir() if not _ours(entry))
    if other:
        said = ", ".join(other[:3]) + (f" and {len(other) - 3} more" if len(other) > 3 else "")
        raise NotAnAssessment(
            f"{out} holds {said}, which no assessment wrote. Choose another folder, or empty this one."
        )


def _ours(entry: Path) -> bool:
    if entry.name == "tables" and entry.is_dir():
        return all(table.suffix == ".csv" and table.is_file() for table in entry.iterdir())
    return entry.name in NAMES.values() and entry.is_file()


def _fill(folder: Path, assessment: Assessment, formats: Collection[str]) -> None:
    """PDF and Word are made side by side with the rest: most of their time is spent outside Python."""
    folder.mkdir()
    document = printed.content(assessment)
    with ThreadPoolExecutor() as made:
        paper = made.submit(pdf.render, document) if "pdf" in formats else None
        office = made.submit(word.render, document) if "docx" in formats else None
        if "html" in formats:
            (folder / NAMES["html"]).write_text(html.render(document), encoding="utf-8")
        if "json" in formats:
            text = json.dumps(data.findings_json(assessment), indent=1, ensure_ascii=False, allow_nan=False)
            (folder / NAMES["json"]).write_text(text + "\n", encoding="utf-8")
        if "csv" in formats:
            for name, text in data.tables(assessment).items():
                path = folder / name
                path.parent.mkdir(exist_ok=True)
                # Excel takes a file for UTF-8 only if it begins with this mark.
                path.write_text(text, encoding="utf-8-sig", newline="")
        if paper:
            (folder / NAMES["pdf"]).write_bytes(paper.result())
        if office:
            (folder / NAMES["docx"]).write_bytes(office.result())


def _clear_away(out: Path) -> None:
    """Remove what a writer that was ended left beside; a writer that still runs is left alone."""
    for left in out.parent.glob(f".{out.name}{MARK}*"):
        number = left.name.rpartition(MARK)[2].partition("-")[0]
        if number.isdigit() and not _runs(int(number)):
            shutil.rmtree(left, ignore_errors=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
