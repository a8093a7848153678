"""Money is whole pence everywhere; pounds are for people."""

import re
from decimal import Decimal
from typing import Any

from django import forms

WRITTEN = re.compile(r"£?\s*(\d{1,3}(,\d{3})+|\d{1,12})(\.(\d{2}))?")
MOST = 10**12  # ten thousand million pounds: more is a slip of the finger


def pounds(pence: int) -> str:
    """
    An amount as people here write it.

    >>> pounds(123450), pounds(50000), pounds(-7)
    ('£1,234.50', '£500', '−£0.07')
    """
    whole, rest = divmod(abs(pence), 100)
    return f"{'−' if pence < 0 else ''}£{whole:,}{f'.{rest:02}' if rest else ''}"


def plain_pounds(pence: int) -> str:
    """
    An amount for programs, in pounds.

    >>> plain_pounds(123450), plain_pounds(50000)
    ('1234.50', '500.00')
    """
    return f"{Decimal(pence) / 100:.2f}"


def change_in_words(now: int, before: int) -> str:
    """
    How an amount differs from that of the year before.

    >>> change_in_words(110, 100), change_in_words(90, 100), change_in_words(5, 0), change_in_words(5, 5)
    ('£0.10 more, 10%', '£0.10 less, 10%', '£0.05 more', 'as last year')
    """
    difference = now - before
    if not difference:
        return "as last year"
    share = f", {abs(difference) / before:.0%}" if before else ""
    return f"{pounds(abs(difference))} {'more' if difference > 0 else 'less'}{share}"


class PoundsField(forms.CharField):
    """An amount in pounds as people write it (£1,234.50), as whole pence."""

    widget = forms.TextInput(attrs={"class": "govuk-input govuk-input--width-10", "inputmode": "decimal"})

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value)).strip()
        if not text:
            return None
        found = WRITTEN.fullmatch(text)
        if not found:
            raise forms.ValidationError("Write the amount in pounds, such as 500 or 1,234.50.")
        pence = int(found[1].replace(",", "")) * 100 + int(found[4] or 0)
        if pence >= MOST:
            raise forms.ValidationError("That is more money than there is here.")
        return pence
