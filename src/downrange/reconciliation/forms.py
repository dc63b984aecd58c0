"""What a client sent: parameters of the address or of a form, within limits."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import Request

from downrange.reconciliation.refusal import RefusalError

MOST_BYTES = 1024 * 1024
"""The largest body that is read, in bytes."""
_FORM = "application/x-www-form-urlencoded"
_MOST_FIELDS = 100


async def form_of(request: Request) -> dict[str, str]:
    """The fields of a form. Raises ``RefusalError`` where it is none (415) or too large (413)."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != _FORM:
        raise RefusalError(
            f"the body is {kind[:80] or 'of no type'}.",
            status=415,
            where="Content-Type",
            advice=f"Send a form, {_FORM}.",
        )
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise RefusalError(
                f"the body has more than {MOST_BYTES} bytes.",
                status=413,
                advice="Send smaller batches.",
            )
    try:
        text = body.decode("ascii")
        pairs = parse_qsl(
            text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS
        )
    except ValueError as error:
        raise RefusalError(f"the form is not well encoded: {error}.") from None
    return _once(pairs)


def parameters_of(request: Request) -> dict[str, str]:
    """The parameters of an address, each once."""
    return _once(request.query_params.multi_items())


def number(parameters: Mapping[str, str], name: str, most: int) -> int:
    """A whole number from 0 on, by default 0; a larger one counts as the most there may be."""
    text = parameters.get(name, "").strip()
    if not text:
        return 0
    if not (text.isascii() and text.isdecimal()):
        raise RefusalError(f"should be a whole number and is {text[:40]!r}.", where=name)
    return min(int(text[:12]), most)


def _once(pairs: list[tuple[str, str]]) -> dict[str, str]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twin = next(name for name in names if names.count(name) > 1)
        raise RefusalError("is given twice.", where=twin[:80])
    return found
