"""A deduplicated stream: its first load, and small deliveries onto histories of two sizes."""

import naive
import raw
from bench import SCHEMA
from catalog import CUSTOMERS
from measure import interleave, median
from report import MEGABYTE

# Versions a key has.
DEPTH = 4


def postgres_history(bench, name):
    catalog = bench.catalog("customers", [CUSTOMERS])
    new = bench.scaled(2000)
    small = History(bench, catalog, "small", bench.scaled(200_000))
    costs = interleave(bench.options.repeat, planar=small.first, original=small.by_original)
    small.first()
    small_new, small_none = small.deliver(new)
    big = History(bench, catalog, "big", bench.scaled(2_000_000))
    big_first = big.first()
    big_new, big_none = big.deliver(new)

    report = bench.report
    planar, original = costs["planar"], costs["original"]
    report.timing(name, f"first load, {small.rows:,} versions", planar, small.rows, most_peak=64 * MEGABYTE)
    report.timing(name, "the original's SQL", original, small.rows)
    report.ratio(name, "time of the original to planar", original.wall / planar.wall)
    report.ratio(name, "server cpu of the original to planar", original.server / planar.server)
    report.timing(name, f"first load, {big.rows:,} versions", big_first, big.rows, most_peak=64 * MEGABYTE)
    report.timing(name, f"{new:,} new onto {small.rows:,}", small_new)
    report.timing(name, f"{new:,} new onto {big.rows:,}", big_new, most_peak=64 * MEGABYTE)
    report.timing(name, f"nothing new, {small.rows:,} versions", small_none)
    report.timing(name, f"nothing new, {big.rows:,} versions", big_none)
    report.ratio(name, "time of new rows, big to small", big_new.wall / small_new.wall, at_most=1.5)
    report.ratio(name, "work of new rows, big to small", big_new.work / small_new.work, at_most=1.5)
    report.ratio(name, "time of new rows to first load, small", small_new.wall / planar.wall, at_most=0.03)
    report.ratio(name, "time of new rows to first load, big", big_new.wall / big_first.wall, at_most=0.03)
    report.ratio(name, "time of nothing new, big to small", big_none.wall / small_none.wall)


class History:
    def __init__(self, bench, catalog, name, rows):
        self.bench, self.catalog, self.rows = bench, catalog, rows
        self.keys = max(rows // DEPTH, 1)
        self.database = bench.database(f"history_{name}")
        bench.progress(f"loading {rows:,} versions into Postgres")
        bench.load(self.database, CUSTOMERS, raw.versions(CUSTOMERS, rows, self.keys))
        self.script = bench.folder / "history.sql"
        self.script.write_text(naive.history(SCHEMA, CUSTOMERS))

    def first(self):
        self.bench.clear(self.database)
        self.bench.progress(f"planar, first load of {self.rows:,}")
        return self.bench.run_postgres(self.catalog, self.database)

    def by_original(self):
        self.bench.clear(self.database)
        self.bench.progress("the original's SQL")
        return self.bench.psql(self.database, self.script)

    def deliver(self, new):
        """What new rows cost, and what it costs that there are none."""
        bench = self.bench
        bench.analyze(self.database)
        with_new, without = [], []
        for turn in range(bench.options.repeat):
            rows = raw.versions(CUSTOMERS, new, self.keys, first=self.rows + turn * new)
            bench.cluster.copy(self.database, f"{SCHEMA}._airbyte_raw_{CUSTOMERS.name}", raw.copy_lines(rows))
            bench.progress(f"planar, {new:,} new onto {self.rows:,}")
            with_new.append(bench.run_postgres(self.catalog, self.database))
            without.append(bench.run_postgres(self.catalog, self.database))
        bench.drop(self.database)
        return median(with_new), median(without)
