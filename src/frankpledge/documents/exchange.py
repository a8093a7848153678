"""Two folders change names in one step, so that whoever looks finds the one or the other, whole."""

import ctypes
import os
import sys
from pathlib import Path

AT_FDCWD = -100
SWAP = 2  # RENAME_EXCHANGE on Linux, RENAME_SWAP on macOS


def exchange(one: Path, other: Path) -> None:
    """
    Swap the names of two folders on one disk. Raises OSError where the system cannot.

    Where the system has no such call (Windows, or a disk that lacks it) they change in three steps; if the
    program is ended between these, `other` is found beside under the name ending in "-old".
    """
    if not _swapped(one, other):
        aside = one.with_name(f"{one.name}-old")
        os.rename(other, aside)
        os.rename(one, other)
        os.rename(aside, one)


def _swapped(one: Path, other: Path) -> bool:
    if sys.platform not in ("linux", "darwin"):
        return False
    library = ctypes.CDLL(None, use_errno=True)
    first, second = os.fsencode(one), os.fsencode(other)
    if hasattr(library, "renameat2"):
        failed = library.renameat2(AT_FDCWD, first, AT_FDCWD, second, SWAP)
    elif hasattr(library, "renamex_np"):
        failed = library.renamex_np(first, second, SWAP)
    else:
        return False
    return not failed
