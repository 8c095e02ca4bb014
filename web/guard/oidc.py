"""A login at a provider of OpenID Connect: the code flow with PKCE, spoken by Authlib.

This server asks nobody but the provider that the house named, at its own address and where its description
leads, over https or on this machine. Whom it lets in of those that log in there is the house's word too.
"""

from __future__ import annotations

import json
import logging
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from keikaku.web.guard.limits import is_loopback

log = logging.getLogger(__name__)

SECONDS = 10.0
"""What the provider may take for each answer."""
KEPT = 300.0
"""For how many seconds its description of itself is believed."""
LEEWAY = 60
"""By how many seconds its clock may differ from ours."""
DESCRIPTION = ".well-known/openid-configuration"
SIGNED = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
"""By a key that the provider alone has: none of "none", and none by a secret that is shared."""
SCOPE = "openid profile email"
EVERYBODY = "*"
NAMES = ("preferred_username", "email", "name", "sub")
"""The claims that a name is taken from, the first that is there."""
LONGEST = 200


class ProviderError(Exception):
    """The provider cannot be reached, or what it gave does not hold."""


class NotAllowedError(Exception):
    """Somebody logged in there whom the house does not let in here."""


@dataclass(frozen=True, slots=True)
class Oidc:
    """The provider that the house named, and the claims of which one lets in; no pair lets everybody in."""

    issuer: str = ""
    client: str = ""
    secret: str = field(default="", repr=False)
    allowed: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.issuer)

    @property
    def mark(self) -> str:
        """What changes with the setting, for the sessions that it opened; empty where there is none."""
        told = repr((self.issuer, self.client, self.allowed)).encode()
        return f"oidc:{sha256(told).hexdigest()[:16]}" if self else ""

    def name(self, claims: Mapping[str, Any]) -> str:
        """Who logged in; raises NotAllowedError where no claim lets them in."""
        if self.allowed and not any(value in _values(claims.get(claim)) for claim, value in self.allowed):
            raise NotAllowedError
        found = next((claims[name] for name in NAMES if isinstance(claims.get(name), str)), "")
        name = "".join(letter for letter in found if letter.isprintable()).strip()[:LONGEST]
        if not name:
            raise ProviderError("no name")
        return name


def oidc_by(issuer: str, client: str, secret: str, allowed: str) -> Oidc:
    """The settings as a value; raises ValueError where a part is missing or is none.

    >>> oidc_by("https://login.example/city", "keikaku", "", "groups=企画課").allowed
    (('groups', '企画課'),)
    >>> bool(oidc_by("", "", "", "")), oidc_by("https://login.example", "keikaku", "", "*").allowed
    (False, ())
    >>> oidc_by("http://login.example", "keikaku", "", "*")
    Traceback (most recent call last):
    ValueError: http://login.example
    """
    if not (issuer or client or secret or allowed):
        return Oidc()
    if not (client and allowed):
        raise ValueError("oidc_allow" if client else "oidc_client")
    pairs = () if allowed.strip() == EVERYBODY else tuple(_pair(part) for part in allowed.split(","))
    return Oidc(safe(issuer), client, secret, pairs)


def safe(address: str) -> str:
    """An address that is asked over https, or of this machine; raises ValueError for any other."""
    found = urlsplit(address)
    if not found.hostname or found.username is not None:
        raise ValueError(address)
    if found.scheme != "https" and not (found.scheme == "http" and is_loopback(found.hostname)):
        raise ValueError(address)
    return address


def _pair(text: str) -> tuple[str, str]:
    claim, sign, value = (part.strip() for part in text.partition("="))
    if not (claim and sign and value):
        raise ValueError(text)
    return claim, value


def _values(claim: Any) -> tuple[str, ...]:
    """What a claim holds, one or many; a truth value is its word."""
    told = claim if isinstance(claim, list) else [claim]
    return tuple(json.dumps(one) if isinstance(one, bool) else str(one) for one in told if one is not None)


class Flow(NamedTuple):
    """What a browser is sent off with, and has to bring back."""

    state: str
    nonce: str
    verifier: str


