"""An assessment as a document: a short opening, then a section for each kind of finding."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from frankpledge.assessment.assessment import Assessment, Period
from frankpledge.assessment.finding import Finding, Kind
from frankpledge.assessment.period import spell
from frankpledge.counted import counted
from frankpledge.documents import data, labels, maps, methods, notes, offences, provenance
from frankpledge.documents import finding as printed
from frankpledge.documents.content import Block, Bullets, Document, Folded, MapBlock, Notes, Notice, Paragraph, Section
from frankpledge.documents.finding import Shared
from frankpledge.documents.notes import SharedNotes
from frankpledge.documents.provenance import Sources

ORDER: tuple[Kind, ...] = (
    "context", "offence_table", "change", "comparison", "place", "people", "deprivation", "outcomes", "scheme",
)  # fmt: skip
HOW_TO_READ = (
    "A range after a figure is where the true value probably lies: of 20 such ranges, about 19 hold it.",
    "“Could be chance” means that two periods with no real change between them would often differ by as much.",
)


def content(assessment: Assessment, rows_at: Mapping[str, str] | None = None) -> Document:
    """Everything the assessment says, in reading order; `rows_at`: where pages show a finding's rows, by its id."""
    by_kind = _by_kind(assessment.findings)
    in_order: tuple[tuple[Kind, list[Finding]], ...] = tuple(
        (kind, by_kind.get(kind, [])) for kind in ("summary", *ORDER)
    )
    reading_order = [finding for _, findings in in_order for finding in findings]
    shared = Shared(notes.share(in_order), Sources(reading_order), rows_at or {})
    sections = [before_reading(shared.notes)]
    for kind in ORDER:
        findings = by_kind.get(kind, [])
        if findings:
            sections.append(_section(kind, findings, shared, assessment))
    sections += [
        section
        for section in (how_worked_out(assessment.findings), where_from(assessment.findings, shared.sources))
        if section
    ]
    return Document(
        title=assessment.area_name,
        kicker=assessment.kicker,
        facts=_facts(assessment),
        opening=_opening(by_kind.get("summary", []), shared, assessment),
        sections=tuple(sections),
        licences=tuple(dict.fromkeys(assessment.attribution)),
    )


def _by_kind(findings: Sequence[Finding]) -> dict[Kind, list[Finding]]:
    """Trends stand with the changes, so that a type is read in one place."""
    found: dict[Kind, list[Finding]] = {}
    for finding in findings:
        found.setdefault("change" if finding.kind == "trend" else finding.kind, []).append(finding)
    return found


def _facts(assessment: Assessment) -> tuple[tuple[str, str], ...]:
    made = datetime.fromisoformat(assessment.made_at)
    period = assessment.period
    facts = [
        ("Area", f"{assessment.area_name}, {assessment.area_kind} ({assessment.area_code})"),
        ("Period", spell(period.asked)),
    ]
    if period.compared:
        facts.append(("Compared with", spell(period.before)))
    facts.append(("Made", f"{made.day} {made:%B %Y}, from data published by then"))
    return tuple(facts)


def missing_months(assessment: Assessment) -> Notice | None:
    """What must be said before any figure when months are not held; an evaluation alone says it itself."""
    if not any(finding.kind == "offence_table" for finding in assessment.findings):
        return None
    period = assessment.period
    said = []
    if period.missing:
        verb = "is" if len(period.missing) == 1 else "are"
        said.append(f"{spell(period.missing)} {verb} not held and not in any count. Missing is not zero.")
    if not period.compared:
        said.append("No month of this period can be compared with a year before, so no change is given.")
    elif len(period.compared) < len(period.asked):
        said.append(
            f"Changes compare only the {len(period.compared)} of {len(period.asked)} months that are held in both "
            f"periods: {spell(period.compared)} with {spell(period.before)}."
        )
    return Notice("Missing months", tuple(said)) if said else None


def _opening(summary: Sequence[Finding], shared: Shared, assessment: Assessment) -> tuple[Block, ...]:
    blocks: list[Block] = []
    missing = missing_months(assessment)
    if missing:
        blocks.append(missing)
    titles = {f.id: reference(f) for f in assessment.findings if f.kind != "summary"}
    for finding in summary:
        blocks += printed.summary(finding, titles, shared)
    return tuple(blocks)


def reference(finding: Finding) -> str:
    """What a finding is called where it is referred to; the row of a table needs to say of which table."""
    if finding.kind == "offence_table":
        return f"{finding.crime_type or finding.title} (table)"
    return finding.title


def before_reading(shared_notes: SharedNotes) -> Section:
    strengths = tuple(f"{strength.word}: {strength.meaning}." for strength in labels.STRENGTHS.values())
    blocks: list[Block] = [Bullets(HOW_TO_READ), Paragraph("Each finding says how much weight it can bear:")]
    blocks.append(Bullets(strengths))
    if shared_notes.general:
        blocks.append(Paragraph("These notes hold of many of the figures. Each finding names those to read it with."))
        blocks.append(Notes(1, shared_notes.general))
    return Section("before-reading", "Before you read the figures", tuple(blocks))


