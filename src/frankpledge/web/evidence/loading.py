"""A load as a job: its report becomes the quality page."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from frankpledge.archive.archive import Archive
from frankpledge.archive.load import load
from frankpledge.archive.load_report import NOT_DONE, Progress
from frankpledge.archive.rejects import write_rejected
from frankpledge.web.jobs.tell import Tell


def load_evidence(archive: Path, asked: dict[str, Any], folder: Path, tell: Tell) -> dict[str, object]:
    """Load what was asked, telling how far it is; the report as plain values, its rejected rows in a file beside."""

    def told(progress: Progress) -> None:
        tell(progress.doing, progress.done, progress.total, progress.rows_per_second, progress.seconds_left)

    report = load(
        Archive(archive), asked["paths"], edition=asked["edition"], not_these=asked["not_these"], progress=told
    )
    # A file that came through the browser is known to its sender by its name, not by where it was put.
    put_at = re.compile(re.escape(f"{folder / 'files'}/") + r"\d+/")
    report.rejected = [replace(row, file=put_at.sub("", row.file)) for row in report.rejected]
    if report.rejected:
        write_rejected(report, folder / "rejected.csv")
    result = report.as_json()
    for file in result["files"]:
        file["file"], file["reason"] = put_at.sub("", file["file"]), put_at.sub("", file["reason"])
    result["rejected"] = len(report.rejected)
    result["not_taken"] = [file for file in result["files"] if file["status"] in NOT_DONE]
    touched = {(file.force, file.month) for file in report.with_status("loaded", "replaced")}
    result["quality"] = [
        month
        for month in result["quality"]
        if (month["force"], month["month"]) in touched and month["dataset"] == "police_uk_street"
    ]
    return result
