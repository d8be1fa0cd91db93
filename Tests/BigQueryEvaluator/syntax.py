"""Google's parse tree as plain nodes, with places in the text."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from google.protobuf.message import Message

sys.setrecursionlimit(50_000)  # nested expressions make deep trees


@dataclass(slots=True)
class Node:
    """A node of the parse tree: its kind without `AST`, its bytes in the text, its fields and those it inherits."""

    kind: str
    start: int = 0
    end: int = 0
    fields: dict[str, Any] = field(default_factory=dict)
    _below: "list[Node] | None" = None

    def __getitem__(self, name: str) -> Any:
        return self.fields[name]

    def __contains__(self, name: str) -> bool:
        return name in self.fields

    def get(self, name: str, default: Any = None) -> Any:
        return self.fields.get(name, default)

    def children(self) -> Iterator["Node"]:
        for value in self.fields.values():
            if isinstance(value, Node):
                yield value
            elif isinstance(value, list):
                yield from (item for item in value if isinstance(item, Node))

    def walk(self) -> "list[Node]":
        """The node and all below it; remembered, since a statement is looked through several times."""
        if self._below is None:
            self._below = [self]
            for node in self._below:
                self._below.extend(node.children())
        return self._below

    @property
    def names(self) -> tuple[str, ...]:
        """The parts of a path."""
        return tuple(part["id_string"] for part in self["names"])

    @property
    def alias(self) -> str | None:
        alias = self.get("alias")
        return alias.get("identifier", alias)["id_string"] if alias else None


def node(message: Message) -> Node:
    """Unwraps the messages that only say which kind follows, and gathers the fields of a node's ancestors."""
    while message.DESCRIPTOR.name.startswith("Any"):
        message = getattr(message, message.WhichOneof("node"))
    result = Node(message.DESCRIPTOR.name.removeprefix("AST").removesuffix("Proto"))
    part: Message | None = message
    while part is not None:
        parent = None
        for descriptor, value in part.ListFields():
            name = descriptor.name
            if name == "parent":
                parent = value
            elif name == "parse_location_range":
                result.start, result.end = value.start, value.end
            else:
                result.fields[name] = _field(descriptor, value)
        part = parent
    return result


def _field(descriptor: Any, value: Any) -> Any:
    if descriptor.message_type is None:
        return value
    return [node(item) for item in value] if descriptor.is_repeated else node(value)


def quoted(name: str) -> str:
    return "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`"
