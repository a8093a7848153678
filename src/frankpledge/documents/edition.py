"""A signed edition as a document: from what the edition holds alone, so that it says what was signed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from frankpledge.assessment.finding import Finding
from frankpledge.counted import counted
from frankpledge.documents import finding as printed
from frankpledge.documents import frozen, labels, notes
from frankpledge.documents.assessment import before_reading, how_worked_out, where_from
from frankpledge.documents.content import (
    Block,
    Bullets,
    DataTable,
    Document,
    Notes,
    Notice,
    Paragraph,
    Section,
)
from frankpledge.documents.finding import Shared
from frankpledge.documents.provenance import Sources
from frankpledge.month import Month

ON_THE_PAGE = "on the page of this edition"
MONTHS = 60  # rows of a table that are printed where no chart shows them
OURS = "What the partnership says"
INVENTED = "Everything here is invented for a demonstration: no real place, person or crime."


@dataclass(frozen=True)
class Signed:
    """
    An edition: `content` as it was frozen (entries of findings.json with words and references, and what was printed
    of issues, gaps and facts), `pictures` by the findings' ids, `signature` in words, and its fingerprint.
    """

    partnership: str
    number: int
    content: Mapping[str, Any]
    signature: str
    digest: str
    licence: str
    pictures: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    invented: bool = False


def document(signed: Signed) -> Document:
    """Words around the findings, the findings in the order in which they were put, and what stands behind them."""
    content = signed.content
    entries: Sequence[Mapping[str, Any]] = content["findings"]
    findings = [frozen.finding(entry, signed.pictures.get(entry["id"])) for entry in entries]
    groups = [(kind, list(group)) for kind, group in groupby(findings, lambda finding: finding.kind)]
    named = _named([kind for kind, _ in groups])
    by_group = [(name, group) for name, (_, group) in zip(named, groups, strict=True)]
    shared = Shared(notes.share(by_group), Sources(findings))
    around = {entry["id"]: entry for entry in entries}
    sections = [before_reading(shared.notes)] if findings else []
    sections += [_part(part) for part in content.get("parts", ())]
    titles = {finding.id: finding.title for finding in findings}
    sections += [_group(name, group, shared, around, titles, bool(signed.pictures)) for name, group in by_group]
    sections += _known(content)
    sections += [section for section in (how_worked_out(findings),) if section]
    if findings:
        sections.append(where_from(findings, shared.sources))
    sections.append(_signature(signed))
    return Document(
        title=content["title"],
        kicker="Problem profile" if content["kind"] == "profile" else "Strategic assessment",
        facts=_facts(signed),
        opening=_opening(signed),
        sections=tuple(sections),
        licences=(signed.licence,),
    )


def _facts(signed: Signed) -> tuple[tuple[str, str], ...]:
    content = signed.content
    first, last = (Month.parse(content["period"][end]).label for end in ("from", "to"))
    return (
        ("Partnership", signed.partnership),
        ("Area", f"{content['area']['name']} ({content['area']['code']})"),
        ("Period", first if first == last else f"{first} to {last}"),
        ("Edition", f"{signed.number}, {signed.signature[0].lower()}{signed.signature[1:]}"),
    )


def _opening(signed: Signed) -> tuple[Block, ...]:
    content = signed.content
    said: list[Block] = []
    if signed.invented:
        said.append(Notice("Invented", (INVENTED,)))
    hidden = content.get("hidden", 0)
    if hidden:
        verb = "is" if hidden == 1 else "are"
        said.append(
            Notice(
                "Not all of the edition", (f"{counted(hidden, 'finding')} from restricted data {verb} not in here.",)
            )
        )
    return (*said, *_words(content.get("opening", "")), *_rests_on(content.get("opening_rests_on", ())))


def _words(text: str) -> list[Block]:
    return [Paragraph(line.strip()) for line in text.splitlines() if line.strip()]


def _rests_on(links: Sequence[Mapping[str, str]]) -> list[Block]:
    if not links:
        return []
    lines = (
        f"{each['kind']}: {each['title']}. {each['said']}{' (' + each['why'] + ')' if each['why'] else ''}"
        for each in links
    )
    return [Paragraph("It rests on:", "small"), Bullets(tuple(line.strip() for line in lines))]


def _part(part: Mapping[str, Any]) -> Section:
    words = _words(part["words"]) or [Paragraph("Nothing was written.")]
    return Section(
        part["id"], part["title"], (*words, *_rests_on(part["rests_on"]), *_came_of(part.get("came_of", ())))
    )


def _came_of(evaluated: Sequence[Mapping[str, str]]) -> list[Block]:
    if not evaluated:
        return []
    lines = tuple(f"{each['action']}: {each['answer']}. {each['said']}" for each in evaluated)
    return [Paragraph("What came of the response:", "small"), Bullets(lines)]


def _named(kinds: Sequence[str]) -> list[str]:
    """An id for each group; a kind that comes again has a number."""
    seen: dict[str, int] = {}
    names = []
    for kind in kinds:
        seen[kind] = seen.get(kind, 0) + 1
        plain = f"of-{kind.replace('_', '-')}"
        names.append(plain if seen[kind] == 1 else f"{plain}-{seen[kind]}")
    return names


def _group(
    name: str,
    group: Sequence[Finding],
    shared: Shared,
    around: Mapping[str, Mapping[str, Any]],
    titles: Mapping[str, str],
    pictured: bool,
) -> Section:
    kind = group[0].kind
    if kind == "summary":
        title, intro = "In short", ""
    else:
        title, intro = labels.SECTIONS[kind]
    blocks: list[Block] = [Paragraph(intro, "lead")] if intro else []
    if name in shared.notes.by_section:
        blocks += [
            Paragraph("Notes to this section"),
            Notes(shared.notes.first(name), shared.notes.by_section[name]),
        ]
    inner = tuple(
        Section(
            finding.id,
            finding.title,
            tuple(
                _on_paper(block, pictured) if isinstance(block, DataTable) else block
                for block in _around(finding, shared, around[finding.id], titles)
            ),
        )
        for finding in group
    )
    return Section(name, title, tuple(blocks), inner)


def _around(finding: Finding, shared: Shared, entry: Mapping[str, Any], titles: Mapping[str, str]) -> list[Block]:
    """The finding, with the notes on recording before it and people's words after it, as on the edition's page."""
    said: list[Block] = [
        Notice(f"{note['title']} ({note['standing']})", (f"{note['effect']} {note['source']}".strip(),))
        for note in entry.get("recording_notes", ())
    ]
    if finding.kind == "summary":
        said += printed.summary(finding, {id: title for id, title in titles.items() if id != finding.id}, shared)
    else:
        said += printed.blocks(finding, shared)
    # Said in one paragraph with the first words, so that no page ends between the two.
    words = entry.get("words", "").strip()
    said += _words(f"{OURS}: {words}") if words else []
    return [*said, *_rests_on(entry.get("rests_on", ()))]


def _on_paper(table: DataTable, pictured: bool) -> DataTable:
    """What is cut is on the edition's page. An edition without pictures, of an older Frankpledge, has its months."""
    rows = table.print_rows if pictured else max(table.print_rows, MONTHS)
    return replace(table, file=ON_THE_PAGE, print_rows=rows)


