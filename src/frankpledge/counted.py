"""A number with its noun, said the same way everywhere."""


def counted(count: float, noun: str, plural: str = "") -> str:
    """
    `plural` where it is not the noun with an s.

    >>> counted(1, "month"), counted(4504, "row"), counted(0, "crime"), counted(2, "child", "children")
    ('1 month', '4,504 rows', '0 crimes', '2 children')
    """
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def verb(count: float, one: str, more: str) -> str:
    """
    The verb that goes with so many.

    >>> f"{counted(1, 'row')} {verb(1, 'is', 'are')} left out", f"3 {verb(3, 'has', 'have')} none"
    ('1 row is left out', '3 have none')
    """
    return one if count == 1 else more
