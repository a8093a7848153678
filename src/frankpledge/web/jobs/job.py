"""One piece of long work: what was asked, how far it is, how it ended."""

import json
import os
import secrets
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

Kind = Literal["load", "assess", "living", "districts", "results"]
State = Literal["waiting", "running", "done", "failed", "interrupted"]


@dataclass
class Job:
    """
    Kept as one small file, `job.json`, in a folder of its own under the archive, so that it outlives
    the server and is readable with any editor. Every write replaces the file whole.
    """

    id: str
    kind: Kind
    title: str
    asked: dict[str, Any]
    state: State = "waiting"
    message: str = ""
    done: int = 0
    total: int | None = None
    rate: float | None = None
    seconds_left: float | None = None
    reason: str = ""
    result: dict[str, Any] = field(default_factory=dict)
    started_at: str = ""
    ended_at: str = ""
    folder: str = ""

    @property
    def ended(self) -> bool:
        return self.state in ("done", "failed", "interrupted")

    @property
    def percent(self) -> int | None:
        return min(100, int(100 * self.done / self.total)) if self.total else None

    def save(self) -> None:
        path = Path(self.folder) / "job.json"
        new = path.with_suffix(".new")
        new.write_text(json.dumps(asdict(self), indent=1), encoding="utf-8")
        os.replace(new, path)


def jobs_folder(archive: Path) -> Path:
    return archive / ".jobs"


def create(archive: Path, kind: Kind, title: str, asked: dict[str, Any]) -> Job:
    """A new job, not yet started; put files it needs into its folder, then `start` it."""
    id = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"
    folder = jobs_folder(archive) / id
    folder.mkdir(parents=True)
    job = Job(id=id, kind=kind, title=title, asked=asked, folder=str(folder), started_at=now())
    job.save()
    return job


def start(archive: Path, job: Job) -> None:
    """Run the job in a process of its own, which goes on if the server stops."""
    _children[:] = [child for child in _children if child.poll() is None]
    with open(Path(job.folder) / "output.txt", "wb") as output:
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "frankpledge.web.jobs.run", str(archive), job.id],
            stdout=output,
            stderr=output,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
    _children.append(process)
    # From here on only the job itself writes job.json; who it is goes into a file of its own.
    (Path(job.folder) / "process").write_text(f"{process.pid} {began(process.pid)}")


_children: list[subprocess.Popen[bytes]] = []  # so that the ended ones are reaped


def find(archive: Path, id: str) -> Job | None:
    """The job of that id, or None; one whose process died unannounced is `interrupted`."""
    if not id.replace("-", "").isalnum():
        return None
    folder = jobs_folder(archive) / id
    job = read(folder)
    if job and not job.ended and not alive(folder):
        job = read(folder)  # it may have ended between the two looks
        if job and not job.ended:
            job.state = "interrupted"
            job.reason = "The work stopped before it was finished. Nothing is lost or half done: start it again."
    return job


def recent(archive: Path, kind: str | None = None, limit: int = 20) -> list[Job]:
    """The newest jobs first."""
    folders = sorted(jobs_folder(archive).glob("*/job.json"), reverse=True)
    found = (find(archive, path.parent.name) for path in folders)
    return [job for job in found if job and (kind is None or job.kind == kind)][:limit]


def read(folder: Path) -> Job | None:
    try:
        job = Job(**json.loads((folder / "job.json").read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    job.folder = str(folder)  # the archive may have been moved since
    return job


def alive(folder: Path) -> bool:
    """Whether the very process that was started still runs; its number alone may have been used again."""
    try:
        pid, since = (folder / "process").read_text().split(" ")
    except (FileNotFoundError, ValueError):
        return False
    return began(int(pid)) == since != ""


def began(pid: int) -> str:
    """When a process began, in the kernel's clock ticks; "" when there is none or it has ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except FileNotFoundError:
        return ""
    return "" if fields[0] == "Z" else fields[19]


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
