"""What all scenarios share: the options, the servers, the program and the report."""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass

import raw
from catalog import EVENTS, write_catalog
from cluster import Cluster
from measure import measure
from report import Report

ROOT = pathlib.Path(__file__).resolve().parent.parent
SCHEMA = "bench"
FULL_ROWS = 500_000


@dataclass
class Options:
    rows: int
    """Of the first load; other scenarios take as much more or less."""
    repeat: int
    """How often what is compared takes turns; the medians count."""
    quick: bool
    planar: pathlib.Path
    out: pathlib.Path
    """The file for the figures."""


class Bench:
    def __init__(self, options):
        self.options = options
        self.report = Report({"rows": options.rows, "repeat": options.repeat, "quick": options.quick})
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="planar-bench-data-"))
        self.running_cluster = None

    def close(self):
        if self.running_cluster:
            self.running_cluster.stop()
        shutil.rmtree(self.folder)

    def scaled(self, count):
        """A count of the full size, in the size of this run."""
        return max(count * self.options.rows // FULL_ROWS, 1)

    def progress(self, text):
        print(f"  {text}", file=sys.stderr, flush=True)

    @property
    def cluster(self):
        if self.running_cluster is None:
            self.progress("starting Postgres")
            self.running_cluster = Cluster()
        return self.running_cluster

    def database(self, name):
        """A new, empty database with the schema of the raw tables."""
        self.cluster.execute("postgres", f"drop database if exists {name} with (force)")
        self.cluster.execute("postgres", f"create database {name} template template0")
        self.cluster.execute(name, f"create schema {SCHEMA}")
        return name

    def drop(self, database):
        self.cluster.execute("postgres", f"drop database {database} with (force)")

    def load(self, database, stream, rows):
        """Fills the raw table of a stream, which is created if it is missing."""
        table = f"{SCHEMA}._airbyte_raw_{stream.name}"
        self.cluster.execute(database, raw.TABLE.replace("create table", "create table if not exists").format(table))
        self.cluster.copy(database, table, raw.copy_lines(rows))
        self.cluster.execute(database, f"vacuum analyze {table}")

    def events(self):
        """The database that has the raw rows of EVENTS, filled once a run."""
        exists = self.cluster.execute("postgres", "select 1 from pg_database where datname = 'events'")
        if not exists:
            self.progress(f"loading {self.options.rows:,} events into Postgres")
            self.load(self.database("events"), EVENTS, raw.events(EVENTS, self.options.rows))
        self.clear("events")
        return "events"

    def clear(self, database):
        """Drops every table that is not raw, and what planar notes about them."""
        self.cluster.execute(database, f"""
            do $$ declare name text; begin
                for name in select tablename from pg_tables
                    where schemaname = '{SCHEMA}' and tablename not like '_airbyte_raw%'
                loop execute format('drop table {SCHEMA}.%I', name); end loop;
            end $$;
            drop schema if exists _planar cascade;
            checkpoint;""")

    def analyze(self, database):
        """What autovacuum would have done by now."""
        self.cluster.execute(database, "vacuum analyze")

    def catalog(self, name, streams):
        return write_catalog(self.folder / f"{name}.json", streams)

    def compile(self, catalog, dialect, out):
        return measure(
            [self.options.planar, "compile", "--catalog", catalog, "--dialect", dialect, "--schema", SCHEMA,
             "--out", out])

    def run_postgres(self, catalog, database, threads=4):
        """A run of planar, and what it cost here and at the server."""
        config = {
            "host": str(self.cluster.folder), "port": 5432, "username": "postgres", "password": "",
            "database": database, "schema": SCHEMA,
        }
        return self.run("postgres", config, catalog, threads, server=self.cluster)

    def run_sqlite(self, catalog, database):
        return self.run("sqlite", {"destination_path": str(database)}, catalog, 1)

    def run(self, type, config, catalog, threads, server=None):
        path = self.folder / "destination.json"
        path.write_text(json.dumps(config))
        return measure(
            [self.options.planar, "run", "--integration-type", type, "--config", path, "--catalog", catalog,
             "--threads", str(threads)],
            server=server)

    def psql(self, database, *files):
        """Statements in files as one session, with the text of times that hashes depend on."""
        arguments = [word for file in files for word in ("-f", file)]
        return measure(
            self.cluster.psql(database) + ["-c", "set time zone 'UTC'"] + arguments, server=self.cluster)

    def statement(self, database, sql):
        return measure(self.cluster.psql(database) + ["-c", sql], server=self.cluster)

    def version(self):
        return subprocess.run([self.options.planar, "--version"], capture_output=True, text=True).stdout.strip()
