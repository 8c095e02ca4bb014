"""Files that staff bring: only what is read is kept, under a harmless name, and nothing is lost unasked."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from desks import PLAN, bring, pages_of, real_desk, send

import keikaku.web.desk.uploads
from keikaku.cli.desk import READING
from keikaku.ingest.pipeline import Options, build
from keikaku.web.desk.uploads import NotKeptError, Uploads
from keikaku.web.guard.middleware import UPLOAD_LIMIT

NAMES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "upload_names.jsonl").read_text("utf-8").splitlines()
]


@pytest.fixture
def uploads(tmp_path: Path) -> Uploads:
    return Uploads(tmp_path / "store" / "uploads", READING.unreadable)


@pytest.fixture
def pages(tmp_path: Path):
    return pages_of(real_desk(tmp_path / "store"))


def everything(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("case", NAMES, ids=lambda case: repr(case["given"])[:40])
def test_a_name_is_kept_harmless_or_not_at_all(uploads: Uploads, tmp_path: Path, case):
    """Nothing is ever written outside of the folder, and nothing half written stays."""
    if case["kept"] is None:
        with pytest.raises(NotKeptError, match=r"。$"):
            uploads.keep(case["given"], io.BytesIO(b"text"), {}, replacing=False)
        assert everything(tmp_path) == []
    else:
        kept, is_new = uploads.keep(case["given"], io.BytesIO(b"text"), {}, replacing=False)
        assert (kept.name, is_new) == (case["kept"], True)
        assert everything(tmp_path) == [f"store/uploads/documents/{case['kept']}"]


@pytest.mark.parametrize("case", NAMES, ids=lambda case: repr(case["given"])[:40])
def test_a_name_in_a_form_does_no_more(pages, tmp_path: Path, case):
    """With a sentence on the page in either case, and no mark-up from the name."""
    given = case["given"].encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    answer = bring(pages, (given, "text"))
    assert answer.status_code in {200, 400}
    assert 'class="notes"' in answer.text or "送られたものを読み取れませんでした" in answer.text
    assert "<script>alert" not in answer.text
    assert all(name.startswith("store/uploads/documents/") for name in everything(tmp_path))


def test_another_text_of_the_same_name_is_refused_until_somebody_says_so(pages, tmp_path: Path):
    """Whether the folder holds the first, or the graph does."""
    assert bring(pages, ("plan.txt", PLAN)).status_code == 200
    assert "同じ中身の文書がすでにあります" in bring(pages, ("plan.txt", PLAN)).text
    refused = bring(pages, ("x/plan.txt", "another"))
    assert (refused.status_code, "置き換えるなら" in refused.text) == (400, True)
    kept = tmp_path / "store/uploads/documents/plan.txt"
    assert kept.read_text("utf-8") == PLAN
    assert bring(pages, ("plan.txt", "another"), replace="1").status_code == 200
    assert kept.read_text("utf-8") == "another"


def test_a_name_of_the_graph_is_taken_too(pages, tmp_path: Path):
    """A document that the command line built is not replaced by chance."""
    (tmp_path / "plan.txt").write_text(PLAN, "utf-8")
    assert build([tmp_path / "plan.txt"], tmp_path / "store", Options()).data_version
    assert bring(pages, ("plan.txt", "another")).status_code == 400
    assert "未反映（置き換えます）" in bring(pages, ("plan.txt", "another"), replace="1").text


def test_several_files_are_told_one_by_one(pages):
    """A bad one costs the others nothing."""
    answer = bring(pages, ("a.txt", "a"), ("b.exe", "b"), ("c.txt", ""), ("d.csv", "d"))
    assert answer.status_code == 200
    told = answer.text.split('class="notes"', 1)[1].split("</ul>", 1)[0]
    assert told.count("<li>") == 4
    assert told.count("預かりました（未反映）") == 2
    assert "b.exe: この種類のファイルは読めません" in told
    assert "c.txt: 中身が空です" in told


def test_what_was_brought_waits_and_can_be_taken_back(pages, tmp_path: Path):
    bring(pages, ("plan.txt", PLAN))
    assert "未反映（新しい文書です）" in pages.get("/staff/documents").text
    assert send(pages, "/staff/documents/remove", name="plan.txt").status_code == 303
    assert "未反映（新しい文書です）" not in pages.get("/staff/documents").text
    assert everything(tmp_path / "store/uploads/documents") == []
    for name in ("plan.txt", "../current", "build.jsonl", "", "taken", "."):
        assert send(pages, "/staff/documents/remove", name=name).status_code == 404


def test_a_link_in_the_folder_is_neither_listed_nor_followed(uploads: Uploads, tmp_path: Path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", "utf-8")
    uploads.documents_folder.mkdir(parents=True)
    (uploads.documents_folder / "a.txt").symlink_to(secret)
    assert uploads.documents() == ()
    assert not uploads.remove("a.txt")
    uploads.keep("a.txt", io.BytesIO(b"mine"), {}, replacing=False)
    assert secret.read_text("utf-8") == "secret"
    assert [one.name for one in uploads.documents()] == ["a.txt"]


def test_size_and_number_have_limits(uploads: Uploads, monkeypatch, tmp_path: Path):
    monkeypatch.setattr(keikaku.web.desk.uploads, "BYTES_AT_MOST", 10)
    monkeypatch.setattr(keikaku.web.desk.uploads, "FILES_AT_MOST", 2)
    with pytest.raises(NotKeptError, match=r"a\.txt: 大きすぎます"):
        uploads.keep("a.txt", io.BytesIO(b"x" * 11), {}, replacing=False)
    assert everything(tmp_path) == []
    for name in ("a.txt", "b.txt"):
        uploads.keep(name, io.BytesIO(b"x" * 10), {}, replacing=False)
    with pytest.raises(NotKeptError, match="件までです"):
        uploads.keep("c.txt", io.BytesIO(b"x"), {}, replacing=False)
    uploads.keep("b.txt", io.BytesIO(b"y"), {}, replacing=True)


def test_a_full_disk_is_a_sentence(uploads: Uploads):
    """The folder cannot even be made."""
    uploads.folder.parent.mkdir(parents=True)
    uploads.folder.write_text("a file in its place", "utf-8")
    with pytest.raises(NotKeptError, match=r"a\.txt: 保存できません"):
        uploads.keep("a.txt", io.BytesIO(b"x"), {}, replacing=False)


@pytest.mark.parametrize(
    ("path", "length", "status"),
    [
        ("/staff/documents/upload", UPLOAD_LIMIT + 1, 413),
        ("/staff/documents/build", (1 << 20) + 1, 413),
        ("/staff/documents/upload/", (1 << 20) + 1, 413),
        ("/staff/coverage/correct", (1 << 20) + 1, 413),
        ("/staff/gradio_api/upload", 10, 403),
    ],
)
def test_only_one_route_takes_large_bodies(pages, path, length, status):
    """By what they announce; a server holds them to it."""
    answer = pages.post(path, content=b"x", headers={"content-length": str(length)})
    assert answer.status_code == status


def test_a_body_of_unknown_length_is_refused(pages):
    assert pages.post("/staff/documents/upload", content=iter([b"x"])).status_code == 411


def test_a_file_larger_than_a_form_may_be_passes_here(pages):
    """2 MB, where other forms end at 1 MiB."""
    assert bring(pages, ("large.txt", "長い文。\n" * 150_000)).status_code == 200


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data; boundary=x", b"--x\r\nnonsense"),
        ("multipart/form-data; boundary=x", b"\x00" * 2000),
        ("multipart/form-data", b"--x--"),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n' * 40 + b"--x--",
        ),
        ("text/plain", b"documents=a"),
        ("application/x-www-form-urlencoded", b"token=%ff&documents=a"),
    ],
)
def test_a_broken_body_is_refused_in_a_sentence(pages, tmp_path: Path, kind, body):
    answer = pages.post("/staff/documents/upload", content=body, headers={"content-type": kind})
    assert answer.status_code in {400, 403}
    assert "もう一度" in answer.text
    assert everything(tmp_path) == []


def test_more_files_than_a_form_may_hold_are_refused_together(pages, tmp_path: Path):
    answer = bring(pages, *((f"{n}.txt", "x") for n in range(60)))
    assert (answer.status_code, "50件" in answer.text) == (400, True)
    assert everything(tmp_path) == []


@pytest.mark.parametrize("given", ["", "x", "é", "\ud83d"])
def test_a_form_without_its_token_keeps_nothing(pages, tmp_path: Path, given):
    sent = [("documents", ("a.txt", b"x"))]
    data = {"token": given.encode("utf-8", "replace").decode()}
    assert pages.post("/staff/documents/upload", data=data, files=sent).status_code == 403
    for path in (
        "documents/build",
        "documents/remove",
        "documents/drop",
        "coverage/correct",
        "coverage/forget",
    ):
        assert pages.post(f"/staff/{path}", data={**data, "name": "a.txt"}).status_code == 403
    assert everything(tmp_path) == []


def test_nothing_chosen_and_nothing_to_build_are_told(pages):
    assert "ファイルを選んでから" in bring(pages).text
    assert "取り込むものがありません" in send(pages, "/staff/documents/build").text
