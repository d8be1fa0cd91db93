"""Datasets with their tables, and names of tables in a statement."""

from collections.abc import Callable
from dataclasses import dataclass, field

import information_schema
from errors import BigQueryError, not_modelled
from tables import Table

Key = tuple[str, str]
Snapshot = dict[str, dict[str, Table]]


def not_found(project: str, dataset: str, table: str) -> BigQueryError:
    return BigQueryError(f"Not found: Table {project}:{dataset}.{table} was not found in location US", "notFound")


def dataset_not_found(project: str, dataset: str) -> BigQueryError:
    return BigQueryError(f"Not found: Dataset {project}:{dataset} was not found in location US", "notFound")


@dataclass
class Database:
    project: str
    now: Callable[[], int]
    datasets: Snapshot = field(default_factory=dict)

    def snapshot(self) -> Snapshot:
        return copy_of(self.datasets)

    def tables(self, dataset: str) -> dict[str, Table]:
        try:
            return self.datasets[dataset]
        except KeyError:
            raise dataset_not_found(self.project, dataset) from None


def copy_of(datasets: Snapshot) -> Snapshot:
    return {name: {key: table.snapshot() for key, table in tables.items()} for name, tables in datasets.items()}


TEMPORARY = ""
"""The name of the dataset of a session's temporary tables, which no permanent one can have."""


@dataclass
class Names:
    """What the names of tables mean in one job: its default dataset and its temporary tables."""

    database: Database
    default_dataset: str | None = None
    temporary: dict[str, Table] = field(default_factory=dict)

    def split(self, path: tuple[str, ...]) -> tuple[str, ...]:
        """A path without its project; `a.b` in one pair of backticks means the same as `a`.`b`."""
        parts = tuple(part for name in path for part in name.split("."))
        if len(parts) > 1 and parts[0] == self.database.project:
            return parts[1:]
        return parts

    def key(self, path: tuple[str, ...]) -> Key:
        parts = self.split(path)
        if len(parts) == 1 and parts[0] in self.temporary:
            return TEMPORARY, parts[0]
        return self.permanent_key(path)

    def permanent_key(self, path: tuple[str, ...]) -> Key:
        parts = self.split(path)
        if len(parts) == 1:
            if not self.default_dataset:
                raise BigQueryError(
                    f'Table "{parts[0]}" must be qualified with a dataset (e.g. dataset.table).', "invalid"
                )
            return self.default_dataset, parts[0]
        if len(parts) > 2:
            raise not_modelled(f"A table of another project ({'.'.join(path)})")
        return parts[0], parts[1]

    def is_table(self, path: tuple[str, ...]) -> bool:
        """Whether a path of several names starts with a dataset rather than with an alias."""
        parts = self.split(path)
        return len(parts) < 2 or parts[0] in self.database.datasets or len(parts) < len(path)

    def find(self, key: Key) -> Table | None:
        dataset, name = key
        return self.temporary.get(name) if dataset == TEMPORARY else self.database.tables(dataset).get(name)

    def table(self, key: Key) -> Table:
        table = self.find(key)
        if table is None:
            raise not_found(self.database.project, *key)
        return table

    def readable(self, path: tuple[str, ...]) -> Table:
        """The table that a FROM clause names, views of INFORMATION_SCHEMA included."""
        parts = self.split(path)
        if len(parts) == 3 and parts[1].upper() == "INFORMATION_SCHEMA":
            tables = self.database.tables(parts[0])
            return information_schema.view(
                parts[2].upper(), self.database.project, parts[0], tables, self.database.now()
            )
        return self.table(self.key(path))

    def put(self, key: Key, table: Table) -> None:
        dataset, name = key
        if dataset == TEMPORARY:
            self.temporary[name] = table
        else:
            self.database.tables(dataset)[name] = table

    def remove(self, key: Key) -> None:
        dataset, name = key
        del (self.temporary if dataset == TEMPORARY else self.database.tables(dataset))[name]

    def snapshot(self) -> tuple[Snapshot, dict[str, Table]]:
        return self.database.snapshot(), {name: table.snapshot() for name, table in self.temporary.items()}

    def restore(self, snapshot: tuple[Snapshot, dict[str, Table]]) -> None:
        self.database.datasets, self.temporary = snapshot
