"""Arrays in files, mapped: read where they are touched, shared by all processes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


def mapped(file: Path) -> NDArray[Any]:
    """The array of an .npy file, read-only, as a plain array: numpy.memmap slows each slice."""
    return np.asarray(np.load(file, mmap_mode="r"))
