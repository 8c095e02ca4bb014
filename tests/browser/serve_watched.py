"""The command line in a process that is watched; the first argument is a file for every address called."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[2]), str(HERE.parents[1])]


def watch(log: Path) -> None:
    """Writes down each address that this process connects to or looks up."""

    def note(event: str, arguments: tuple) -> None:
        if event in {"socket.connect", "socket.getaddrinfo", "socket.sendto"}:
            with log.open("a", encoding="utf-8") as file:
                file.write(f"{event} {arguments!r}\n")

    sys.addaudithook(note)


if __name__ == "__main__":
    watch(Path(sys.argv.pop(1)))
    from keikaku.cli.main import main

    main()
