"""Text as it may stand in a table that somebody opens with a spreadsheet, said the same way everywhere."""

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(text: str) -> str:
    """
    Text that a spreadsheet would run as a formula is made plain text.

    >>> harmless("=cmd()"), harmless("Burglary")
    ("'=cmd()", 'Burglary')
    """
    return f"'{text}" if text.startswith(STARTS) else text
