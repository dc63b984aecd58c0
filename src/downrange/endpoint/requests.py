"""What is asked of a store, as it crosses from the server to the process that answers."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from enum import StrEnum

from downrange.endpoint.media_types import BY_NAME, Format, Wanted


class Task(StrEnum):
    """What is to be done."""

    QUERY = "query"
    GRAPH = "graph"
    DATASET = "dataset"
    COUNTS = "counts"


@dataclass(frozen=True, slots=True)
class Asked:
    """A task with what it needs: the query, or the graph's IRI (empty for the default graph).

    ``default_graphs`` and ``named_graphs`` are the protocol's; both empty leave the dataset to
    the query. ``wanted`` is what the client accepts.
    """

    task: Task
    text: str
    wanted: Wanted
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()

    data: bytes = field(init=False, compare=False, repr=False)
    """The task as it is sent; the same for the same task, query, dataset and formats."""

    def __post_init__(self) -> None:
        names = [form.name if form else None for form in self.wanted]
        parts = [self.task, self.text, names, self.default_graphs, self.named_graphs]
        text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
        object.__setattr__(self, "data", text.encode("utf-8", "surrogatepass"))

    @classmethod
    def from_bytes(cls, data: bytes) -> Asked:
        task, text, names, default_graphs, named_graphs = json.loads(data)
        forms: list[Format | None] = [BY_NAME.get(name) for name in names]
        return cls(Task(task), text, Wanted(*forms), tuple(default_graphs), tuple(named_graphs))

    def digest(self) -> bytes:
        """A short name of the task, by which results and slow queries are remembered."""
        return hashlib.blake2b(self.data, digest_size=16).digest()
