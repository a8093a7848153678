"""How invented demonstration data is known from real data, wherever its figures go."""

from collections.abc import Collection

FORCE_NAME = "Frankshire Police"  # no such force exists
ATTRIBUTION = "Invented demonstration data, made by Frankpledge: no real place, person or crime."


def is_invented(force_names: Collection[str]) -> bool:
    """
    Whether figures about an area policed by these forces are made up, the whole of its geography included.

    >>> is_invented(["Frankshire Police"]), is_invented(["North Yorkshire Police"])
    (True, False)
    """
    return FORCE_NAME in force_names
