"""Where this user's machine keeps what can be made again: the converted model and the vectors."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

CACHE = "KEIKAKU_CACHE"


def cache_folder(settings: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """KEIKAKU_CACHE, else the platform's own place for caches.

    >>> cache_folder({"XDG_CACHE_HOME": "/tmp/c"}, platform="linux").as_posix()
    '/tmp/c/keikaku'
    """
    if settings.get(CACHE):
        return Path(settings[CACHE])
    if platform == "win32":
        return Path(settings.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "keikaku"
    if platform == "darwin":
        return Path.home() / "Library" / "Caches" / "keikaku"
    return Path(settings.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "keikaku"
