"""INSERT, UPDATE, DELETE, MERGE and TRUNCATE.

The evaluator has no MERGE, and its other statements analyze their text each time; so all but some INSERTs are read as
queries for the rows to write, made of the statement's own clauses.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from analyzer import Prepared, Row
from errors import BigQueryError, not_modelled
from rendering import Rendering
from session import Outcome, Session
from syntax import Node, quoted
from tables import ROW_ID, Table
from values import Column, Value, type_name
from wasm import GoogleSQLError

SEVERAL_MATCHES = "UPDATE/MERGE must match at most one source row for each target row"
_INSERT, _UPDATE, _DELETE = 1, 2, 3
_MATCHED, _NOT_MATCHED_BY_SOURCE, _NOT_MATCHED_BY_TARGET = 1, 2, 3


def _outcome(kind: str, inserted: int = 0, updated: int = 0, deleted: int = 0) -> Outcome:
    counts = {"insertedRowCount": inserted, "updatedRowCount": updated, "deletedRowCount": deleted}
    return Outcome(kind, dml=counts)


def _target(rendering: Rendering) -> Table:
    assert rendering.target is not None
    path, table = rendering.target
    if table.view is not None:
        raise BigQueryError(f"{'.'.join(path)} is not allowed for this operation because it is currently a VIEW.")
    return table


# INSERT


def insert(session: Session, node: Node, rendering: Rendering) -> Outcome:
    table = _target(rendering)
    names = [part["id_string"] for part in node["column_list"]["identifiers"]] if "column_list" in node else None
    rows = _inserted_by_query(session, node, rendering, table, names)
    if rows is None:
        rows = _inserted_with_coercions(session, node, rendering, table)
    table.append(rows, session.database.now)
    return _outcome("INSERT", inserted=len(rows))


def _inserted_by_query(
    session: Session, node: Node, rendering: Rendering, table: Table, names: list[str] | None
) -> Sequence[Row] | None:
    """The rows of an INSERT whose values have just the types of the columns; None if they need coercions."""
    query = rendering.text(node["query"]) if "query" in node else _values_query(node["rows"], rendering)
    if query is None:
        return None
    prepared = session.prepare(rendering, query)
    places = {column.name.lower(): (index, type_name(column.type)) for index, column in enumerate(table.columns)}
    targets = [places.get(name.lower()) for name in names] if names else list(places.values())
    given = [type_name(column.type) for column in prepared.columns]
    if [target and target[1] for target in targets] != given or len(set(targets)) < len(targets):
        return None
    order = {target[0]: index for index, target in enumerate(targets) if target}
    rows = session.evaluate(prepared, rendering)
    if list(order) == list(range(len(table.columns))):
        return rows
    return [_arranged(row.cell, [order.get(index) for index in range(len(table.columns))]) for row in rows]


def _values_query(rows: Node, rendering: Rendering) -> str | None:
    """One row of VALUES as a query. Types of several rows would have to agree in a query, which they need not here."""
    values = rows["rows"][0]["values"]
    if len(rows["rows"]) > 1 or any(value.kind == "DefaultLiteral" for value in values):
        return None
    return f"select {', '.join(rendering.text(value) for value in values)}"


def _arranged(cells: Sequence[Value], order: Iterable[int | None]) -> Row:
    return Row(cell=[Value() if index is None else cells[index] for index in order])


def _inserted_with_coercions(session: Session, node: Node, rendering: Rendering, table: Table) -> Sequence[Row]:
    if not session.running:
        session.analyze(rendering)
        return ()
    path = node["target_path"]
    sql = rendering.span(node.start, path.start) + "__inserted" + rendering.span(path.end, node.end)
    try:
        return session.analyzer.insert(sql, "__inserted", table.columns, rendering.types, rendering.values())
    except GoogleSQLError as error:
        raise session.explained(rendering, error) from None


# UPDATE and DELETE


@dataclass
class Changes:
    """Rows to write, by the places of those they replace."""

    updated: dict[int, Row] = field(default_factory=dict)
    deleted: set[int] = field(default_factory=set)
    inserted: list[Row] = field(default_factory=list)

    def apply(self, session: Session, table: Table) -> None:
        new = [table.stored(row) for row in (*self.updated.values(), *self.inserted)]
        old = [table.rows[index] for index in (*self.updated, *self.deleted)]
        kept = (self.updated.get(index, row) for index, row in enumerate(table.rows) if index not in self.deleted)
        table.replace_rows([*kept, *self.inserted], [*old, *new], session.database.now)

    def count(self, kind: str) -> Outcome:
        return _outcome(kind, len(self.inserted), len(self.updated), len(self.deleted))


def _alias(node: Node) -> str:
    return quoted(node.alias or node["target_path"].names[-1].rpartition(".")[2])


def _numbered(rendering: Rendering, table: Table, alias: str) -> str:
    return f"{rendering.table_parameter(table, numbered=True)} as {alias}"


def _where(node: Node, kind: str) -> Node:
    if "where" not in node:
        raise BigQueryError(f"{kind} must have a WHERE clause")
    condition: Node = node["where"]
    return condition


def delete(session: Session, node: Node, rendering: Rendering) -> Outcome:
    table, alias, condition = _target(rendering), _alias(node), _where(node, "DELETE")
    source = _numbered(rendering, table, alias)
    sql = f"select {alias}.{ROW_ID.name} from {source} where {rendering.text(condition)}"
    _, rows = session.query(rendering, sql)
    changes = Changes(deleted={row.cell[0].int64_value for row in rows})
    changes.apply(session, table)
    return changes.count("DELETE")


def update(session: Session, node: Node, rendering: Rendering) -> Outcome:
    table, alias, condition = _target(rendering), _alias(node), _where(node, "UPDATE")
    source = _numbered(rendering, table, alias)
    if "from_clause" in node:
        joined = node["from_clause"]["table_expression"]
        text = rendering.text(joined)
        source += f" cross join ({text})" if joined.kind == "Join" else f" cross join {text}"
    items = _assignments(node["update_item_list"], rendering)
    changes = Changes()
    rest = f"from {source} where {rendering.text(condition)}"
    _update_rows(session, rendering, table, alias, items, rest, changes)
    changes.apply(session, table)
    return changes.count("UPDATE")


def _assignments(items: Node, rendering: Rendering) -> list[tuple[str, str]]:
    """The columns that are set and the texts of their values."""
    result = []
    for item in items["update_items"]:
        if "set_value" not in item or item["set_value"]["path"].kind != "PathExpression":
            raise not_modelled("An UPDATE of parts of a column")
        value = item["set_value"]
        result.append((value["path"].names[-1], f"({rendering.text(value['value'])})"))
    return result


def _update_rows(
    session: Session,
    rendering: Rendering,
    table: Table,
    alias: str,
    items: list[tuple[str, str]],
    rest: str,
    changes: Changes,
) -> None:
    prepared = _assigned(session, rendering, table, f"{alias}.{ROW_ID.name}", items, rest)
    places = [table.index(name) for name, _ in items]
    for found in session.evaluate(prepared, rendering):
        index = found.cell[0].int64_value
        if index in changes.updated or index in changes.deleted:
            raise BigQueryError(SEVERAL_MATCHES)
        row = Row(cell=table.rows[index].cell)
        for place, value in zip(places, found.cell[1:]):
            row.cell[place].CopyFrom(value)
        changes.updated[index] = row


def _assigned(
    session: Session, rendering: Rendering, table: Table, first: str, items: list[tuple[str, str]], rest: str
) -> Prepared:
    """A query for values that columns take. Where types differ Google's analyzer judges the untouched statement."""
    columns = {column.name.lower(): column for column in table.columns}
    if any(name.lower() not in columns for name, _ in items):
        session.analyze(rendering)
    prepared = session.prepare(rendering, f"select {', '.join([first, *(text for _, text in items)])} {rest}")
    wanted = [type_name(columns[name.lower()].type) for name, _ in items]
    given = [type_name(column.type) for column in prepared.columns[1:]]
    if wanted == given:
        return prepared
    session.analyze(rendering)
    texts = [
        text if has == wants else f"cast({text} as {wants})" for (_, text), wants, has in zip(items, wanted, given)
    ]
    return session.prepare(rendering, f"select {', '.join([first, *texts])} {rest}")


