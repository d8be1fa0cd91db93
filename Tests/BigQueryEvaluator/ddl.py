"""CREATE and DROP."""

from collections.abc import Sequence

import rules
from analyzer import Row
from database import TEMPORARY, Key, dataset_not_found
from errors import BigQueryError, not_modelled
from rendering import Rendering
from session import Outcome, Session
from syntax import Node, quoted
from tables import Table
from values import Column

_TEMPORARY_SCOPE = 3
_DROPPED_SCHEMA, _DROPPED_TABLE, _DROPPED_VIEW = 11, 12, 14


def _reference(session: Session, key: Key) -> dict[str, str]:
    return {"projectId": session.database.project, "datasetId": key[0] or "_temporary", "tableId": key[1]}


def outcome(session: Session, kind: str, operation: str, key: Key) -> Outcome:
    ddl = {"ddlOperationPerformed": operation, "ddlTargetTable": _reference(session, key)}
    return Outcome(kind, ddl=ddl)


def _shown(session: Session, key: Key) -> str:
    return f"{session.database.project}:{key[0]}.{key[1]}"


def refuse_in_transaction(session: Session, key: Key) -> None:
    if session.in_transaction and key[0] != TEMPORARY:
        raise BigQueryError(
            "DDL statements are not supported in a transaction, except for those creating or dropping temporary tables "
            "or temporary functions."
        )


def wrong_kind(session: Session, key: Key, table: Table) -> BigQueryError:
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
        return outcome(session, kind, "SKIP", key)
    columns, rows = _created_content(session, node, rendering)
    rules.check_columns(columns)
    try:
        partitioning = rules.partitioning(node.get("partition_by"), columns)
        clustering = rules.clustering(node.get("cluster_by"), columns)
    except BigQueryError:
        session.analyze(rendering)  # Google's message comes first, as for a column that does not exist
        raise
    table = Table(columns, session.database.now(), partitioning, clustering)
    if existing:
        _check_replaced(session, key, existing, table)
    table.append(rows, session.database.now)
    session.names.put(key, table)
    return outcome(session, kind, "REPLACE" if existing else "CREATE", key)


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
    refuse_in_transaction(session, key)
    if existing is None or node.get("is_or_replace"):
        return False
    if node.get("is_if_not_exists"):
        return True
    raise BigQueryError(f"Already Exists: Table {_shown(session, key)}", "duplicate")


def _created_content(session: Session, node: Node, rendering: Rendering) -> tuple[list[Column], Sequence[Row]]:
    if "query" not in node:
        session.analyze(rendering)
        return [defined(session, element) for element in node["table_element_list"]["elements"]], ()
    if "table_element_list" in node:
        raise not_modelled("CREATE TABLE with both columns and a query")
    columns, rows = session.query(rendering, rendering.text(node["query"]))
    if any(not column.name or column.name.startswith("$") for column in columns):
        session.analyze(rendering)
        raise BigQueryError("CREATE TABLE columns must be named")
    return columns, rows


def _check_replaced(session: Session, key: Key, old: Table, new: Table) -> None:
    if old.view is not None:
        raise wrong_kind(session, key, old)
    if (old.partitioning, old.clustering) != (new.partitioning, new.clustering):
        raise BigQueryError(
            "Cannot replace a table with a different partitioning spec. Instead, DROP the table, and then recreate it. "
            f"New partitioning spec is {_spec(new)} and existing spec is {_spec(old)}",
            "invalid",
        )


def _spec(table: Table) -> str:
    clustering = f"clustering({','.join(table.clustering)})" if table.clustering else ""
    return " ".join(filter(None, [str(table.partitioning or ""), clustering])) or "none"


def defined(session: Session, element: Node) -> Column:
    """A column of CREATE TABLE or ADD COLUMN."""
    if element.kind != "ColumnDefinition":
        raise not_modelled("A table constraint")
    schema = element["schema"]
    if "default_expression" in schema or "generated_column_info" in schema:
        raise not_modelled("A column with a default")
    attributes = schema["attributes"]["values"] if "attributes" in schema else []
    required = any(attribute.kind == "NotNullColumnAttribute" for attribute in attributes)
    return Column(element["name"]["id_string"], session.analyzer.type_of(type_text(session, schema)), required)


def type_text(session: Session, schema: Node) -> str:
    """The type in a column's schema, without what else stands there (NOT NULL, OPTIONS)."""
    if schema.kind == "ArrayColumnSchema":
        return f"array<{type_text(session, schema['element_schema'])}>"
    if schema.kind == "StructColumnSchema":
        fields = (
            f"{quoted(f['name']['id_string'])} {type_text(session, f['schema'])}" for f in schema["struct_fields"]
        )
        return f"struct<{', '.join(fields)}>"
    if "type_parameters" in schema:
        raise not_modelled("A type with parameters")
    return ".".join(schema["type_name"].names).lower()


def create_view(session: Session, node: Node, rendering: Rendering) -> Outcome:
    key = _created_key(session, node)
    existing = session.names.find(key)
    if _skips(session, node, key, existing):
        return outcome(session, "CREATE_VIEW", "SKIP", key)
    if existing and existing.view is None:
        raise wrong_kind(session, key, existing)
    columns = session.prepare(rendering, rendering.text(node["query"])).columns
    rules.check_columns(columns)
    table = Table(columns, session.database.now(), view=session.source.of(node["query"]))
    session.names.put(key, table)
    return outcome(session, "CREATE_VIEW", "REPLACE" if existing else "CREATE", key)


def create_schema(session: Session, node: Node, _: Rendering) -> Outcome:
    name = session.names.split(node["name"].names)[-1]
    rules.check_dataset_name(name)
    if session.in_transaction:
        refuse_in_transaction(session, (name, ""))
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
    refuse_in_transaction(session, key)
    if node.get("is_if_exists") and session.names.find(key) is None:
        return outcome(session, statement_type, "SKIP", key)
    table = session.names.table(key)
    if (table.view is None) != (kind == _DROPPED_TABLE):
        raise wrong_kind(session, key, table)
    session.names.remove(key)
    return outcome(session, statement_type, "DROP", key)


def _drop_schema(session: Session, node: Node) -> Outcome:
    name = session.names.split(node["name"].names)[-1]
    refuse_in_transaction(session, (name, ""))
    if name not in session.database.datasets:
        if node.get("is_if_exists"):
            return Outcome("DROP_SCHEMA", ddl={"ddlOperationPerformed": "SKIP"})
        raise dataset_not_found(session.database.project, name)
    cascade = session.source.of(node).lower().rstrip("; \n").endswith("cascade")
    if session.database.datasets[name] and not cascade:
        raise BigQueryError(f"Dataset {session.database.project}:{name} is still in use", "resourceInUse")
    del session.database.datasets[name]
    return Outcome("DROP_SCHEMA", ddl={"ddlOperationPerformed": "DROP"})
