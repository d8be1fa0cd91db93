"""Many small streams: what each one costs by itself, and whether that grows with their number."""

from dataclasses import replace

import raw
from bench import SCHEMA
from catalog import CUSTOMERS
from measure import interleave
from report import MEGABYTE

ROWS = 10
THREADS = 8


def many_streams(bench, name):
    few, many = (20, 200) if bench.options.quick else (100, 1000)
    database = bench.database("many_streams")
    streams = [replace(CUSTOMERS, name=f"stream_{number}") for number in range(many)]
    bench.progress(f"making {many:,} raw tables")
    bench.load(database, streams[0], raw.versions(CUSTOMERS, ROWS, ROWS))
    first, *others = [f"{SCHEMA}._airbyte_raw_{stream.name}" for stream in streams]
    bench.cluster.execute(database, "".join(
        f"{raw.TABLE.format(table)}; insert into {table} select * from {first};" for table in others))
    catalogs = {count: bench.catalog(f"streams_{count}", streams[:count]) for count in (few, many)}

    def first_load(count):
        bench.clear(database)
        bench.progress(f"planar, {count:,} streams")
        return bench.run_postgres(catalogs[count], database, THREADS)

    costs = interleave(bench.options.repeat, few=lambda: first_load(few), many=lambda: first_load(many))
    bench.progress("planar, nothing new")
    none = bench.run_postgres(catalogs[many], database, THREADS)
    bench.drop(database)

    report = bench.report
    report.timing(name, f"first load, {few:,} streams of {ROWS} rows", costs["few"])
    report.timing(name, f"first load, {many:,} streams of {ROWS} rows", costs["many"], most_peak=64 * MEGABYTE)
    report.timing(name, f"nothing new in {many:,} streams", none)
    report.ratio(name, f"time a stream, {many:,} to {few:,}", costs["many"].wall / many / (costs["few"].wall / few))
    report.ratio(name, "milliseconds a stream", costs["many"].wall / many * 1000)
