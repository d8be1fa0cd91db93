"""The same rows typed and unnested into SQLite by dlt."""

import json
import os
import shutil
import subprocess

from bench import ROOT
from catalog import EVENTS
from measure import Cost, interleave, measure

from .sqlite_first import load_events

LOADER = ROOT / "Benchmarks/peers/dlt_loader.py"


def sqlite_dlt(bench, name):
    subprocess.run([ROOT / ".ci/python", "dlt"], check=True)
    rows = bench.scaled(20_000) if not bench.options.quick else 2000
    source = load_events(bench, rows)
    catalog = bench.catalog("events", [EVENTS])
    figures = bench.folder / "dlt.json"

    def by_planar():
        target = bench.folder / "target.db"
        shutil.copyfile(source, target)
        bench.progress("planar")
        return bench.run_sqlite(catalog, target)

    def by_dlt():
        """Without what it takes to start Python and to import dlt."""
        work = bench.folder / "dlt"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        bench.progress("dlt")
        whole = measure(
            [ROOT / ".build/python/dlt/bin/python", LOADER, source, f"_airbyte_raw_{EVENTS.name}", work, figures],
            env={**os.environ, "HOME": str(work), "RUNTIME__DLTHUB_TELEMETRY": "false", "RUNTIME__LOG_LEVEL": "ERROR"})
        return Cost(**json.loads(figures.read_text()), peak=whole.peak)

    costs = interleave(bench.options.repeat, planar=by_planar, dlt=by_dlt)
    source.unlink()

    report = bench.report
    report.timing(name, f"planar, {rows:,} rows", costs["planar"], rows)
    report.timing(name, "dlt, sqlalchemy destination", costs["dlt"], rows)
    report.ratio(name, "time of dlt to planar", costs["dlt"].wall / costs["planar"].wall, at_least=10)
    report.ratio(name, "cpu of dlt to planar", costs["dlt"].cpu / costs["planar"].cpu, at_least=10)
