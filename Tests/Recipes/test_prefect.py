"""Recipes/prefect with Prefect itself, on a server of its own."""

import os
import runpy
import tempfile
import unittest
import unittest.mock

# Prefect reads its settings when it is imported.
HOME = tempfile.TemporaryDirectory(prefix="planar-prefect-")
os.environ |= {
    "PREFECT_HOME": HOME.name,
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "300",
    "AIRBYTE_CLIENT_ID": "an-id",
    "AIRBYTE_CLIENT_SECRET": "a-secret",
    "AIRBYTE_POLL_SECONDS": "0.05",
}

from prefect.artifacts import Artifact  # noqa: E402
from prefect.client.orchestration import get_client  # noqa: E402
from prefect.testing.utilities import prefect_test_harness  # noqa: E402

from shop import MORE_PRICES, RECIPES, Shop  # noqa: E402


class PrefectTests(Shop):
    @classmethod
    def setUpClass(cls) -> None:
        cls.enterClassContext(prefect_test_harness(server_startup_timeout=300))
        cls.recipe = runpy.run_path(str(RECIPES / "prefect/flow.py"))

    def sync_and_normalize(self, outcome: str) -> None:
        with self.airbyte(outcome) as address:
            with unittest.mock.patch.dict(os.environ, {"AIRBYTE_API_URL": f"{address}/api/public/v1"}):
                self.recipe["sync_and_normalize"]("a-connection", str(self.project))

    def test_the_flow_syncs_and_then_builds_the_tables(self) -> None:
        self.sync_and_normalize("succeeded")
        self.assertEqual([call for call in self.calls if "token" not in call][0], "POST /api/public/v1/jobs")
        self.assertEqual(self.rows("select id, status from orders order by id"), [(1, "new"), (2, "paid")])
        table = Artifact.get("planar-run").data
        self.assertIn('"unique_id": "model.planar.main.prices"', table)
        self.assertIn('"values_kept_aside": 1', table)

    def test_after_a_sync_that_failed_nothing_runs(self) -> None:
        with self.assertRaisesRegex(RuntimeError, "job 7 is failed"):
            self.sync_and_normalize("failed")
        self.assertFalse((self.project / "target").exists())

    def test_only_what_somebody_else_holds_is_tried_again(self) -> None:
        self.load(MORE_PRICES)
        normalize = self.recipe["normalize"].with_options(retries=1, retry_delay_seconds=0)
        with self.held():
            state = normalize(str(self.project), return_state=True)
        self.assertEqual((state.is_failed(), self.attempts(state)), (True, 2))
        with (self.project / "planar.yml").open("a") as settings:
            settings.write("streams: {prices: {pre_hook: select nonsense}}\n")
        state = normalize(str(self.project), return_state=True)
        self.assertIn("nonsense", state.message)
        self.assertEqual((state.is_failed(), self.attempts(state)), (True, 1))

    def attempts(self, state) -> int:
        with get_client(sync_client=True) as client:
            return client.read_task_run(state.state_details.task_run_id).run_count


if __name__ == "__main__":
    unittest.main()
