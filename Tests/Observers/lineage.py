"""Checks events of OpenLineage against the classes that its official client generates from the published JSON Schemas."""

import typing
from enum import Enum
from importlib import import_module
from pkgutil import iter_modules
from types import UnionType

import attr
import openlineage.client.generated as generated
from openlineage.client.generated.base import BaseFacet, RunEvent

FACETS = {
    kind._get_schema(): kind
    for module in iter_modules(generated.__path__, generated.__name__ + ".")
    for kind in vars(import_module(module.name)).values()
    if isinstance(kind, type) and issubclass(kind, BaseFacet)
}

# What the schemas say of texts, and the classes only in words.
WORDS = {
    ("Transformation", "type"): {"DIRECT", "INDIRECT"},
    ("JobTypeJobFacet", "processingType"): {"BATCH", "STREAMING", "SERVICE"},
}


class Invalid(Exception):
    pass


def read(event):
    """The event as the client's own objects; raises Invalid for whatever its schema does not have."""
    return value(RunEvent, event, "event")


def value(kind, given, where):
    origin = typing.get_origin(kind)
    if origin in (typing.Union, UnionType):
        # The client has None for what is absent; the schemas know no null.
        return value(next(each for each in typing.get_args(kind) if each is not type(None)), given, where)
    if origin is list:
        check(isinstance(given, list), where, "a list is wanted")
        return [value(typing.get_args(kind)[0], each, f"{where}[{place}]") for place, each in enumerate(given)]
    if origin is dict:
        check(isinstance(given, dict), where, "an object is wanted")
        of = typing.get_args(kind)[1]
        return {name: value(of, each, f"{where}.{name}") for name, each in given.items()}
    if isinstance(kind, type) and issubclass(kind, Enum):
        check(given in [each.value for each in kind], where, f"{given!r} is no {kind.__name__}")
        return kind(given)
    if attr.has(kind):
        check(isinstance(given, dict), where, "an object is wanted")
        return instance(facet(kind, given, where) if issubclass(kind, BaseFacet) else kind, given, where)
    # A bool is an int to Python.
    check(type(given) is kind, where, f"{given!r} is no {kind.__name__}")
    return given


def facet(kind, given, where):
    """The class of a facet, by the schema that it names."""
    check("_producer" in given and "_schemaURL" in given, where, "_producer and _schemaURL are wanted")
    own = FACETS.get(given["_schemaURL"])
    check(own is not None, where, f"{given['_schemaURL']} is no schema that was published")
    check(issubclass(own, kind), where, f"{own.__name__} is no {kind.__name__}")
    name = where.rsplit(".", 1)[1]
    stem = own.__name__[0].lower() + own.__name__[1:]
    check(stem.startswith(name), where, f"{own.__name__} is called something else")
    return own


def instance(kind, given, where):
    hints = typing.get_type_hints(kind)
    fields = {each.name: each for each in attr.fields(kind)}
    for name in given:
        check(name in fields, where, f"{kind.__name__} has no {name}")
    for name, field in fields.items():
        needed = field.default is attr.NOTHING or name in ("producer", "schemaURL")
        check(name in given or not needed, where, f"{name} is missing")
    values = {name: value(hints[name], each, f"{where}.{name}") for name, each in given.items()}
    for name, each in values.items():
        words = WORDS.get((kind.__name__, name))
        check(words is None or each in words, where, f"{name} is {each!r}")
    try:
        made = kind(**{fields[name].alias: each for name, each in values.items() if fields[name].init})
    except (TypeError, ValueError) as error:
        raise Invalid(f"{where}: {error}") from error
    if "schemaURL" in values:
        check(made.schemaURL == values["schemaURL"], where, f"schemaURL is {values['schemaURL']}")
    return made


def check(holds, where, otherwise):
    if not holds:
        raise Invalid(f"{where}: {otherwise}")
