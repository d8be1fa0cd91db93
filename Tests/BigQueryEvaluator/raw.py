"""Raw tables as Airbyte's BigQuery destination (version 1) makes and fills them."""

import datetime as dt
import json
import re
from typing import Any

from analyzer import Row
from errors import BigQueryError
from tables import Partitioning, Table
from values import Column, Value, scalar, timestamp

EMITTED_AT = "_airbyte_emitted_at"
COLUMNS = [
    Column("_airbyte_ab_id", scalar("STRING")),
    Column(EMITTED_AT, scalar("TIMESTAMP")),
    Column("_airbyte_data", scalar("STRING")),
]


def table(now: int) -> Table:
    return Table(list(COLUMNS), now, Partitioning(EMITTED_AT, "DAY"), (EMITTED_AT,))


def row(source: dict[str, Any]) -> Row:
    emitted, data = source.get(EMITTED_AT), source.get("_airbyte_data")
    return Row(
        cell=[
            _text(source.get("_airbyte_ab_id")),
            Value() if emitted is None else timestamp(micros(emitted)),
            _text(None if data is None else written(data)),
        ]
    )


def _text(text: str | None) -> Value:
    return Value() if text is None else Value(string_value=text)


def micros(text: str) -> int:
    """A time such as `2026-05-04 06:00:01.1+00`, in UTC where it names no zone."""
    text = re.sub(r"([+-]\d\d)$", r"\1:00", text.strip().replace(" UTC", "Z"))
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        raise BigQueryError(f"Not a time: {text}", "invalid") from None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return (moment - dt.datetime(1970, 1, 1, tzinfo=dt.UTC)) // dt.timedelta(microseconds=1)


_QUOTE = re.compile("['\"`]")


class _Spelled:
    """A number as it was spelled, which a float would change."""

    def __init__(self, text: str) -> None:
        self.text = text


Members = list[tuple[str, Any]]


def written(data: str) -> str:
    """The JSON that Airbyte's writer leaves of a record.

    It adds a copy of each property whose key has a quote or a backtick, under the key with underscores in their place,
    at every depth, unless the object has that key. A record without such keys stays as it was spelled.
    """
    copied = False

    def members(pairs: Members) -> "_Object":
        nonlocal copied
        keys = {key for key, _ in pairs}
        copies = []
        for key, value in pairs:
            clean = _QUOTE.sub("_", key)
            if clean not in keys:
                keys.add(clean)
                copies.append((clean, value))
        copied = copied or bool(copies)
        return _Object([*pairs, *copies])

    try:
        tree = json.loads(
            data, parse_int=_Spelled, parse_float=_Spelled, parse_constant=_Spelled, object_pairs_hook=members
        )
    except ValueError:
        return data
    return _encoded(tree) if copied else data


class _Object:
    """An object with its members in order, repeated keys included."""

    def __init__(self, pairs: Members) -> None:
        self.pairs = pairs


def _encoded(value: Any) -> str:
    if isinstance(value, _Spelled):
        return value.text
    if isinstance(value, _Object):
        return "{" + ",".join(f"{_encoded(key)}:{_encoded(item)}" for key, item in value.pairs) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_encoded, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