# MERGE


def merge(session: Session, node: Node, rendering: Rendering) -> Outcome:
    """Each WHEN clause becomes a query for the rows that it and no clause of its kind before it concerns."""
    table, alias = _target(rendering), _alias(node)
    target = _numbered(rendering, table, alias)
    source, condition = rendering.text(node["table_expression"]), rendering.text(node["merge_condition"])
    froms = {
        _MATCHED: f"from {target} join {source} on {condition} where true",
        _NOT_MATCHED_BY_SOURCE: f"from {target} where not exists (select 1 from {source} where {condition})",
        _NOT_MATCHED_BY_TARGET: f"from {source} where not exists (select 1 from {target} where {condition})",
    }
    earlier: dict[int, list[str]] = {kind: [] for kind in froms}
    changes = Changes()
    for clause in node["when_clauses"]["clause_list"]:
        kind = clause["match_type"]
        own = rendering.text(clause["search_condition"]) if "search_condition" in clause else "true"
        guards = [f"coalesce({own}, false)", *(f"not coalesce({text}, false)" for text in earlier[kind])]
        earlier[kind].append(own)
        rest = " and ".join([froms[kind], *guards])
        _merge_clause(session, clause["action"], rendering, table, alias, rest, changes)
    changes.apply(session, table)
    return changes.count("MERGE")


