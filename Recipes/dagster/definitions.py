"""Each table is an asset, the raw tables are what they come from; all as the last run's target/manifest.json has them.

    PLANAR_PROJECT=/srv/shop dagster dev -f definitions.py
"""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

from dagster import (
    AssetExecutionContext,
    AssetKey,
    AssetMaterialization,
    AssetSpec,
    Definitions,
    Failure,
    MaterializeResult,
    RetryRequested,
    TableColumn,
    TableSchema,
    multi_asset,
)

import planar_command

PROJECT = Path(os.environ.get("PLANAR_PROJECT", Path(__file__).parent))
MANIFEST = PROJECT / "target" / "manifest.json"
if not MANIFEST.exists():
    raise FileNotFoundError(f"{MANIFEST} is written by the first `planar run` in {PROJECT}")
manifest = json.loads(MANIFEST.read_text())


def raw_table_key(source: dict) -> AssetKey:
    """Where other definitions load these assets, dagster-airbyte's for one, give their keys here."""
    return AssetKey([source["schema"], source["name"]])


raw_tables = {unique_id: raw_table_key(source) for unique_id, source in manifest["sources"].items()}
tables = {unique_id: AssetKey([node["schema"], node["alias"]]) for unique_id, node in manifest["nodes"].items()}
streams = {tables[unique_id]: node["meta"]["stream"] for unique_id, node in manifest["nodes"].items()}
keys = raw_tables | tables


def table_spec(unique_id: str, node: dict) -> AssetSpec:
    columns = [
        TableColumn(column["name"], column["data_type"], column["description"] or None)
        for column in node["columns"].values()
    ]
    return AssetSpec(
        tables[unique_id],
        deps=[keys[parent] for parent in node["depends_on"]["nodes"]],
        description=node["description"],
        group_name="planar",
        metadata={"dagster/column_schema": TableSchema(columns), "dagster/relation_identifier": node["relation_name"]},
    )


@multi_asset(specs=[table_spec(*item) for item in manifest["nodes"].items()], can_subset=True)
def planar_run(context: AssetExecutionContext) -> Iterator[MaterializeResult]:
    """A stream's tables change together: where one of them is selected, all of them are written."""
    chosen = {streams[key] for key in context.selected_asset_keys}
    options = []
    if chosen != set(streams.values()):
        for stream in sorted(chosen):
            options += ["--select", re.sub(r"([\\*?])", r"\\\1", stream)]
    run = planar_command.run(PROJECT, *options, log=context.log.info)
    for relation in run.relations:
        key = tables.get(relation.unique_id)
        if relation.status != "success" or key is None:
            continue
        metadata = {
            "rows_gained": relation.rows,
            "values_kept_aside": relation.values_kept_aside,
            "raw_rows_kept_aside": relation.rows_kept_aside,
            "seconds": relation.seconds,
        }
        if key in context.selected_asset_keys:
            yield MaterializeResult(key, metadata=metadata)
        else:
            context.log_event(AssetMaterialization(key, metadata=metadata))
    try:
        run.raise_for_status()
    except planar_command.HeldElsewhere as error:
        raise RetryRequested(max_retries=5, seconds_to_wait=60) from error
    except planar_command.PlanarError as error:
        raise Failure(str(error), allow_retries=False) from error


defs = Definitions(assets=[*(AssetSpec(key, group_name="airbyte") for key in raw_tables.values()), planar_run])
