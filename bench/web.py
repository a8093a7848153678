"""
Whether the pages stay quick while fifty people work on one machine, and whether any answer is an error.

    python -m bench.web            SQLite, and PostgreSQL where one is installed; 10 s between clicks, 3 minutes each
    python -m bench.web --quick    SQLite alone, for 20 s

The server is the one that `frankpledge serve` starts, its worker beside it. Who clicks runs on the same machine. The
PostgreSQL is script/postgres's: it does not wait for the disk, so its writes are quicker than those of one that does.
"""

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import psutil

from bench.bars import Bar, show
from bench.clicks import Click, Page, Person
from bench.measured import StepFailed, machine, run
from frankpledge.cli.serve import APPLICATION, OPTIONS

ROOT = Path(__file__).parent.parent
P95 = 300.0  # ms
JUDGED = 20  # clicks of one page without which its p95 is only its worst, and is not judged
ADDRESS = "FRANKPLEDGE_DATABASE"


@dataclass(frozen=True)
class Pace:
    """Seconds between a person's clicks on average, seconds that they work before it counts, and seconds that count."""

    between: float
    warming: float
    lasting: float


FULL, QUICK = Pace(10, 20, 180), Pace(10, 5, 15)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.web", description=(__doc__ or "").splitlines()[1])
    parser.add_argument("--quick", action="store_true", help="SQLite alone, for 20 s")
    parser.add_argument("--on", metavar="FOLDER", type=Path, help=argparse.SUPPRESS)  # what script/postgres runs
    asked = parser.parse_args(arguments)
    pace = QUICK if asked.quick else FULL
    if asked.on:
        with _owned() as database:
            return measure(asked.on, "PostgreSQL", database, pace)
    with tempfile.TemporaryDirectory(prefix="frankpledge-bench-") as temporary:
        folder = Path(temporary)
        run([sys.executable, "-m", "bench.workspace", "archive", str(folder)])
        code = measure(folder, "SQLite", {ADDRESS: ""}, pace)
        if asked.quick:
            print("Quick: SQLite alone. Each page was asked for too seldom to be judged by itself.")
        elif any(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
            shutil.rmtree(folder / "archive" / ".workspace")
            command = ["sh", str(ROOT / "script" / "postgres"), sys.executable, "-m", "bench.web", "--on", str(folder)]
            code = max(code, subprocess.run(command, cwd=ROOT).returncode)
        else:
            print("No PostgreSQL is installed: SQLite alone.")
    return code


def measure(folder: Path, database: str, environment: dict[str, str], pace: Pace) -> int:
    """Fill the workspace, serve it, click, and print the table; returns the exit code."""
    os.environ.update(environment)
    for name in ("FRANKPLEDGE_PUBLIC", "FRANKPLEDGE_MAIL", "FRANKPLEDGE_WORKSPACE"):
        os.environ.pop(name, None)
    made = json.loads(run([sys.executable, "-m", "bench.workspace", "people", str(folder)]).said.splitlines()[-1])
    people = [
        Person(each["role"], dict(each["cookies"]), pages_of(each["role"], each["agency"], made), seed)
        for seed, each in enumerate(made["people"])
    ]
    with served(folder / "archive", made["secret"]) as (address, process):
        clicks, used, elapsed = together(people, address, pace, process)
        memory = sum(each.memory_info().rss for each in [process, *process.children(recursive=True)]) / 2**20
    roles = ", ".join(f"{sum(p.role == role for p in people)} {role}" for role in dict.fromkeys(p.role for p in people))
    title = f"bench.web on {database}: {len(people)} people ({roles}), {pace.between:g} s between clicks"
    footer = (
        f"{len(clicks)} clicks in {elapsed:.0f} s after {pace.warming:g} s of warming up; "
        f"{sum(person.conflicts for person in people)} passages met another's and were kept beside it. The pages and "
        f"their worker took {used:.1f} s of processor time ({1000 * used / max(1, len(clicks)):.0f} ms a click, the "
        f"database server's own not counted) and {memory:,.0f} MiB. The machine's load was "
        f"{os.getloadavg()[0]:.1f} at the end.\nA page is judged where it was asked for {JUDGED} times or more. "
        f"Stylesheets, which a browser keeps, are not counted.\n{machine('django', 'gunicorn', 'psycopg')}"
    )
    for error in sorted({f"{click.page}: {click.error}" for click in clicks if click.error})[:20]:
        print(f"error: {error}", file=sys.stderr)
    return show(title, bars(clicks), footer)


def bars(clicks: list[Click]) -> list[Bar]:
    """The line of each page, slowest first, and those of all clicks together and of errors."""
    lines = []
    for page in sorted({click.page for click in clicks}):
        of_page = [click for click in clicks if click.page == page]
        lines.append(_line(page, of_page, judged=len(of_page) >= JUDGED))
    errors = sum(bool(click.error) for click in clicks)
    return [
        *sorted(lines, key=lambda line: -line.value),
        _line("all clicks", clicks, judged=True),
        Bar("errors", errors, 0, "", f"of {len(clicks)} clicks"),
        Bar("clicks too few to say anything", 1 if len(clicks) < JUDGED else 0, 0, ""),
    ]


def _line(what: str, clicks: list[Click], *, judged: bool) -> Bar:
    times = [1000 * click.seconds for click in clicks]
    beside = f"p50 {quantile(times, 0.5):.0f}, worst {max(times, default=0):.0f} ms, {len(times)} times"
    return Bar(f"{what}: p95", quantile(times, 0.95), P95 if judged else None, "ms", beside)


def quantile(times: list[float], share: float) -> float:
    """
    The time within which this share of the clicks was answered: one of the times, never a mean of two.

    >>> quantile([1, 2, 3, 4, 100], 0.5), quantile([1, 2, 3, 4, 100], 0.95), quantile([], 0.5)
    (3, 100, 0.0)
    """
    if not times:
        return 0.0
    return sorted(times)[max(0, -int(-share * len(times) // 1) - 1)]


def together(
    people: list[Person], address: str, pace: Pace, process: psutil.Process
) -> tuple[list[Click], float, float]:
    """All work at once. Their clicks once warmed up, the server's seconds of processor time, and the seconds it took."""
    stop = threading.Event()
    begun = time.monotonic()
    until = begun + pace.warming + pace.lasting
    threads = [
        threading.Thread(
            target=each.work, args=(address,), kwargs={"between": pace.between, "until": until, "stop": stop}
        )
        for each in people
    ]
    for thread in threads:
        thread.start()
    try:
        time.sleep(pace.warming)
        before = {person.seed: len(person.clicks) for person in people}
        used, counted_from = _processor_time(process), time.monotonic()
        for thread in threads:
            thread.join()
    finally:
        stop.set()
    clicks = [click for person in people for click in person.clicks[before[person.seed] :]]
    # An error is one whenever it came.
    early = [click for person in people for click in person.clicks[: before[person.seed]] if click.error]
    return early + clicks, _processor_time(process) - used, time.monotonic() - counted_from


def _processor_time(process: psutil.Process) -> float:
    times = [each.cpu_times() for each in [process, *process.children(recursive=True)]]
    return sum(each.user + each.system for each in times)


@contextmanager
def served(archive: Path, secret: str) -> Iterator[tuple[str, psutil.Process]]:
    """The pages and the worker as `frankpledge serve` starts them; the address, and their process."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(128)
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        handle = listening.fileno()
        pages = [sys.executable, "-m", "gunicorn", *OPTIONS, f"--bind=fd://{handle}", APPLICATION]
        command = [sys.executable, "-m", "frankpledge.web.worker.together", str(handle), "--", *pages]
        environment = {
            **os.environ,
            "FRANKPLEDGE_ARCHIVE": str(archive),
            "FRANKPLEDGE_WORKSPACE": str(archive / ".workspace"),
            "FRANKPLEDGE_ALONE": "0",
            "FRANKPLEDGE_DEMONSTRATION": "1",
            "FRANKPLEDGE_SECRET": secret,
            "FRANKPLEDGE_ADDRESS": address,
            "DJANGO_SETTINGS_MODULE": "frankpledge.web.settings",
        }
        environment.pop("FRANKPLEDGE_DATABASE_OWNER", None)
        process = psutil.Popen(command, env=environment, pass_fds=[handle])
    try:
        _wait_for(address, process)
        yield address, process
    finally:
        process.terminate()
        try:
            process.wait(40)
        except psutil.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(address: str, process: psutil.Process, patience: float = 60.0) -> None:
    """Until the pages answer; raises StepFailed where they ended or do not."""
    began = time.monotonic()
    while time.monotonic() - began < patience and process.poll() is None:
        asking = Person("nobody", {}, [], 0)
        if asking.ask(address, "health", "/health/") is not None:
            return
        time.sleep(0.2)
    raise StepFailed("the server does not answer")


@contextmanager
def _owned() -> Iterator[dict[str, str]]:
    """In script/postgres's server, a user of the program's own beside the owner, as an installation has."""
    import psycopg

    owner = os.environ[ADDRESS]
    with psycopg.connect(owner, autocommit=True) as server:
        server.execute("CREATE ROLE bench LOGIN")
    yield {"FRANKPLEDGE_DATABASE_OWNER": owner, ADDRESS: owner.replace("//tester@", "//bench@")}


def pages_of(role: str, agency: str, made: dict[str, Any]) -> list[Page]:
    """Where somebody in this role goes, and how often. Writes are about one click in six."""
    slug = made["slug"]
    here, plan = f"/p/{slug}", f"/p/{slug}/plans/{made['plan']}/"
    draft, actions = f"{here}/assessments/{made['draft']}/", f"{here}/plans/actions"
    published = f"/published/{slug}/"
    everybody = [
        Page("workspace", f"{here}/"),
        Page("plan", plan),
        Page("actions", f"{plan}actions/"),
        *_each("action", [f"{actions}/{pk}/" for keys in made["actions"].values() for pk in keys[:20]], 1),
    ]
    own = [
        Page(
            "update an action",
            f"{actions}/{pk}/",
            {"status": "on_track", "text": "Invented: done as was said, {stamp}."},
            to=f"{actions}/{pk}/update/",
        )
        for pk in made["actions"].get(agency, [])[:30]
    ]
    own = [replace(page, share=2 / len(own)) for page in own]
    findings = [f"{draft}findings/{key}/" for key in made["findings"][:30]]
    match role:
        case "analyst":
            words = {"text": "Invented words of somebody, {stamp}."}
            return [
                *everybody,
                Page("evidence", "/evidence/"),
                Page("assessments", f"{here}/assessments/"),
                Page("living assessment", draft, share=2),
                *_each("passage", findings, 1),
                *(Page("write a passage", path, words, 2 / len(findings)) for path in findings),
                Page("knowledge", f"{here}/knowledge/"),
            ]
        case "coordinator":
            return [
                *everybody,
                *own,
                Page("people", f"{here}/people/"),
                Page("record", f"{here}/record/"),
                Page("check the plan", f"{plan}check/"),
                Page("risks", f"{here}/risks/"),
                Page("packs", f"{here}/packs/"),
                Page("living assessment", draft),
            ]
        case "lead":
            return [*everybody, *own, Page("my actions", f"{actions}/mine/", share=2)]
        case "scrutiny":
            return [
                *everybody,
                Page("edition", f"{draft}editions/{made['edition']}/"),
                Page("measures", f"{here}/measures/of/{made['plan']}/"),
                *_each("measure", [f"{here}/measures/{pk}/" for pk in made["measures"]], 1),
                Page("risks", f"{here}/risks/"),
                Page("packs", f"{here}/packs/"),
            ]
        case "public":
            return [
                Page("published", published),
                Page("published edition", f"{published}{made['edition_id']}/"),
                Page("published plan", f"{published}plan/"),
            ]
    raise ValueError(f"nobody is a {role}")


def _each(name: str, paths: list[str], share: float) -> list[Page]:
    """One page in the table for many of its kind, chosen as often as one page of that share."""
    return [Page(name, path, share=share / len(paths)) for path in paths]


if __name__ == "__main__":
    sys.exit(main())
