"""Recipes/airflow with Airflow itself, its Airbyte provider included."""

import json
import os
import tempfile
import unittest

from shop import MORE_PRICES, RECIPES, Shop

# Airflow reads its settings when it is imported.
HOME = tempfile.TemporaryDirectory(prefix="planar-airflow-")
os.environ |= {
    "AIRFLOW_HOME": HOME.name,
    "AIRFLOW__CORE__DAGS_FOLDER": str(RECIPES / "airflow"),
    "AIRFLOW__CORE__LOAD_EXAMPLES": "false",
    "AIRFLOW__LOGGING__LOGGING_LEVEL": "ERROR",
    "AIRFLOW__LOGGING__BASE_LOG_FOLDER": f"{HOME.name}/logs",
}

from airflow.dag_processing.dagbag import DagBag  # noqa: E402
from airflow.sdk.exceptions import AirflowFailException  # noqa: E402
from airflow.utils.db import initdb  # noqa: E402


class AirflowTests(Shop):
    @classmethod
    def setUpClass(cls) -> None:
        initdb()

    def dag(self):
        bag = DagBag(str(RECIPES / "airflow"))
        self.assertEqual(bag.import_errors, {})
        return bag.dags["planar"]

    def operator(self):
        operator = self.dag().get_task("normalize")
        operator.project = str(self.project)
        return operator

    def test_the_tables_come_after_the_sync(self) -> None:
        dag = self.dag()
        self.assertEqual(dag.get_task("sync").downstream_task_ids, {"normalize"})
        self.assertEqual(dag.get_task("normalize").upstream_task_ids, {"sync"})
        self.assertEqual(type(dag.get_task("sync")).__name__, "AirbyteTriggerSyncOperator")

    def test_a_run_of_the_dag_syncs_and_then_builds_the_tables(self) -> None:
        with self.airbyte() as address:
            connection = {
                "conn_type": "airbyte",
                "host": f"{address}/api/public/v1",
                "login": "an-id",
                "password": "a-secret",
            }
            os.environ |= {
                "AIRFLOW_CONN_AIRBYTE": json.dumps(connection),
                "AIRFLOW_VAR_AIRBYTE_CONNECTION_ID": "a-connection",
                "AIRFLOW_VAR_PLANAR_PROJECT": str(self.project),
            }
            run = self.dag().test()
        self.assertEqual(run.state, "success")
        self.assertEqual([call for call in self.calls if "token" not in call][0], "POST /api/public/v1/jobs")
        self.assertEqual(self.rows("select id, status from orders order by id"), [(1, "new"), (2, "paid")])

    def test_a_stream_that_fails_is_not_tried_again(self) -> None:
        self.load(MORE_PRICES)
        with (self.project / "planar.yml").open("a") as settings:
            settings.write("streams: {prices: {pre_hook: select nonsense}}\n")
        with self.assertRaisesRegex(AirflowFailException, "prices: .*nonsense"):
            self.operator().execute({})

    def test_what_somebody_else_holds_is_tried_again(self) -> None:
        self.load(MORE_PRICES)
        with self.held(), self.assertRaisesRegex(Exception, "status 4") as raised:
            self.operator().execute({})
        self.assertNotIsInstance(raised.exception, AirflowFailException)
        self.assertEqual(self.operator().execute({})["model.planar.main.prices"], 1)


if __name__ == "__main__":
    unittest.main()
