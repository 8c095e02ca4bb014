"""A small provider of OpenID Connect on loopback, which can be told to lie in every way that a token can."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "keikaku", "a-secret-of-midori-0123456789"
KEY = RSAKey.generate_key(2048, {"kid": "one"}, auto_kid=False)
OTHER_KEY = RSAKey.generate_key(2048, {"kid": "one"}, auto_kid=False)


def _true_claims(claims: dict[str, Any]) -> dict[str, Any]:
    return claims


def _signed(claims: dict[str, Any]) -> str:
    return jwt.encode({"alg": "RS256", "kid": "one"}, claims, KEY)


@dataclass
class Told:
    """What the provider says; a test replaces a part. `seen` are the requests for tokens, `down` answers 503."""

    person: dict[str, Any] = field(default_factory=lambda: {"sub": "1", "preferred_username": "kikaku"})
    lie: Callable[[dict[str, Any]], dict[str, Any]] = _true_claims
    sign: Callable[[dict[str, Any]], str] = _signed
    describe: dict[str, str] = field(default_factory=dict)
    down: bool = False
    seen: list[dict[str, str]] = field(default_factory=list)


@contextmanager
def serving(told: Told) -> Iterator[str]:
    """The issuer's address."""
    asked: dict[str, dict[str, str]] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path, query = urlsplit(self.path).path, parse_qs(urlsplit(self.path).query)
            if told.down:
                self._json(503, {})
            elif path == "/city/.well-known/openid-configuration":
                self._json(200, _description(issuer) | told.describe)
            elif path == "/city/keys":
                self._json(200, {"keys": [KEY.as_dict(private=False)]})
            else:  # whoever asks is logged in at once
                given = {name: values[0] for name, values in query.items()}
                asked["code-1"] = given
                self.send_response(302)
                back = urlencode({"code": "code-1", "state": given["state"]})
                self.send_header("location", f"{given['redirect_uri']}?{back}")
                self.end_headers()

        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["content-length"])).decode())
            given = {name: values[0] for name, values in form.items()}
            told.seen.append(given | {"authorization": self.headers.get("authorization", "")})
            before = asked.pop(given.get("code", ""), None)  # a code is good once
            if before is None or not _fits(before, given, self.headers.get("authorization", "")):
                self._json(400, {"error": "invalid_grant"})
                return
            now = int(time.time())
            claims = {"iss": issuer, "aud": CLIENT, "iat": now, "exp": now + 60, "nonce": before["nonce"]}
            token = told.sign(told.lie(claims | told.person))
            self._json(200, {"access_token": "a", "token_type": "Bearer", "id_token": token})

        def _json(self, status: int, content: object) -> None:
            body = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Not in the tests' output."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    issuer = f"http://127.0.0.1:{server.server_address[1]}/city"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield issuer
    finally:
        server.shutdown()


def _description(issuer: str) -> dict[str, str]:
    ends = {"authorization_endpoint": "in", "token_endpoint": "token", "jwks_uri": "keys"}
    return {"issuer": issuer} | {name: f"{issuer}/{end}" for name, end in ends.items()}


def _fits(before: dict[str, str], given: dict[str, str], authorization: str) -> bool:
    """True where who brings the code is who asked for it: the verifier, the address, the client's secret."""
    digest = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
    challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    client = base64.b64decode(authorization.removeprefix("Basic ")).decode()
    return (
        challenge == before["code_challenge"]
        and before["code_challenge_method"] == "S256"
        and given.get("redirect_uri") == before["redirect_uri"]
        and client == f"{CLIENT}:{SECRET}"
    )
