"""CREATE, DROP and ALTER."""

from collections.abc import Sequence

import rules
from analyzer import Row
from database import TEMPORARY, Key, dataset_not_found
from errors import BigQueryError, not_modelled
from rendering import Rendering
from session import Outcome, Session
from syntax import Node, quoted
from tables import Table
from values import Column, Value, type_name

_TEMPORARY_SCOPE = 3
_DROPPED_SCHEMA, _DROPPED_TABLE, _DROPPED_VIEW = 11, 12, 14


def _reference(session: Session, key: Key) -> dict[str, str]:
    return {"projectId": session.database.project, "datasetId": key[0] or "_temporary", "tableId": key[1]}


def _outcome(session: Session, kind: str, operation: str, key: Key) -> Outcome:
    ddl = {"ddlOperationPerformed": operation, "ddlTargetTable": _reference(session, key)}
    return Outcome(kind, ddl=ddl)


def _shown(session: Session, key: Key) -> str:
    return f"{session.database.project}:{key[0]}.{key[1]}"


def _refuse_in_transaction(session: Session, key: Key) -> None:
    if session.in_transaction and key[0] != TEMPORARY:
        raise BigQueryError(
            "DDL statements are not supported in a transaction, except for those creating or dropping temporary tables "
            "or temporary functions."
        )


def _wrong_kind(session: Session, key: Key, table: Table) -> BigQueryError:
    kind = "TABLE" if table.view is None else "VIEW"
    return BigQueryError(
        f"{_shown(session, key)} is not allowed for this operation because it is currently a {kind}.", "invalid"
    )


# CREATE


def create_table(session: Session, node: Node, rendering: Rendering) -> Outcome:
    for unknown in ("clone_data_source", "copy_data_source", "like_table_name"):
        if unknown in node:
            raise not_modelled("CREATE TABLE LIKE, CLONE or COPY")
    key, kind = _created_key(session, node), "CREATE_TABLE_AS_SELECT" if "query" in node else "CREATE_TABLE"
    existing = session.names.find(key)
    if _skips(session, node, key, existing):
        return _outcome(session, kind, "SKIP", key)
    columns, rows = _created_content(session, node, rendering)
    rules.check_columns(columns)
    partitioning = rules.partitioning(node.get("partition_by"), columns)
    clustering = rules.clustering(node.get("cluster_by"), columns)
    table = Table(columns, session.database.now(), partitioning, clustering)
    if existing:
        _check_replaced(session, key, existing, table)
    table.append(rows, session.database.now)
    session.names.put(key, table)
    return _outcome(session, kind, "REPLACE" if existing else "CREATE", key)


def _created_key(session: Session, node: Node) -> Key:
    path = node["name"].names
    if node.get("scope") == _TEMPORARY_SCOPE:
        if not session.script:
            raise BigQueryError("Use of CREATE TEMPORARY TABLE requires a script or session")
        if len(path) > 1:
            raise BigQueryError("A temporary table has no dataset in its name")
        return TEMPORARY, path[0]
    key = session.names.key(path)
    if key[0] == TEMPORARY:  # a temporary table hides permanent ones only where tables are read
        key = session.names.permanent_key(path)
    rules.check_table_name(key[1])
    return key


def _skips(session: Session, node: Node, key: Key, existing: Table | None) -> bool:
    _refuse_in_transaction(session, key)
    if existing is None or node.get("is_or_replace"):
        return False
    if node.get("is_if_not_exists"):
        return True
    raise BigQueryError(f"Already Exists: Table {_shown(session, key)}", "duplicate")


def _created_content(session: Session, node: Node, rendering: Rendering) -> tuple[list[Column], Sequence[Row]]:
    if "query" not in node:
        session.analyze(rendering)
        return [_defined(session, element) for element in node["table_element_list"]["elements"]], ()
    if "table_element_list" in node:
        raise not_modelled("CREATE TABLE with both columns and a query")
    columns, rows = session.query(rendering, rendering.text(node["query"]))
    if any(not column.name or column.name.startswith("$") for column in columns):
        session.analyze(rendering)
        raise BigQueryError("CREATE TABLE columns must be named")
    return columns, rows


def _check_replaced(session: Session, key: Key, old: Table, new: Table) -> None:
    if old.view is not None:
        raise _wrong_kind(session, key, old)
    if (old.partitioning, old.clustering) != (new.partitioning, new.clustering):
        raise BigQueryError(
            "Cannot replace a table with a different partitioning spec. Instead, DROP the table, and then recreate it. "
            f"New partitioning spec is {_spec(new)} and existing spec is {_spec(old)}",
            "invalid",
        )


def _spec(table: Table) -> str:
    clustering = f"clustering({','.join(table.clustering)})" if table.clustering else ""
    return " ".join(filter(None, [str(table.partitioning or ""), clustering])) or "none"


def _defined(session: Session, element: Node) -> Column:
    """A column of CREATE TABLE or ADD COLUMN."""
    if element.kind != "ColumnDefinition":
        raise not_modelled("A table constraint")
    schema = element["schema"]
    if "default_expression" in schema or "generated_column_info" in schema:
        raise not_modelled("A column with a default")
    attributes = schema["attributes"]["values"] if "attributes" in schema else []
    required = any(attribute.kind == "NotNullColumnAttribute" for attribute in attributes)
    return Column(element["name"]["id_string"], session.analyzer.type_of(_type_text(session, schema)), required)


