"""What there is to load: every file found, recognised, and checked against the others of the same load."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from frankpledge.archive.load_report import FileReport, Status
from frankpledge.month import Month
from frankpledge.sources.dataset import Dataset
from frankpledge.sources.opened import Opened, UnreadableFile
from frankpledge.sources.opened_folder import Found, find
from frankpledge.sources.police_uk import FORCES, NAME, Whose, is_sample
from frankpledge.sources.recognise import almost, recognise

MAYBE_EVIDENCE = (".csv", ".gz", ".zip", ".json", ".geojson")


@dataclass(frozen=True)
class Recognised:
    """A file we know how to read. `force` and `month` are None for what is not published by force and month."""

    opened: Opened
    module: ModuleType
    dataset: Dataset
    force: str | None = None
    month: Month | None = None
    sample: bool = False
    size: int = 0  # in bytes, as it lies on disk
    notes: tuple[str, ...] = ()

    def report(
        self, status: Status, reason: str = "", *, rows: int = 0, rejected: int = 0, sha256: str | None = None
    ) -> FileReport:
        month = str(self.month) if self.month else None
        return FileReport(
            self.opened.name, status, reason, self.dataset.name, self.force, month, rows, rejected, sha256, self.sample
        )


@dataclass
class Plan:
    """
    The files to load: `reference` in the order found, `months` by dataset and month.

    `reports` says what became of those that will not be loaded.
    """

    reference: list[Recognised]
    months: dict[tuple[Month, str], list[Recognised]]
    reports: list[FileReport]

    @property
    def size(self) -> int:
        """Bytes as they lie on disk."""
        return sum(unit.size for units in [self.reference, *self.months.values()] for unit in units)


def plan(paths: Sequence[Path]) -> Plan:
    """Look at the beginning of every file below `paths`."""
    recognised: list[Recognised] = []
    reports: list[FileReport] = []
    for path in paths:
        known = [_look(found) for found in find([path])]
        if path.is_file() and all(isinstance(one, FileReport) and one.status == "passed over" for one in known):
            reports.append(FileReport(str(path), "failed", "holds no file of a kind that is known"))
        recognised += [one for one in known if isinstance(one, Recognised)]
        reports += [one for one in known if isinstance(one, FileReport)]
    reference = []
    months: dict[tuple[Month, str], list[Recognised]] = defaultdict(list)
    for unit in _each_once(recognised):
        if unit.month is None:
            reference.append(unit)
        else:
            months[unit.month, unit.dataset.name].append(unit)
    for key, units in months.items():
        months[key], refused = _without_conflicts(units)
        reports += refused
    return Plan(reference, {key: months[key] for key in sorted(months) if months[key]}, _reports_once(reports))


def _look(found: Found) -> Recognised | FileReport:
    opened = found.opened
    try:
        if found.fault:
            raise UnreadableFile(found.fault)
        head = opened.head
        known = recognise(head)
        if known is None:
            if close := almost(head):
                raise UnreadableFile(close)
            if found.named:
                raise UnreadableFile("is not a file of a kind that is known: see docs/data.md for those that are")
            return FileReport(opened.name, "passed over")
        module, dataset = known
        if not hasattr(module, "of"):
            return Recognised(opened, module, dataset, size=opened.packed_size)
        whose = module.of(head)
        return Recognised(
            opened,
            module,
            dataset,
            whose.force,
            whose.month,
            is_sample(head.file_name),
            opened.packed_size,
            _misnamed(head.file_name, whose),
        )
    except UnreadableFile as error:
        suffix = Path(opened.member or opened.path.name).suffix.lower()
        if str(error) == "is empty" and not found.named and suffix not in MAYBE_EVIDENCE:
            return FileReport(opened.name, "passed over")
        return FileReport(opened.name, "failed", str(error))


def _misnamed(file_name: str, whose: Whose) -> tuple[str, ...]:
    named = NAME.search(file_name)
    if not named:
        return ()
    force = FORCES.get(named[2], whose.force)
    if named[1] == str(whose.month) and force == whose.force:
        return ()
    return (f"its name says {force} {named[1]}, its rows {whose.force} {whose.month}: the rows were believed",)


def _each_once(units: Iterable[Recognised]) -> list[Recognised]:
    once = {(unit.opened.path.resolve(), unit.opened.member): unit for unit in units}
    return list(once.values())


def _reports_once(reports: Iterable[FileReport]) -> list[FileReport]:
    """A file named twice is reported once; as failed, if it was passed over the other time."""
    once: dict[str, FileReport] = {}
    for report in reports:
        if report.file not in once or once[report.file].status == "passed over":
            once[report.file] = report
    return list(once.values())


def _without_conflicts(units: list[Recognised]) -> tuple[list[Recognised], list[FileReport]]:
    """Of several files for one force's month: one if they are the same bytes, none if they differ."""
    kept: list[Recognised] = []
    reports: list[FileReport] = []
    by_force: dict[tuple[str | None, bool], list[Recognised]] = defaultdict(list)
    for unit in units:
        by_force[unit.force, unit.sample].append(unit)
    for same in by_force.values():
        if len(same) == 1:
            kept += same
            continue
        digests: dict[Recognised, str] = {}
        for unit in same:
            try:
                digests[unit] = unit.opened.sha256
            except UnreadableFile as error:
                reports.append(unit.report("failed", str(error)))
        if len(set(digests.values())) > 1:
            for unit in digests:
                others = ", ".join(other.opened.name for other in digests if digests[other] != digests[unit])
                reports.append(
                    unit.report(
                        "refused", f"a different edition of the same month is in this load: {others}. Load one of them"
                    )
                )
        elif digests:
            first, *again = digests
            kept.append(first)
            reports += [unit.report("repeated", f"the same bytes as {first.opened.name}") for unit in again]
    return kept, reports
