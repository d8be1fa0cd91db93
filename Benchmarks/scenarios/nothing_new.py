"""A run over many streams of which none has anything new."""

from dataclasses import replace

import raw
from bench import SCHEMA
from catalog import CUSTOMERS
from measure import interleave
from report import MEGABYTE

STREAMS = 100


def nothing_new(bench, name):
    rows = bench.scaled(20_000)
    database = bench.database("nothing_new")
    streams = [
        replace(CUSTOMERS, name=f"stream_{number}", **({} if number % 2 else {"key": None, "cursor": None}))
        for number in range(STREAMS)
    ]
    bench.progress(f"loading {STREAMS} streams of {rows:,} rows into Postgres")
    first, *others = [f"{SCHEMA}._airbyte_raw_{stream.name}" for stream in streams]
    bench.load(database, streams[0], raw.versions(CUSTOMERS, rows, max(rows // 4, 1)))
    for table in others:
        bench.cluster.execute(database, f"{raw.TABLE.format(table)}; insert into {table} select * from {first}")
    catalog = bench.catalog("nothing_new", streams)
    bench.progress("planar, first load")
    load = bench.run_postgres(catalog, database)
    bench.analyze(database)
    bench.progress("planar, nothing new")
    cost = interleave(bench.options.repeat, none=lambda: bench.run_postgres(catalog, database))["none"]
    bench.drop(database)

    report = bench.report
    report.timing(name, f"first load, {STREAMS} streams of {rows:,}", load, STREAMS * rows, most_peak=64 * MEGABYTE)
    report.timing(name, f"nothing new in {STREAMS} streams", cost, most_wall=0.1, most_peak=64 * MEGABYTE)
    report.ratio(name, "time of nothing new to first load", cost.wall / load.wall)
