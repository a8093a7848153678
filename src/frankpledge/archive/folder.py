"""Where the archive lies. By itself, because who only asks that need not wait for the archive's libraries."""

import os
from pathlib import Path


def default_folder() -> Path:
    """FRANKPLEDGE_ARCHIVE, or the place for a user's data on this platform."""
    import platformdirs

    named = os.environ.get("FRANKPLEDGE_ARCHIVE")
    return Path(named) if named else Path(platformdirs.user_data_dir("frankpledge")) / "archive"
