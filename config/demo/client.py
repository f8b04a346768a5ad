"""A person at the web interface, as far as HTTP goes: signs in, sends JSON, uploads, reads problems."""

import base64
import json
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any


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

    def upload(self, path: Path, **details: str) -> str:
        """Send a picture with the tus protocol; returns the id of the image that came of it."""
        body = path.read_bytes()
        pairs = {"filename": path.name, **details}
        metadata = ",".join(
            f"{key} {base64.b64encode(text.encode()).decode()}" for key, text in pairs.items() if text
        )
        headers = {"Tus-Resumable": "1.0.0", "Upload-Length": str(len(body)), "Upload-Metadata": metadata}
        created = self._open("POST", "uploads/", b"", headers)
        headers = {
            "Tus-Resumable": "1.0.0",
            "Upload-Offset": "0",
            "Content-Type": "application/offset+octet-stream",
        }
        finished = self._open("PATCH", created.headers["Location"], body, headers)
        return str(finished.headers["Aristarch-Image"])

    def _send(self, method: str, path: str, data: Any = None, headers: dict[str, str] | None = None) -> Any:
        body = None if data is None else json.dumps(data).encode()
        answer = self._open(method, path, body, {"Content-Type": "application/json", **(headers or {})})
        text = answer.read()
        return json.loads(text) if text else None

    def _open(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Any:
        address = (
            path
            if path.startswith("http")
            else f"{self.base}{path}"
            if path.startswith("/")
            else f"{self.base}/api/{path}"
        )
        request = urllib.request.Request(address, data=body, method=method, headers=headers)  # noqa: S310  our own server
        token = next((cookie.value for cookie in self.cookies if cookie.name == "csrftoken"), None)
        request.add_header("X-CSRFToken", token or "")
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
