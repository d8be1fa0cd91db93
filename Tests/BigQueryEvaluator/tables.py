"""Tables in memory: columns, rows, partitions and what BigQuery knows about them."""

import copy
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from analyzer import Row, delimited, encoded_array_type, encoded_rows
from errors import BigQueryError
from values import Column, Type, Value, civil, is_array, is_null, scalar, size

NULL_PARTITION = "__NULL__"
UNPARTITIONED = "__UNPARTITIONED__"
ROW_ID = Column("__row_id", scalar("INT64"))
_ID_FORMATS = {"HOUR": "%Y%m%d%H", "DAY": "%Y%m%d", "MONTH": "%Y%m", "YEAR": "%Y"}


@dataclass(frozen=True)
class Partitioning:
    """By a unit of time, or by ranges of an integer (start, end, interval)."""

    column: str
    unit: str = ""
    range: tuple[int, int, int] | None = None

    def id_of(self, value: Value, type_: Type) -> str:
        if is_null(value):
            return NULL_PARTITION
        if self.range:
            start, end, interval = self.range
            number = value.int64_value
            return str(number - (number - start) % interval) if start <= number < end else UNPARTITIONED
        moment = civil(value, type_)
        assert moment is not None
        return moment.strftime(_ID_FORMATS[self.unit])

    def __str__(self) -> str:
        if self.range:
            return f"range(field:{self.column})"
        return f"interval(type:{self.unit.lower()},field:{self.column})"


@dataclass
class Table:
    """Rows are never changed in place, so that a copy of the object is a snapshot."""

    columns: list[Column]
    created: int
    partitioning: Partitioning | None = None
    clustering: tuple[str, ...] = ()
    view: str | None = None
    rows: Sequence[Row] = ()
    modified: int = 0
    written: dict[str | None, int] = field(default_factory=dict)
    """When each partition was last written; `None` is the one of a table without partitions."""

    def __post_init__(self) -> None:
        self.modified = self.modified or self.created
        if not self.partitioning:
            self.written.setdefault(None, self.created)

    def snapshot(self) -> "Table":
        result = copy.copy(self)
        result.written = dict(self.written)
        return result

    def index(self, name: str) -> int:
        """The place of a column; names differ by more than case."""
        for index, column in enumerate(self.columns):
            if column.name.lower() == name.lower():
                return index
        raise BigQueryError(f"Column {name} is not present in the table")

    @cached_property
    def parameter_type(self) -> bytes:
        return encoded_array_type(self.columns)

    @cached_property
    def numbered_parameter_type(self) -> bytes:
        return encoded_array_type([ROW_ID, *self.columns])

    @cached_property
    def parameter_value(self) -> bytes:
        return encoded_rows(row.SerializeToString() for row in self.rows)

    @property
    def numbered_parameter_value(self) -> bytes:
        """The rows with their places as another first column, by which UPDATE and DELETE find them again."""
        numbers = (Value(int64_value=index).SerializeToString() for index in range(len(self.rows)))
        return encoded_rows(delimited(1, n) + row.SerializeToString() for n, row in zip(numbers, self.rows))

    def partition(self, row: Row) -> str | None:
        if not self.partitioning:
            return None
        index = self.index(self.partitioning.column)
        return self.partitioning.id_of(row.cell[index], self.columns[index].type)

    @cached_property
    def partitions(self) -> dict[str | None, list[Row]]:
        """The partitions that hold rows, and the one of a table without partitions even if it is empty."""
        result: dict[str | None, list[Row]] = {} if self.partitioning else {None: []}
        for row in self.rows:
            result.setdefault(self.partition(row), []).append(row)
        return dict(sorted(result.items(), key=lambda item: item[0] or ""))

    @cached_property
    def partition_sizes(self) -> dict[str | None, list[int]]:
        """The logical bytes of each column in each partition."""
        return {
            partition: [
                sum(size(row.cell[index], column.type) for row in rows) for index, column in enumerate(self.columns)
            ]
            for partition, rows in self.partitions.items()
        }

    @property
    def bytes(self) -> int:
        return sum(sum(sizes) for sizes in self.partition_sizes.values())

    def replace_rows(self, rows: Sequence[Row], touched: Iterable[Row], now: Callable[[], int]) -> None:
        """Takes other rows; `touched` are the old and new ones whose partitions count as written."""
        partitions = {self.partition(row) for row in touched}
        self.rows = rows
        self._forget("parameter_value", "partitions", "partition_sizes")
        if partitions:
            self.modified = now()
            self.written.update(dict.fromkeys(partitions, self.modified))

    def append(self, rows: Sequence[Row], now: Callable[[], int]) -> None:
        stored = [self.stored(row) for row in rows]
        self.replace_rows([*self.rows, *stored], stored, now)

    def replace_columns(self, columns: list[Column], rows: Sequence[Row], now: Callable[[], int]) -> None:
        self.columns, self.rows, self.modified = columns, rows, now()
        self._forget("parameter_type", "numbered_parameter_type", "parameter_value", "partitions", "partition_sizes")

    def _forget(self, *names: str) -> None:
        for name in names:
            self.__dict__.pop(name, None)

    def stored(self, row: Row) -> Row:
        """The row as BigQuery stores it: a NULL array is an empty one, and no element of an array is NULL."""
        for index, column in enumerate(self.columns):
            cell = row.cell[index]
            if is_array(column.type):
                if is_null(cell):
                    row.cell[index].array_value.SetInParent()
                elif any(is_null(element) for element in cell.array_value.element):
                    raise BigQueryError(f"Array cannot have a null element; error in writing field {column.name}")
            elif column.required and is_null(cell):
                raise BigQueryError(f"Required field {column.name} cannot be null")
        return row
