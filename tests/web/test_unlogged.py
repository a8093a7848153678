"""What a line of the log holds when a database refuses a row."""

import logging

from frankpledge.web.unlogged import WithoutSecrets


def line(message: str, *args: object, fault: Exception | None = None) -> str:
    """As it is written, with the traceback of `fault`."""
    caught = None
    if fault:
        try:
            raise fault
        except type(fault) as raised:
            caught = (type(raised), raised, raised.__traceback__)
    record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, message, args, caught)
    assert WithoutSecrets().filter(record)
    return logging.Formatter().format(record)


def test_an_error_is_logged_without_the_row_that_it_is_about() -> None:
    fault = ValueError("duplicate key value\nDETAIL:  Key (email)=(mo@example.org) already exists.\nnear /u/s3cret/")

    written = line("Internal Server Error: %s", "/u/s3cret/", fault=fault)

    assert "mo@example.org" not in written
    assert "s3cret" not in written
    assert "duplicate key value" in written
    assert "Traceback" in written


def test_a_line_without_an_error_stays_as_it_is() -> None:
    assert line("Bad Request: %s", "/plans/") == "Bad Request: /plans/"
