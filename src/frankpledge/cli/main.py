"""`frankpledge`: one command for each thing a person can do."""

import typer

from frankpledge.cli.schema import schema

app = typer.Typer(
    name="frankpledge",
    help="From recorded crime to a strategic assessment: load the evidence, then assess an area.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


@app.callback()
def frankpledge() -> None:
    pass


app.command()(schema)
