"""JSON from anybody, read as what it should be; where it is not, the client is told where."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from downrange.reconciliation.refusal import RefusalError

_KINDS = {
    dict: "an object",
    list: "an array",
    str: "a string",
    bool: "a boolean",
    int: "a number",
    Decimal: "a number",
    type(None): "null",
}
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Node:
    """A value in JSON, and where it stands: ``queries/q0/limit``."""

    value: object
    where: str

    @classmethod
    def parse(cls, text: str, where: str) -> Node:
        """Read JSON. Raises ``RefusalError`` where it is none, or says one key twice."""
        try:
            value = json.loads(
                text, parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_no_twins
            )
        except RecursionError:
            raise RefusalError("is nested too deeply.", where=where) from None
        except ValueError as error:
            raise RefusalError(f"is not valid JSON: {error}.", where=where) from None
        return cls(value, where)

    def members(self, known: tuple[str, ...] = ()) -> dict[str, Node]:
        """The members of an object, of which only some keys are ``known`` (empty: any)."""
        if not isinstance(self.value, dict):
            raise self.wrong("an object")
        for key in self.value:
            if known and key not in known:
                raise RefusalError(
                    f"has the unknown key {key[:_SHOWN]!r}.",
                    where=self.where,
                    advice=f"Known are {', '.join(known)}.",
                )
        return {key: Node(value, f"{self.where}/{key}") for key, value in self.value.items()}

    def items(self) -> Iterator[Node]:
        """The items of an array."""
        if not isinstance(self.value, list):
            raise self.wrong("an array")
        for at, value in enumerate(self.value):
            yield Node(value, f"{self.where}/{at}")

    def one_or_more(self) -> list[Node]:
        """The items of an array, or the value itself where it is none."""
        return list(self.items()) if isinstance(self.value, list) else [self]

    def text(self) -> str:
        """A string that can be sent and stored as text."""
        if not isinstance(self.value, str):
            raise self.wrong("a string")
        try:
            self.value.encode()
        except UnicodeEncodeError:
            raise RefusalError("has half a surrogate pair.", where=self.where) from None
        return self.value

    def positive(self) -> int:
        """A whole number above nothing, which may be written as ``5.0``."""
        value = self.value
        if isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) < 10:
            value = int(value) if value == int(value) else value
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise self.wrong("a positive whole number")
        return value

    def wrong(self, wanted: str) -> RefusalError:
        """The error that says what a value should be."""
        kind = _KINDS.get(type(self.value), "something else")
        plain = isinstance(self.value, str | int | Decimal)
        found = f"{kind}, {str(self.value)[:_SHOWN]!r}" if plain else kind
        return RefusalError(f"should be {wanted} and is {found}.", where=self.where)


def _no_number(name: str) -> object:
    raise ValueError(f"{name} is no number of JSON")


def _no_twins(pairs: list[tuple[str, object]]) -> Mapping[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twin = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key {twin[:_SHOWN]!r} stands there twice")
    return found
