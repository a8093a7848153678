"""Which fields of this app are about people, and which were looked at and are not. A test reads both lists."""

PERSONAL: dict[str, str] = {}
NOT_PERSONAL: set[str] = set()
