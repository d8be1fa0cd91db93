"""The text of a statement with its tables and variables replaced by query parameters.

Nothing is written anew: the statement's own text is kept, and names are replaced at their places in the parse tree.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from database import Names
from errors import not_modelled
from syntax import Node, quoted
from tables import Table
from values import Type, Value, scalar, timestamp

# Fields that hold a path which is not an expression, so never a variable.
_NAMING = {
    ("TablePathExpression", "path_expr"),
    ("FunctionCall", "function"),
    ("SimpleType", "type_name"),
    ("SimpleColumnSchema", "type_name"),
    ("InsertStatement", "target_path"),
    ("UpdateStatement", "target_path"),
    ("DeleteStatement", "target_path"),
    ("MergeStatement", "target_path"),
    ("UpdateSetValue", "path"),
    ("CreateTableStatement", "name"),
    ("CreateTableStatement", "cluster_by"),
    ("CreateTableStatement", "partition_by"),
}
_CURRENT_TIMES = {
    "current_timestamp": "@__now",
    "current_date": "date(@__now)",
    "current_datetime": "datetime(@__now)",
    "current_time": "time(@__now)",
}


@dataclass(frozen=True)
class Variable:
    type: Type
    value: Value


@dataclass(frozen=True)
class Source:
    """A script as it was sent; nodes count in its bytes."""

    text: str

    @cached_property
    def data(self) -> bytes:
        return self.text.encode()

    def of(self, node: Node) -> str:
        return self.data[node.start : node.end].decode()

    def place(self, position: int) -> tuple[int, int]:
        """The line and column of a byte, from 1."""
        before = self.data[:position].decode(errors="ignore")
        return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1

    def moved(self, message: str, position: int, prefix: int = 0) -> str:
        """A message about the text from a byte on, behind a prefix of its own, with places that count in the script."""
        first_line, first_column = self.place(position)

        def move(match: re.Match[str]) -> str:
            line, column = int(match[1]), int(match[2])
            column += first_column - 1 - prefix if line == 1 else 0
            return f"at [{line + first_line - 1}:{max(column, 1)}]"

        return re.sub(r"at \[(\d+):(\d+)\]", move, message)


@dataclass(frozen=True)
class TableUse:
    """A table in a FROM clause, with the conditions that hold for each of its rows there."""

    table: Table
    name: str
    conditions: Node | None


@dataclass
class Rendering:
    source: Source
    root: Node
    names: Names
    variables: Mapping[str, Variable]
    parse: Callable[[str], list[Node]]
    find_variables: Callable[["Rendering"], set[int]]
    """Asks Google's resolver where variables are named, for texts in which a name may be a column as well."""
    types: dict[str, bytes] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    used_variables: dict[str, Variable] = field(default_factory=dict)
    uses: list[TableUse] = field(default_factory=list)
    paths: dict[tuple[str, ...], Table] = field(default_factory=dict)
    names_variables: bool = False
    """Whether anything in the text may be a variable."""

    def __post_init__(self) -> None:
        self._edits: list[tuple[int, int, str]] = []
        self._aliases = {n.alias.lower() for n in self.root.walk() if n.alias}
        for path, select in _table_paths(self.root, frozenset(), None):
            self._replace_table(path, select)
        self._replace_current_times()
        if self.variables:
            self._replace_variables()
        self._edits.sort()

    def text(self, node: Node) -> str:
        return self.span(node.start, node.end)

    def span(self, start: int, end: int) -> str:
        pieces, position = [], start
        for from_, to, replacement in self._edits:
            if start <= from_ and to <= end:
                pieces += [self.source.data[position:from_].decode(), replacement]
                position = to
        return "".join(pieces) + self.source.data[position:end].decode()

    def table_parameter(self, table: Table, numbered: bool = False) -> str:
        """A FROM item that reads a table, without an alias.

        A table that is only read stands there as the elements of an array: that is analyzed in half the time of a query
        that names all their fields.
        """
        form = "(select * from unnest(@{}))" if numbered else "unnest(@{})"
        for name, known in self.tables.items():
            if known is table and name.startswith("__target") == numbered:
                return form.format(name)
        name = f"__target{len(self.tables)}" if numbered else f"__table{len(self.tables)}"
        self.tables[name] = table
        self.types[name] = table.numbered_parameter_type if numbered else table.parameter_type
        return form.format(name)

    def values(self) -> dict[str, bytes]:
        tables = {
            name: table.numbered_parameter_value if name.startswith("__target") else table.parameter_value
            for name, table in self.tables.items()
        }
        return tables | {name: variable.value.SerializeToString() for name, variable in self.used_variables.items()}

    @cached_property
    def target(self) -> tuple[tuple[str, ...], Table] | None:
        """The table that the statement writes, and how it names it."""
        named = self.root.get("target_path") or self.root.kind == "AlterTableStatement" and self.root["path"]
        if not named:
            return None
        path = named.names
        return path, self.names.table(self.names.key(path))

    def _replace_table(self, node: Node, select: Node | None) -> None:
        path = node["path_expr"].names
        if len(path) > 1 and path[0].lower() in self._aliases and not self.names.is_table(path):
            return  # an array of another FROM item
        if "for_system_time" in node:
            raise not_modelled("FOR SYSTEM_TIME AS OF")
        table = self.paths.get(path) or self.names.readable(path)
        self.paths[path] = table
        name = path[-1].rpartition(".")[2]
        self.uses.append(TableUse(table, node.alias or name, select.get("where_clause") if select else None))
        alias = "" if "alias" in node else f" as {quoted(name)}"
        item = self._view(table.view) if table.view is not None else self.table_parameter(table)
        self._edits.append((node["path_expr"].start, node["path_expr"].end, item + alias))

    def _view(self, text: str) -> str:
        """The query of a view, in place of its name."""
        query = self.parse(text)[0]["query"]
        names = Names(self.names.database)
        view = Rendering(Source(text), query, names, {}, self.parse, self.find_variables, self.types, self.tables)
        self.used_variables |= view.used_variables
        self.uses += view.uses
        return f"({view.text(query)})"

    def _replace_current_times(self) -> None:
        """The engine would ask the system's clock."""
        for node in self.root.walk():
            if node.kind == "FunctionCall" and not node.get("arguments"):
                text = _CURRENT_TIMES.get(node["function"].names[-1].lower())
                if text and len(node["function"].names) == 1:
                    now = Variable(scalar("TIMESTAMP"), timestamp(self.names.database.now()))
                    self.used_variables.setdefault("__now", now)
                    self.types["__now"] = now.type.SerializeToString()
                    self._edits.append((node.start, node.end, text))

    def _replace_variables(self) -> None:
        paths = [path for path in _value_paths(self.root) if path.names[0].lower() in self.variables]
        self.names_variables = bool(paths)
        if not paths:
            return
        if self._may_be_columns({path.names[0].lower() for path in paths}):
            places = self.find_variables(self)
            paths = [path for path in paths if path.start in places]
        for path in paths:
            name = path.names[0].lower()
            parameter = f"__variable_{name}"
            first = path["names"][0]
            self.used_variables[parameter] = self.variables[name]
            self.types[parameter] = self.variables[name].type.SerializeToString()
            self._edits.append((first.start, first.end, f"@{quoted(parameter)}"))

    def _may_be_columns(self, names: set[str]) -> bool:
        """Whether anything in the statement but a variable could have one of these names."""
        if names & self._aliases:
            return True
        for node in self.root.walk():
            if node.kind == "SelectColumn" and "alias" not in node:
                expression = node["expression"]
                if expression.kind == "PathExpression" and expression.names[-1].lower() in names:
                    return True
        tables = [*self.paths.values(), *([self.target[1]] if self.target else [])]
        columns = {column.name.lower() for table in tables for column in table.columns}
        return bool(names & columns)


