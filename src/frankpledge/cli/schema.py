"""`frankpledge schema NAME`: the JSON Schema of what a command writes."""

import json
from enum import Enum
from typing import Annotated

import typer

from frankpledge.documents import data


class Schema(str, Enum):  # noqa: UP042 - typer lists the values of a plain string enum
    findings = "findings"


def schema(name: Annotated[Schema, typer.Argument(help="Which file: findings is OUT/findings.json.")]) -> None:
    """Print the JSON Schema of a file, so that programs can rely on its shape."""
    typer.echo(json.dumps(data.schema(), indent=2, ensure_ascii=False))
