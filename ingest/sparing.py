"""What one document or one stage cannot do costs no other its place: it is told, and the rest goes on."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TypeVar

from keikaku.ontology.model.facts import Problem

Made = TypeVar("Made")
DEBUG = "KEIKAKU_DEBUG"
REPORT = f"{DEBUG}=1 を付けて実行し、出力を開発者に知らせてください。"


def spared(make: Callable[[], Made], file: str, what: str) -> Made | Problem:
    """What is made, or the problem that says why it is not; with KEIKAKU_DEBUG set the fault itself."""
    try:
        return make()
    except Exception as fault:
        if os.environ.get(DEBUG):
            raise
        message = f"{file}: 予期しない問題（{type(fault).__name__}）のため、{what}。{REPORT}"
        return Problem(file=file, message=message, severity="refused")
