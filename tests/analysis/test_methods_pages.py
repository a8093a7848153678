"""The worked examples in docs/methods, and those in the analysis functions themselves, run and give what they print."""

import doctest
import importlib
import pkgutil
import re

import pytest

import frankpledge.analysis
from tests.conftest import ROOT

PAGES = sorted((ROOT / "docs" / "methods").glob("*.md"))
PARTS = (
    "What it answers",
    ("How it works", "The rule"),
    "What it takes for granted",
    "hen not to use it",
    "A worked example",
    "Sources",
)
RULES = "summary"  # which sentences open an assessment: a choice of ours, and no method
MODULES = sorted(module.name for module in pkgutil.iter_modules(frankpledge.analysis.__path__))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_methods_page_has_a_worked_example_that_is_true(path):
    failed, tried = doctest.testfile(str(path), module_relative=False, optionflags=doctest.IGNORE_EXCEPTION_DETAIL)

    assert tried > 0, f"{path.name} has no worked example"
    assert failed == 0


@pytest.mark.parametrize("path", [path for path in PAGES if path.stem != RULES], ids=lambda path: path.stem)
def test_every_methods_page_has_every_part(path):
    headings = re.findall(r"^## (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)

    missing = [
        part
        for part in PARTS
        if not any(name in heading for name in (part if isinstance(part, tuple) else (part,)) for heading in headings)
    ]
    assert missing == []


@pytest.mark.parametrize("module", MODULES)
def test_every_example_in_a_docstring_is_true(module):
    failed, _ = doctest.testmod(importlib.import_module(f"frankpledge.analysis.{module}"))

    assert failed == 0


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_pages_link_only_to_pages_that_are_there(path):
    links = re.findall(r"\]\(([^)#:]+\.md)", path.read_text(encoding="utf-8"))

    missing = [link for link in links if not (path.parent / link).is_file()]
    assert missing == []
