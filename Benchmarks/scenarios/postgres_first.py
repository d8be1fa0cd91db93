"""A first load of an append stream with children, against the SQL of the original and against mere copies."""

import naive
from bench import SCHEMA
from catalog import EVENTS
from measure import interleave
from report import MEGABYTE


def postgres_first(bench, name):
    database = bench.events()
    catalog = bench.catalog("events", [EVENTS])
    script = bench.folder / "naive.sql"
    script.write_text(naive.append(SCHEMA, EVENTS))
    tables = [EVENTS.name] + [f"{EVENTS.name}_{child}" for child in [*EVENTS.objects, *EVENTS.arrays]]

    outcomes = set()

    def by_planar():
        bench.clear(database)
        bench.progress("planar")
        cost = bench.run_postgres(catalog, database)
        outcomes.add(fingerprint(bench, database, tables))
        return cost

    def by_original():
        bench.clear(database)
        bench.progress("the original's SQL")
        cost = bench.psql(database, script)
        outcomes.add(fingerprint(bench, database, tables))
        return cost

    def copying(*sources):
        # The tables of whoever ran last: the next one in turn drops the copies with them.
        bench.progress(f"copying {sources[0]}")
        return bench.statement(database, "".join(
            f"create table {SCHEMA}.copy_of_{source} as select * from {SCHEMA}.{source};" for source in sources))

    costs = interleave(
        bench.options.repeat, planar=by_planar, original=by_original,
        raw=lambda: copying(f"_airbyte_raw_{EVENTS.name}"), finished=lambda: copying(*tables))
    if len(outcomes) > 1:
        raise ValueError("planar and the original's SQL made different rows")
    planar, original = costs["planar"], costs["original"]

    report, rows = bench.report, bench.options.rows
    report.timing(name, f"planar, {rows:,} rows", planar, rows, most_peak=64 * MEGABYTE)
    report.timing(name, "the original's SQL", original, rows)
    report.timing(name, "copy of the raw table", costs["raw"], rows)
    report.timing(name, "copy of the finished tables", costs["finished"], rows)
    report.ratio(name, "time of the original to planar", original.wall / planar.wall, at_least=2)
    report.ratio(name, "server cpu of the original to planar", original.server / planar.server, at_least=1.6)
    report.ratio(name, "time of planar to copying the raw table", planar.wall / costs["raw"].wall)
    report.ratio(name, "time of planar to copying the finished tables", planar.wall / costs["finished"].wall)


def fingerprint(bench, database, tables):
    """Count and hashes of the rows: who is faster must be so with the same rows."""
    return bench.cluster.execute(database, "".join(
        f"select count(*), sum(('x' || left(_airbyte_{table.rpartition('_')[2]}_hashid, 15))::bit(60)::bigint) "
        f"from {SCHEMA}.{table};" for table in tables))
