"""
`python -m frankpledge.web.worker.run`: take what is in the queue, one thing after the other, until told to stop.

The queue, the schedules and the results are django-q2's, in the database. Its pool of processes is not used: when
one of them is killed while it waits for work, it takes the lock of the queue between them with it, and the others
wait for ever (docs/decisions/0005). This is one process, and whoever started it starts another when it is killed.
"""

import logging
import os
import signal
import time
from datetime import timedelta
from types import FrameType
from typing import Any

import django

logger = logging.getLogger("frankpledge.worker")
OURS = "frankpledge.web."
LOOK_AT_SCHEDULES = 15.0  # seconds
SAY_ALIVE = timedelta(minutes=1)


class Stop:
    """Set by a signal: what is being done is finished, and nothing more begun."""

    def __init__(self) -> None:
        self.asked = False

    def listen(self) -> "Stop":
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._hear)
        return self

    def _hear(self, number: int, frame: FrameType | None) -> None:
        self.asked = True


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "frankpledge.web.settings")
    stop = Stop().listen()
    django.setup()
    from frankpledge.web.postgresql import walls
    from frankpledge.web.worker import schedules

    walls.refuse_to_start_unsafe()
    schedules.put_up()
    os.nice(5)  # pages come first
    work(stop)


def work(stop: Stop) -> None:
    """Until asked to stop; a database that is away for a while is waited for."""
    from django.db import DatabaseError, connections
    from django_q.brokers import get_broker
    from django_q.scheduler import scheduler

    looked = float("-inf")
    while not stop.asked:
        try:
            say_alive("")
            broker = get_broker()
            if time.monotonic() - looked >= LOOK_AT_SCHEDULES:
                scheduler(broker)
                looked = time.monotonic()
            for number, package in broker.dequeue() or ():  # waits a second where there is nothing
                do(broker, number, package)
        except DatabaseError as fault:
            logger.error("The database does not answer: %s", type(fault).__name__)
            connections.close_all()
            time.sleep(5)


def do(broker: Any, number: int, package: str) -> None:
    """
    Do one thing and take it off the queue, whether it went well or not: a schedule asks for it again.

    One whose doing was cut off by a kill stays in the queue and is done again, so each must bear being done twice.
    """
    from django.conf import settings
    from django.utils import timezone
    from django.utils.module_loading import import_string
    from django_q.exceptions import TimeoutException
    from django_q.monitor import save_task
    from django_q.signing import BadSignature, SignedPackage
    from django_q.timeout import TimeoutHandler

    try:
        task = SignedPackage.loads(package)
    except (BadSignature, TypeError):
        logger.error("Something in the queue was not put there by this installation: passed over")
        broker.fail(number)
        return
    say_alive(task["func"])
    try:
        if not task["func"].startswith(OURS):
            raise ValueError("not a task of this program")
        with TimeoutHandler(task.get("timeout", settings.Q_CLUSTER["timeout"])):
            task["result"] = import_string(task["func"])(*task["args"], **task["kwargs"])
        task["success"] = True
    except (Exception, TimeoutException) as fault:
        # Where and what, not its words: they may hold an address or a name.
        task["result"], task["success"] = where(fault), False
        logger.error("%s failed: %s", task["func"], task["result"])
    task["stopped"] = timezone.now()
    save_task(task, broker)
    broker.acknowledge(number)
    say_alive("")


def where(fault: BaseException) -> str:
    """The kind of fault and the lines that led to it, innermost last."""
    lines = []
    frame = fault.__traceback__
    while frame is not None:
        code = frame.tb_frame.f_code
        lines.append(f"{code.co_filename.rpartition('frankpledge/')[2]}:{frame.tb_lineno} {code.co_name}")
        frame = frame.tb_next
    return f"{type(fault).__name__} at {' > '.join(lines[-6:])}"


_said: tuple[str, float] = ("", float("-inf"))


def say_alive(doing: str) -> None:
    """Once a minute, and when something that is done on a schedule begins or ends."""
    global _said
    from frankpledge.web.health.models import Check, noted

    words, at = _said
    if words == doing and time.monotonic() - at < SAY_ALIVE.total_seconds():
        return
    noted(Check.Name.WORKER, doing)
    _said = (doing, time.monotonic())


if __name__ == "__main__":
    main()
