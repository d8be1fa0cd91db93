"""Recipes/dagster with Dagster itself."""

import os
import runpy
import unittest

from dagster import (
    AssetKey,
    DagsterInstance,
    Definitions,
    ExecuteInProcessResult,
    RetryRequested,
    TableSchema,
    build_asset_context,
)

from shop import FIRST, MORE_PRICES, RECIPES, Shop


class DagsterTests(Shop):
    def setUp(self) -> None:
        super().setUp()
        self.load(FIRST)
        os.environ["PLANAR_PROJECT"] = str(self.project)
        self.instance = self.enterContext(DagsterInstance.ephemeral())

    def recipe(self) -> dict:
        return runpy.run_path(str(RECIPES / "dagster/definitions.py"))

    def definitions(self) -> Definitions:
        return self.recipe()["defs"]

    def materialize(self, *names: str, raise_on_error: bool = True) -> ExecuteInProcessResult:
        keys = [AssetKey(["main", name]) for name in names]
        job = self.definitions().resolve_implicit_global_asset_job_def()
        quiet = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
        return job.execute_in_process(
            asset_selection=keys or None, instance=self.instance, raise_on_error=raise_on_error, run_config=quiet
        )

    def gained(self, result: ExecuteInProcessResult) -> dict[str, int]:
        return {
            event.asset_key.path[-1]: event.materialization.metadata["rows_gained"].value
            for event in result.all_events
            if event.is_step_materialization
        }

    def test_a_project_without_a_run_says_what_to_do(self) -> None:
        with self.assertRaisesRegex(FileNotFoundError, "first `planar run`"):
            self.definitions()

    def test_assets_are_the_tables_and_what_they_come_from(self) -> None:
        self.planar("run")
        definitions = self.definitions()
        Definitions.validate_loadable(definitions)
        graph = definitions.resolve_asset_graph()
        parents = {
            key.to_user_string(): {parent.to_user_string() for parent in graph.get(key).parent_keys}
            for key in graph.get_all_asset_keys()
        }
        self.assertEqual(
            parents,
            {
                "main/_airbyte_raw_orders": set(),
                "main/_airbyte_raw_prices": set(),
                "main/orders_scd": {"main/_airbyte_raw_orders"},
                "main/orders": {"main/orders_scd"},
                "main/orders_items": {"main/orders_scd"},
                "main/prices": {"main/_airbyte_raw_prices"},
            },
        )
        schema = graph.get(AssetKey(["main", "prices"])).metadata["dagster/column_schema"]
        self.assertIsInstance(schema, TableSchema)
        self.assertIn("price", [column.name for column in schema.columns])

    def test_all_assets_are_one_run_and_say_what_they_gained(self) -> None:
        self.planar("run")
        self.load(MORE_PRICES)
        result = self.materialize()
        self.assertTrue(result.success)
        self.assertEqual(self.gained(result), {"orders_scd": 0, "orders": 0, "orders_items": 0, "prices": 1})
        self.assertEqual(self.rows("select count(*) from prices"), [(3,)])

    def test_a_table_is_selected_with_all_of_its_stream_and_nothing_else(self) -> None:
        self.planar("run")
        self.load([*MORE_PRICES, ("orders", {"id": 3, "status": "new", "items": [{"sku": "pot"}]})])
        result = self.materialize("orders_items")
        self.assertEqual(self.gained(result), {"orders_scd": 1, "orders": 1, "orders_items": 1})
        self.assertEqual(self.rows("select count(*) from prices"), [(2,)])

    def test_a_stream_that_fails_fails_the_run_and_the_others_are_there(self) -> None:
        self.planar("run")
        self.load(MORE_PRICES)
        with (self.project / "planar.yml").open("a") as settings:
            settings.write("streams: {orders: {pre_hook: select nonsense}}\n")
        self.load([("orders", {"id": 3, "status": "new", "items": []})])
        result = self.materialize(raise_on_error=False)
        self.assertFalse(result.success)
        self.assertEqual(self.gained(result), {"prices": 1})
        failure = next(event for event in result.all_events if event.is_step_failure)
        self.assertIn("orders: ", failure.step_failure_data.user_failure_data.description)
        self.assertIn("nonsense", failure.step_failure_data.user_failure_data.description)

    def test_what_somebody_else_holds_is_tried_again(self) -> None:
        self.planar("run")
        self.load(MORE_PRICES)
        with self.held(), self.assertRaises(RetryRequested):
            list(self.recipe()["planar_run"](build_asset_context()))


if __name__ == "__main__":
    unittest.main()
