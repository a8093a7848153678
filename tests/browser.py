"""A real browser for tests: how it is started, and the accessibility check that every page must pass."""

import json
import os
import shutil
from functools import cache
from pathlib import Path
from typing import Any

AXE = Path(__file__).parent / "vendor" / "axe-core-4.14.1" / "axe.min.js"
# It runs offline, in a container, and must not call its maker.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def launch_arguments() -> dict[str, Any]:
    """
    For `browser_type_launch_args`: the system's Chromium, not one that is downloaded.

    The headless shell is the same engine without a window's trappings, and opens a page in a third of the time.
    """
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    chromium = next(filter(None, map(shutil.which, names)), None)
    return {"executable_path": chromium, "args": ARGUMENTS} if chromium else {"args": ARGUMENTS}


@cache
def axe() -> str:
    return AXE.read_text(encoding="utf-8")


def violations(page: Any) -> list[str]:
    """
    What axe finds wrong with the page as it is now: rule, and the first places.

    Where FRANKPLEDGE_ACCESSIBILITY names a file, what was looked at is added to it: see script/accessibility.
    """
    page.evaluate(axe())  # the browser's own console: a page's content security policy does not stop it
    # Of what passes, the names of the rules are enough: a long page has tens of thousands of places that pass.
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})", RULES
    )
    if file := os.environ.get("FRANKPLEDGE_ACCESSIBILITY"):
        _note(Path(file), page, found)
    return [
        f"{rule['id']}: {rule['help']} at {[node['target'] for node in rule['nodes'][:3]]}"
        for rule in found["violations"]
    ]


def _note(file: Path, page: Any, found: dict[str, Any]) -> None:
    """One line of JSON. Addresses are kept as they are: which page each is of is known to who reads the file."""
    looked = {
        "address": page.url,
        "width": page.viewport_size["width"],
        "axe": found["testEngine"]["version"],
        "browser": page.context.browser.version,
        "rules": [rule["id"] for rule in (*found["passes"], *found["violations"], *found["incomplete"])],
        "broken": [{"rule": rule["id"], "help": rule["help"]} for rule in found["violations"]],
        "undecided": [{"rule": rule["id"], "help": rule["help"]} for rule in found["incomplete"]],
    }
    with file.open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(looked) + "\n")


def overflows(page: Any) -> bool:
    """Whether the page is wider than the window, so that a reader must push it sideways."""
    page.wait_for_load_state()  # a page that has only begun has nothing to measure yet
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