def _known(content: Mapping[str, Any]) -> list[Section]:
    """What is beginning to show, what is not known, and what others say, as it was when the edition was signed."""
    issues = tuple(
        Section(f"issue-{n}", each["title"], tuple(_words(each["seen"])))
        for n, each in enumerate(content.get("emerging_issues", ()), start=1)
    )
    gaps = tuple(
        Section(f"gap-{n}", each["question"], tuple(_words(each["matters"])))
        for n, each in enumerate(content.get("knowledge_gaps", ()), start=1)
    )
    facts: list[Block] = []
    for each in content.get("sourced_facts", ()):
        where = f"{each['source']}, {each['address']}" if each["address"] else each["source"]
        facts += [
            Paragraph(each["statement"]),
            Paragraph(f"{each['year']}. {where}. To mind: {each['caveat']}", "small"),
        ]
    known = (
        Section("emerging-issues", "What is beginning to show", (), issues),
        Section("knowledge-gaps", "What is not known yet", (), gaps),
        Section("sourced-facts", "Facts from elsewhere", tuple(facts)),
    )
    return [section for section in known if section.blocks or section.sections]


def _signature(signed: Signed) -> Section:
    return Section(
        "signature",
        "Signature",
        (
            Paragraph(f"{signed.signature}. It no longer changes. Corrections, if any, are told {ON_THE_PAGE}."),
            Paragraph("Fingerprint (SHA-256 of words, figures and data versions of the whole edition):"),
            Paragraph(signed.digest, "small"),
        ),
    )
