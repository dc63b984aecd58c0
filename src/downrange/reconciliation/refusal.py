"""What a client is told whose request cannot be answered."""

from __future__ import annotations

from downrange.errors import DownrangeError


class RefusalError(DownrangeError):
    """A request that cannot be answered, with the HTTP status that says why.

    ``where`` is the place in what was sent: ``queries/q0/limit``.
    """

    def __init__(self, message: str, *, status: int = 400, where: str = "", advice: str = ""):
        super().__init__(message, advice=advice)
        self.status = status
        self.where = where
