"""Run something in a process of its own: how long it took, and the most memory it and its children held."""

import json
import os
import platform
import resource
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import psutil

MIB = 1024 * 1024
EVERY = 0.02  # seconds between looks


class StepFailed(Exception):
    """The step's process ended badly; the message is what it said."""


@dataclass(frozen=True)
class Run:
    """
    A finished process: `wall` seconds from start to end, `cpu` seconds of processor time (which a busy machine changes
    less), `peak` MiB resident of its whole tree, and what it `said`.
    """

    wall: float
    cpu: float
    peak: float
    said: str


@dataclass(frozen=True)
class Step:
    """
    A step of a bench in a process of its own. `seconds` and `cpu` (processor time) are what the step itself took, as
    it reports; `wall` includes starting Python and importing. `answer` is what the step printed, as JSON.
    """

    seconds: float
    cpu: float
    wall: float
    peak: float
    answer: dict[str, Any]


class Clock:
    """Started when made. Processor time is that of this process, all its threads together."""

    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), time.process_time()

    def read(self) -> dict[str, float]:
        """What a step reports of its time."""
        return {"seconds": time.perf_counter() - self._wall, "cpu": time.process_time() - self._cpu}


def run(command: list[str], memory: str | None = None) -> Run:
    """Run a command to its end; raises StepFailed where it does not end well. `memory` limits what DuckDB takes."""
    environment = dict(os.environ, **({"FRANKPLEDGE_MEMORY": memory} if memory else {}))
    with tempfile.TemporaryFile("w+") as said:
        begun, used = time.perf_counter(), _processor_time()
        process = psutil.Popen(command, stdout=said, stderr=said, env=environment)
        peak = 0
        try:
            while True:
                peak = max(peak, _resident(process))
                try:
                    process.wait(EVERY)
                    break
                except psutil.TimeoutExpired:
                    continue
        finally:
            if process.is_running():  # this bench was stopped: what it started must not go on
                process.kill()
                process.wait()
        wall, cpu = time.perf_counter() - begun, _processor_time() - used
        said.seek(0)
        text = said.read()
    if process.returncode != 0:
        raise StepFailed(f"{' '.join(command)}:\n{text[-3000:]}")
    return Run(wall, cpu, peak / MIB, text)


def step(module: str, *arguments: str, memory: str | None = None) -> Step:
    """Run `python -m module arguments…`, which ends with `report`."""
    done = run([sys.executable, "-m", module, *arguments], memory)
    answer = json.loads(done.said.strip().splitlines()[-1])
    return Step(answer["seconds"], answer["cpu"], done.wall, done.peak, answer)


def _processor_time() -> float:
    """Of all processes that this one started and that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


def _resident(process: psutil.Process) -> int:
    try:
        tree = [process, *process.children(recursive=True)]
        return sum(each.memory_info().rss for each in tree)
    except psutil.NoSuchProcess:
        return 0


def report(**answer: object) -> None:
    """What a step's process prints last."""
    print(json.dumps(answer))


def machine(*packages: str) -> str:
    """The versions and the machine, for under the table."""
    named = ", ".join(f"{name} {version(name)}" for name in packages)
    memory = psutil.virtual_memory().total / 1024**3
    return f"Python {platform.python_version()}, {named}; {os.cpu_count()} cores, {memory:.0f} GB, {platform.system()}"
