"""
`python -m frankpledge.web.worker.together SOCKET -- COMMAND…`: the pages and the worker, for as long as the pages run.

A worker that ends or is killed is started again. When this process ends, even by kill -9, both end with it. It
imports nothing but the standard library, so that it is small and safe to fork from.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from types import FrameType

WORKER = [sys.executable, "-m", "frankpledge.web.worker.run"]
LOOK = 0.2  # seconds
PATIENCE = 30.0  # seconds that a worker has to finish what it is doing
LONGEST_WAIT = 60.0
_LIBC = ctypes.CDLL(None)
_SIGNAL_WHEN_PARENT_ENDS = 1


def end_with_parent() -> None:
    """In a child before it begins: the kernel stops it when this process ends, however that comes about."""
    _LIBC.prctl(_SIGNAL_WHEN_PARENT_ENDS, signal.SIGTERM)


class Together:
    """The two processes, and how long to wait before a worker is started again."""

    def __init__(self, pages: list[str], socket: int, worker: list[str] | None = None):
        self.worker_command = worker or WORKER
        self.pages = subprocess.Popen(pages, pass_fds=[socket], preexec_fn=end_with_parent)  # noqa: S603
        os.close(socket)  # or a visitor would wait for pages that have ended
        self.stopping = False
        self.wait, self.began = 1.0, 0.0
        self.worker = self._start()

    def run(self) -> int:
        """Until the pages end; returns their exit status."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._pass_on)
        again_at: float | None = None
        while (status := self.pages.poll()) is None:
            if self.worker.poll() is not None and not self.stopping:
                again_at = again_at or time.monotonic() + self._wait()
                if time.monotonic() >= again_at:
                    self.worker, again_at = self._start(), None
            time.sleep(LOOK)
        self._end_worker()
        return status if status >= 0 else 128 - status

    def _start(self) -> "subprocess.Popen[bytes]":
        self.began = time.monotonic()
        return subprocess.Popen(self.worker_command, preexec_fn=end_with_parent)  # noqa: S603

    def _wait(self) -> float:
        """A second; longer each time for a worker that does not stay up for a minute."""
        short = time.monotonic() - self.began < 60
        self.wait = min(2 * self.wait, LONGEST_WAIT) if short else 1.0
        print(f"The worker has ended and is started again in {self.wait:.0f} s.", file=sys.stderr, flush=True)
        return self.wait

    def _pass_on(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True
        for process in (self.pages, self.worker):
            if process.poll() is None:
                process.send_signal(number)

    def _end_worker(self) -> None:
        if self.worker.poll() is None:
            self.worker.terminate()
        try:
            self.worker.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.worker.kill()  # what it was doing is done again, and an e-mail in its hands is called uncertain
            self.worker.wait()


if __name__ == "__main__":
    divider = sys.argv.index("--")
    raise SystemExit(Together(sys.argv[divider + 1 :], int(sys.argv[1])).run())
