"""`frankpledge`: one command for each thing a person can do."""

import typer

from frankpledge.cli import audit, feed
from frankpledge.cli.areas import areas
from frankpledge.cli.assess import assess
from frankpledge.cli.backup import backup, restore
from frankpledge.cli.demo import demo
from frankpledge.cli.evaluate import evaluate
from frankpledge.cli.fetch import fetch
from frankpledge.cli.holdings import holdings
from frankpledge.cli.load import load
from frankpledge.cli.refusing import Refusing
from frankpledge.cli.run import run
from frankpledge.cli.schema import schema
from frankpledge.cli.serve import serve, worker

app = typer.Typer(
    name="frankpledge",
    cls=Refusing,
    help="From recorded crime to a strategic assessment: load the evidence, then assess an area.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


@app.callback()
def frankpledge() -> None:
    pass


for command in (load, fetch, holdings, areas, assess, evaluate, serve, worker, demo, run, schema, backup, restore):
    app.command()(command)
app.add_typer(audit.app, name="audit")
app.add_typer(feed.app, name="feed")
