"""Calls that only tests make: raw tables, a clean slate, a check of many statements.

Each takes "project" too.

    POST /planar/load     {"dataset", "table", "rows": [{"_airbyte_ab_id", "_airbyte_emitted_at", "_airbyte_data"}],
                           "empty": true, "clock": "2026-05-04T06:00:00Z"}
    POST /planar/reset    {"clock"}
    POST /planar/analyze  {"statements": ["..."], "defaultDataset"} -> {"results": [{"ok": false, "message"}]}
"""

from typing import Any

import raw
import rules
from analyzer import Analyzer
from clock import Clock
from database import Database, Names
from errors import BigQueryError
from rendering import Source
from scripts import Interpreter, is_script
from session import Session

Json = dict[str, Any]


def load(database: Database, clock: Clock, body: Json) -> Json:
    """Makes a raw table where it is missing and appends rows; `empty` takes away what it holds first."""
    if "clock" in body:
        _set_clock(clock, body["clock"])
    name, tables = body["table"], database.datasets.setdefault(body["dataset"], {})
    rules.check_table_name(name)
    table = tables.setdefault(name, raw.table(database.now()))
    if body.get("empty"):
        table.replace_rows([], table.rows, database.now)
    rows = [raw.row(row) for row in body.get("rows", [])]
    if rows:
        table.append(rows, database.now)
    return {"rows": len(table.rows)}


def reset(database: Database, clock: Clock, body: Json) -> Json:
    database.datasets.clear()
    clock.restart()
    if "clock" in body:
        _set_clock(clock, body["clock"])
    return {}


def _set_clock(clock: Clock, text: str) -> None:
    try:
        clock.move_to(raw.micros(text))
    except ValueError as error:
        raise BigQueryError(str(error), "invalid") from None


def analyze(analyzer: Analyzer, database: Database, body: Json) -> Json:
    """Checks statements or scripts in order; what they create exists, without rows, for those that follow.

    Statements that stand alone share their temporary tables and variables, each script has its own.
    """
    shared = _session(analyzer, database, body)
    return {"results": [_checked(analyzer, database, body, shared, text) for text in body["statements"]]}


def _session(analyzer: Analyzer, database: Database, body: Json) -> Session:
    names = Names(database, body.get("defaultDataset"))
    return Session(analyzer, database, names, Source(""), running=False, billed=False, script=True)


def _checked(analyzer: Analyzer, database: Database, body: Json, shared: Session, text: str) -> Json:
    try:
        rules.check_query_size(text)
        statements = analyzer.parse(text)
        session = _session(analyzer, database, body) if is_script(statements) else shared
        session.source = Source(text)
        Interpreter(session, lambda _: None).run(statements)
    except BigQueryError as error:
        return {"ok": False, "message": error.message}
    return {"ok": True}
