"""ALTER TABLE."""

import ddl
import rules
from analyzer import Row
from errors import BigQueryError, not_modelled
from rendering import Rendering
from session import Outcome, Session
from syntax import Node, quoted
from tables import Table
from values import Column, Value, type_name


def alter_table(session: Session, node: Node, rendering: Rendering) -> Outcome:
    key = session.names.key(node["path"].names)
    ddl.refuse_in_transaction(session, key)
    if node.get("is_if_exists") and session.names.find(key) is None:
        return ddl.outcome(session, "ALTER_TABLE", "SKIP", key)
    table = session.names.table(key)
    if table.view is not None:
        raise ddl.wrong_kind(session, key, table)
    session.analyze(rendering)
    actions = node["action_list"]["actions"]
    if actions[0].kind == "RenameToClause":
        new = key[0], actions[0]["new_name"].names[0]
        rules.check_table_name(new[1])
        if session.names.find(new) is not None:
            raise BigQueryError(f"Already Exists: Table {new[1]}", "duplicate")
        session.names.remove(key)
        session.names.put(new, table)
        return ddl.outcome(session, "ALTER_TABLE", "ALTER", new)
    changed = table.snapshot()  # so that a statement with several actions changes all or nothing
    for action in actions:
        _ACTIONS.get(action.kind, _unknown_action)(session, changed, action)
    session.names.put(key, changed)
    return ddl.outcome(session, "ALTER_TABLE", "ALTER", key)


def _unknown_action(_: Session, __: Table, action: Node) -> None:
    raise not_modelled(f"ALTER TABLE with {action.kind}")


def _add_column(session: Session, table: Table, action: Node) -> None:
    column = ddl.defined(session, action["column_definition"])
    if any(known.name.lower() == column.name.lower() for known in table.columns):
        if action.get("is_if_not_exists"):
            return
        raise BigQueryError(f"Column already exists: {column.name}", "invalid")
    if column.required:
        raise BigQueryError(f"Cannot add required columns to an existing schema. (field: {column.name})", "invalid")
    rules.check_columns([*table.columns, column])
    rows = [Row(cell=[*row.cell, Value()]) for row in table.rows]
    table.replace_columns([*table.columns, column], rows, session.database.now)
    table.rows = [table.stored(row) for row in table.rows]


def _drop_column(session: Session, table: Table, action: Node) -> None:
    index = _altered(table, action)
    if index is None:
        return
    _refuse_layout_column(table, table.columns[index].name, "dropped")
    columns = [column for place, column in enumerate(table.columns) if place != index]
    rows = [Row(cell=[cell for place, cell in enumerate(row.cell) if place != index]) for row in table.rows]
    table.replace_columns(columns, rows, session.database.now)


def _rename_column(session: Session, table: Table, action: Node) -> None:
    index = _altered(table, action)
    if index is None:
        return
    column, name = table.columns[index], action["new_column_name"]["id_string"]
    _refuse_layout_column(table, column.name, "renamed")
    columns = [*table.columns[:index], Column(name, column.type, column.required), *table.columns[index + 1 :]]
    rules.check_columns(columns)
    table.replace_columns(columns, table.rows, session.database.now)


def _set_type(session: Session, table: Table, action: Node) -> None:
    index = _altered(table, action)
    if index is None:
        return
    column, type_ = table.columns[index], session.analyzer.type_of(ddl.type_text(session, action["schema"]))
    sql = f"select cast({quoted(column.name)} as {type_name(type_)}) from unnest(@rows)"
    prepared = session.analyzer.prepare(sql, {"rows": table.parameter_type})
    values = session.analyzer.evaluate(prepared, {"rows": table.parameter_value})
    columns = [*table.columns[:index], Column(column.name, type_, column.required), *table.columns[index + 1 :]]
    rows = [
        Row(cell=[*row.cell[:index], value.cell[0], *row.cell[index + 1 :]]) for row, value in zip(table.rows, values)
    ]
    table.replace_columns(columns, rows, session.database.now)


def _drop_not_null(session: Session, table: Table, action: Node) -> None:
    index = _altered(table, action)
    if index is not None:
        column = table.columns[index]
        columns = [*table.columns[:index], Column(column.name, column.type), *table.columns[index + 1 :]]
        table.replace_columns(columns, table.rows, session.database.now)


def _altered(table: Table, action: Node) -> int | None:
    """The place of the column that an action names; None if it is missing and may be."""
    name = action["column_name"]["id_string"].lower()
    names = [column.name.lower() for column in table.columns]
    if name in names:
        return names.index(name)
    if action.get("is_if_exists"):
        return None
    raise BigQueryError(f"Column not found: {name}", "invalid")


def _refuse_layout_column(table: Table, name: str, done: str) -> None:
    if name in table.clustering or table.partitioning and table.partitioning.column == name:
        raise BigQueryError(f"Column {name} cannot be {done}: it is a partitioning or clustering column", "invalid")


_ACTIONS = {
    "AddColumnAction": _add_column,
    "DropColumnAction": _drop_column,
    "RenameColumnAction": _rename_column,
    "AlterColumnTypeAction": _set_type,
    "AlterColumnDropNotNullAction": _drop_not_null,
}
