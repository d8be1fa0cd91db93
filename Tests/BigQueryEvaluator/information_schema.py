"""The views of INFORMATION_SCHEMA that are modelled, as tables made at the moment they are read."""

from collections.abc import Callable, Iterator, Mapping

from analyzer import Row
from errors import not_modelled
from tables import Table
from values import Column, Value, scalar, timestamp, type_name

_TABLES = {
    "table_catalog": "STRING",
    "table_schema": "STRING",
    "table_name": "STRING",
    "table_type": "STRING",
    "is_insertable_into": "STRING",
    "creation_time": "TIMESTAMP",
}
_COLUMNS = {
    "table_catalog": "STRING",
    "table_schema": "STRING",
    "table_name": "STRING",
    "column_name": "STRING",
    "ordinal_position": "INT64",
    "is_nullable": "STRING",
    "data_type": "STRING",
    "is_partitioning_column": "STRING",
    "clustering_ordinal_position": "INT64",
}
_PARTITIONS = {
    "table_catalog": "STRING",
    "table_schema": "STRING",
    "table_name": "STRING",
    "partition_id": "STRING",
    "total_rows": "INT64",
    "total_logical_bytes": "INT64",
    "last_modified_time": "TIMESTAMP",
    "storage_tier": "STRING",
}

Cells = list[Value]


def _text(text: str | None) -> Value:
    return Value() if text is None else Value(string_value=text)


def _number(number: int | None) -> Value:
    return Value() if number is None else Value(int64_value=number)


def _yes(condition: bool) -> Value:
    return _text("YES" if condition else "NO")


def _tables(table: Table) -> Iterator[Cells]:
    view = table.view is not None
    yield [_text("VIEW" if view else "BASE TABLE"), _yes(not view), timestamp(table.created)]


def _columns(table: Table) -> Iterator[Cells]:
    for position, column in enumerate(table.columns, start=1):
        clustering = table.clustering.index(column.name) + 1 if column.name in table.clustering else None
        yield [
            _text(column.name),
            _number(position),
            _yes(not column.required),
            _text(type_name(column.type)),
            _yes(table.partitioning is not None and table.partitioning.column == column.name),
            _number(clustering),
        ]


def _partitions(table: Table) -> Iterator[Cells]:
    if table.view is not None:
        return
    for partition, rows in table.partitions.items():
        yield [
            _text(partition),
            _number(len(rows)),
            _number(sum(table.partition_sizes[partition])),
            timestamp(table.written[partition]),
            _text("ACTIVE"),
        ]


_VIEWS: dict[str, tuple[dict[str, str], Callable[[Table], Iterator[Cells]]]] = {
    "TABLES": (_TABLES, _tables),
    "COLUMNS": (_COLUMNS, _columns),
    "PARTITIONS": (_PARTITIONS, _partitions),
}


def view(name: str, project: str, dataset: str, tables: Mapping[str, Table], now: int) -> Table:
    if name not in _VIEWS:
        raise not_modelled(f"INFORMATION_SCHEMA.{name}")
    columns, cells_of = _VIEWS[name]
    rows = [
        Row(cell=[_text(project), _text(dataset), _text(table_name), *cells])
        for table_name, table in sorted(tables.items())
        for cells in cells_of(table)
    ]
    return Table([Column(column, scalar(type_)) for column, type_ in columns.items()], now, rows=rows)
