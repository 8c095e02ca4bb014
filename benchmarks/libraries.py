"""Retrieval against txtai, llama-index and haystack: python -m benchmarks.libraries [COUNT] (10,000).

Needs `make bench-install`, which puts them into a venv of their own. All get the same passages, the same
vectors and the same function that embeds a question, and answer the same questions in turns in one run,
ten hits each: by meaning alone, which is what they do first, and by words and meaning at once, which is
what the product does always. They split text at spaces, which Japanese has not, so for words they get the
passages and the question as our own terms with spaces between. Each is printed with the real embedding,
which everybody pays alike, and with vectors that are looked up, where the retrieval stands alone. Memory
is that of a process of its own with one library, after its questions; ours opens what another process built,
as a server does, the others build it in memory.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.answers.asked import questions, the_encoder
from benchmarks.made import Made, in_turns, made_passages
from benchmarks.memory import status
from keikaku.graph.search.index import Entry, build_index, open_index
from keikaku.graph.search.words import asked_terms, terms

os.environ |= {
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "HF_HUB_OFFLINE": "1",
    "TOKENIZERS_PARALLELISM": "false",
}

TEN, TOO = 10, ", words too"
COUNT = 10_000
Ask = Callable[[str], Sequence[object]]


@dataclass(frozen=True, slots=True)
class Given:
    """What every library is given: passages, their vectors, the function that embeds a question."""

    texts: list[str]
    rows: NDArray[np.float32]
    embed: Callable[[str], NDArray[np.float32]]

    def spaced(self) -> list[str]:
        """The passages as terms with spaces between."""
        return [" ".join(term.key for term in terms(text)) for text in self.texts]


def spaced_question(text: str) -> str:
    """A question as terms with spaces between."""
    return " ".join(term.key for term in asked_terms(text))


def built(given: Given, folder: Path) -> None:
    """Our index of the passages."""
    entries = [Entry(str(row), "passage", "", text) for row, text in enumerate(given.texts)]
    build_index(entries, Fixed(given), folder, folder / "cache")


def ours(given: Given, folder: Path) -> Ask:
    """The product: words and meaning at once."""
    index, encoder = open_index(folder), Fixed(given)
    return lambda text: index.search(text, encoder, k=TEN, cut=False).hits


class Fixed:
    """An encoder with the given vectors."""

    name, dimensions = "given", 384

    def __init__(self, given: Given) -> None:
        self.known = dict(zip(given.texts, given.rows, strict=True))
        self.embed = given.embed

    def encode(self, texts: Sequence[str], kind: str) -> NDArray[np.float32]:  # noqa: ARG002
        """Looked up where the text is one of the passages."""
        return np.stack([self.known[text] if text in self.known else self.embed(text) for text in texts])


def txtai(given: Given, *, words: bool) -> Ask:
    """Txtai with its defaults: faiss, and BM25 beside it."""
    from txtai import Embeddings

    texts = given.spaced() if words else given.texts
    known = dict(zip(texts, given.rows, strict=True))
    asked: dict[str, str] = {}  # the question behind its terms: the embedding is that of the question

    def transform(batch: list[str]) -> NDArray[np.float32]:
        return np.stack([known[text] if text in known else given.embed(asked[text]) for text in batch])

    found = Embeddings(method="external", transform=transform, hybrid=words, content=False)
    found.index(list(enumerate(texts)))

    def ask(text: str) -> Sequence[object]:
        query = spaced_question(text) if words else text
        asked[query] = text
        return found.search(query, TEN)  # type: ignore[no-any-return]

    return ask


def llama_index(given: Given, *, words: bool) -> Ask:
    """llama-index with its own vector store, and its BM25 retriever fused by relative scores."""
    from llama_index.core import VectorStoreIndex
    from llama_index.core.llms import MockLLM
    from llama_index.core.retrievers import QueryFusionRetriever
    from llama_index.core.retrievers.fusion_retriever import FUSION_MODES
    from llama_index.core.schema import QueryBundle, TextNode

    nodes = [
        TextNode(id_=str(row), text=text, embedding=vector.tolist())
        for row, (text, vector) in enumerate(zip(given.texts, given.rows, strict=True))
    ]
    by_meaning = VectorStoreIndex(nodes, embed_model=llama_embedding()).as_retriever(similarity_top_k=TEN)
    if not words:
        return lambda text: by_meaning.retrieve(QueryBundle(text, embedding=given.embed(text).tolist()))
    from llama_index.retrievers.bm25 import BM25Retriever

    spaced = [TextNode(id_=str(row), text=text) for row, text in enumerate(given.spaced())]
    by_words = BM25Retriever.from_defaults(
        nodes=spaced,
        similarity_top_k=TEN,
        skip_stemming=True,
        token_pattern=r"\S+",  # noqa: S106
    )
    fused = QueryFusionRetriever(
        [by_meaning, by_words],
        llm=MockLLM(),
        mode=FUSION_MODES.RELATIVE_SCORE,
        similarity_top_k=TEN,
        num_queries=1,
        use_async=False,
    )

    def ask(text: str) -> Sequence[object]:
        return fused.retrieve(QueryBundle(spaced_question(text), embedding=given.embed(text).tolist()))

    return ask


def llama_embedding() -> object:
    """A model that is never asked: passages and questions come with their vectors."""
    from llama_index.core.embeddings import MockEmbedding

    return MockEmbedding(embed_dim=384)


def haystack(given: Given, *, words: bool) -> Ask:
    """Haystack with its own document store, and its BM25 joined by reciprocal ranks."""
    from haystack import Document
    from haystack.components.joiners import DocumentJoiner
    from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
    from haystack.document_stores.in_memory import InMemoryDocumentStore

    store = InMemoryDocumentStore(bm25_tokenization_regex=r"\S+")
    texts = given.spaced() if words else given.texts
    store.write_documents(
        [
            Document(id=str(row), content=text, embedding=vector.tolist())
            for row, (text, vector) in enumerate(zip(texts, given.rows, strict=True))
        ]
    )
    by_meaning = InMemoryEmbeddingRetriever(store, top_k=TEN)
    by_words = InMemoryBM25Retriever(store, top_k=TEN)
    joiner = DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=TEN)

    def ask(text: str) -> Sequence[object]:
        near = by_meaning.run(query_embedding=given.embed(text).tolist())["documents"]
        if not words:
            return near  # type: ignore[no-any-return]
        return joiner.run([near, by_words.run(query=spaced_question(text))["documents"]])["documents"]  # type: ignore[no-any-return]

    return ask


LIBRARIES: dict[str, Callable[..., Ask]] = {"txtai": txtai, "llama-index": llama_index, "haystack": haystack}


def main() -> None:
    """Print one line a library and way; or, called with a name and a folder, the memory of that one alone."""
    if sys.argv[2:]:
        memory(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
        return
    count = int(sys.argv[1]) if sys.argv[1:] else COUNT
    given = given_by(count)
    asked = [one.question for one in questions("everyday_dev")]
    table = {text: given.embed(text) for text in asked}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        built(given, folder)
        compared(given, folder, asked, "embedded")
        compared(replace(given, embed=table.__getitem__), folder, asked, "looked up")
        for one in ("embedding", "ours", *(f"{library}{way}" for library in LIBRARIES for way in ("", TOO))):
            arguments = ["-m", "benchmarks.libraries", one, name, str(count)]
            subprocess.run([sys.executable, *arguments], check=True)


def given_by(count: int) -> Given:
    """The made passages with made vectors, and the default model for questions."""
    encoder, texts = the_encoder(), made_passages(count)
    rows = Made(encoder).encode(texts, "passage")
    return Given(texts, rows, lambda text: encoder.encode([text], "query")[0])


def compared(given: Given, folder: Path, asked: list[str], name: str) -> None:
    """Print the medians of all ways on the same questions, and our time over each."""
    asks = {"ours": ours(given, folder)}
    for library, make in LIBRARIES.items():
        asks |= {library: make(given, words=False), f"{library}{TOO}": make(given, words=True)}
    calls = [given.embed, *asks.values()]
    alone, own, *others = (statistics.median(times) for times in in_turns(calls, asked))
    print(f"{len(given.texts):,} passages, question {name}: embedding {alone:.2f} ms, ours {own:.2f} ms")
    for library, taken in zip(list(asks)[1:], others, strict=True):
        print(f"  {library:24} {taken:8.2f} ms, ours over it {own / taken:5.2f}", flush=True)


def memory(name: str, folder: Path, count: int) -> None:
    """Print what this process has after its questions; `embedding` is what all of them have anyway."""
    given = given_by(count)
    library = name.removesuffix(TOO)
    if name in LIBRARIES or name != library:
        ask = LIBRARIES[library](given, words=name != library)
    else:
        ask = ours(given, folder) if name == "ours" else lambda text: list(given.embed(text)[:TEN])
    for one in questions("everyday_dev")[:20]:
        assert len(ask(one.question)) == TEN
    now, most = (status(field) for field in ("VmRSS", "VmHWM"))
    print(f"memory, {name:24} {now:6.0f} MB, at most {most:6.0f} MB", flush=True)


if __name__ == "__main__":
    main()
