"""The heads of the chains, written to a file outside the database: what a later look is compared with."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from django.utils import timezone

from frankpledge.web.audit.models import AuditHead


@dataclass(frozen=True)
class NotedHead:
    """How far a chain had come when the heads were noted."""

    chain: int
    sequence: int
    digest: str
    noted_at: str


def note_heads(file: Path) -> list[NotedHead]:
    """
    Add the head of every chain that has grown since it was last noted, a line of JSON each.

    The file is only ever added to. Kept where the database's keeper cannot write, it shows a rewritten chain.
    """
    known = {head.chain: head for head in noted_heads(file)}
    now = timezone.now().isoformat(timespec="seconds")
    heads = [NotedHead(head.chain, head.sequence, head.digest, now) for head in AuditHead.objects.order_by("chain")]
    new = [head for head in heads if head.chain not in known or head.digest != known[head.chain].digest]
    if new:
        file.parent.mkdir(parents=True, exist_ok=True)
        torn = file.exists() and not file.read_bytes().endswith(b"\n") and file.stat().st_size > 0
        with file.open("a", encoding="utf-8") as stream:
            if torn:  # a crash cut the last line short: it stays, by itself
                stream.write("\n")
            stream.writelines(json.dumps(asdict(head)) + "\n" for head in new)
            stream.flush()
            os.fsync(stream.fileno())
    return new


def noted_heads(file: Path) -> list[NotedHead]:
    """All heads noted so far, oldest first; a line cut short by a crash is passed over."""
    if not file.exists():
        return []
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    return [NotedHead(**json.loads(line)) for line in lines if line.endswith("}\n")]