def _type_text(session: Session, schema: Node) -> str:
    """The type in a column's schema, without what else stands there (NOT NULL, OPTIONS)."""
    if schema.kind == "ArrayColumnSchema":
        return f"array<{_type_text(session, schema['element_schema'])}>"
    if schema.kind == "StructColumnSchema":
        fields = (f"{quoted(f['name']['id_string'])} {_type_text(session, f['schema'])}" for f in schema["struct_fields"])
        return f"struct<{', '.join(fields)}>"
    if "type_parameters" in schema:
        raise not_modelled("A type with parameters")
    return ".".join(schema["type_name"].names).lower()


def create_view(session: Session, node: Node, rendering: Rendering) -> Outcome:
    key = _created_key(session, node)
    existing = session.names.find(key)
    if _skips(session, node, key, existing):
        return _outcome(session, "CREATE_VIEW", "SKIP", key)
    if existing and existing.view is None:
        raise _wrong_kind(session, key, existing)
    columns = session.prepare(rendering, rendering.text(node["query"])).columns
    rules.check_columns(columns)
    table = Table(columns, session.database.now(), view=session.source.of(node["query"]))
    session.names.put(key, table)
    return _outcome(session, "CREATE_VIEW", "REPLACE" if existing else "CREATE", key)


def create_schema(session: Session, node: Node, _: Rendering) -> Outcome:
    name = session.names.split(node["name"].names)[-1]
    rules.check_dataset_name(name)
    if session.in_transaction:
        _refuse_in_transaction(session, (name, ""))
    exists = name in session.database.datasets
    if exists and not node.get("is_if_not_exists"):
        raise BigQueryError(f"Already Exists: Dataset {session.database.project}:{name}", "duplicate")
    session.database.datasets.setdefault(name, {})
    return Outcome("CREATE_SCHEMA", ddl={"ddlOperationPerformed": "SKIP" if exists else "CREATE"})


# DROP


def drop(session: Session, node: Node, rendering: Rendering) -> Outcome:
    kind = node["schema_object_kind"]
    if kind == _DROPPED_SCHEMA:
        return _drop_schema(session, node)
    if kind not in (_DROPPED_TABLE, _DROPPED_VIEW):
        raise not_modelled("DROP of anything but tables, views and schemas")
    key = session.names.key(node["name"].names)
    statement_type = "DROP_TABLE" if kind == _DROPPED_TABLE else "DROP_VIEW"
    _refuse_in_transaction(session, key)
    if node.get("is_if_exists") and session.names.find(key) is None:
        return _outcome(session, statement_type, "SKIP", key)
    table = session.names.table(key)
    if (table.view is None) != (kind == _DROPPED_TABLE):
        raise _wrong_kind(session, key, table)
    session.names.remove(key)
    return _outcome(session, statement_type, "DROP", key)


def _drop_schema(session: Session, node: Node) -> Outcome:
    name = session.names.split(node["name"].names)[-1]
    _refuse_in_transaction(session, (name, ""))
    if name not in session.database.datasets:
        if node.get("is_if_exists"):
            return Outcome("DROP_SCHEMA", ddl={"ddlOperationPerformed": "SKIP"})
        raise dataset_not_found(session.database.project, name)
    cascade = session.source.of(node).lower().rstrip("; \n").endswith("cascade")
    if session.database.datasets[name] and not cascade:
        raise BigQueryError(f"Dataset {session.database.project}:{name} is still in use", "resourceInUse")
    del session.database.datasets[name]
    return Outcome("DROP_SCHEMA", ddl={"ddlOperationPerformed": "DROP"})


# ALTER


def alter_table(session: Session, node: Node, rendering: Rendering) -> Outcome:
    key = session.names.key(node["path"].names)
    _refuse_in_transaction(session, key)
    if node.get("is_if_exists") and session.names.find(key) is None:
        return _outcome(session, "ALTER_TABLE", "SKIP", key)
    table = session.names.table(key)
    if table.view is not None:
        raise _wrong_kind(session, key, table)
    session.analyze(rendering)
    changed = table.snapshot()  # so that a statement with several actions changes all or nothing
    for action in node["action_list"]["actions"]:
        _ACTIONS.get(action.kind, _unknown_action)(session, changed, action)
    session.names.put(key, changed)
    return _outcome(session, "ALTER_TABLE", "ALTER", key)


def _unknown_action(_: Session, __: Table, action: Node) -> None:
    raise not_modelled(f"ALTER TABLE with {action.kind}")


def _add_column(session: Session, table: Table, action: Node) -> None:
    column = _defined(session, action["column_definition"])
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
    column, type_ = table.columns[index], session.analyzer.type_of(_type_text(session, action["schema"]))
    sql = f"select cast({quoted(column.name)} as {type_name(type_)}) from unnest(@rows)"
    prepared = session.analyzer.prepare(sql, {"rows": table.parameter_type})
    values = session.analyzer.evaluate(prepared, {"rows": table.parameter_value})
    columns = [*table.columns[:index], Column(column.name, type_, column.required), *table.columns[index + 1 :]]
    rows = [Row(cell=[*row.cell[:index], value.cell[0], *row.cell[index + 1 :]]) for row, value in zip(table.rows, values)]
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
