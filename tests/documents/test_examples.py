"""The examples in the docstrings are true."""

import doctest
import importlib
import pkgutil

import pytest

from frankpledge import documents

MODULES = sorted(module.name for module in pkgutil.iter_modules(documents.__path__))


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings(name):
    module = importlib.import_module(f"frankpledge.documents.{name}")

    assert doctest.testmod(module).failed == 0
