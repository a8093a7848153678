"""Secrets in addresses stay out of the log: whoever reads it could use them."""

import logging
import re
from typing import Any

SECRET = re.compile(
    r"(/|%2F)(u|join|start|open|calendar|account/password/reset/key|account/confirm-email)(/|%2F)[^/\s?]+",
    re.IGNORECASE,
)


class WithoutSecrets(logging.Filter):
    """Takes the secret out of every address that a line would name."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _without(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(_without(each) for each in record.args)
        elif isinstance(record.args, dict):
            record.args = {name: _without(each) for name, each in record.args.items()}
        return True


def _without(value: Any) -> Any:
    return SECRET.sub(r"/\2/…", value) if isinstance(value, str) else value
