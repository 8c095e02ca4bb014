"""The chat page. Imported by the server only, after `stay_home`: Gradio takes seconds to load."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from keikaku.qa.telling.answer import Answer
from keikaku.web.chat.addresses import NOWHERE, addresses
from keikaku.web.chat.asking import Answering, InternalPart
from keikaku.web.chat.render import answer_html, header_html, question_html
from keikaku.web.chat.status import Status
from keikaku.web.html import texts
from keikaku.web.html.frame import script

if TYPE_CHECKING:
    from keikaku.qa.world.world import World

HERE = Path(__file__).parents[1] / "inline"
FONTS = ["Noto Sans CJK JP", "Noto Sans JP", "Hiragino Sans", "Yu Gothic", "Meiryo", "sans-serif"]
SHOW_LAST_QUESTION = "() => window.keikakuShowLastQuestion()"
TURNS_KEPT = 50  # of one conversation; what scrolled away long ago is dropped

Turns = tuple[tuple[Answer, str], ...]
"""The answers of a conversation, each with the HTML in which it was shown."""
Told = Callable[[str, Answer | None], tuple[Answer, str]]


def mount_options() -> dict[str, Any]:
    """What Gradio's mount takes for looks and for privacy: nothing kept, nothing shared, nothing uploaded."""
    return {
        "theme": gr.themes.Base(primary_hue="blue", neutral_hue="slate", font=FONTS, font_mono=["monospace"]),
        "css_paths": [HERE / "style.css"],
        "head": "".join(script(name) for name in ("copy.js", "page.js")),
        "footer_links": [],
        "run_history": False,
        "enable_monitoring": False,
        "mcp_server": False,
        "ssr_mode": False,
        "pwa": False,
        "show_error": False,
        "max_file_size": "1kb",
    }


def build_page(
    ask: Answering,
    status: Callable[[], Status],
    world: Callable[[], World],
    locked: Callable[[], bool],
    internal: InternalPart | None = None,
) -> Any:
    """The chat as Gradio blocks; the conversation's answers stay in the visitor's session.

    `world` is the graph in which citations open. `locked` tells whether the door asks for a login; where it
    does not, the page says so. Where there are internal documents, a choice above the box tells which part
    answers; what they tell opens nowhere, since the pages show the public part.
    """
    telling = _telling(ask, internal, world)
    with gr.Blocks(title=texts.TITLE, analytics_enabled=False) as page:
        turns = gr.State(())
        head = gr.HTML(header_html(status(), locked=locked()), elem_id="kk-head")
        examples = _examples(status().examples)
        chat = _chat()
        part = _part(internal)
        box = _box()
        clear = gr.Button(texts.CLEAR, size="sm", elem_id="kk-clear")
        outputs = [box, chat, turns]
        # no queue: Gradio closes its stream after each event, and may lose one that comes just then
        private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "queue": False}

        def turn(question: str, turns: Turns, part: str) -> tuple[Any, ...]:
            return _turn(telling(part), question, turns)

        def chosen(turns: Turns, part: str, event: gr.SelectData) -> tuple[Any, ...]:
            return _turn(telling(part), str(event.value), turns)

        asked = [
            box.submit(turn, [box, turns, part], outputs, **private),
            *(button.click(turn, [button, turns, part], outputs, **private) for button in examples),
            chat.option_select(chosen, [turns, part], outputs, **private),
        ]
        for event in asked:
            event.then(None, js=SHOW_LAST_QUESTION, **private)
        clear.click(_cleared, None, outputs, **private)
        page.load(lambda: header_html(status(), locked=locked()), None, head, **private)
        page.load(lambda: gr.update(visible=_there(internal)), None, part, **private)
    return page.queue(api_open=False)


def _telling(
    ask: Answering, internal: InternalPart | None, world: Callable[[], World]
) -> Callable[[str], Told]:
    """What answers a turn, by the part of the documents that is chosen."""
    asks = {texts.PUBLIC_PART: ask, texts.INTERNAL_PART: internal.answering if internal else ask}

    def telling(part: str) -> Told:
        def told(question: str, previous: Answer | None) -> tuple[Answer, str]:
            answer = asks[part](question, previous)
            return answer, answer_html(answer, NOWHERE if answer.internal else addresses(answer, world()))

        return told

    return telling


def _examples(questions: Sequence[str]) -> list[Any]:
    if not questions:
        return []
    gr.HTML(f'<h2 class="kk-label">{texts.EXAMPLES}</h2>')
    with gr.Row(elem_id="kk-examples"):
        return [gr.Button(question, size="sm", elem_classes="kk-example") for question in questions]


def _chat() -> Any:
    # the style sheet hides it while it is empty: a change of `visible` would have Gradio build it anew
    return gr.Chatbot(
        label=texts.CONVERSATION,
        show_label=False,
        container=False,
        elem_id="kk-chat",
        height="auto",
        autoscroll=False,
        buttons=["copy"],
        feedback_options=None,
        latex_delimiters=[],
        layout="panel",
        sanitize_html=True,
        allow_file_downloads=False,
    )


def _there(internal: InternalPart | None) -> bool:
    return internal is not None and internal.there()


def _part(internal: InternalPart | None) -> Any:
    return gr.Radio(
        [texts.PUBLIC_PART, texts.INTERNAL_PART],
        value=texts.PUBLIC_PART,
        label=texts.PART,
        elem_id="kk-part",
        visible=_there(internal),
    )


def _box() -> Any:
    return gr.Textbox(
        label=texts.LABEL,
        placeholder=texts.PLACEHOLDER,
        lines=1,
        max_lines=5,
        submit_btn=texts.SEND,
        autofocus=True,
        elem_id="kk-box",
    )


def _turn(told: Told, question: str, turns: Turns) -> tuple[Any, ...]:
    """One question more; the box is emptied and the conversation redrawn."""
    turns = (*turns, told(question, turns[-1][0] if turns else None))[-TURNS_KEPT:]
    return "", _messages(turns), turns


def _cleared() -> tuple[Any, ...]:
    return "", [], ()


def _messages(turns: Turns) -> list[dict[str, Any]]:
    pairs = ((_asked(answer), _answered(answer, shown)) for answer, shown in turns)
    return [message for pair in pairs for message in pair]


def _asked(answer: Answer) -> dict[str, Any]:
    return {"role": "user", "content": question_html(answer.question)}


def _answered(answer: Answer, shown: str) -> dict[str, Any]:
    options = [{"value": suggestion} for suggestion in answer.suggestions]
    return {"role": "assistant", "content": shown, "options": options}
