"""What there is to load: every file found, recognised, and checked against the others of the same load."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

from frankpledge.archive.load_feed import FeedFile
from frankpledge.archive.load_report import FileReport, Status
from frankpledge.month import Month
from frankpledge.sources.dataset import Dataset
from frankpledge.sources.opened import Opened, UnreadableFile
from frankpledge.sources.opened_folder import Found, find
from frankpledge.sources.partner_extract_table import compare, format_of
from frankpledge.sources.partner_mapping import Feed
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
    The files to load: `reference` in the order found, `months` by dataset and month, `feeds` of partners.

    `reports` says what became of those that will not be loaded.
    """

    reference: list[Recognised]
    months: dict[tuple[Month, str], list[Recognised]]
    reports: list[FileReport]
    feeds: list[FeedFile] = field(default_factory=list)

    @property
    def size(self) -> int:
        """Bytes as they lie on disk."""
        months = (unit.size for units in self.months.values() for unit in units)
        return sum(months) + sum(unit.size for unit in self.reference) + sum(unit.size for unit in self.feeds)


def plan(paths: Sequence[Path], feeds: Sequence[Feed] = ()) -> Plan:
    """Look at the beginning of every file below `paths`; `feeds` are those of partners that are remembered."""
    recognised: list[Recognised] = []
    from_partners: dict[tuple[Path, str | None], FeedFile] = {}
    reports: list[FileReport] = []
    for path in paths:
        known = [_look(found, feeds) for found in find([path])]
        if path.is_file() and all(isinstance(one, FileReport) and one.status == "passed over" for one in known):
            reports.append(FileReport(str(path), "failed", "holds no file of a kind that is known"))
        recognised += [one for one in known if isinstance(one, Recognised)]
        for one in known:
            if isinstance(one, FeedFile):
                from_partners.setdefault((one.opened.path.resolve(), one.opened.member), one)
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
    by_month = {key: months[key] for key in sorted(months) if months[key]}
    return Plan(reference, by_month, _reports_once(reports), list(from_partners.values()))


def _look(found: Found, feeds: Sequence[Feed]) -> Recognised | FeedFile | FileReport:
    opened = found.opened
    try:
        if found.fault:
            raise UnreadableFile(found.fault)
        head = opened.head
        known = recognise(head)
        if known is None and (sent := _from_partner(opened, feeds)):
            return sent
        if known is None:
            if format_of(opened) == "xlsx" and not found.named:
                return FileReport(opened.name, "passed over")
            if close := almost(head):
                raise UnreadableFile(close)
            if found.named:
                raise UnreadableFile(_unknown(opened))
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


def _unknown(opened: Opened) -> str:
    """What to say of a file named by hand that is of no kind we know; of an Office document, how to save it."""
    what, how = ("an Office document", "; save it as CSV UTF-8") if format_of(opened) == "xlsx" else ("a file", "")
    return (
        f"is {what} of no kind that is known: docs/data.md lists those that are{how}. A partner's extract is described "
        "first: frankpledge feed propose"
    )


def _from_partner(opened: Opened, feeds: Sequence[Feed]) -> FeedFile | None:
    """The file as one of a feed; raises UnreadableFile where it nearly is, or is of two. None where it is of none."""
    kind = format_of(opened)
    compared = [(feed, compare(opened, feed.layout)) for feed in feeds if feed.layout.format == kind]
    same = [feed for feed, differs in compared if differs is not None and differs.none]
    if len(same) > 1:
        names = " and of ".join(feed.title for feed in same)
        raise UnreadableFile(f"has the layout of {names}: their layouts must differ, or nobody can tell them apart")
    if same:
        return FeedFile(opened, same[0], opened.packed_size)
    near = [f"{feed.title} ({differs})" for feed, differs in compared if differs is not None]
    if near:
        raise UnreadableFile(
            f"is not laid out as agreed for {' nor '.join(near)}. Nothing was loaded: ask the sender, and describe the "
            "new layout with frankpledge feed add if it is meant"
        )
    return None


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


def _fault(unit: Recognised) -> str:
    try:
        unit.module.read(unit.opened.in_memory(), unit.dataset)
    except UnreadableFile as error:
        return str(error)
    return ""


def _without_conflicts(units: list[Recognised]) -> tuple[list[Recognised], list[FileReport]]:
    """Of several files for one force's month: one if they are the same bytes, none if they differ and can be read."""
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
            for unit in list(digests):
                # A file that cannot be read is no edition, and must not stop one that can.
                if fault := _fault(unit):
                    reports.append(unit.report("failed", fault))
                    del digests[unit]
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
