"""What the libraries give by themselves: one route of FastAPI and one function of Gradio, on a free port."""

from __future__ import annotations

from keikaku.web.guard.offline import stay_home
from keikaku.web.server import listening, run


def main() -> None:
    """Serves until SIGTERM; the first line that is printed tells the address."""
    stay_home()
    import gradio as gr  # noqa: PLC0415 - after `stay_home`
    from fastapi import FastAPI  # noqa: PLC0415

    app = FastAPI()

    @app.get("/api/ask")
    def answer(q: str) -> dict[str, str]:
        return {"question": q, "answer": q}

    def turn(question: str, turns: tuple[str, ...]) -> tuple[str, list[dict[str, str]], tuple[str, ...]]:
        turns = (*turns, question)
        said = [{"role": role, "content": one} for one in turns for role in ("user", "assistant")]
        return "", said, turns

    with gr.Blocks() as page:
        turns, chat, box = gr.State(()), gr.Chatbot(), gr.Textbox()
        box.submit(turn, [box, turns], [box, chat, turns], queue=False)
    mounted = gr.mount_gradio_app(app, page, path="/staff")
    socket = listening("127.0.0.1", 0)
    print(f"http://127.0.0.1:{socket.getsockname()[1]}/", flush=True)
    run(mounted, socket)


if __name__ == "__main__":
    main()
