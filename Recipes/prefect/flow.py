"""Syncs a connection, then brings its tables up to date, and leaves a table of what came as an artifact.

    python flow.py CONNECTION_ID /srv/shop

AIRBYTE_API_URL (http://localhost:8000/api/public/v1), AIRBYTE_CLIENT_ID and AIRBYTE_CLIENT_SECRET say where Airbyte is.
"""

import os
import sys
import time
from dataclasses import asdict
from pathlib import Path

import httpx
from prefect import flow, get_run_logger, task
from prefect.artifacts import create_table_artifact
from prefect.tasks import exponential_backoff

import planar_command

POLL_SECONDS = float(os.environ.get("AIRBYTE_POLL_SECONDS", "10"))


def airbyte(method: str, path: str, **request) -> dict:
    """A call of Airbyte's API. Its tokens last some minutes, a sync may take hours: each call asks for one."""
    with httpx.Client(base_url=os.environ["AIRBYTE_API_URL"].rstrip("/"), timeout=60) as client:
        credentials = {
            "client_id": os.environ["AIRBYTE_CLIENT_ID"],
            "client_secret": os.environ["AIRBYTE_CLIENT_SECRET"],
        }
        token = client.post("/applications/token", json=credentials).raise_for_status().json()["access_token"]
        answer = client.request(method, path, headers={"Authorization": f"Bearer {token}"}, **request)
        return answer.raise_for_status().json()


def is_unreachable(_task, _run, state) -> bool:
    return isinstance(state.result(raise_on_failure=False), httpx.ConnectError)


@task(retries=3, retry_delay_seconds=30, retry_condition_fn=is_unreachable)
def start_sync(connection: str) -> int:
    return airbyte("POST", "/jobs", json={"connectionId": connection, "jobType": "sync"})["jobId"]


@task(retries=3, retry_delay_seconds=30, retry_condition_fn=is_unreachable)
def wait_for_sync(job: int) -> None:
    while (status := airbyte("GET", f"/jobs/{job}")["status"]) in ("pending", "running", "incomplete"):
        time.sleep(POLL_SECONDS)
    if status != "succeeded":
        raise RuntimeError(f"Airbyte's job {job} is {status}")


def is_held_elsewhere(_task, _run, state) -> bool:
    return isinstance(state.result(raise_on_failure=False), planar_command.HeldElsewhere)


@task(retries=5, retry_delay_seconds=exponential_backoff(backoff_factor=60), retry_condition_fn=is_held_elsewhere)
def normalize(project: str) -> None:
    run = planar_command.run(Path(project), log=get_run_logger().info)
    if run.relations:
        create_table_artifact(table=[asdict(relation) for relation in run.relations], key="planar-run")
    run.raise_for_status()


@flow
def sync_and_normalize(connection: str, project: str) -> None:
    wait_for_sync(start_sync(connection))
    normalize(project)


if __name__ == "__main__":
    sync_and_normalize(*sys.argv[1:])
