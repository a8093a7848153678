"""How long work says how far it is."""

from typing import Protocol


class Tell(Protocol):
    """Called with what is being done, how much of how much, how many a second, and the seconds left."""

    def __call__(self, message: str, done: int, total: int | None, rate: float | None, left: float | None) -> None: ...
