"""Wikidata through its API: search by name, and entities as JSON.

See https://www.wikidata.org/w/api.php?action=help&modules=wbsearchentities and
``modules=wbgetentities``. Labels are asked for in English and in ``mul``, the code under which
Wikidata now keeps names that are the same in every language.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from downrange.errors import LinkError
from downrange.linking.transport import Json, Manners, Transport

WIKIDATA = "https://www.wikidata.org/w/api.php"
LANGUAGES = ("en", "mul")
_MOST_AT_ONCE = 50
_MAXLAG = "5"
_BUSY_CODES = {"maxlag", "ratelimited", "readonly"}


@dataclass(frozen=True, slots=True)
class Found:
    """What Wikidata has under an id that was ``asked`` for.

    ``entity`` is its JSON (https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html),
    empty where the item was deleted or never existed.
    """

    asked: str
    entity: Json

    @property
    def exists(self) -> bool:
        return bool(self.entity)

    @property
    def redirected_to(self) -> str:
        """The id of the item that this one was merged into; empty where it is itself."""
        now = str(self.entity.get("id", self.asked))
        return now if now != self.asked else ""


class WikidataClient:
    """Asks a Wikibase's API; use it in a ``with`` block.

    ``cache`` is a folder for earlier answers, ``pause`` waits for some seconds. Every method
    raises ``LinkError`` where no answer is to be had.
    """

    def __init__(
        self,
        cache: Path,
        url: str = WIKIDATA,
        manners: Manners | None = None,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._url = url
        self._transport = Transport(cache, manners, busy=_busy, pause=pause)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._transport.__exit__(kind, error, trace)

    def search(self, name: str, limit: int = 10) -> tuple[str, ...]:
        """The ids of items whose label or alias begins with a name, best first."""
        found: dict[str, None] = {}
        for language in LANGUAGES:
            answer = self._ask(
                action="wbsearchentities",
                search=name,
                language=language,
                uselang=LANGUAGES[0],
                type="item",
                limit=str(limit),
            )
            found |= dict.fromkeys(
                str(hit["id"]) for hit in _objects(answer.get("search")) if "id" in hit
            )
        return tuple(found)

    def entities(self, ids: Iterable[str]) -> dict[str, Found]:
        """What stands under each id, fifty to a request; redirects are followed and told."""
        wanted = sorted(set(ids))
        found: dict[str, Found] = {}
        for start in range(0, len(wanted), _MOST_AT_ONCE):
            some = wanted[start : start + _MOST_AT_ONCE]
            answer = self._ask(
                action="wbgetentities",
                ids="|".join(some),
                props="info|labels|aliases|descriptions|claims",
                languages="|".join(LANGUAGES),
                redirects="yes",
            )
            found |= {asked: _found(asked, answer) for asked in some}
        return found

    def _ask(self, **parameters: str) -> Json:
        always = {"format": "json", "formatversion": "2", "maxlag": _MAXLAG}
        answer = self._transport.get(self._url, {**parameters, **always})
        if "error" in answer:
            raise LinkError(f"{self._url} refuses: {_error(answer)}.")
        return answer


def _found(asked: str, answer: Json) -> Found:
    """The answer's part for one id, which stands under the old id or, after a merge, the new."""
    entities = answer.get("entities")
    if not isinstance(entities, dict):
        raise LinkError(f"the answer for {asked} has no entities.")
    for key, entity in entities.items():
        if not isinstance(entity, dict):
            continue
        redirect = entity.get("redirects")
        merged = isinstance(redirect, dict) and redirect.get("from") == asked
        if key == asked or merged:
            return Found(asked, {} if "missing" in entity else entity)
    raise LinkError(f"the answer says nothing of {asked}.")


def _busy(answer: Json) -> str:
    error = answer.get("error")
    busy = isinstance(error, Mapping) and error.get("code") in _BUSY_CODES
    return _error(answer) if busy else ""


def _error(answer: Json) -> str:
    error = answer.get("error")
    if not isinstance(error, Mapping):
        return "an unnamed error"
    return f"{error.get('code', 'an error')} ({error.get('info', 'no more is said')})"


def _objects(value: object) -> list[Json]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
