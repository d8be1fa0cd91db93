"""What the statements of one job share, and how a query of theirs is checked and run."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from zetasql.wasi._pb2.zetasql.local_service import local_service_pb2 as service
from zetasql.wasi._pb2.zetasql.proto import simple_catalog_pb2

from analyzer import Analyzer, Prepared, Row, add_table
from database import Database, Names, Snapshot
from errors import BigQueryError
from rendering import Rendering, Source, Variable
from syntax import Node
from tables import Table
from values import Column
from wasm import GoogleSQLError


@dataclass
class Outcome:
    """What a statement did and what it answers."""

    statement_type: str
    columns: list[Column] = field(default_factory=list)
    rows: Sequence[Row] = ()
    dml: dict[str, int] | None = None
    ddl: dict[str, Any] = field(default_factory=dict)
    bytes: int = 0

    @property
    def affected(self) -> int | None:
        return None if self.dml is None else sum(self.dml.values())


@dataclass
class Session:
    analyzer: Analyzer
    database: Database
    names: Names
    source: Source
    running: bool = True
    """Whether statements read and write rows; if not they are checked, and tables are created without rows."""
    script: bool = False
    """Whether the job is a script: one statement alone has no temporary tables."""
    billed: bool = True
    bytes_limit: int | None = None
    scopes: list[dict[str, Variable]] = field(default_factory=lambda: [{}])

    _begun: tuple[Snapshot, dict[str, Table]] | None = None

    @property
    def in_transaction(self) -> bool:
        return self._begun is not None

    def begin(self) -> None:
        if self.in_transaction:
            raise BigQueryError("Cannot begin a nested transaction; there is already an active one")
        self._begun = self.names.snapshot()

    def commit(self) -> None:
        if not self.in_transaction:
            raise BigQueryError("Cannot commit: there is no active transaction")
        self._begun = None

    def rollback(self) -> None:
        """Takes everything back to where the open transaction began, if there is one."""
        if self._begun is not None:
            self.names.restore(self._begun)
            self._begun = None

    @property
    def variables(self) -> dict[str, Variable]:
        """By name in lower case; inner blocks hide outer ones."""
        return {name: variable for scope in self.scopes for name, variable in scope.items()}

    def render(self, node: Node) -> Rendering:
        return Rendering(self.source, node, self.names, self.variables, self.analyzer.parse, self._constant_places)

    def query(self, rendering: Rendering, sql: str) -> tuple[list[Column], Sequence[Row]]:
        """Runs a text in which tables and variables are replaced already."""
        prepared = self.prepare(rendering, sql)
        return prepared.columns, self.evaluate(prepared, rendering)

    def prepare(self, rendering: Rendering, sql: str) -> Prepared:
        try:
            return (self.analyzer.prepare if self.running else self.analyzer.check)(sql, rendering.types)
        except GoogleSQLError as error:
            raise self.explained(rendering, error) from None

    def evaluate(self, prepared: Prepared, rendering: Rendering) -> Sequence[Row]:
        if not self.running:
            return ()
        try:
            return self.analyzer.evaluate(prepared, rendering.values())
        except GoogleSQLError as error:
            raise BigQueryError(str(error)) from None

    def explained(self, rendering: Rendering, error: GoogleSQLError) -> BigQueryError:
        """Google's message for the statement as it was written, with its places in the script."""
        try:
            self.analyze(rendering)
        except BigQueryError as original:
            return original
        return BigQueryError(str(error).partition(" [at ")[0])

    def analyze(self, rendering: Rendering) -> bytes:
        """Checks the untouched text of a statement or an expression; the encoded resolved statement."""
        tables = dict(rendering.paths)
        if rendering.target:
            path, table = rendering.target
            tables[path] = table
        catalog = self._catalog(tables) if tables or rendering.names_variables else None
        prefix = _prefix(rendering.root)
        try:
            return self.analyzer.analyze(prefix + self.source.of(rendering.root), catalog)
        except BigQueryError as error:
            error.message = self.source.moved(error.message, rendering.root.start, len(prefix))
            raise

    def _catalog(self, tables: dict[tuple[str, ...], Table]) -> simple_catalog_pb2.SimpleCatalogProto:
        """A catalog of tables at the paths by which a statement names them, and of the variables."""
        root = self.analyzer.catalog()
        for path, table in tables.items():
            catalog = root
            for name in path[:-1]:
                catalog = next((c for c in catalog.catalog if c.name == name), None) or catalog.catalog.add(name=name)
            add_table(catalog, path[-1], table.columns)
        for name, variable in self.variables.items():
            constant = root.constant.add(type=variable.type, value=variable.value)
            constant.name_path.append(name)
        return root

    def _constant_places(self, rendering: Rendering) -> set[int]:
        """The bytes of the script at which Google's resolver finds a variable rather than a column."""
        response = service.AnalyzeResponse.FromString(self.analyze(rendering))
        offset = rendering.root.start - len(_prefix(rendering.root))
        return {place + offset for place in _constants(response)}


def _prefix(node: Node) -> str:
    """What makes an expression a statement, so that it can be analyzed."""
    return "" if node.kind == "Query" or node.kind.endswith("Statement") else "select "


def _constants(message: Any) -> set[int]:
    places = set()
    for descriptor, value in message.ListFields():
        if descriptor.message_type is None:
            continue
        for item in value if descriptor.is_repeated else [value]:
            if item.DESCRIPTOR.name == "ResolvedConstantProto":
                places.add(item.parent.parent.parse_location_range.start)
            places |= _constants(item)
    return places
