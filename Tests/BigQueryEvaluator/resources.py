"""Datasets and tables as the REST API describes, makes and lists them."""

from typing import Any

import rules
from database import Database, not_found
from errors import BigQueryError
from tables import Table
from values import field_schema

Json = dict[str, Any]


def dataset(database: Database, name: str) -> Json:
    database.tables(name)
    return {
        "kind": "bigquery#dataset",
        "etag": name,
        "id": f"{database.project}:{name}",
        "datasetReference": {"projectId": database.project, "datasetId": name},
        "location": "US",
    }


def datasets(database: Database) -> Json:
    items = []
    for name in sorted(database.datasets):
        full = dataset(database, name)
        items.append({key: full[key] for key in ("kind", "id", "datasetReference", "location")})
    return {"kind": "bigquery#datasetList", "etag": "datasets", **({"datasets": items} if items else {})}


def create_dataset(database: Database, body: Json) -> Json:
    name = body.get("datasetReference", {}).get("datasetId", "")
    rules.check_dataset_name(name)
    if name in database.datasets:
        raise BigQueryError(f"Already Exists: Dataset {database.project}:{name}", "duplicate")
    database.datasets[name] = {}
    return dataset(database, name)


def _reference(database: Database, dataset_: str, name: str) -> Json:
    return {"projectId": database.project, "datasetId": dataset_, "tableId": name}


def _layout(table: Table) -> Json:
    result: Json = {}
    partitioning = table.partitioning
    if partitioning and partitioning.range:
        bounds = {key: str(number) for key, number in zip(("start", "end", "interval"), partitioning.range)}
        result["rangePartitioning"] = {"field": partitioning.column, "range": bounds}
    elif partitioning:
        result["timePartitioning"] = {"type": partitioning.unit, "field": partitioning.column}
    if table.clustering:
        result["clustering"] = {"fields": list(table.clustering)}
    return result


def table(database: Database, dataset_: str, name: str) -> Json:
    found = database.tables(dataset_).get(name)
    if found is None:
        raise not_found(database.project, dataset_, name)
    return {
        "kind": "bigquery#table",
        "etag": str(found.modified),
        "id": f"{database.project}:{dataset_}.{name}",
        "tableReference": _reference(database, dataset_, name),
        "schema": {"fields": [field_schema(column) for column in found.columns]},
        "numBytes": str(found.bytes),
        "numRows": str(len(found.rows)),
        "creationTime": str(found.created // 1000),
        "lastModifiedTime": str(found.modified // 1000),
        "type": "TABLE" if found.view is None else "VIEW",
        "location": "US",
        **_layout(found),
        **({} if found.view is None else {"view": {"query": found.view, "useLegacySql": False}}),
    }


def tables(database: Database, dataset_: str) -> Json:
    items = [
        {
            "kind": "bigquery#table",
            "id": f"{database.project}:{dataset_}.{name}",
            "tableReference": _reference(database, dataset_, name),
            "type": "TABLE" if found.view is None else "VIEW",
            "creationTime": str(found.created // 1000),
            **_layout(found),
        }
        for name, found in sorted(database.tables(dataset_).items())
    ]
    return {
        "kind": "bigquery#tableList",
        "etag": dataset_,
        **({"tables": items} if items else {}),
        "totalItems": len(items),
    }
