"""A person at the web interface, as far as HTTP goes: signs in, sends JSON, uploads, reads problems."""

import base64
import json
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

TUS = {"Tus-Resumable": "1.0.0"}


class Refused(Exception):
    """The server answered with a problem document."""

    def __init__(self, status: int, problem: dict[str, Any]) -> None:
        super().__init__(f"{status} {problem.get('code')}: {problem.get('detail')}")
        self.status = status
        self.problem = problem


class Person:
    """One signed-in account."""

    def __init__(self, base: str, email: str, password: str) -> None:
        self.base = base
        self.cookies = CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        self.get("session/")
        self.post("session/", {"email": email, "password": password})

    def get(self, path: str) -> Any:
        """GET /api/<path>."""
        return self._send("GET", path)

    def post(self, path: str, data: Any = None) -> Any:
        """POST JSON."""
        return self._send("POST", path, data or {})

    def put(self, path: str, data: Any, version: int) -> Any:
        """PUT JSON on top of that version."""
        return self._send("PUT", path, data, {"If-Match": f'"{version}"'})

    def patch(self, path: str, data: Any) -> Any:
        """PATCH JSON."""
        return self._send("PATCH", path, data)

    def delete(self, path: str) -> None:
        """DELETE, which for pictures is the trash."""
        self._send("DELETE", path)

    def upload(self, path: Path, **details: str) -> str:
        """Send a picture with the tus protocol; returns the id of the image that came of it."""
        body = path.read_bytes()
        address = self.begin(path, **details)
        return str(self._patch(address, body, 0).headers["Aristarch-Image"])

    def begin(self, path: Path, **details: str) -> str:
        """Announce an upload; returns its address."""
        pairs = {"filename": path.name, **details}
        encoded = {key: base64.b64encode(text.encode()).decode() for key, text in pairs.items() if text}
        metadata = ",".join(f"{key} {text}" for key, text in encoded.items())
        headers = {"Upload-Length": str(path.stat().st_size), "Upload-Metadata": metadata, **TUS}
        location = str(self.open("POST", "uploads/", b"", headers).headers["Location"])
        return location if location.startswith("http") else self.base + location

    def send(self, address: str, data: bytes, offset: int) -> int:
        """Append bytes to an upload; returns how many the server now holds."""
        return int(self._patch(address, data, offset).headers["Upload-Offset"])

    def offset(self, address: str) -> int:
        """How many bytes of an upload the server holds."""
        return int(self.open("HEAD", address, None, TUS).headers["Upload-Offset"])

    def headers(self, address: str) -> dict[str, str]:
        """What a request of this person carries, for tests that speak HTTP by hand."""
        request = urllib.request.Request(address)  # noqa: S310  our own server
        self.cookies.add_cookie_header(request)
        return {
            "Cookie": request.get_header("Cookie") or "",
            "X-CSRFToken": self._token(),
            "Referer": self.base,
        }

    def _patch(self, address: str, data: bytes, offset: int) -> Any:
        headers = {"Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream", **TUS}
        return self.open("PATCH", address, data, headers)

    def _token(self) -> str:
        return next((cookie.value or "" for cookie in self.cookies if cookie.name == "csrftoken"), "")

    def _send(self, method: str, path: str, data: Any = None, headers: dict[str, str] | None = None) -> Any:
        body = None if data is None else json.dumps(data).encode()
        answer = self.open(method, path, body, {"Content-Type": "application/json", **(headers or {})})
        text = answer.read()
        return json.loads(text) if text else None

    def open(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Any:
        """One request; a path without a leading slash lies below /api/."""
        if not path.startswith("http"):
            path = f"{self.base}{path}" if path.startswith("/") else f"{self.base}/api/{path}"
        request = urllib.request.Request(path, data=body, method=method, headers=headers)  # noqa: S310  our own server
        request.add_header("X-CSRFToken", self._token())
        request.add_header("Referer", self.base)
        try:
            return self.opener.open(request, timeout=120)
        except urllib.error.HTTPError as error:
            text = error.read()
            try:
                problem = json.loads(text)
            except ValueError:
                problem = {"code": "http", "detail": text[:200].decode(errors="replace")}
            raise Refused(error.code, problem) from error
