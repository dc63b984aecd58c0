"""Sends files too large to be held ready: whole or in part, a piece at a time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from http import HTTPStatus

from downrange.server.conditions import Verdict, evaluate, http_date, range_applies
from downrange.server.downloads import Download
from downrange.server.headers import SAFETY, Headers
from downrange.server.ranges import Part, part_of
from downrange.server.refusals import FAILED_CONDITION, Refusal, unsatisfiable
from downrange.server.requests import Request

Read = Callable[[Callable[[], bytes]], Awaitable[bytes]]
"""Lets a thread read, so that no other request waits for the disk."""

_PIECE = 256 * 1024


async def send_download(
    request: Request,
    download: Download,
    headers: Headers,
    modified: datetime | None,
    read: Read,
) -> Refusal | None:
    """Send a file, the part that is asked for, or 304; or say why it is refused."""
    kept: Headers = ((b"etag", download.etag), (b"accept-ranges", b"bytes"), *headers, *SAFETY)
    if modified is not None:
        kept = (*kept, (b"last-modified", http_date(modified)))
    match evaluate(request.headers, download.etag, modified):
        case Verdict.NOT_MODIFIED:
            await request.answer(HTTPStatus.NOT_MODIFIED, kept)
            return None
        case Verdict.FAILED:
            return FAILED_CONDITION
    part = _asked(request, download, modified)
    whole = Part(0, download.dump.size - 1, download.dump.size)
    if part is not None and not part.satisfiable:
        return unsatisfiable(part.content_range)
    sent = part or whole
    described: Headers = (
        (b"content-type", f"{download.dump.media_type}; charset=utf-8".encode()),
        (b"content-length", str(sent.length).encode()),
        (b"repr-digest", download.digest),
        (b"content-disposition", f'attachment; filename="{download.dump.name}"'.encode()),
        *kept,
    )
    status = HTTPStatus.OK
    if part is not None:
        status, described = (
            HTTPStatus.PARTIAL_CONTENT,
            ((b"content-range", part.content_range), *described),
        )
    await request.send({"type": "http.response.start", "status": status, "headers": described})
    if request.method != "HEAD":
        await _pour(request, download, sent, read)
    await request.send({"type": "http.response.body", "body": b""})
    return None


def _asked(request: Request, download: Download, modified: datetime | None) -> Part | None:
    """The part that is asked for; only GET asks for parts."""
    condition = request.headers.get(b"if-range")
    if request.method != "GET" or not range_applies(condition, download.etag, modified):
        return None
    return part_of(request.headers.get(b"range"), download.dump.size)


async def _pour(request: Request, download: Download, part: Part, read: Read) -> None:
    """Read and send piece by piece; the server waits where the client is slow."""
    place, end = part.first, part.last + 1
    while place < end:
        length = min(_PIECE, end - place)
        piece = await read(partial(download.read, place, length))
        if not piece:
            raise OSError(f"{download.dump.name} became shorter while it was sent")
        place += len(piece)
        await request.send({"type": "http.response.body", "body": piece, "more_body": True})
