"""`python -m frankpledge.cli` is `frankpledge`."""

from frankpledge.cli.main import app

app()
