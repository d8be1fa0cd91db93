"""Checks requests and replies against BigQuery's own description of its REST interface."""

import re

FORMATS = {"int64": re.compile(r"-?\d+"), "uint64": re.compile(r"\d+")}
TYPES = {"string": str, "boolean": bool, "integer": int, "number": (int, float), "object": dict, "array": list}


class Discovery:
    """Google's discovery document: schemas and the parameters of methods."""

    def __init__(self, document):
        self.schemas = document["schemas"]
        self.methods = {
            f"{resource}.{name}": method
            for resource, content in document["resources"].items()
            for name, method in content.get("methods", {}).items()
        }
        self.common = document["parameters"]

    def check_call(self, name, query, body):
        """What is wrong with a request: `query` holds single texts, `body` is None where there is none."""
        method = self.methods[name]
        known = {**self.common, **method["parameters"]}
        wrong = [f"{name}: no parameter {key}" for key in query if key not in known]
        for key, text in query.items():
            schema = known.get(key, {})
            if schema.get("type") == "boolean" and text not in ("true", "false"):
                wrong.append(f"{name}: {key}={text} is no boolean")
            if schema.get("type") == "integer" and not text.isdigit():
                wrong.append(f"{name}: {key}={text} is no number")
            if "enum" in schema and text not in schema["enum"]:
                wrong.append(f"{name}: {key}={text} is none of {schema['enum']}")
        if "request" in method:
            if body is None:
                return wrong + [f"{name}: a body is missing"]
            wrong += self.check(body, method["request"], name)
        elif body is not None:
            wrong.append(f"{name}: takes no body")
        return wrong

    def check_reply(self, name, body):
        response = self.methods[name].get("response")
        return self.check(body, response, f"reply to {name}") if response else []

    def check(self, value, schema, path):
        if "$ref" in schema:
            return self.check(value, self.schemas[schema["$ref"]], path)
        kind = schema.get("type")
        if kind == "any" or (value is None and path.endswith(".v")):
            return []
        if not isinstance(value, TYPES[kind]) or (kind in ("integer", "number") and isinstance(value, bool)):
            return [f"{path}: {value!r} is no {kind}"]
        wrong = []
        if kind == "object":
            properties = schema.get("properties", {})
            for key, member in value.items():
                if key in properties:
                    wrong += self.check(member, properties[key], f"{path}.{key}")
                elif "additionalProperties" in schema:
                    wrong += self.check(member, schema["additionalProperties"], f"{path}.{key}")
                else:
                    wrong.append(f"{path}.{key}: there is no such field")
        elif kind == "array":
            for index, element in enumerate(value):
                wrong += self.check(element, schema["items"], f"{path}[{index}]")
        elif kind == "string":
            form = FORMATS.get(schema.get("format"))
            if form and not form.fullmatch(value):
                wrong.append(f"{path}: {value!r} is no {schema['format']}")
            if "enum" in schema and value not in schema["enum"]:
                wrong.append(f"{path}: {value!r} is none of {schema['enum']}")
        return wrong
