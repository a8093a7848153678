"""Pieces of a page that a living assessment or an edition is put together from."""

from collections.abc import Iterable, Mapping
from typing import Any

from frankpledge.assessment.finding import Finding
from frankpledge.documents import finding as printed
from frankpledge.documents import frozen, html, notes
from frankpledge.documents.assessment import how_worked_out, where_from
from frankpledge.documents.finding import Shared
from frankpledge.documents.provenance import Sources


def fragment(finding: Finding) -> str:
    """Statement, strength, figures, pictures, table and what stands behind them, as HTML without a heading."""
    return html.blocks(printed.blocks(finding, _alone(finding)))


def summary(entry: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    """
    The summary of an entry of findings.json, sentence by sentence, each with links to the findings that it rests on.
    `titles` are those of the findings that stand on the same page, by id; others are not named.
    """
    finding = frozen.finding(entry)
    return html.blocks(printed.summary(finding, titles, _alone(finding)))


def behind(entries: Iterable[Mapping[str, Any]]) -> str:
    """
    The end of a page with these entries of findings.json: each method in words, then the data and the files. It is
    where the links and words of each `fragment` lead.
    """
    findings = [frozen.finding(entry) for entry in entries]
    if not findings:
        return ""
    sections = (how_worked_out(findings), where_from(findings, Sources(findings)))
    inner = "".join(html.section(section) for section in sections if section)
    return f'<div class="fd">{inner}</div>'


def _alone(finding: Finding) -> Shared:
    return Shared(notes.share([(finding.kind, [finding])]), Sources([finding]))
