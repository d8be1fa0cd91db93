"""Simulated bytes processed.

For each table that a statement reads: the logical size of the columns that the statement mentions, in the partitions
that hold a row for which the conditions on the partition column alone are true. Conditions count if they are joined by
AND in the WHERE of the SELECT that reads the table and compare with literals and variables only, as BigQuery prunes
too. Names are taken from the whole text, and a star mentions every column. UPDATE, DELETE and MERGE read all columns of
their target. BigQuery rounds what it bills up to ten megabytes a table; here it bills what it processes, so that a test
can set limits between two sizes.
"""

from collections.abc import Iterator

from rendering import Rendering, TableUse
from session import Session
from syntax import Node, quoted
from tables import ROW_ID
from wasm import GoogleSQLError

_REWRITING = ("UpdateStatement", "DeleteStatement", "MergeStatement")


def processed_bytes(session: Session, rendering: Rendering) -> int:
    mentioned = _mentioned(rendering.root, {use.name.lower() for use in rendering.uses})
    total = sum(_bytes(session, rendering, use, mentioned) for use in rendering.uses)
    if rendering.target and rendering.root.kind in _REWRITING:
        path, table = rendering.target
        name = rendering.root.alias or path[-1].rpartition(".")[2]
        total += _bytes(session, rendering, TableUse(table, name, rendering.root.get("where")), None)
    return total


def _mentioned(root: Node, tables: set[str]) -> set[str] | None:
    """The names in a statement in lower case; None if a star or a whole row mentions all columns."""
    names: set[str] = set()
    for node in root.walk():
        if node.kind == "PathExpression" and len(node.names) == 1 and node.names[0].lower() in tables:
            return None
        if node.kind in ("Star", "StarWithModifiers", "DotStar", "DotStarWithModifiers"):
            return None
        if "id_string" in node:
            names.add(node["id_string"].lower())
    return names


def _bytes(session: Session, rendering: Rendering, use: TableUse, mentioned: set[str] | None) -> int:
    table = use.table
    sizes = table.partition_sizes
    partitions = _partitions(session, rendering, use) if table.partitioning and use.conditions else sizes.keys()
    columns = [i for i, column in enumerate(table.columns) if mentioned is None or column.name.lower() in mentioned]
    return sum(sizes[partition][index] for partition in partitions for index in columns)


def _partitions(session: Session, rendering: Rendering, use: TableUse) -> set[str | None]:
    """The partitions in which some row fulfils the conditions on the partition column."""
    assert use.table.partitioning and use.conditions
    column = use.table.partitioning.column.lower()
    deciding = [
        rendering.text(condition)
        for condition in _conjuncts(use.conditions)
        if _decides(condition, column, use.name.lower(), set(session.variables))
    ]
    if not deciding:
        return set(use.table.partitions)
    sql = f"select {ROW_ID.name} from unnest(@__rows) as {quoted(use.name)} where {' and '.join(deciding)}"
    variables = rendering.used_variables
    types = {"__rows": use.table.numbered_parameter_type} | {name: rendering.types[name] for name in variables}
    values = {name: variable.value.SerializeToString() for name, variable in variables.items()}
    try:
        prepared = session.analyzer.prepare(sql, types)
        rows = session.analyzer.evaluate(prepared, {"__rows": use.table.numbered_parameter_value} | values)
    except GoogleSQLError:  # the statement itself will say what is wrong
        return set(use.table.partitions)
    return {use.table.partition(use.table.rows[row.cell[0].int64_value]) for row in rows}


def _conjuncts(node: Node) -> Iterator[Node]:
    if node.kind == "WhereClause":
        yield from _conjuncts(node["expression"])
    elif node.kind == "AndExpr":
        for part in node["conjuncts"]:
            yield from _conjuncts(part)
    else:
        yield node


def _decides(condition: Node, column: str, alias: str, variables: set[str]) -> bool:
    """Whether a condition depends on the partition column and on nothing else that is in a table."""
    found = False
    functions = [node["function"] for node in condition.walk() if node.kind == "FunctionCall"]
    units = [node["arguments"][1] for node in condition.walk() if _is_truncation(node)]
    for node in condition.walk():
        if node.kind in ("ExpressionSubquery", "Query"):
            return False
        if node.kind != "PathExpression" or any(node is other for other in (*functions, *units)):
            continue
        names = tuple(name.lower() for name in node.names)
        if names in ((column,), (alias, column)):
            found = True
        elif names[0] not in variables:
            return False
    return found


def _is_truncation(node: Node) -> bool:
    return (
        node.kind == "FunctionCall"
        and node["function"].names[-1].lower().endswith("_trunc")
        and (len(node.get("arguments", ())) == 2)
    )