class Provider:
    """Speaks with the provider; each call waits for it, so it belongs on a thread."""

    def __init__(self, oidc: Oidc, clock: Callable[[], float] = time.monotonic) -> None:
        self.oidc, self.clock = oidc, clock
        self._told: tuple[float, Mapping[str, Any]] | None = None

    def leave(self, back: str) -> tuple[str, Flow]:
        """Where the browser goes to log in, and what comes back with it. Raises ProviderError."""
        from authlib.integrations.httpx_client import OAuth2Client  # noqa: PLC0415 - only a login pays for it

        flow = Flow(*(secrets.token_urlsafe(32) for _ in Flow._fields))
        there = self._address("authorization_endpoint")
        with OAuth2Client(
            self.oidc.client, redirect_uri=back, scope=SCOPE, code_challenge_method="S256"
        ) as client:
            address, _ = client.create_authorization_url(
                there, state=flow.state, nonce=flow.nonce, code_verifier=flow.verifier
            )
        return str(address), flow

    def arrived(self, back: str, code: str, flow: Flow) -> str:
        """Who logged in with that code; raises ProviderError or NotAllowedError."""
        from authlib.common.errors import AuthlibBaseError  # noqa: PLC0415
        from httpx import HTTPError  # noqa: PLC0415
        from joserfc.errors import JoseError  # noqa: PLC0415

        try:
            claims = self._claims(self._token(back, code, flow), flow.nonce)
        except (AuthlibBaseError, JoseError, HTTPError, KeyError, TypeError, ValueError) as error:
            log.warning("a login at %s does not hold: %s", self.oidc.issuer, type(error).__name__)
            raise ProviderError(type(error).__name__) from error
        return self.oidc.name(claims)

    def _token(self, back: str, code: str, flow: Flow) -> Mapping[str, Any]:
        """What the provider gives for a code."""
        from authlib.integrations.httpx_client import OAuth2Client  # noqa: PLC0415

        way = "client_secret_basic" if self.oidc.secret else "none"
        with OAuth2Client(
            self.oidc.client,
            self.oidc.secret or None,
            redirect_uri=back,
            token_endpoint_auth_method=way,
            timeout=SECONDS,
        ) as client:
            there = self._address("token_endpoint")
            found: Mapping[str, Any] = client.fetch_token(there, code=code, code_verifier=flow.verifier)
        return found

    def _claims(self, token: Mapping[str, Any], nonce: str) -> Mapping[str, Any]:
        """What the provider signed for us, now, and for this login."""
        from authlib.oidc.core import CodeIDToken  # noqa: PLC0415
        from joserfc import jwt  # noqa: PLC0415
        from joserfc.jwk import KeySet  # noqa: PLC0415

        keys = KeySet.import_key_set(_json(self._address("jwks_uri")))
        told = jwt.decode(token["id_token"], keys, algorithms=SIGNED)
        expected = {"iss": {"value": self.oidc.issuer}, "aud": {"value": self.oidc.client}}
        given = {"nonce": nonce, "client_id": self.oidc.client, "access_token": token.get("access_token")}
        claims = CodeIDToken(told.claims, told.header, options=expected, params=given)
        claims.validate(leeway=LEEWAY)
        return dict(claims)

    def _address(self, name: str) -> str:
        """Where the provider does something, by its own description; raises ProviderError."""
        now = self.clock()
        if self._told is None or now - self._told[0] > KEPT:
            told = _json(f"{self.oidc.issuer.rstrip('/')}/{DESCRIPTION}")
            if told.get("issuer") != self.oidc.issuer:
                raise ProviderError("another issuer")
            self._told = now, told
        try:
            return safe(str(self._told[1][name]))
        except (KeyError, ValueError) as error:
            raise ProviderError(name) from error


def _json(address: str) -> Any:
    """An object of the provider; raises ProviderError."""
    import httpx  # noqa: PLC0415 - only a login pays for it

    try:
        response = httpx.get(address, timeout=SECONDS, follow_redirects=False)
        found = response.raise_for_status().json()
    except (httpx.HTTPError, ValueError) as error:
        log.warning("%s does not answer: %s", address, type(error).__name__)
        raise ProviderError(address) from error
    if not isinstance(found, dict):
        raise ProviderError(address)
    return found
