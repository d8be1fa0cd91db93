"""Configured catalogs, and the properties of the streams that the benchmarks use."""

import json
from dataclasses import dataclass, field

KINDS = {
    "text": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "timestamp": {"type": "string", "format": "date-time"},
}


@dataclass
class Stream:
    name: str
    columns: dict
    """The kind of each column by its name."""
    objects: dict = field(default_factory=dict)
    """The columns of each nested object by its name."""
    arrays: dict = field(default_factory=dict)
    """The columns of the elements of each nested array by its name."""
    key: str = None
    """Without one rows are appended."""
    cursor: str = None

    def configured(self):
        properties = {name: KINDS[kind] for name, kind in self.columns.items()}
        properties |= {name: schema(columns) for name, columns in self.objects.items()}
        properties |= {name: {"type": "array", "items": schema(columns)} for name, columns in self.arrays.items()}
        stream = {"name": self.name, "json_schema": {"type": "object", "properties": properties}}
        if self.key is None:
            return {"stream": stream, "sync_mode": "full_refresh", "destination_sync_mode": "append"}
        return {
            "stream": stream, "sync_mode": "incremental", "destination_sync_mode": "append_dedup",
            "primary_key": [[self.key]], "cursor_field": [self.cursor],
        }


def schema(columns):
    return {"type": "object", "properties": {name: KINDS[kind] for name, kind in columns.items()}}


def write_catalog(path, streams):
    """Stream by stream, so that a big catalog takes no memory here."""
    with open(path, "w") as file:
        file.write('{"streams": [')
        for number, stream in enumerate(streams):
            file.write(("," if number else "") + "\n" + json.dumps(stream.configured()))
        file.write("\n]}\n")
    return path


def mixed(count):
    """The given number of columns in the proportions of common sources: half of them texts."""
    cycle = ["text", "integer", "text", "number", "text", "timestamp", "text", "boolean", "text", "date"]
    return {f"column_{number:05}": cycle[number % len(cycle)] for number in range(count)}


EVENTS = Stream(
    "events",
    {
        "id": "integer",
        **{f"text_{number:02}": "text" for number in range(10)},
        **{f"integer_{number}": "integer" for number in range(7)},
        **{f"number_{number}": "number" for number in range(5)},
        **{f"flag_{number}": "boolean" for number in range(3)},
        **{f"day_{number}": "date" for number in range(2)},
        **{f"time_{number}": "timestamp" for number in range(2)},
    },
    objects={"metadata": {"source": "text", "version": "integer", "verified": "boolean"}},
    arrays={"items": {"sku": "text", "quantity": "integer", "price": "number"}},
)

CUSTOMERS = Stream(
    "customers",
    {
        "id": "integer", "name": "text", "email": "text", "city": "text", "street": "text", "visits": "integer",
        "balance": "number", "is_active": "boolean", "born_on": "date", "updated_at": "timestamp",
    },
    key="id",
    cursor="updated_at",
)
