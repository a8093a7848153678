"""docs/proof.md names modules that there are."""

import re
from pkgutil import iter_modules

from frankpledge import analysis
from tests.conftest import ROOT


def test_the_page_of_proofs_names_only_modules_that_there_are():
    text = (ROOT / "docs" / "proof.md").read_text(encoding="utf-8")
    named = {name for row in re.findall(r"^\| ([a-z_, ]+?) \|", text, re.MULTILINE) for name in row.split(", ")}

    assert len(named) > 40
    assert named <= {module.name for module in iter_modules(analysis.__path__)}
