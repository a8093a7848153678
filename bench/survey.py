"""
Whether a survey holds when everybody answers at once: none that was acknowledged is lost, and staff can still work.

    python -m bench.survey            SQLite, and PostgreSQL where one is installed; 50 a second for a minute each
    python -m bench.survey --quick    SQLite alone, for 20 s
    python -m bench.survey --rate 20  another rate, where the machine is busy with other work

The server is the one that `frankpledge serve` starts, its worker beside it; residents and ten people of the staff
click on the same machine. The PostgreSQL is script/postgres's: it does not wait for the disk.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import psutil

from bench.bars import Bar, show
from bench.clicks import Click, Page, Person
from bench.measured import machine, run
from bench.web import ADDRESS, ROOT, _owned, quantile, served

RATE, LASTING, QUICK = 50.0, 60.0, 20.0  # final submissions a second; seconds
KEPT_P95 = 2000.0  # ms until the answers are kept and acknowledged
STAFF_P95 = 1000.0  # ms for a page of the staff meanwhile
BETWEEN = 5.0  # seconds between a staff member's clicks
SLACK = 1.05  # the last ones may come so much later than the pace, as a share of the time


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.survey", description=(__doc__ or "").splitlines()[1])
    parser.add_argument("--quick", action="store_true", help="SQLite alone, for 20 s")
    parser.add_argument("--rate", type=float, default=RATE, help="final submissions a second")
    parser.add_argument("--on", metavar="FOLDER", type=Path, help=argparse.SUPPRESS)  # what script/postgres runs
    asked = parser.parse_args(arguments)
    seconds = QUICK if asked.quick else LASTING
    if asked.on:
        with _owned() as database:
            return measure(asked.on, "PostgreSQL", database, asked.rate, seconds)
    with tempfile.TemporaryDirectory(prefix="frankpledge-bench-") as temporary:
        folder = Path(temporary)
        code = measure(folder, "SQLite", {ADDRESS: ""}, asked.rate, seconds)
        if asked.quick:
            print("Quick: SQLite alone.")
        elif any(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
            shutil.rmtree(folder / "archive")
            again = [sys.executable, "-m", "bench.survey", "--rate", str(asked.rate), "--on", str(folder)]
            code = max(code, subprocess.run(["sh", str(ROOT / "script" / "postgres"), *again], cwd=ROOT).returncode)
        else:
            print("No PostgreSQL is installed: SQLite alone.")
    return code


def measure(folder: Path, database: str, environment: dict[str, str], rate: float, seconds: float) -> int:
    """Make the survey, serve it, let everybody send, count, and print the table; returns the exit code."""
    os.environ.update(environment)
    for name in ("FRANKPLEDGE_PUBLIC", "FRANKPLEDGE_MAIL", "FRANKPLEDGE_WORKSPACE"):
        os.environ.pop(name, None)
    (folder / "archive").mkdir(exist_ok=True)
    module = [sys.executable, "-m", "bench.respondents"]
    made = json.loads(run([*module, "make", str(folder), str(int(rate * seconds))]).said.splitlines()[-1])
    path = f"/answer/{made['slug']}/{made['survey']}/"
    with served(folder / "archive", made["secret"]) as (address, process):
        people = [Person(each["role"], dict(each["cookies"]), pages(made), at) for at, each in enumerate(made["staff"])]
        stop = threading.Event()
        work = {"between": BETWEEN, "until": time.monotonic() + 10 + 3 * seconds, "stop": stop}
        threads = [threading.Thread(target=each.work, args=(address,), kwargs=work) for each in people]
        for thread in threads:
            thread.start()
        try:
            time.sleep(5)  # the staff are there already
            before = _processor_time(process)
            sending = run([*module, "send", str(folder), address, path, str(rate), str(seconds)])
            used = _processor_time(process) - before
        finally:
            stop.set()
        for thread in threads:
            thread.join()
    sent = json.loads((folder / "sent").read_text())
    took = json.loads(sending.said.splitlines()[-1])["took"]
    held = json.loads(run([*module, "count", str(folder)]).said.splitlines()[-1])
    clicks = [click for person in people for click in person.clicks]
    footer = (
        f"{len(sent)} residents in {took:.0f} s, each sending a form and opening the page that follows; "
        f"{len(people)} people of the staff made {len(clicks)} clicks meanwhile. The pages and their worker took "
        f"{used:.1f} s of processor time ({1000 * used / max(1, len(sent)):.0f} ms a resident, staff included), those "
        f"who sent {sending.cpu:.1f} s. The machine's load was {os.getloadavg()[0]:.1f} at the end.\n"
        f"{machine('django', 'gunicorn', 'cryptography', 'psycopg')}"
    )
    for error in sorted({each["error"] for each in sent if each["error"]} | {c.error for c in clicks if c.error})[:20]:
        print(f"error: {error}", file=sys.stderr)
    title = f"bench.survey on {database}: {rate:g} final submissions a second for {seconds:g} s"
    return show(title, bars(sent, held, clicks, took, rate, seconds), footer)


def bars(
    sent: list[dict[str, Any]], held: dict[str, Any], clicks: list[Click], took: float, rate: float, seconds: float
) -> list[Bar]:
    """The table: what was acknowledged against what is kept, how long it took, and how the staff fared."""
    acknowledged = [each["reference"] for each in sent if each["reference"]]
    kept = held["references"]
    kept_after = [1000 * each["kept"] for each in sent]
    shown_after = [1000 * each["shown"] for each in sent if "shown" in each]
    waits = [1000 * click.seconds for click in clicks]
    return [
        Bar("acknowledged and lost", len(set(acknowledged) - set(kept)), 0, ""),
        Bar("kept twice", len(kept) - len(set(kept)) + max(0, len(kept) - len(sent)), 0, ""),
        Bar("sent and not acknowledged", len(sent) - len(acknowledged), 0, "", f"of {len(sent)}; {len(kept)} kept"),
        Bar("time for all", took, seconds * SLACK, "s", f"{len(acknowledged) / took:.1f} acknowledged a second"),
        Bar("until answers are kept: p95", quantile(kept_after, 0.95), KEPT_P95, "ms", _beside(kept_after)),
        Bar("until the reference is shown: p95", quantile(shown_after, 0.95), None, "ms", _beside(shown_after)),
        Bar("staff pages meanwhile: p95", quantile(waits, 0.95), STAFF_P95, "ms", _beside(waits)),
        Bar("staff pages with errors", sum(bool(click.error) for click in clicks), 0, "", f"of {len(clicks)} clicks"),
        Bar("too few to say anything", 1 if len(sent) < rate else 0, 0, ""),
    ]


def _beside(times: list[float]) -> str:
    return f"p50 {quantile(times, 0.5):.0f}, worst {max(times, default=0):.0f} ms, {len(times)} times"


def pages(made: dict[str, Any]) -> list[Page]:
    """Where the staff go while residents answer."""
    here = f"/p/{made['slug']}"
    plan = f"{here}/plans/{made['plan']}/"
    return [
        Page("surveys", f"{here}/surveys/", share=2),
        Page("survey", f"{here}/surveys/{made['survey_id']}/", share=2),
        Page("plan", plan),
        Page("actions", f"{plan}actions/"),
        Page("risks", f"{here}/risks/"),
    ]


def _processor_time(process: psutil.Process) -> float:
    times = [each.cpu_times() for each in [process, *process.children(recursive=True)]]
    return float(sum(each.user + each.system for each in times))


if __name__ == "__main__":
    sys.exit(main())
