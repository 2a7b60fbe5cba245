"""The client's side of an upload: pieces as the browser sends them, over one connection a file."""

import time
from collections.abc import Iterable
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

PIECE = 32 * 1024**2


class Sender:
    """Somebody with a token who sends films to the portal by tus."""

    def __init__(self, address: str, token: str) -> None:
        self._line = HTTPConnection(urlsplit(address).netloc, timeout=120)
        self._headers = {"Authorization": f"Token {token}", "Tus-Resumable": "1.0.0"}

    def create(self, length: int) -> str:
        """Begin an upload that belongs to no entry; its address."""
        self._line.request(
            "POST", "/uploads/", headers=self._headers | {"Upload-Length": str(length), "Content-Length": "0"}
        )
        return urlsplit(self._answer(201)["Location"]).path

    def send(self, url: str, pieces: Iterable[bytes]) -> float:
        """Send the pieces; the time (of the epoch) at which the last byte was out."""
        self._line.close()  # the server has hung up if the last film was long ago; the next line connects anew
        offset, out_at = 0, 0.0
        for piece in pieces:
            self._line.putrequest("PATCH", url)
            headers = {"Content-Type": "application/offset+octet-stream", "Content-Length": len(piece)}
            for name, value in {**self._headers, **headers, "Upload-Offset": offset}.items():
                self._line.putheader(name, str(value))
            self._line.endheaders()
            self._line.send(piece)
            out_at = time.time()
            self._answer(204)
            offset += len(piece)
        return out_at

    def _answer(self, status: int) -> dict[str, str]:
        answer = self._line.getresponse()
        body = answer.read()
        if answer.status != status:
            raise RuntimeError(f"The portal answered {answer.status}: {body[:300]!r}")
        return dict(answer.headers)


def pieces_of(path: Path) -> Iterable[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece
