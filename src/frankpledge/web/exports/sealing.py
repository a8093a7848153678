"""
Sealing a table: a PDF in which the table is attached, encrypted as a whole with AES-256 (ISO 32000-2, revision 6).

The format is one that every organisation can open without a further program, and the cipher is that of qpdf, through
pikepdf: none of it is ours. The page says what is attached, so that whoever finds the file later knows what it is,
once they have the passphrase. Without it neither the page nor the table nor any word about them can be read.
"""

import csv
import io
import secrets
from collections.abc import Iterable, Sequence

from frankpledge.documents import pdf
from frankpledge.documents.content import Document
from frankpledge.documents.data import cell

# No letters that are taken for one another; 20 of 31 are 99 bits.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP = 5, 4


def passphrase() -> str:
    """A new passphrase, to be said over the telephone: five groups of four."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """CSV in UTF-8 with a byte-order mark, in which nothing is a formula: there are no sheets that could be hidden."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([cell(name) for name in columns])
    writer.writerows([cell(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def seal(file_name: str, content: bytes, about: Document, secret: str) -> bytes:
    """A PDF that only `secret` opens, with `content` attached under `file_name`."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf.render(about))) as opened:
        attached = pikepdf.AttachedFileSpec(
            opened, content, filename=file_name, mime_type="text/csv", description="", creation_date="", mod_date=""
        )
        opened.attachments[file_name] = attached
        opened.Root.PageMode = pikepdf.Name.UseAttachments
        out = io.BytesIO()
        locked = pikepdf.Encryption(user=secret, owner=secrets.token_urlsafe(32), R=6, aes=True, metadata=True)
        opened.save(out, encryption=locked)
    return out.getvalue()
