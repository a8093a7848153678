"""Secrets in addresses stay out of the log: whoever reads it could use them."""

import logging
import re
import traceback
from typing import Any

SECRET = re.compile(
    r"(/|%2F)(u|join|start|open|calendar|account/password/reset/key|account/confirm-email)(/|%2F)[^/\s?]+",
    re.IGNORECASE,
)
DETAIL = re.compile(r"^(DETAIL|CONTEXT):.*$", re.MULTILINE)


class WithoutSecrets(logging.Filter):
    """Takes the secret out of every address that a line would name, and out of errors what a database says of a row."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _without(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(_without(each) for each in record.args)
        elif isinstance(record.args, dict):
            record.args = {name: _without(each) for name, each in record.args.items()}
        if record.exc_info:
            # A database names the row that it refused; the row may be about a person.
            told = "".join(traceback.format_exception(*record.exc_info)).rstrip()
            record.exc_text = DETAIL.sub("DETAIL: not logged", _without(told))
        return True


def _without(value: Any) -> Any:
    return SECRET.sub(r"/\2/…", value) if isinstance(value, str) else value
