"""A reverse proxy of our own on loopback, for tests of a site that stands behind one."""

from __future__ import annotations

import http.client
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ROOT = "/keikaku"
DROPPED = {"connection", "transfer-encoding", "content-length"}
VISITOR = "x-visitor"
"""The header of a test that tells from where a visit comes."""


def proxy_to(port: int, *, strips: bool) -> ThreadingHTTPServer:
    """A proxy as nginx is one: appends the visitor's address, tells https, keeps Host, may take the path off."""

    class Proxy(BaseHTTPRequestHandler):
        def _pass_on(self) -> None:
            headers = {name: value for name, value in self.headers.items() if name.lower() != VISITOR}
            seen = [self.headers.get("x-forwarded-for"), self.headers[VISITOR]]
            headers |= {"X-Forwarded-For": ", ".join(filter(None, seen)), "X-Forwarded-Proto": "https"}
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            upstream = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            path = self.path.removeprefix(ROOT) if strips else self.path
            upstream.request(self.command, path, body, headers)
            answer = upstream.getresponse()
            content = answer.read()
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in DROPPED:
                    self.send_header(name, value)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
            upstream.close()

        do_GET = do_POST = _pass_on  # noqa: N815 - the names that the server calls

        def log_message(self, *_: object) -> None:
            """Not in the tests' output."""

    return ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
