"""The metadata file that may stand beside a document: same folder, same stem, ``.toml``.

::

    title = "Progress MS-04"
    url = "https://en.wikipedia.org/wiki/Progress_MS-04"
    licence = "https://creativecommons.org/licenses/by-sa/4.0/"

Every key may be left out; a key that is none, or a value of the wrong kind, is refused, so
that a slip of the pen cannot quietly lose a licence.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import urlsplit

from downrange.errors import DocumentError, Place


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document beside its text; what is not known is empty.

    ``slug`` settles which document is which where two of one site have the same title.
    ``retrieved`` is an ISO 8601 date, ``language`` a BCP 47 tag.
    """

    title: str = ""
    url: str = ""
    slug: str = ""
    licence: str = ""
    attribution: str = ""
    publisher: str = ""
    retrieved: str = ""
    language: str = "en"


_KEYS = tuple(field.name for field in fields(Metadata))
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def metadata_path(document: Path) -> Path:
    """Where the metadata file of a document stands, if it has one."""
    return document.with_suffix(".toml")


def read_metadata(path: Path) -> Metadata:
    """The metadata in a file.

    Raises ``DocumentError``, with the line, where the file cannot be read, is not TOML
    (https://toml.io/en/v1.0.0), or has an unknown key or a value of the wrong kind.
    """
    try:
        source = path.read_text(encoding="utf-8-sig")
        table = tomllib.loads(source)
    except (OSError, UnicodeDecodeError) as error:
        raise _refused(f"the metadata cannot be read: {error}", Place(str(path))) from None
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        place = Place(str(path), int(line[1]) if line else source.count("\n") + 1)
        raise _refused(f"the metadata is not TOML: {error}.", place) from None
    values = {
        key: _checked(key, value, Place(str(path), _line_of(key, source)))
        for key, value in table.items()
    }
    return Metadata(**values)


def check_url(url: str, place: Place) -> str:
    """The URL itself if it is one of the web with a host, else ``DocumentError``."""
    if not site_of(url) or any(c.isspace() or not c.isprintable() for c in url):
        raise DocumentError(
            f"“{url}” is not the address of a page.",
            place=place,
            advice="Give an absolute URL such as https://en.wikipedia.org/wiki/Apollo_13.",
        )
    return url


def site_of(url: str) -> str:
    """The host of a URL in lower case, or ``""`` where it has none."""
    try:
        parts = urlsplit(url)
        return (parts.hostname or "") if parts.scheme in ("http", "https") else ""
    except ValueError:
        return ""


def _checked(key: str, value: object, place: Place) -> str:
    if key not in _KEYS:
        near = get_close_matches(key, _KEYS, n=1, cutoff=0)[0]
        raise _refused(f"metadata has no “{key}”; the nearest name is “{near}”.", place)
    if key == "retrieved" and type(value) is date:
        return value.isoformat()
    if not isinstance(value, str):
        raise _refused(f"“{key}” is {type(value).__name__} {value!r}, not a string.", place)
    value = value.strip()
    if key == "url" and value:
        check_url(value, place)
    if key == "retrieved" and value and not _is_date(value):
        raise _refused(f"“retrieved” is “{value}”, not a date such as 2024-05-31.", place)
    if key == "language" and not _LANGUAGE.fullmatch(value):
        raise _refused(f"“language” is “{value}”, not a tag such as en or pt-BR.", place)
    return value


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _line_of(key: str, source: str) -> int | None:
    """The line on which a key, or the table of that name, is set (``tomllib`` does not tell)."""
    name = re.escape(key)
    match = re.search(rf"""^[ \t]*\[*[ \t]*["']?{name}["']?[ \t]*[=.\]]""", source, re.MULTILINE)
    return source.count("\n", 0, match.start()) + 1 if match else None


def _refused(message: str, place: Place) -> DocumentError:
    known = ", ".join(_KEYS)
    return DocumentError(message, place=place, advice=f"The keys are {known}; all are strings.")