def _table_paths(node: Node, hidden: frozenset[str], select: Node | None) -> Iterator[tuple[Node, Node | None]]:
    """The table paths below a node that do not name a common table expression, each with the SELECT it belongs to."""
    if node.kind == "Query" and "with_clause" in node:
        recursive = node["with_clause"].get("recursive", False)
        entries = node["with_clause"]["with"]
        if recursive:
            hidden |= {entry.alias.lower() for entry in entries}
        for entry in entries:
            yield from _table_paths(entry, hidden, None)
            hidden |= {entry.alias.lower()}
        rest = [child for child in node.children() if child is not node["with_clause"]]
    else:
        rest = list(node.children())
    if node.kind == "TablePathExpression" and "path_expr" in node:
        path = node["path_expr"].names
        if len(path) > 1 or path[0].lower() not in hidden:
            yield node, select
    inner = node if node.kind == "Select" else None if node.kind == "Query" else select
    for child in rest:
        yield from _table_paths(child, hidden, inner)


def _value_paths(node: Node) -> Iterator[Node]:
    """The paths in a tree that may name a column or a variable."""
    if node.kind == "PathExpression":
        yield node
    for name, value in node.fields.items():
        if (node.kind, name) not in _NAMING:
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, Node):
                    yield from _value_paths(child)
