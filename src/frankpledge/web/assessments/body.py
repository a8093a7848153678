"""The body of an edition's page: words and findings, section by section, with a way to each and what stands behind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string

from frankpledge.documents import labels
from frankpledge.documents.fragment import behind, summary
from frankpledge.web.assessments.content import printed_findings
from frankpledge.web.assessments.models import Assessment
from frankpledge.web.assessments.trail import trails


@dataclass(frozen=True)
class Group:
    """Findings of one kind that stand together, under a heading of their own."""

    id: str
    title: str
    intro: str
    findings: list[Mapping[str, Any]]


def body(assessment: Assessment, content: Mapping[str, Any]) -> str:
    """HTML. What people wrote is escaped here, findings were by documents.html."""
    findings = content["findings"]
    titles = {each["id"]: each["title"] for each in findings}
    printed = printed_findings(assessment)
    printed |= {each["id"]: summary(each, titles) for each in findings if each["kind"] == "summary"}
    about = {
        "content": content,
        "groups": groups(findings),
        "printed": printed,
        "trails": trails(assessment, findings),
        "behind": behind(findings),
    }
    return render_to_string("assessments/edition_body.html", about)


def groups(findings: Sequence[Mapping[str, Any]]) -> list[Group]:
    """By kind, in the order of the kinds' first appearance: as in the draft, one heading a kind."""
    by_kind: dict[Any, list[Mapping[str, Any]]] = {}
    for finding in findings:
        by_kind.setdefault(finding["kind"], []).append(finding)
    made = []
    for kind, together in by_kind.items():
        title, intro = labels.SECTIONS.get(kind, (kind.capitalize(), ""))
        made.append(Group(f"of-{kind.replace('_', '-')}", title, intro, together))
    return made
