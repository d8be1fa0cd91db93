"""What BigQuery refuses and Google's analyzer does not know: names, partitions, clusters."""

import re
import unicodedata
from collections.abc import Sequence

from errors import BigQueryError
from syntax import Node
from tables import Partitioning
from values import Column, is_array, type_name

MAX_QUERY_BYTES = 1_048_576
MAX_COLUMNS = 10_000
MAX_COLUMN_NAME = 300
MAX_CLUSTERING = 4
_RESERVED_PREFIXES = ("_PARTITION", "_TABLE_", "_FILE_", "_ROW_TIMESTAMP", "__ROOT__", "_COLIDENTIFIER")
_FORBIDDEN_IN_COLUMNS = set('!"$()*,./;?@[\\]^`{}~')
_CLUSTERABLE = {
    "BIGNUMERIC", "BOOL", "DATE", "DATETIME", "GEOGRAPHY", "INT64", "NUMERIC", "STRING", "TIMESTAMP",
}  # fmt: skip
_UNITS = {
    "TIMESTAMP_TRUNC": ("TIMESTAMP", {"HOUR", "DAY", "MONTH", "YEAR"}),
    "DATETIME_TRUNC": ("DATETIME", {"HOUR", "DAY", "MONTH", "YEAR"}),
    "DATE_TRUNC": ("DATE", {"MONTH", "YEAR"}),
}
_PARTITION_FORMS = (
    "PARTITION BY expression must be DATE(<timestamp_column>), DATE(<datetime_column>), "
    "DATETIME_TRUNC(<datetime_column>, DAY/HOUR/MONTH/YEAR), a DATE column, "
    "TIMESTAMP_TRUNC(<timestamp_column>, DAY/HOUR/MONTH/YEAR), DATE_TRUNC(<date_column>, MONTH/YEAR), or "
    "RANGE_BUCKET(<int64_column>, GENERATE_ARRAY(<int64_value>, <int64_value>[, <int64_value>]))"
)


def check_query_size(text: str) -> None:
    size = len(text.encode())
    if size > MAX_QUERY_BYTES:
        raise BigQueryError(
            f"The query is too large. The maximum standard SQL query length is 1024.00K characters, including comments "
            f"and white space characters; this one has {size} bytes.",
            "invalid",
        )


def check_dataset_name(name: str) -> None:
    if not re.fullmatch(r"[A-Za-z0-9_]{1,1024}", name):
        raise BigQueryError(
            f'Invalid dataset ID "{name}". Dataset IDs must be alphanumeric (plus underscores) and must be at most '
            "1024 characters long.",
            "invalid",
        )


def check_table_name(name: str) -> None:
    allowed = all(unicodedata.category(c)[0] in "LMN" or unicodedata.category(c) in ("Pc", "Pd", "Zs") for c in name)
    if not allowed or not 1 <= len(name.encode()) <= 1024:
        raise BigQueryError(
            f'Invalid table ID "{name}". Table IDs must be alphanumeric (plus underscores, dashes, and spaces) and '
            "must be at most 1024 characters long.",
            "invalid",
        )


def check_columns(columns: Sequence[Column]) -> None:
    if len(columns) > MAX_COLUMNS:
        raise BigQueryError(f"Too many columns: {len(columns)}. A table has at most {MAX_COLUMNS}.", "invalid")
    seen: set[str] = set()
    repeated = []
    for column in columns:
        check_column_name(column.name)
        if column.name.lower() in seen:
            repeated.append(column.name)
        seen.add(column.name.lower())
    if repeated:
        raise BigQueryError(
            "Duplicate column names in the result are not supported when a destination table is present. Found "
            f"duplicate(s): {', '.join(repeated)}"
        )


def check_column_name(name: str) -> None:
    if name.upper().startswith(_RESERVED_PREFIXES):
        raise BigQueryError(
            f'Invalid field name "{name}". Field names are not allowed to start with the (case-insensitive) prefixes '
            f"{', '.join(_RESERVED_PREFIXES[:-1])} and {_RESERVED_PREFIXES[-1]}",
            "invalid",
        )
    if not 1 <= len(name) <= MAX_COLUMN_NAME or _FORBIDDEN_IN_COLUMNS & set(name):
        raise BigQueryError(
            f'Invalid field name "{name}". Fields must contain the allowed characters, and be at most '
            f"{MAX_COLUMN_NAME} characters long.",
            "invalid",
        )


def partitioning(node: Node | None, columns: Sequence[Column]) -> Partitioning | None:
    """What PARTITION BY says, in the few forms that BigQuery takes."""
    if node is None:
        return None
    expressions = node["partitioning_expressions"]
    result = _partitioning(expressions[0], columns) if len(expressions) == 1 else None
    if result is None:
        raise BigQueryError(_PARTITION_FORMS)
    return result


def _partitioning(expression: Node, columns: Sequence[Column]) -> Partitioning | None:
    column = _column(expression, columns)
    if column:
        return Partitioning(column.name, "DAY") if type_name(column.type) == "DATE" else None
    if expression.kind != "FunctionCall":
        return None
    function, arguments = expression["function"].names[-1].upper(), expression.get("arguments", [])
    column = _column(arguments[0], columns) if arguments else None
    if column is None:
        return None
    kind = type_name(column.type)
    if function == "DATE" and len(arguments) == 1 and kind in ("TIMESTAMP", "DATETIME"):
        return Partitioning(column.name, "DAY")
    if function in _UNITS and len(arguments) == 2 and arguments[1].kind == "PathExpression":
        wanted, units = _UNITS[function]
        unit = arguments[1].names[-1].upper()
        return Partitioning(column.name, unit) if kind == wanted and unit in units else None
    if function == "RANGE_BUCKET" and len(arguments) == 2 and kind == "INT64":
        bounds = _bounds(arguments[1])
        return Partitioning(column.name, range=bounds) if bounds else None
    return None


def _bounds(node: Node) -> tuple[int, int, int] | None:
    if node.kind != "FunctionCall" or node["function"].names[-1].upper() != "GENERATE_ARRAY":
        return None
    numbers = [int(part["image"], 0) for part in node.get("arguments", []) if part.kind == "IntLiteral"]
    if len(numbers) not in (2, 3) or len(numbers) != len(node["arguments"]):
        return None
    return numbers[0], numbers[1], numbers[2] if len(numbers) == 3 else 1


def _column(node: Node, columns: Sequence[Column]) -> Column | None:
    if node.kind != "PathExpression" or len(node.names) != 1:
        return None
    return next((column for column in columns if column.name.lower() == node.names[0].lower()), None)


def clustering(node: Node | None, columns: Sequence[Column]) -> tuple[str, ...]:
    """The columns of CLUSTER BY."""
    expressions = node["clustering_expressions"] if node else []
    if len(expressions) > MAX_CLUSTERING:
        raise BigQueryError(f"CLUSTER BY takes at most {MAX_CLUSTERING} columns, but has {len(expressions)}")
    found = [_column(expression, columns) for expression in expressions]
    names = []
    for column in found:
        if column is None:
            raise BigQueryError("CLUSTER BY expression must be a top-level column")
        if is_array(column.type) or type_name(column.type) not in _CLUSTERABLE:
            raise BigQueryError(
                f"CLUSTER BY expression {column.name} has type {type_name(column.type)}, which is not clusterable"
            )
        names.append(column.name)
    if len(set(names)) < len(names):
        raise BigQueryError("CLUSTER BY names a column twice")
    return tuple(names)
