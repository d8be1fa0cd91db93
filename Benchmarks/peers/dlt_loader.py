"""Loads the records of a raw table with dlt: dlt_loader.py DATABASE TABLE FOLDER FIGURES"""

import json
import resource
import sqlite3
import sys
import time

import dlt

source, table, folder, figures = sys.argv[1:]


@dlt.resource(name="events", write_disposition="append")
def events():
    database = sqlite3.connect(source)
    for batch in iter(database.execute(f"select _airbyte_data from {table}").fetchmany, None):
        if not batch:
            return
        yield [json.loads(data) for data, in batch]


def processor_time():
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


start, start_of_work = time.monotonic(), processor_time()
pipeline = dlt.pipeline(
    "bench", pipelines_dir=f"{folder}/pipelines", dataset_name="bench",
    destination=dlt.destinations.sqlalchemy(f"sqlite:///{folder}/target.db"))
pipeline.run(events())
with open(figures, "w") as file:
    json.dump({"wall": time.monotonic() - start, "cpu": processor_time() - start_of_work}, file)
