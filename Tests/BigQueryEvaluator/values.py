"""Types and values: names of types, cells as the REST API writes them, sizes."""

import base64
import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from zetasql.wasi._pb2.zetasql.public import type_pb2, value_pb2

Type: TypeAlias = type_pb2.TypeProto
Value: TypeAlias = value_pb2.ValueProto

# Type kind: SQL name, the REST API's older name, the field that holds its value, and its size where that is fixed.
_SCALARS: dict[int, tuple[str, str, str, int | None]] = {
    type_pb2.TYPE_INT64: ("INT64", "INTEGER", "int64_value", 8),
    type_pb2.TYPE_DOUBLE: ("FLOAT64", "FLOAT", "double_value", 8),
    type_pb2.TYPE_BOOL: ("BOOL", "BOOLEAN", "bool_value", 1),
    type_pb2.TYPE_STRING: ("STRING", "STRING", "string_value", None),
    type_pb2.TYPE_BYTES: ("BYTES", "BYTES", "bytes_value", None),
    type_pb2.TYPE_DATE: ("DATE", "DATE", "date_value", 8),
    type_pb2.TYPE_TIMESTAMP: ("TIMESTAMP", "TIMESTAMP", "timestamp_value", 8),
    type_pb2.TYPE_DATETIME: ("DATETIME", "DATETIME", "datetime_value", 8),
    type_pb2.TYPE_TIME: ("TIME", "TIME", "time_value", 8),
    type_pb2.TYPE_NUMERIC: ("NUMERIC", "NUMERIC", "numeric_value", 16),
    type_pb2.TYPE_BIGNUMERIC: ("BIGNUMERIC", "BIGNUMERIC", "bignumeric_value", 32),
    type_pb2.TYPE_JSON: ("JSON", "JSON", "json_value", None),
    type_pb2.TYPE_INTERVAL: ("INTERVAL", "INTERVAL", "interval_value", 16),
    type_pb2.TYPE_GEOGRAPHY: ("GEOGRAPHY", "GEOGRAPHY", "geography_value", None),
}
KINDS = {name: kind for kind, (name, _, _, _) in _SCALARS.items()}
EPOCH = dt.datetime(1970, 1, 1)


@dataclass(frozen=True)
class Column:
    name: str
    type: Type
    required: bool = False


def scalar(name: str) -> Type:
    return Type(type_kind=KINDS[name])


def is_array(type_: Type) -> bool:
    return type_.type_kind == type_pb2.TYPE_ARRAY


def is_null(value: Value) -> bool:
    return value.WhichOneof("value") is None


def type_name(type_: Type) -> str:
    if is_array(type_):
        return f"ARRAY<{type_name(type_.array_type.element_type)}>"
    if type_.type_kind == type_pb2.TYPE_STRUCT:
        fields = (f"{f.field_name} {type_name(f.field_type)}".strip() for f in type_.struct_type.field)
        return f"STRUCT<{', '.join(fields)}>"
    return _SCALARS[type_.type_kind][0]


def field_schema(column: Column) -> dict[str, Any]:
    """A column as the REST API describes it."""
    array = is_array(column.type)
    element = column.type.array_type.element_type if array else column.type
    mode = "REPEATED" if array else "REQUIRED" if column.required else "NULLABLE"
    if element.type_kind == type_pb2.TYPE_STRUCT:
        inner = [field_schema(Column(f.field_name, f.field_type)) for f in element.struct_type.field]
        return {"name": column.name, "type": "RECORD", "mode": mode, "fields": inner}
    return {"name": column.name, "type": _SCALARS[element.type_kind][1], "mode": mode}


def micros(value: Value) -> int:
    return value.timestamp_value.seconds * 1_000_000 + value.timestamp_value.nanos // 1000


def timestamp(micros_: int) -> Value:
    value = Value()
    value.timestamp_value.seconds, rest = divmod(micros_, 1_000_000)
    value.timestamp_value.nanos = rest * 1000
    return value


def civil(value: Value, type_: Type) -> dt.datetime | None:
    """A date, datetime or timestamp as a time of day in UTC; None for NULL."""
    if is_null(value):
        return None
    if type_.type_kind == type_pb2.TYPE_DATE:
        return EPOCH + dt.timedelta(days=value.date_value)
    if type_.type_kind == type_pb2.TYPE_TIMESTAMP:
        return EPOCH + dt.timedelta(microseconds=micros(value))
    return _datetime(value)


