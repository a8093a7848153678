"""The rows that a load could not take, for a person to mend."""

import csv
from pathlib import Path

from frankpledge.archive.load_report import LoadReport
from frankpledge.spreadsheet_cell import harmless


def write_rejected(report: LoadReport, path: Path) -> None:
    """File, row, column, value and reason, as a CSV that a spreadsheet opens without running anything in it."""
    with open(path, "w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(["file", "row", "column", "value", "reason"])
        for bad in report.rejected:
            told = (harmless(bad.column), harmless(bad.value), harmless(bad.reason))
            writer.writerow([harmless(bad.file), bad.row, *told])
