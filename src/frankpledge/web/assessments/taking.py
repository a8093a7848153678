"""A signed edition to take away: printed once from what it holds, and from then on the same file for everybody."""

import json
from hashlib import sha256

from django.http import HttpResponse
from django.template.defaultfilters import slugify
from django.utils import timezone

from frankpledge.documents import pdf, word
from frankpledge.documents.content import Document
from frankpledge.documents.edition import Signed, document
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.assessments.models import Edition, EditionFile
from frankpledge.web.assessments.open_data import licence
from frankpledge.web.assessments.restricted import without

Readers, Format = EditionFile.Readers, EditionFile.Format
TYPES = {
    Format.PDF: "application/pdf",
    Format.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
PRINTERS = {Format.PDF: pdf.render, Format.WORD: word.render}


class NotAsSigned(RuntimeError):
    """What an edition holds does not bear the fingerprint under which it was signed. It is not printed."""


def readers_of(viewer: Viewer, edition: Edition) -> EditionFile.Readers:
    """Which of the printed files a member is given; they are one where nothing is restricted."""
    whole = not edition.restricted or viewer.may(Permission.SEE_RESTRICTED)
    return Readers.WHOLE if whole else Readers.OPEN


def file(edition: Edition, readers: EditionFile.Readers, format: EditionFile.Format) -> bytes:
    """
    The edition as a file. It is printed from the frozen content, whose fingerprint is looked at first, when it is
    first asked for; the archive of today plays no part. Raises NotAsSigned.
    """
    kept = EditionFile.objects.filter(edition=edition, readers=readers, format=format).first()
    if kept is None:
        printed = PRINTERS[format](printed_for(edition, readers))
        kept, _ = EditionFile.objects.get_or_create(
            edition=edition,
            readers=readers,
            format=format,
            defaults={"partnership": edition.partnership, "data": printed},
        )
    return bytes(kept.data)


def printed_for(edition: Edition, readers: EditionFile.Readers) -> Document:
    """What readers of one sort are given, before it is printed in any format."""
    if sha256(json.dumps(edition.content, sort_keys=True).encode()).hexdigest() != edition.digest:
        raise NotAsSigned(f"{edition} does not bear its fingerprint any more: see the backup of the day it was signed.")
    content = edition.content
    whole = readers == Readers.WHOLE or (readers == Readers.PUBLIC and edition.shows_restricted)
    if edition.restricted and not whole:
        content = without(content, edition.restricted)
    on = timezone.localtime(edition.signed_at)
    # Whose name is under it is for members to know; the public is told the role, as on its page.
    who = edition.signed_as if readers == Readers.PUBLIC else f"{edition.signed_by} ({edition.signed_as})"
    return document(
        Signed(
            partnership=edition.partnership.name,
            number=edition.number,
            content=content,
            signature=f"Signed by {who} on {on.day} {on:%B %Y}",
            digest=edition.digest,
            licence=licence(edition),
            pictures=edition.pictures,
            invented=edition.partnership.demonstration,
        )
    )


def response(edition: Edition, readers: EditionFile.Readers, format: EditionFile.Format) -> HttpResponse:
    """The file as an answer, to be saved under a name of its own."""
    headers = {"Content-Disposition": f'attachment; filename="{filename(edition, format)}"'}
    return HttpResponse(file(edition, readers, format), TYPES[format], headers=headers)


def filename(edition: Edition, format: EditionFile.Format) -> str:
    """Of letters, digits and hyphens alone, whatever the title: safe in a header and on any disk."""
    named = slugify(edition.assessment.title)[:60].strip("-") or "assessment"
    return f"{named}-edition-{edition.number}.{format}"
