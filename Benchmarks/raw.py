"""Raw rows as Airbyte leaves them, the same ones every time."""

import datetime
import random
from itertools import islice

SEED = 20260504
BEGIN = datetime.datetime(2026, 5, 4, 6)
"""When the first row was emitted; each further one is a millisecond later."""

TABLE = """create table {} (
    _airbyte_ab_id character varying primary key,
    _airbyte_data jsonb,
    _airbyte_emitted_at timestamp with time zone
)"""


class Values:
    """Draws JSON values from pools of 4,096 a kind: to draw is some ten times faster than to make."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        make = self.random
        letters = "abcdefghijklmnopqrstuvwxyz     "
        day = datetime.datetime(2020, 1, 1)
        self.pools = {
            kind: [spell() for _ in range(4096)]
            for kind, spell in {
                "text": lambda: '"' + "".join(make.choices(letters, k=make.randrange(8, 40))) + '"',
                "integer": lambda: str(make.randrange(-10**6, 10**9)),
                "number": lambda: f"{make.uniform(-1000, 100000):.2f}",
                "boolean": lambda: make.choice(["true", "false"]),
                "date": lambda: f'"{day + datetime.timedelta(days=make.randrange(2000)):%Y-%m-%d}"',
                "timestamp": lambda: f'"{day + datetime.timedelta(seconds=make.randrange(10**8)):%Y-%m-%dT%H:%M:%SZ}"',
            }.items()
        }

    def record(self, columns, **fixed):
        """A JSON object, with the values of some columns given."""
        bits, pools = self.random.getrandbits, self.pools
        return "{" + ", ".join(
            f'"{name}": {fixed[name] if name in fixed else pools[kind][bits(12)]}'
            for name, kind in columns.items()) + "}"

    def raw_id(self):
        digits = f"{self.random.getrandbits(128):032x}"
        return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def emitted_at(number):
    return f"{BEGIN + datetime.timedelta(milliseconds=number)}+00"


def events(stream, count):
    """Rows of (raw id, JSON, time of emission): every record has its object and an array of three objects."""
    values = Values(SEED)
    (object_name, object_columns), = stream.objects.items()
    (array_name, array_columns), = stream.arrays.items()
    for number in range(count):
        record = values.record(stream.columns, id=number)
        elements = ", ".join(values.record(array_columns) for _ in range(3))
        nested = f', "{object_name}": {values.record(object_columns)}, "{array_name}": [{elements}]}}'
        yield values.raw_id(), record[:-1] + nested, emitted_at(number)


def versions(stream, count, keys, first=0):
    """Rows of (raw id, JSON, time of emission): versions of keys drawn at random, each newer than those before.

    first -- the number of the first row; another one gives a further delivery
    """
    values = Values(SEED + first)
    for number in range(first, first + count):
        updated_at = f'"{BEGIN + datetime.timedelta(seconds=number):%Y-%m-%dT%H:%M:%SZ}"'
        record = values.record(
            stream.columns, **{stream.key: values.random.randrange(keys), stream.cursor: updated_at})
        yield values.raw_id(), record, emitted_at(number)


def copy_lines(rows):
    """Rows as Postgres' COPY reads them; no value holds a tab or a backslash."""
    return ("\t".join(row) + "\n" for row in rows)


def batches(rows, size=10_000):
    rows = iter(rows)
    while batch := list(islice(rows, size)):
        yield batch
