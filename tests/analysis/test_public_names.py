"""`from frankpledge import analysis` gives every method by name, and costs nothing until one is used."""

import subprocess
import sys
from pkgutil import iter_modules

import pytest

from frankpledge import analysis

NAMES = sorted(analysis._PUBLIC)


@pytest.mark.parametrize("name", NAMES)
def test_every_public_name_is_a_documented_function(name):
    assert callable(getattr(analysis, name))
    assert getattr(analysis, name).__doc__
    assert name in dir(analysis)


def test_no_public_name_is_hidden_behind_a_module():
    modules = {module.name for module in iter_modules(analysis.__path__)}

    assert modules.isdisjoint(NAMES)


def test_an_unknown_name_is_an_ordinary_error():
    with pytest.raises(AttributeError, match="no attribute 'crystal_ball'"):
        _ = analysis.crystal_ball


def test_importing_the_toolbox_loads_no_heavy_library():
    heavy = "[name for name in ('numpy', 'scipy', 'pandas', 'statsmodels') if name in sys.modules]"

    said = subprocess.run(
        [sys.executable, "-c", f"import sys; from frankpledge import analysis; print({heavy})"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout.strip() == "[]"
