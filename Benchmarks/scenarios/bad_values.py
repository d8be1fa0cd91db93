"""What it costs to be ready for values that do not fit, and what one such value costs."""

import re

from bench import SCHEMA
from catalog import EVENTS
from measure import interleave


def bad_values(bench, name):
    database = bench.events()
    catalog = bench.catalog("events", [EVENTS])
    bench.compile(catalog, "postgres", bench.folder / "sql")
    files = sorted((bench.folder / "sql/first").iterdir())
    bare = bench.folder / "bare.sql"
    bare.write_text(without_guard(files[0].read_text()))

    def through_psql(what, first):
        bench.clear(database)
        bench.progress(f"compiled SQL {what}")
        return bench.psql(database, first, *files[1:])

    def run():
        bench.clear(database)
        bench.progress("planar run")
        return bench.run_postgres(catalog, database)

    def run_with_bad_value():
        table = f"{SCHEMA}._airbyte_raw_{EVENTS.name}"
        bench.cluster.execute(database, f"""
            update {table} set _airbyte_data = jsonb_set(_airbyte_data, '{{integer_0}}', '"n/a"')
            where _airbyte_ab_id = (
                select _airbyte_ab_id from {table}
                order by _airbyte_emitted_at offset {bench.options.rows // 2} limit 1)""")
        try:
            return run()
        finally:
            kept = bench.cluster.execute(database, "select count(*) from _planar.kept_aside")
            bench.cluster.execute(database, f"""
                update {table} set _airbyte_data = jsonb_set(_airbyte_data, '{{integer_0}}', '1')
                where _airbyte_data ->> 'integer_0' = 'n/a'""")
            if kept != "1":
                raise ValueError(f"expected one value kept aside, found {kept}")

    costs = interleave(
        bench.options.repeat,
        guarded=lambda: through_psql("as it stands", files[0]),
        bare=lambda: through_psql("without the guard", bare),
        clean=run,
        bad=run_with_bad_value)
    guarded, bare, clean, bad = costs.values()

    report, rows = bench.report, bench.options.rows
    report.timing(name, f"compiled SQL, {rows:,} rows", guarded, rows)
    report.timing(name, "compiled SQL without the guard", bare, rows)
    report.timing(name, "planar run, all values fit", clean, rows)
    report.timing(name, "planar run, one value does not", bad, rows)
    report.ratio(name, "time with to without the guard", guarded.wall / bare.wall)
    report.ratio(name, "server cpu with to without the guard", guarded.server / bare.server)
    report.ratio(name, "time with one bad value to none", bad.wall / clean.wall)
    report.ratio(name, "server cpu with one bad value to none", bad.server / clean.server)


def without_guard(sql):
    """Compiled SQL without the condition that stops at raw rows which are no records."""
    stripped, count = re.subn(r"\n    where case\n.*?\n        end(?=\n)", "", sql, flags=re.DOTALL)
    if count != 1:
        raise ValueError(f"expected one guard in the compiled SQL, found {count}")
    return stripped
