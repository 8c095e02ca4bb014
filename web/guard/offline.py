"""Keeps the libraries of the page from calling home. They read these settings when they are imported."""

from __future__ import annotations

import os

SETTINGS = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "GRADIO_RUN_HISTORY": "False",
    "GRADIO_MCP_SERVER": "False",
    "GRADIO_SSR_MODE": "False",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
}


def stay_home() -> None:
    """Sets the switches of this process, over whatever the machine has set."""
    os.environ.update(SETTINGS)
