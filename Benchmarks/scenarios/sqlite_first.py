"""A first load on SQLite, against a copy of the raw table."""

import shutil
import sqlite3
from contextlib import closing

import raw
from catalog import EVENTS
from measure import interleave, measure
from report import MEGABYTE


def sqlite_first(bench, name):
    rows = bench.options.rows
    source = load_events(bench, rows)
    catalog = bench.catalog("events", [EVENTS])

    def fresh():
        target = bench.folder / "target.db"
        shutil.copyfile(source, target)
        return target

    def by_planar():
        target = fresh()
        bench.progress("planar")
        return bench.run_sqlite(catalog, target)

    def copying():
        target = fresh()
        bench.progress("copying the raw table")
        table = f"_airbyte_raw_{EVENTS.name}"
        return measure(["sqlite3", target, f"create table copied as select * from {table}"])

    costs = interleave(bench.options.repeat, planar=by_planar, raw=copying)
    for path in (source, bench.folder / "target.db"):
        path.unlink()

    report = bench.report
    report.timing(name, f"planar, {rows:,} rows", costs["planar"], rows, most_peak=64 * MEGABYTE)
    report.timing(name, "copy of the raw table", costs["raw"], rows)
    report.ratio(name, "cpu of planar to copying the raw table", costs["planar"].cpu / costs["raw"].cpu)


def load_events(bench, rows):
    """A database with nothing but the raw table."""
    bench.progress(f"loading {rows:,} events into SQLite")
    path = bench.folder / "events.db"
    path.unlink(missing_ok=True)
    table = f"_airbyte_raw_{EVENTS.name}"
    with closing(sqlite3.connect(path)) as database:
        database.execute("pragma journal_mode = off")
        database.execute(f"create table {table} (_airbyte_ab_id text primary key, _airbyte_data text, "
                         "_airbyte_emitted_at text)")
        for batch in raw.batches(raw.events(EVENTS, rows)):
            database.executemany(f"insert into {table} values (?, ?, ?)", batch)
        database.commit()
    return path
