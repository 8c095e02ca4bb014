"""Stand-ins for what is slow or not there: they keep the promise of the real thing, not its quality."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class FakeEncoder:
    """The sum of a vector for each pair of neighbouring characters: texts that share pairs are near."""

    name: str = "fake"
    dimensions: int = 64

    def encode(self, texts: Sequence[str], kind: str) -> NDArray[np.float32]:  # noqa: ARG002 - the protocol's
        """L2-normalised rows, the same for the same text in every process."""
        rows = np.stack([self._row(text) for text in texts]) if texts else np.zeros((0, self.dimensions))
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)

    def _row(self, text: str) -> NDArray[np.float64]:
        pairs = [text[i : i + 2] for i in range(max(1, len(text) - 1))]
        seeds = [
            int.from_bytes(hashlib.sha256(pair.encode("utf-8", "replace")).digest()[:8]) for pair in pairs
        ]
        return np.sum(
            [np.random.default_rng(seed).standard_normal(self.dimensions) for seed in seeds], axis=0
        )