def _datetime(value: Value) -> dt.datetime:
    bits = value.datetime_value.bit_field_datetime_seconds
    second, minute, hour = bits & 63, bits >> 6 & 63, bits >> 12 & 31
    day, month, year = bits >> 17 & 31, bits >> 22 & 15, bits >> 26
    return dt.datetime(year, month, day, hour, minute, second, value.datetime_value.nanos // 1000)


def _time(bits: int) -> dt.time:
    nanos, seconds = bits & (1 << 30) - 1, bits >> 30
    return dt.time(seconds >> 12 & 31, seconds >> 6 & 63, seconds & 63, nanos // 1000)


def wire(value: Value, type_: Type, int64_timestamp: bool = False) -> Any:
    """The `v` of a cell. A NULL array reads as an empty one, as in every result of BigQuery."""
    if is_array(type_):
        element = type_.array_type.element_type
        return [{"v": wire(item, element, int64_timestamp)} for item in value.array_value.element]
    if is_null(value):
        return None
    if type_.type_kind == type_pb2.TYPE_STRUCT:
        pairs = zip(value.struct_value.field, type_.struct_type.field)
        return {"f": [{"v": wire(cell, field.field_type, int64_timestamp)} for cell, field in pairs]}
    if type_.type_kind == type_pb2.TYPE_TIMESTAMP:
        return str(micros(value)) if int64_timestamp else _scientific(Decimal(micros(value)).scaleb(-6))
    return _text(value, type_.type_kind)


def _text(value: Value, kind: int) -> str:
    if kind == type_pb2.TYPE_BOOL:
        return "true" if value.bool_value else "false"
    if kind == type_pb2.TYPE_DOUBLE:
        return _float(value.double_value)
    if kind == type_pb2.TYPE_BYTES:
        return base64.b64encode(value.bytes_value).decode()
    if kind == type_pb2.TYPE_DATE:
        return (EPOCH + dt.timedelta(days=value.date_value)).date().isoformat()
    if kind == type_pb2.TYPE_DATETIME:
        return _datetime(value).isoformat()
    if kind == type_pb2.TYPE_TIME:
        return _time(value.time_value).isoformat()
    if kind == type_pb2.TYPE_NUMERIC:
        return _decimal(value.numeric_value, 9)
    if kind == type_pb2.TYPE_BIGNUMERIC:
        return _decimal(value.bignumeric_value, 38)
    return str(getattr(value, _SCALARS[kind][2]))


def _decimal(data: bytes, scale: int) -> str:
    sign, digits = ("-", -n) if (n := int.from_bytes(data, "little", signed=True)) < 0 else ("", n)
    whole, fraction = divmod(digits, 10**scale)
    return f"{sign}{whole}.{fraction:0{scale}d}".rstrip("0").rstrip(".")


def _float(number: float) -> str:
    """As Java writes a double: plain between 0.001 and ten million, else with an exponent."""
    text = repr(number)
    if number != number or number in (float("inf"), float("-inf")):
        return {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[text]
    if number == 0 or 1e-3 <= abs(number) < 1e7:
        return text
    return _scientific(Decimal(text))


def _scientific(number: Decimal) -> str:
    sign, digits, exponent = number.normalize().as_tuple()
    assert isinstance(exponent, int)
    if digits == (0,):
        return "0.0"
    text = "".join(map(str, digits))
    power = exponent + len(digits) - 1
    mantissa = f"{'-' if sign else ''}{text[0]}.{text[1:] or '0'}"
    return f"{mantissa}E{power}"


def size(value: Value, type_: Type) -> int:
    """The logical bytes of a value by BigQuery's table of data sizes."""
    if is_array(type_):
        return sum(size(item, type_.array_type.element_type) for item in value.array_value.element)
    if is_null(value):
        return 0
    if type_.type_kind == type_pb2.TYPE_STRUCT:
        pairs = zip(value.struct_value.field, type_.struct_type.field)
        return sum(size(cell, field.field_type) for cell, field in pairs)
    fixed = _SCALARS[type_.type_kind][3]
    if fixed is not None:
        return fixed
    content = getattr(value, _SCALARS[type_.type_kind][2])
    return 2 + len(content.encode() if isinstance(content, str) else content)
