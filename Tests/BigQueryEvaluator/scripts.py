"""Scripts: variables, conditions, blocks and transactions around statements."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import alter
import billing
import ddl
import dml
from errors import BigQueryError, not_modelled
from rendering import Rendering, Variable
from session import Outcome, Session
from syntax import Node
from values import Column, Type, Value, type_name
from wasm import GoogleSQLError

Handler = Callable[[Session, Node, Rendering], Outcome]


def _select(session: Session, node: Node, rendering: Rendering) -> Outcome:
    columns, rows = session.query(rendering, rendering.text(node))
    return Outcome("SELECT", columns, rows)


_STATEMENTS: dict[str, Handler] = {
    "QueryStatement": _select,
    "InsertStatement": dml.insert,
    "UpdateStatement": dml.update,
    "DeleteStatement": dml.delete,
    "MergeStatement": dml.merge,
    "TruncateStatement": dml.truncate,
    "CreateTableStatement": ddl.create_table,
    "CreateViewStatement": ddl.create_view,
    "CreateSchemaStatement": ddl.create_schema,
    "DropStatement": ddl.drop,
    "AlterTableStatement": alter.alter_table,
}


@dataclass(frozen=True)
class Step:
    """A statement or an expression of a script that was run: a child job."""

    node: Node
    kind: str
    outcome: Outcome | None
    error: BigQueryError | None = None


class _Return(Exception):
    """RETURN: the script ends well."""


class Interpreter:
    def __init__(self, session: Session, record: Callable[[Step], None]) -> None:
        self._session = session
        self._record = record
        self._handled: BigQueryError | None = None

    def run(self, statements: Sequence[Node]) -> None:
        """Runs a whole job. A transaction that is open at its end, good or bad, leaves no trace."""
        try:
            self._run(statements)
        except _Return:
            pass
        finally:
            self._session.rollback()

    def _run(self, statements: Sequence[Node]) -> None:
        for node in statements:
            handler = _CONTROL.get(node.kind)
            if handler:
                handler(self, node)
            else:
                self._record_step(node, "STATEMENT", self._statement)

    def _record_step(self, node: Node, kind: str, run: Callable[[Node], Outcome]) -> Outcome:
        try:
            outcome = run(node)
        except BigQueryError as error:
            if self._session.script and " at [" not in error.message:
                line, column = self._session.source.place(node.start)
                error.message += f" at [{line}:{column}]"
            self._record(Step(node, kind, None, error))
            raise
        self._record(Step(node, kind, outcome))
        return outcome

    def _statement(self, node: Node) -> Outcome:
        handler = _STATEMENTS.get(node.kind)
        if handler is None:
            raise not_modelled(node.kind)
        rendering = self._session.render(node)
        bytes_ = self._billed(rendering)
        outcome = handler(self._session, node, rendering)
        outcome.bytes = bytes_
        return outcome

    def _billed(self, rendering: Rendering) -> int:
        """The bytes that a statement processes; more than the job may bill stop it before it runs."""
        if not self._session.billed:
            return 0
        bytes_, limit = billing.processed_bytes(self._session, rendering), self._session.bytes_limit
        if limit is not None and bytes_ > limit:
            raise BigQueryError(
                f"Query exceeded limit for bytes billed: {limit}. {bytes_} or higher required.",
                "bytesBilledLimitExceeded",
            )
        return bytes_

    # Expressions and variables

    def _expression(self, node: Node) -> tuple[Type, Value]:
        def run(node: Node) -> Outcome:
            rendering = self._session.render(node)
            bytes_ = self._billed(rendering)
            columns, rows = self._session.query(rendering, f"select {rendering.text(node)}")
            return Outcome("SELECT", columns, rows, bytes=bytes_)

        outcome = self._record_step(node, "EXPRESSION", run)
        return outcome.columns[0].type, outcome.rows[0].cell[0] if outcome.rows else Value()

    def _declare(self, node: Node) -> None:
        names = [name["id_string"] for name in node["variable_list"]["identifier_list"]]
        type_ = self._session.analyzer.type_of(self._session.source.of(node["type"])) if "type" in node else None
        value = Value()
        if "default_value" in node:
            given, value = self._expression(node["default_value"])
            type_ = type_ or given
            value = self._assigned(node["default_value"], given, value, type_)
        assert type_ is not None
        scope = self._session.scopes[-1]
        for name in names:
            if name.lower() in scope:
                raise BigQueryError(f"Variable '{name}' redeclaration is not allowed.")
            scope[name.lower()] = Variable(type_, value)

    def _set(self, node: Node) -> None:
        name = node["variable"]["id_string"].lower()
        scope = next((scope for scope in reversed(self._session.scopes) if name in scope), None)
        if scope is None:
            line, column = self._session.source.place(node["variable"].start)
            raise BigQueryError(f"Undeclared variable: {node['variable']['id_string']} at [{line}:{column}]")
        given, value = self._expression(node["expression"])
        wanted = scope[name].type
        scope[name] = Variable(wanted, self._assigned(node["expression"], given, value, wanted))

    def _assigned(self, node: Node, given: Type, value: Value, wanted: Type) -> Value:
        """The value of an expression as a variable's type. Google's rules for INSERT say what can be coerced."""
        if type_name(given) == type_name(wanted) or not self._session.running:
            return value
        rendering, column = self._session.render(node), Column("value", wanted)
        sql = f"insert into __variable (value) values ({rendering.text(node)})"
        try:
            rows = self._session.analyzer.insert(sql, "__variable", [column], rendering.types, rendering.values())
        except GoogleSQLError:
            line, place = self._session.source.place(node.start)
            raise BigQueryError(
                f"Cannot coerce expression of type {type_name(given)} to type {type_name(wanted)} at [{line}:{place}]"
            ) from None
        return rows[0].cell[0]

    # Control

    def _if(self, node: Node) -> None:
        branches = [(node["condition"], node["then_list"])]
        if "elseif_clauses" in node:
            branches += [(c["condition"], c["body"]) for c in node["elseif_clauses"]["elseif_clauses"]]
        for condition, body in branches:
            if self._is_true(condition):
                self._run(body.get("statement_list", []))
                if self._session.running:
                    return
        if "else_list" in node:
            self._run(node["else_list"].get("statement_list", []))

    def _is_true(self, condition: Node) -> bool:
        """The value of a condition; a job that only checks takes every branch."""
        type_, value = self._expression(condition)
        if type_name(type_) != "BOOL":
            line, column = self._session.source.place(condition.start)
            raise BigQueryError(f"Expected a BOOL condition, but it has type {type_name(type_)} at [{line}:{column}]")
        return value.bool_value or not self._session.running

    def _block(self, node: Node) -> None:
        scopes = self._session.scopes
        depth = len(scopes)
        scopes.append({})
        try:
            self._run(node["statement_list_node"].get("statement_list", []))
        except BigQueryError as error:
            if "handler_list" not in node:
                raise
            del scopes[depth:]
            self._handle(node["handler_list"]["exception_handler_list"][0], error)
        finally:
            del scopes[depth:]

    def _handle(self, handler: Node, error: BigQueryError) -> None:
        outer, self._handled = self._handled, error
        try:
            self._run(handler["statement_list"].get("statement_list", []))
        finally:
            self._handled = outer

    def _raise(self, node: Node) -> None:
        if "message" in node:
            _, value = self._expression(node["message"])
            line, column = self._session.source.place(node.start)
            raise BigQueryError(f"{value.string_value} at [{line}:{column}]")
        if self._handled is None:
            raise BigQueryError("Cannot re-raise an existing exception outside of an exception handler")
        raise self._handled

    def _return(self, _: Node) -> None:
        if self._session.running:
            raise _Return

    # Transactions

    def _transaction(self, node: Node) -> None:
        def run(node: Node) -> Outcome:
            if not self._session.script:
                raise BigQueryError("Transaction control statements are supported only in scripts or sessions")
            return Outcome(_TRANSACTIONS[node.kind](self._session))

        self._record_step(node, "STATEMENT", run)


def _begin(session: Session) -> str:
    session.begin()
    return "BEGIN_TRANSACTION"


def _commit(session: Session) -> str:
    session.commit()
    return "COMMIT_TRANSACTION"


def _rollback(session: Session) -> str:
    if not session.in_transaction:
        raise BigQueryError("Cannot rollback: there is no active transaction")
    session.rollback()
    return "ROLLBACK_TRANSACTION"


_TRANSACTIONS = {"BeginStatement": _begin, "CommitStatement": _commit, "RollbackStatement": _rollback}
_CONTROL: dict[str, Callable[[Interpreter, Node], None]] = {
    "VariableDeclaration": Interpreter._declare,
    "SingleAssignment": Interpreter._set,
    "IfStatement": Interpreter._if,
    "BeginEndBlock": Interpreter._block,
    "RaiseStatement": Interpreter._raise,
    "ReturnStatement": Interpreter._return,
    "BeginStatement": Interpreter._transaction,
    "CommitStatement": Interpreter._transaction,
    "RollbackStatement": Interpreter._transaction,
}


def is_script(statements: Sequence[Node]) -> bool:
    return len(statements) > 1 or any(node.kind in _CONTROL for node in statements)
