"""The API's description, put for a page: made from the same description that programs read."""

from dataclasses import dataclass
from typing import Any

from frankpledge.web.api.scopes import SCOPES, Scope


@dataclass(frozen=True)
class Parameter:
    name: str
    where: str
    required: bool
    words: str


@dataclass(frozen=True)
class Operation:
    """One address: what it gives, and what can be asked with it."""

    id: str
    method: str
    path: str
    words: str
    parameters: tuple[Parameter, ...]
    needs_token: bool
    fields: tuple[tuple[str, str], ...]


def described() -> dict[str, Any]:
    """Title, words, scopes and the operations, open ones first."""
    from frankpledge.web.api.v1 import api

    said: dict[str, Any] = api.get_openapi_schema()
    operations = [
        _operation(said, path, method, details)
        for path, methods in said["paths"].items()
        for method, details in methods.items()
    ]
    scopes: tuple[Scope, ...] = tuple(SCOPES.values())
    return {
        "info": said["info"],
        "open": [each for each in operations if not each.needs_token],
        "members": [each for each in operations if each.needs_token],
        "scopes": scopes,
    }


def _operation(said: dict[str, Any], path: str, method: str, details: dict[str, Any]) -> Operation:
    parameters = tuple(
        Parameter(each["name"], each["in"], each["required"], each.get("description", ""))
        for each in details["parameters"]
    )
    words = details.get("description") or details["summary"]
    return Operation(
        details["operationId"],
        method.upper(),
        path,
        words.strip(),
        parameters,
        bool(details.get("security")),
        _fields(said, details),
    )


def _fields(said: dict[str, Any], details: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """The names of the answer's fields, or of one thing in its list, with what is said of each."""
    content = details["responses"][200].get("content", {})
    schema = content.get("application/json", {}).get("schema", {})
    model = _model(said, schema)
    items = model.get("properties", {}).get("items")
    if items:
        model = _model(said, items.get("items", {}))
    return tuple((name, field.get("description", "")) for name, field in model.get("properties", {}).items())


def _model(said: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    reference = schema.get("$ref", "")
    found: dict[str, Any] = said["components"]["schemas"][reference.rsplit("/", 1)[-1]] if reference else schema
    return found
