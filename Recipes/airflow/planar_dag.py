"""Each hour a sync of Airbyte, and after it the tables.

For Airflow 3 with apache-airflow-providers-airbyte. The connection `airbyte` says where Airbyte is; the variables
`airbyte_connection_id` and `planar_project` name the connection to sync and the folder of planar.yml.
"""

import subprocess
from datetime import datetime, timedelta
from pathlib import Path

from airflow.providers.airbyte.operators.airbyte import AirbyteTriggerSyncOperator
from airflow.sdk import DAG, BaseOperator
from airflow.sdk.exceptions import AirflowFailException

import planar_command


class PlanarRunOperator(BaseOperator):
    """`planar run` in a project's folder. Its result is the rows that each table gained. What is held by somebody else
    is tried again, as often as the task has retries. Nothing else is: it needs somebody to look, and the run after the
    next sync makes up for what a server that was away has cost."""

    template_fields = ("project", "options")

    def __init__(self, project: str, options: tuple[str, ...] = (), **settings) -> None:
        super().__init__(**settings)
        self.project = project
        self.options = options
        self.process: subprocess.Popen | None = None

    def execute(self, context) -> dict[str, int]:
        run = planar_command.run(Path(self.project), *self.options, log=self.log.info, started=self.note)
        try:
            run.raise_for_status()
        except planar_command.HeldElsewhere:
            raise
        except planar_command.PlanarError as error:
            raise AirflowFailException(str(error)) from error
        return {relation.unique_id: relation.rows for relation in run.relations}

    def note(self, process: subprocess.Popen) -> None:
        self.process = process

    def on_kill(self) -> None:
        if self.process is not None:
            self.process.terminate()


with DAG(
    dag_id="planar",
    schedule="@hourly",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
):
    sync = AirbyteTriggerSyncOperator(
        task_id="sync",
        airbyte_conn_id="airbyte",
        connection_id="{{ var.value.airbyte_connection_id }}",
    )
    normalize = PlanarRunOperator(
        task_id="normalize",
        project="{{ var.value.planar_project }}",
        retries=5,
        retry_delay=timedelta(minutes=1),
        retry_exponential_backoff=True,
    )
    sync >> normalize
