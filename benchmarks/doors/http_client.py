"""A small HTTP client over asyncio, so that what is measured is the server: one request at a time."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit


@dataclass
class Client:
    """A connection that is kept."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    host: str

    @classmethod
    async def open(cls, address: str) -> Client:
        """Connects to http://host:port/."""
        place = urlsplit(address)
        reader, writer = await asyncio.open_connection(place.hostname, place.port, limit=1 << 24)
        return cls(reader, writer, place.netloc)

    async def get(self, path: str) -> tuple[int, bytes]:
        """The status and the body."""
        return await self._asked("GET", path, b"")

    async def post(self, path: str, value: Any) -> tuple[int, bytes]:
        """The same of a JSON body."""
        return await self._asked("POST", path, json.dumps(value).encode())

    async def listen(self, path: str) -> int:
        """The status of a stream that stays open."""
        self._send("GET", path, b"")
        return (await self._head())[0]

    def close(self) -> None:
        """Ends the connection."""
        self.writer.close()

    async def _asked(self, method: str, path: str, body: bytes) -> tuple[int, bytes]:
        self._send(method, path, body)
        status, headers = await self._head()
        if "content-length" in headers:
            return status, await self.reader.readexactly(int(headers["content-length"]))
        parts = []
        while size := int(await self.reader.readline(), 16):
            parts.append(await self.reader.readexactly(size))
            await self.reader.readline()
        await self.reader.readline()
        return status, b"".join(parts)

    def _send(self, method: str, path: str, body: bytes) -> None:
        head = f"{method} {path} HTTP/1.1\r\nhost: {self.host}\r\ncontent-length: {len(body)}\r\n"
        self.writer.write(head.encode() + b"content-type: application/json\r\n\r\n" + body)

    async def _head(self) -> tuple[int, dict[str, str]]:
        lines = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        pairs = (line.partition(":") for line in lines[1:] if line)
        return int(lines[0].split(" ")[1]), {name.lower(): value.strip() for name, _, value in pairs}
