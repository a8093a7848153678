"""A finding names its method by the name of a page, and a reader who is not an analyst is told what that method does."""

import ast

import pytest

from frankpledge.documents.methods import METHODS, explained
from tests.conftest import ROOT

PAGES = {path.stem for path in (ROOT / "docs" / "methods").glob("*.md")}


def named_by_findings() -> set[str]:
    """Every method that a module of the assessment gives to a finding."""
    return {
        constant.value
        for path in (ROOT / "src" / "frankpledge" / "assessment").glob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        for keyword in call.keywords
        if keyword.arg == "method"
        for constant in ast.walk(keyword.value)
        if isinstance(constant, ast.Constant) and isinstance(constant.value, str) and constant.value
    }


@pytest.mark.parametrize("name", sorted(METHODS))
def test_every_explanation_leads_to_a_page_that_is_there(name):
    assert name in PAGES


def test_every_method_that_a_finding_names_is_explained():
    named = named_by_findings()

    assert len(named) > 20
    assert named <= set(METHODS)


def test_no_method_is_explained_that_no_finding_names():
    assert set(METHODS) <= named_by_findings()


def test_the_explanation_ends_with_the_page_that_has_the_rest():
    [(anchor, title, text)] = explained(["control-chart"])

    assert (anchor, title) == ("method-control-chart", "How the months run")
    assert text.endswith("In full: docs/methods/control-chart.md.")