def _merge_clause(
    session: Session, action: Node, rendering: Rendering, table: Table, alias: str, rest: str, changes: Changes
) -> None:
    if action["action_type"] == _INSERT:
        changes.inserted += _merge_inserted(session, action, rendering, table, rest)
    elif action["action_type"] == _UPDATE:
        items = _assignments(action["update_item_list"], rendering)
        _update_rows(session, rendering, table, alias, items, rest, changes)
    else:
        _, rows = session.query(rendering, f"select {alias}.{ROW_ID.name} {rest}")
        found = [row.cell[0].int64_value for row in rows]
        if len(set(found)) < len(found) or set(found) & (changes.deleted | changes.updated.keys()):
            raise BigQueryError(SEVERAL_MATCHES)
        changes.deleted.update(found)


def _merge_inserted(session: Session, action: Node, rendering: Rendering, table: Table, rest: str) -> list[Row]:
    values = action["insert_row"].get("values")
    if values is None:  # INSERT ROW: columns of the same names
        session.analyze(rendering)
        prepared = session.prepare(rendering, f"select 0, * {rest}")
        names = [column.name for column in prepared.columns[1:]]
        items = [(column.name, quoted(column.name)) for column in table.columns if column.name in names]
    else:
        listed = action.get("insert_column_list")
        columns = [part["id_string"] for part in listed["identifiers"]] if listed else _names(table.columns)
        if len(columns) != len(values):
            session.analyze(rendering)
        items = [(name, f"({rendering.text(value)})") for name, value in zip(columns, values)]
    prepared = _assigned(session, rendering, table, "0", items, rest)
    order = {table.index(name): position for position, (name, _) in enumerate(items, start=1)}
    places = [order.get(index) for index in range(len(table.columns))]
    return [_arranged(row.cell, places) for row in session.evaluate(prepared, rendering)]


def _names(columns: Iterable[Column]) -> list[str]:
    return [column.name for column in columns]


# TRUNCATE


def truncate(session: Session, node: Node, rendering: Rendering) -> Outcome:
    table = _target(rendering)
    rows = table.rows if session.running else ()
    table.replace_rows([], rows, session.database.now)
    return _outcome("TRUNCATE_TABLE", deleted=len(rows))
