"""One finding by itself, as a piece of a page: what a living assessment is put together from."""

from frankpledge.assessment.finding import Finding
from frankpledge.documents import finding as printed
from frankpledge.documents import html, notes
from frankpledge.documents.finding import Shared
from frankpledge.documents.provenance import Sources


def fragment(finding: Finding) -> str:
    """Statement, strength, figures, pictures, table and what stands behind them, as HTML without a heading."""
    shared = Shared(notes.share([(finding.kind, [finding])]), Sources([finding]))
    return html.blocks(printed.blocks(finding, shared))
