"""A server for the tests, and what they ask it."""

import json
import threading
import unittest
from functools import cache
from http.client import HTTPConnection
from typing import Any

from server import make_server

Json = dict[str, Any]
FIRST, SECOND = "2026-05-04 06:00:01.1+00", "2026-05-05 06:00:00+00"


@cache
def port() -> int:
    """One server serves all tests."""
    server = make_server(0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_port


class ServerTest(unittest.TestCase):
    connection: HTTPConnection

    @classmethod
    def setUpClass(cls) -> None:
        cls.connection = HTTPConnection("127.0.0.1", port())

    @classmethod
    def tearDownClass(cls) -> None:
        cls.connection.close()

    def setUp(self) -> None:
        self.call("POST", "/planar/reset")
        self.call("POST", "/datasets", {"datasetReference": {"projectId": "planar", "datasetId": "d"}})

    def request(self, method: str, path: str, body: Json | None = None) -> tuple[int, Json]:
        path = path if path.startswith("/planar/") else f"/bigquery/v2/projects/planar{path}"
        self.connection.request(method, path, json.dumps(body or {}))
        response = self.connection.getresponse()
        return response.status, json.loads(response.read())

    def call(self, method: str, path: str, body: Json | None = None) -> Json:
        status, reply = self.request(method, path, body)
        self.assertEqual(status, 200, reply)
        return reply

    def job(self, sql: str, dry: bool = False, **query: Any) -> Json:
        configuration = {"query": {"query": sql, "useLegacySql": False, **query}, "dryRun": dry}
        return self.call("POST", "/jobs", {"configuration": configuration})

    def run_sql(self, sql: str, **query: Any) -> Json:
        job = self.job(sql, **query)
        self.assertNotIn("errorResult", job["status"], sql)
        return job

    def rows(self, sql: str, parameters: str = "", **query: Any) -> list[list[Any]]:
        job_id = self.run_sql(sql, **query)["jobReference"]["jobId"]
        return cells(self.call("GET", f"/queries/{job_id}{parameters}"))

    def refused(self, sql: str, message: str, reason: str = "invalidQuery", **query: Any) -> None:
        error = self.job(sql, **query)["status"].get("errorResult")
        self.assertIsNotNone(error, f"not refused: {sql}")
        self.assertIn(message, error["message"])
        self.assertEqual(error["reason"], reason)

    def load(self, *rows: tuple[str, str | None, str], **more: Any) -> None:
        names = ("_airbyte_ab_id", "_airbyte_emitted_at", "_airbyte_data")
        items = [dict(zip(names, row)) for row in rows]
        self.call("POST", "/planar/load", {"dataset": "d", "table": "raw", "rows": items, **more})


def cells(reply: Json) -> list[list[Any]]:
    return [[cell["v"] for cell in row["f"]] for row in reply.get("rows", [])]
