"""Compilation: how it grows with streams and columns, and how soon the command is there."""

import itertools
import shutil

from catalog import Stream, mixed
from measure import interleave, measure
from report import MEGABYTE


def compile(bench, name):
    catalogs = {
        "500": bench.catalog("500", flat_streams(500, 50)),
        "5,000": bench.catalog("5000", flat_streams(5000, 50)),
        "wide": bench.catalog("wide", [Stream("wide", mixed(10_000))]),
    }

    # Each into a folder of its own that stays until the end: ext4 looks long for a place for a new file where thousands
    # have just been removed.
    folders = (bench.folder / f"sql-{number}" for number in itertools.count())

    def compiled(size):
        out = next(folders)
        bench.progress(f"compiling {size}")
        return bench.compile(catalogs[size], "postgres", out)

    costs = interleave(bench.options.repeat, **{size: lambda size=size: compiled(size) for size in catalogs})
    starts = interleave(20, start=lambda: measure([bench.options.planar, "--help"]))

    report = bench.report
    report.timing(name, "500 streams of 50 columns", costs["500"], most_wall=0.5, most_peak=64 * MEGABYTE)
    report.timing(name, "5,000 streams of 50 columns", costs["5,000"])
    report.ratio(name, "time of 5,000 to 500", costs["5,000"].wall / costs["500"].wall, at_most=10)
    report.ratio(name, "cpu of 5,000 to 500", costs["5,000"].cpu / costs["500"].cpu, at_most=10)
    report.ratio(name, "memory of 5,000 to 500", costs["5,000"].peak / costs["500"].peak)
    report.timing(name, "one stream of 10,000 columns", costs["wide"])
    report.timing(name, "--help", starts["start"], most_wall=0.02)
    for folder in bench.folder.glob("sql-*"):
        shutil.rmtree(folder)


def flat_streams(count, columns):
    """Half of them deduplicated."""
    for number in range(count):
        kinds = {"id": "integer", "updated_at": "timestamp", **mixed(columns - 2)}
        key = {"key": "id", "cursor": "updated_at"} if number % 2 else {}
        yield Stream(f"stream_{number:04}", kinds, **key)
