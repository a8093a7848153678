"""Writing the description of a feed: the same TOML that `partner_mapping_file` reads."""

from collections.abc import Mapping
from datetime import date

Told = Mapping[str, object]


def written(told: Told) -> str:
    """
    TOML of tables of text, whole numbers, days, truth values, lists, and lists of tables; what is None is left out.

    >>> print(written({"feed": {"name": "A", "open": True}, "columns": {"Ref": {"field": "reference", "n": 1}}}))
    [feed]
    name = "A"
    open = true
    <BLANKLINE>
    [columns]
    "Ref" = { field = "reference", n = 1 }
    <BLANKLINE>
    """
    parts = []
    for name, value in told.items():
        if isinstance(value, list):
            parts += [_table(f"[[{name}]]", one) for one in value]
        elif isinstance(value, Mapping):
            parts.append(_table(f"[{name}]", value))
    return "\n".join(parts)


def _table(head: str, values: Told) -> str:
    lines = [f"{_key(name)} = {_value(value)}" for name, value in values.items() if value is not None]
    return "\n".join([head, *lines]) + "\n"


def _key(name: str) -> str:
    return name if name.isascii() and name.replace("_", "a").isalnum() and name.islower() else text(name)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return f"[{', '.join(_value(one) for one in value)}]"
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{_key(name)} = {_value(one)}' for name, one in value.items())} }}"
    return text(str(value))


def text(words: str) -> str:
    """
    A TOML basic string.

    >>> text('a "b"\\t')
    '"a \\\\"b\\\\"\\\\t"'
    """
    escaped = words.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    return '"' + "".join(sign if sign.isprintable() else f"\\U{ord(sign):08x}" for sign in escaped) + '"'
