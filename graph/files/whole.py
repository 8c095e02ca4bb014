"""A file that is replaced in one step: a reader sees the old whole or the new, also after a crash."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

READABLE, OWN = 0o644, 0o600
"""Who may read what is written: everybody, or its owner alone."""


def write_whole(path: Path, content: bytes, mode: int = READABLE) -> None:
    """Write the content beside the file, to the disk, and put it in its place; raise OSError."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
