"""The scenarios by name, in the order in which all of them run. Each takes the bench and its own name."""

from .bad_values import bad_values
from .compile import compile
from .many_streams import many_streams
from .nothing_new import nothing_new
from .postgres_first import postgres_first
from .postgres_history import postgres_history
from .sqlite_dlt import sqlite_dlt
from .sqlite_first import sqlite_first

SCENARIOS = {
    "compile": compile,
    "postgres-first": postgres_first,
    "bad-values": bad_values,
    "postgres-history": postgres_history,
    "nothing-new": nothing_new,
    "many-streams": many_streams,
    "sqlite-first": sqlite_first,
    "sqlite-dlt": sqlite_dlt,
}
