"""Where staff see how the documents were read and put it right: routes below /staff."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from keikaku.graph.store.lines import read_lines
from keikaku.web.citizens.public import whole
from keikaku.web.desk import coverage_pages as pages
from keikaku.web.desk.desk import Desk
from keikaku.web.desk.forms import Fields, posted, sentence, shown
from keikaku.web.desk.pages import COVERAGE, LINES
from keikaku.web.desk.uploads import CORRECTIONS
from keikaku.web.desk.wanted import Wanted, cleaned

if TYPE_CHECKING:
    from starlette.requests import Request

NO_DOCUMENT = "その名前の文書はグラフにありません。一覧から選び直してください。"
NO_CORRECTION = "その訂正はもうありません。一覧を開き直してください。"
EMPTY = "{field}: 空です。書き入れて、もう一度「加える」を押してください。"
NO_THING = "対象: 文書と行、またはIRIが空です。どちらかを書き入れて、もう一度「加える」を押してください。"
NO_ITEM = "項目: 一覧にない項目です。選び直して、もう一度「加える」を押してください。"
NEEDED = {"right": "正しい値", "reason": "理由", "role": "役割"}
GONE = "削除"


def coverage_routes(desk: Desk, token: str) -> list[BaseRoute]:
    """The report, the lines of a document, and the corrections."""

    def coverage(_: Request) -> Response:
        is_changed = desk.uploads.waiting(CORRECTIONS) is not None
        return HTMLResponse(
            pages.coverage_page(desk.report(), desk.wanted.rows(), token, is_changed=is_changed)
        )

    def lines(request: Request) -> Response:
        file, snapshot = request.query_params.get("file", ""), desk.snapshot()
        found = next((one for one in desk.documents() if one.file == file), None)
        if found is None or snapshot is None:
            return sentence(404, NO_DOCUMENT, COVERAGE)
        classes = tuple(sorted({kind for kinds in desk.reading.items.values() for kind in kinds}))
        read = read_lines(snapshot, found.key, classes)
        start = min(whole(request, "from"), len(read)) if "from" in request.query_params else 0
        return HTMLResponse(pages.lines_page(file, read, start))

    def form(fields: Fields, fault: str = "") -> Response:
        files = [one.file for one in desk.documents()]
        page = pages.correct_page(fields, desk.reading.items, files, token, fault)
        return HTMLResponse(page, 400 if fault else 200)

    def add(fields: Fields) -> Response:
        row, fault = _row(desk, fields)
        if fault or row is None:
            return form(fields, fault)
        desk.wanted.add([row])
        return RedirectResponse(COVERAGE, 303)

    def forget(fields: Fields) -> Response:
        if not desk.wanted.remove(fields.get("id", "")):
            return sentence(404, NO_CORRECTION, COVERAGE)
        return RedirectResponse(COVERAGE, 303)

    return [
        Route(COVERAGE, shown(coverage), methods=["GET"]),
        Route(LINES, shown(lines), methods=["GET"]),
        Route(pages.CORRECT, shown(lambda request: form(request.query_params)), methods=["GET"]),
        Route(pages.CORRECT, posted(token, add), methods=["POST"]),
        Route(pages.FORGET, posted(token, forget), methods=["POST"]),
    ]


def _row(desk: Desk, fields: Fields) -> tuple[Wanted | None, str]:
    """The correction of a form, or none and a sentence with the field and the next step."""
    told = cleaned({**fields, "place": fields.get("line", "")})
    if told["item"] == GONE:
        told["right"] = told["right"] or GONE
    if told["item"] not in desk.reading.items:
        return None, NO_ITEM
    if empty := next((field for name, field in NEEDED.items() if not told[name]), ""):
        return None, EMPTY.format(field=empty)
    if not told["iri"] and not (told["file"] and told["place"]):
        return None, NO_THING
    row = Wanted(**told)
    fault = desk.reading.fault(desk.store, row)
    return (None, fault) if fault else (row, "")
