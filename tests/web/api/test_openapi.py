"""The description that programs read is true: whatever it allows is answered as it says, and never with an error."""

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from frankpledge.web.api.v1 import api
from tests.web.api import made

MUCH = settings(
    max_examples=10, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
OPERATIONS = [
    (path, method.upper()) for path, methods in api.get_openapi_schema()["paths"].items() for method in methods
]


@pytest.fixture(autouse=True)
def _connection_kept() -> Iterator[None]:
    """Between requests a server gives up connections that are too old; the test's transaction is in this one."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def headers(castermouth, edition, town, settings, monkeypatch) -> dict[str, str]:
    """With something published, something held, and a token for all of it."""
    settings.ARCHIVE = town.folder
    monkeypatch.setattr("frankpledge.web.api.throttle.THROTTLE.per_minute", 1_000_000)
    return {"Authorization": f"Bearer {made.token(castermouth, 'ana', 'assessments', 'rows', 'restricted')}"}


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_whatever_is_asked_is_answered_as_described(path, method, headers, edition) -> None:
    """Whatever the description allows, and what it does not: of things that are there, and that are not."""
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())
    operation = described[path][method]
    there = {
        "edition_id": edition.pk,
        "finding_id": "burglary",
        "assessment_id": edition.assessment_id,
        "number": 1,
    }

    # That the last month is not before the first cannot be said in a description.
    but = [positive_data_acceptance] if path.endswith("/rows") else []

    @MUCH
    @given(operation.as_strategy())
    def ask(case) -> None:
        case.call_and_validate(headers=headers, excluded_checks=but)
        case.path_parameters = {name: there[name] for name in case.path_parameters or {}}
        case.call_and_validate(headers=headers, excluded_checks=but)

    ask()


def test_the_description_is_of_openapi_3_1_and_tells_every_operation_once() -> None:
    said = api.get_openapi_schema()

    names = [details["operationId"] for methods in said["paths"].values() for details in methods.values()]
    assert said["openapi"] == "3.1.0"
    assert len(set(names)) == len(names) == 19
    assert all(details["description"] for methods in said["paths"].values() for details in methods.values())