def _section(kind: Kind, findings: Sequence[Finding], shared: Shared, assessment: Assessment) -> Section:
    title, intro = labels.SECTIONS[kind]
    blocks: list[Block] = [Paragraph(intro, "lead")]
    sections: tuple[Section, ...] = ()
    if kind == "offence_table":
        blocks += _offence_blocks(findings, shared, assessment)
    elif kind == "change":
        sections = tuple(_type_section(name, group, shared) for name, group in _by_type(findings).items())
    else:
        sections = tuple(
            Section(finding.id, finding.title, tuple(printed.blocks(finding, shared))) for finding in findings
        )
    return Section(kind.replace("_", "-"), title, (*blocks, *_section_notes(kind, shared.notes)), sections)


def _section_notes(kind: Kind, shared: SharedNotes) -> tuple[Block, ...]:
    if kind not in shared.by_section:
        return ()
    return (Paragraph("Notes to this section"), Notes(shared.first(kind), shared.by_section[kind]))


def _by_type(findings: Sequence[Finding]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.crime_type or "All crime", []).append(finding)
    return found


def _type_section(name: str, findings: Sequence[Finding], shared: Shared) -> Section:
    """A type's change and trend, under its name; one finding alone needs no heading of its own."""
    if len(findings) == 1:
        only = findings[0]
        return Section(only.id, name, tuple(printed.blocks(only, shared)))
    inner = tuple(Section(finding.id, finding.title, tuple(printed.blocks(finding, shared))) for finding in findings)
    return Section("type-" + name.lower().replace(" ", "-"), name, (), inner)


def _offence_blocks(findings: Sequence[Finding], shared: Shared, assessment: Assessment) -> list[Block]:
    parts = offences.sort(findings)
    tested = {f.crime_type or f.id: f for f in assessment.findings if f.kind == "change"}
    untyped = next((f for f in assessment.findings if f.kind == "change" and f.crime_type is None), None)
    if untyped and parts.total:
        tested[parts.total.id] = untyped
    blocks: list[Block] = []
    if parts.total:
        blocks.append(Paragraph(parts.total.statement, "statement"))
    when, months = _months_counted(assessment.period), len(assessment.period.held)
    main = offences.table(
        parts.rows,
        tested,
        id="offences",
        caption=f"Recorded crime by type, {when}",
        file=f"tables/{data.OFFENCES}",
        months=months,
    )
    blocks.append(main)
    if parts.composites:
        blocks.append(
            offences.table(
                parts.composites,
                tested,
                id="composites",
                caption=f"Named groups of types, {when}. Groups overlap and are not to be added up.",
                file=f"tables/{data.OFFENCES}",
                months=months,
            )
        )
    # On paper the section that follows says the same of every type; of the groups it says nothing.
    blocks.append(Folded("types-in-words", "The types in words", tuple(f.statement for f in parts.rows), paper=False))
    if parts.composites:
        blocks.append(Folded("groups-in-words", "The groups in words", tuple(f.statement for f in parts.composites)))
    blocks.append(offences.further([*parts.rows, *parts.composites], id="offences-further"))
    for finding in findings:
        blocks += printed.pictures(finding)
    blocks.append(printed.about_all(parts.total or findings[0], findings, shared))
    return blocks


def _months_counted(period: Period) -> str:
    """
    The months that are in the counts of this period, which are fewer than those asked for where some are not held.
    """
    if len(period.held) == len(period.asked):
        return spell(period.held)
    return f"{spell(period.held)} ({len(period.held):,} of {counted(len(period.asked), 'month')} held)"


def map_shapes(assessment: Assessment) -> dict[str, dict[str, object]]:
    """The maps as GeoJSON, by the id that each has in the document, for a map that can be moved."""
    return {
        block.id: maps.geojson(block.map)
        for finding in assessment.findings
        for block in printed.pictures(finding)
        if isinstance(block, MapBlock)
    }


def how_worked_out(findings: Sequence[Finding]) -> Section | None:
    names = list(dict.fromkeys(finding.method for finding in findings if finding.method))
    if not names:
        return None
    sections = tuple(Section(anchor, title, (Paragraph(text),)) for anchor, title, text in methods.explained(names))
    return Section("methods", "How it was worked out", (), sections)


def where_from(findings: Sequence[Finding], sources: Sources) -> Section:
    blocks: list[Block] = [
        Paragraph("The same rows can be counted again from these. The archive keeps every version named here."),
        Bullets(provenance.datasets(findings)),
        Folded("shared-sources", "The sources that findings name on paper", sources.lines),
    ]
    files = provenance.files(findings)
    if files:
        blocks.append(Folded("files", f"The {counted(len(files), 'file')} behind the figures", files))
    return Section("sources", "Where the figures come from", tuple(blocks))
