"""Loading evidence: files are put beside the job, then the job is started."""

from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.feeds.owning import owners
from frankpledge.web.jobs import job


def load(archive: Path, *, files: list["UploadedFile[Any]"], path: str = "", edition: str, by: Viewer) -> job.Job:
    """
    Start loading, and return the job; the files are taken away when it has ended. Files of a feed that another
    partnership here answers for are refused.
    """
    names = [Path(str(file.name)).name for file in files]
    title = ", ".join([*names[:3], *([f"{len(names) - 3} more"] if len(names) > 3 else []), *([path] if path else [])])
    asked: dict[str, Any] = {
        "paths": [path] if path else [],
        "edition": edition or None,
        "not_these": owners(archive).others(by),
    }
    started = job.create(archive, "load", title, asked)
    uploads = Path(started.folder) / "files"
    uploads.mkdir()
    for number, file in enumerate(files):
        # Each in a folder of its own: two months may come under one name.
        place = uploads / str(number)
        place.mkdir()
        with open(place / names[number], "wb") as kept:
            for chunk in file.chunks():
                kept.write(chunk)
        started.asked["paths"].append(str(place / names[number]))
    started.save()
    job.start(archive, started)
    return started
