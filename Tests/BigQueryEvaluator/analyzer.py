"""Google's parser, analyzer and evaluator for whole texts, with a memory for what was analyzed before.

Analysis is what takes time, ten times that of running a statement on a few rows. So the tables of a query are handed in
as query parameters (arrays of structs): the analyzed query then does not depend on rows and serves again when the same
text comes back, and no catalog with all built-in functions has to be made for each statement.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from google._upb import _message
from wasmtime import Trap
from zetasql.wasi._pb2.zetasql.local_service import local_service_pb2 as service
from zetasql.wasi._pb2.zetasql.proto import options_pb2, simple_catalog_pb2
from zetasql.wasi._pb2.zetasql.public import options_pb2 as public
from zetasql.wasi._pb2.zetasql.public import type_pb2

from cache import Cache
from errors import BigQueryError
from features import language_options
from syntax import Node, node
from values import Column, Type
from wasm import GoogleSQL, GoogleSQLError

Row: TypeAlias = service.TableData.Row

_message.SetAllowOversizeProtos(True)  # trees of statements are nested deeper than the usual limit of 100

# Bytes of texts; what is kept of an analyzed query takes about a hundred times as much of the module's 4 GB.
KEPT_QUERIES = 16_000_000
KEPT_TREES = 4_000_000
NOT_PREPARED = -1
QUERY_PARAMETERS_OF_OPTIONS = 2
PARAMS_OF_EVALUATE = 8


@dataclass(frozen=True)
class Prepared:
    id: int
    columns: list[Column]


def delimited(number: int, payload: bytes) -> bytes:
    """A length-delimited field (numbered below 16): puts messages together that are encoded already."""
    size, length = len(payload), bytearray()
    while size > 127:
        length.append(size & 127 | 128)
        size >>= 7
    length.append(size)
    return bytes((number << 3 | 2,)) + bytes(length) + payload


def parameter(name: str, value: bytes) -> bytes:
    return delimited(1, name.encode()) + delimited(2, value)


def bigquery_error(error: GoogleSQLError) -> BigQueryError:
    """BigQuery writes the place of an error as `at [1:8]`."""
    return BigQueryError(re.sub(r"\[at (\d+:\d+)\]", r"at [\1]", str(error)))


class Analyzer:
    def __init__(self) -> None:
        self._types: dict[str, Type] = {}
        self._trees: Cache[str, list[Node]] = Cache(KEPT_TREES)
        self._start()

    def _start(self) -> None:
        self._google = GoogleSQL()
        self._language = language_options(self._google)
        options = options_pb2.AnalyzerOptionsProto(
            error_message_mode=public.ERROR_MESSAGE_ONE_LINE,
            default_timezone="UTC",
            parse_location_record_type=public.PARSE_LOCATION_RECORD_CODE_SEARCH,
            language_options=self._language,
        )
        self._options = options.SerializeToString()
        self._functions = self._register_functions()
        self._prepared: Cache[tuple[str, tuple[tuple[str, bytes], ...]], Prepared] = Cache(KEPT_QUERIES, self._forget)
        self._checked: Cache[tuple[str, tuple[tuple[str, bytes], ...]], Prepared] = Cache(KEPT_QUERIES)

    def _call(self, name: str, request: bytes) -> bytes:
        try:
            return self._google.call(name, request)
        except Trap:  # the module is in no state to go on with
            self._start()
            raise GoogleSQLError("Resources exceeded during query execution: the query is too complex.") from None

    def catalog(self) -> simple_catalog_pb2.SimpleCatalogProto:
        """A catalog of the built-in functions, to which tables and constants can be added."""
        catalog = simple_catalog_pb2.SimpleCatalogProto(name="root")
        catalog.builtin_function_options.language_options.CopyFrom(self._language)
        return catalog

    def _register_functions(self) -> int:
        request = service.RegisterCatalogRequest(simple_catalog=self.catalog())
        data = self._call("RegisterCatalog", request.SerializeToString())
        return service.RegisterResponse.FromString(data).registered_id

    def parse(self, text: str) -> list[Node]:
        """The statements of a script."""
        known = self._trees.get(text)
        if known is not None:
            return known
        request = service.ParseRequest(sql_statement=text, options=self._language, allow_script=True)
        try:
            data = self._call("Parse", request.SerializeToString())
        except GoogleSQLError as error:
            raise bigquery_error(error) from None
        script = node(service.ParseResponse.FromString(data).parsed_script)
        statements: list[Node] = script["statement_list_node"].get("statement_list", [])
        self._trees.put(text, statements, len(text))
        return statements

    def prepare(self, sql: str, parameters: Mapping[str, bytes]) -> Prepared:
        """Analyzes a query whose tables are parameters of the given encoded types."""
        key = sql, tuple(parameters.items())
        known = self._prepared.get(key)
        if known is not None:
            return known
        request = service.PrepareQueryRequest(sql=sql, registered_catalog_id=self._functions).SerializeToString()
        data = self._call("PrepareQuery", request + delimited(2, self._options_with(parameters)))
        state = service.PrepareQueryResponse.FromString(data).prepared
        columns = [Column(column.name, column.type) for column in state.columns]
        prepared = Prepared(state.prepared_query_id, columns)
        self._prepared.put(key, prepared, len(sql))
        return prepared

    def check(self, sql: str, parameters: Mapping[str, bytes]) -> Prepared:
        """Analyzes a query that will not be run, which takes far less time if it has hundreds of columns."""
        key = sql, tuple(parameters.items())
        known = self._checked.get(key)
        if known is not None:
            return known
        request = service.AnalyzeRequest(sql_statement=sql, registered_catalog_id=self._functions).SerializeToString()
        data = self._call("Analyze", request + delimited(1, self._options_with(parameters)))
        query = service.AnalyzeResponse.FromString(data).resolved_statement.resolved_query_stmt_node
        checked = Prepared(NOT_PREPARED, [Column(c.name, c.column.type) for c in query.output_column_list])
        self._checked.put(key, checked, len(sql))
        return checked

    def _forget(self, prepared: Prepared) -> None:
        request = service.UnprepareQueryRequest(prepared_query_id=prepared.id)
        self._call("UnprepareQuery", request.SerializeToString())

    def _options_with(self, parameters: Mapping[str, bytes]) -> bytes:
        pairs = (delimited(QUERY_PARAMETERS_OF_OPTIONS, parameter(*pair)) for pair in parameters.items())
        return self._options + b"".join(pairs)

    def evaluate(self, prepared: Prepared, values: Mapping[str, bytes]) -> Sequence[Row]:
        """The rows of a query for encoded values of its parameters."""
        request = service.EvaluateQueryRequest(prepared_query_id=prepared.id).SerializeToString()
        data = self._call("EvaluateQuery", request + self._params(values))
        return service.EvaluateQueryResponse.FromString(data).content.table_data.row

    @staticmethod
    def _params(values: Mapping[str, bytes]) -> bytes:
        return b"".join(delimited(PARAMS_OF_EVALUATE, parameter(*pair)) for pair in values.items())

    def insert(self, sql: str, table: str, columns: Iterable[Column], types: Mapping[str, bytes],
               values: Mapping[str, bytes]) -> Sequence[Row]:  # fmt: skip
        """The rows that an INSERT adds, with Google's own coercions to the columns of the named table."""
        catalog = self.catalog()
        add_table(catalog, table, columns)
        request = service.EvaluateModifyRequest(sql=sql, simple_catalog=catalog)
        request.table_content[table].table_data.SetInParent()
        encoded = request.SerializeToString() + delimited(2, self._options_with(types)) + self._params(values)
        response = service.EvaluateModifyResponse.FromString(self._call("EvaluateModify", encoded))
        return [Row(cell=row.cell) for row in response.content]

    def analyze(self, statement: str, catalog: simple_catalog_pb2.SimpleCatalogProto | None) -> bytes:
        """Checks a statement as it was written, by default without tables; the encoded resolved statement."""
        request = service.AnalyzeRequest(sql_statement=statement, simple_catalog=catalog)
        if catalog is None:
            request.registered_catalog_id = self._functions
        try:
            return self._call("Analyze", request.SerializeToString() + delimited(1, self._options))
        except GoogleSQLError as error:
            raise bigquery_error(error) from None

    def type_of(self, text: str) -> Type:
        """The type that a text such as `array<string>` names."""
        known = self._types.get(text)
        if known is None:
            try:
                known = self.prepare(f"select cast(null as {text})", {}).columns[0].type
            except GoogleSQLError:
                raise BigQueryError(f"Type not found: {text}") from None
            self._types[text] = known
        return known


def add_table(catalog: simple_catalog_pb2.SimpleCatalogProto, name: str, columns: Iterable[Column]) -> None:
    table = catalog.table.add(name=name)
    for column in columns:
        table.column.add(name=column.name, type=column.type, is_writable_column=True)


def encoded_rows(rows: Iterable[bytes]) -> bytes:
    """A value: the array of structs that some encoded rows are. A struct and a row are encoded alike."""
    elements = b"".join(delimited(1, delimited(14, row)) for row in rows)
    return delimited(13, elements)


def encoded_array_type(columns: Iterable[Column]) -> bytes:
    type_ = Type(type_kind=type_pb2.TYPE_ARRAY)
    element = type_.array_type.element_type
    element.type_kind = type_pb2.TYPE_STRUCT
    element.struct_type.SetInParent()
    for column in columns:
        element.struct_type.field.add(field_name=column.name, field_type=column.type)
    return type_.SerializeToString()
