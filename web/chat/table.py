"""The items of an answer as a table: a row an item, on narrow screens a card."""

from __future__ import annotations

from collections.abc import Sequence

from keikaku.qa.telling.answer import Citation, Item, further
from keikaku.web.html import texts
from keikaku.web.html.markup import element, text_html, words

PLACES_SHOWN = 3  # of one item; its citations have them all


def table_html(items: Sequence[Item], citations: Sequence[Citation], opened: Sequence[str] = ()) -> str:
    """The table of the items with the places of their citations; nothing where there is no item.

    `opened` are the addresses at which the citations open, each empty where it opens nowhere.
    """
    if not items:
        return ""
    columns = _columns(items, citations, opened)
    head = element("tr", *(element("th", name, scope="col") for name in columns))
    rows = (
        element("tr", *(_cell(name, cells[number]) for name, cells in columns.items()))
        for number in range(len(items))
    )
    table = element("table", element("thead", head), element("tbody", *rows), css="kk-table")
    return element("div", table, css="kk-scroll")


def place(citation: Citation) -> str:
    """Where a citation stands, without its document: 3ページ 12行目."""
    if citation.place:
        return citation.place
    page = f"{citation.page}ページ " if citation.page is not None else ""
    return f"{page}{citation.line}行目"


def place_html(words_of_it: str, number: int, opened: Sequence[str]) -> str:
    """The words of the place of a citation, by its number from 1, as a link where it opens somewhere."""
    to = opened[number - 1] if number <= len(opened) else ""
    # a tab of its own: the conversation stays where it is
    return element("a", text_html(words_of_it), href=to, target="_blank") if to else text_html(words_of_it)


def _columns(
    items: Sequence[Item], citations: Sequence[Citation], opened: Sequence[str]
) -> dict[str, list[str]]:
    """The columns by name; initiatives have them all, other things those that say something of one."""
    initiatives = all(item.type == "Initiative" for item in items)
    columns = {
        texts.INITIATIVE if initiatives else texts.THING: [_label(item) for item in items],
        texts.RESPONSIBLE: [words("span", "\n".join((*item.departments, *item.sections))) for item in items],
        texts.HEADINGS: [_headings(item) for item in items],
        texts.PLAN if initiatives else texts.PLAN_OR_YEAR: [_plan(item) for item in items],
        **{one.ja: [words("span", "、".join(item.told(one.name))) for item in items] for one in further()},
        texts.PLACE: [_places(cited(item, items, citations), opened) for item in items],
    }
    return {name: cells for name, cells in columns.items() if initiatives or any(cells)}


def _cell(name: str, inner: str) -> str:
    """A cell that carries its column's name, for narrow screens."""
    return element("td", words("span", name, css="kk-column"), inner or "—", css="" if inner else "kk-none")


def _label(item: Item) -> str:
    mark = words("small", texts.CORRECTED) if item.corrected else ""
    return words("strong", item.label) + mark + words("small", item.reason)


def _headings(item: Item) -> str:
    if item.pillar and item.field:
        return words("span", item.pillar, css="kk-pillar") + words("span", item.field)
    return words("span", item.pillar or item.field)


def _plan(item: Item) -> str:
    return words("span", item.plan) + words("small", years(item))


def years(item: Item) -> str:
    """The fiscal years of an item: 2027年度, 2026～2030年度, 2026年度～."""
    if item.fiscal_year is not None:
        return f"{item.fiscal_year}年度"
    if item.period is None:
        return ""
    start, end = ("" if year is None else str(year) for year in item.period)
    return f"{start}～{end}年度" if end else f"{start}年度～"


def _places(found: Sequence[tuple[int, Citation]], opened: Sequence[str]) -> str:
    shown = (place_html(f"[{number}] {place(one)}", number, opened) for number, one in found[:PLACES_SHOWN])
    return element("span", "<br>".join(shown)) if found else ""


def cited(
    item: Item, items: Sequence[Item], citations: Sequence[Citation]
) -> tuple[tuple[int, Citation], ...]:
    """An item's citations with their numbers: its own by IRI, else those whose words hold its label."""
    numbered = tuple(enumerate(citations, start=1))
    if own := tuple((number, one) for number, one in numbered if _about(one, item.iri)):
        return own
    label = _fold(item.label)
    named = tuple((number, one) for number, one in numbered if label and label in _fold(one.quote))
    return named or (numbered if len(items) == 1 else ())


def _about(citation: Citation, iri: str) -> bool:
    return bool(iri) and (citation.iri == iri or citation.iri.startswith((f"{iri}/", f"{iri}#")))


def _fold(text: str) -> str:
    return "".join(text.split())
