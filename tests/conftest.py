"""What every test may ask for."""

import gc
import os
from pathlib import Path
from typing import Any

import pytest

from tests import browser

ROOT = Path(__file__).parent.parent


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """
    Files with tests in a browser come last: from the first of them on an event loop runs in the process, and then
    Django refuses to ask a database. A test of pages that calls a parameter `page` would start a browser unawares.
    """
    in_browser = [item for item in items if "playwright" in getattr(item, "fixturenames", ())]
    files = {item.path for item in in_browser}
    items.sort(key=lambda item: item.path in files)
    unawares = [item.nodeid for item in in_browser if "db" in getattr(item, "fixturenames", ())]
    assert not unawares, f"these would start a browser while they ask the database: {unawares}"


def pytest_collection_finish() -> None:
    """What is imported by now stays: the collector need not look through it again after every few hundred objects."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real police.uk files; the test is skipped, saying so, where it is absent."""
    folder = Path(os.environ.get("FRANKPLEDGE_REAL_DATA", ROOT.parent / "shared" / "data"))
    if not (folder / "police-uk").is_dir():
        pytest.skip(f"no real police.uk data at {folder}: set FRANKPLEDGE_REAL_DATA to try this on real files")
    return folder


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """How pytest-playwright starts the browser."""
    return browser.launch_arguments()


@pytest.fixture(scope="session")
def base_url() -> None:
    """Tests name whole addresses. (The plugin's own fixture is of a kind that pytest 9 warns of, and warnings fail.)"""
