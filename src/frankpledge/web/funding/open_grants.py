"""
Grants as open data, in the spreadsheet shape of the 360Giving Data Standard 1.0: one grant a row.

https://standard.threesixtygiving.org: the ten core fields come first, then those that are known. The partnership's
own prefix (360G-…) is given out by 360Giving to publishers that ask for it (`OpenData`). An organisation without a charity or company number gets an identifier from its name, as
the standard advises for those that are in no register.
"""

import csv
import io
import re
from collections.abc import Iterable
from datetime import UTC
from hashlib import sha256

from frankpledge.documents.data import cell
from frankpledge.web.funding.models import Grant, OpenData
from frankpledge.web.funding.money import plain_pounds

COLUMNS = (
    "Identifier", "Title", "Description", "Currency", "Amount Awarded", "Award Date",
    "Recipient Org:Identifier", "Recipient Org:Name", "Funding Org:Identifier", "Funding Org:Name",
    "Amount Applied For", "Planned Dates:Start Date", "Planned Dates:End Date", "Recipient Org:Charity Number",
    "Recipient Org:Company Number", "Grant Programme:Title", "Last modified",
)  # fmt: skip
# England and Wales have charities of six or seven digits; companies have eight, or letters and six.
CHARITY, COMPANY = re.compile(r"\d{6,7}(-\d+)?"), re.compile(r"\d{8}|[A-Z]{2}\d{6}")


def identifier(prefix: str, name: str, number: str) -> str:
    """
    What an organisation is known by everywhere.

    >>> identifier("360G-Caster", "Harbour Youth Club", "1234567")
    'GB-CHC-1234567'
    >>> identifier("360G-Caster", "Harbour Youth Club", "sc 123 456")
    'GB-COH-SC123456'
    >>> identifier("360G-Caster", "Harbour Youth Club", "").startswith("360G-Caster-org-")
    True
    """
    plain = number.replace(" ", "").upper()
    if CHARITY.fullmatch(plain):
        return f"GB-CHC-{plain}"
    if COMPANY.fullmatch(plain):
        return f"GB-COH-{plain}"
    return f"{prefix}-org-{sha256(' '.join(name.casefold().split()).encode()).hexdigest()[:12]}"


def as_csv(grants: Iterable[Grant], ours: OpenData) -> str:
    """The grants as a table in which nothing is a formula; those to people and those received are left out."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for grant in grants:
        if grant.way == "out" and not grant.individual:
            writer.writerow([cell(value) for value in _row(grant, ours)])
    return out.getvalue()


def _row(grant: Grant, ours: OpenData) -> list[str]:
    number = grant.organisation_number.replace(" ", "").upper()
    return [
        f"{ours.prefix}-{grant.pk}",
        grant.title,
        grant.purpose,
        "GBP",
        plain_pounds(grant.pence),
        grant.awarded_on.isoformat(),
        identifier(ours.prefix, grant.organisation, number),
        grant.organisation,
        ours.organisation,
        grant.partnership.name,
        plain_pounds(grant.bid.asked_pence) if grant.bid else "",
        grant.first_day.isoformat() if grant.first_day else "",
        grant.last_day.isoformat() if grant.last_day else "",
        number if CHARITY.fullmatch(number) else "",
        number if COMPANY.fullmatch(number) else "",
        grant.pot.name if grant.pot else "",
        grant.changed_at.astimezone(UTC).isoformat(timespec="seconds"),
    ]
