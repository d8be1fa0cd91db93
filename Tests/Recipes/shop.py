"""A project on SQLite for the recipes to run, and an Airbyte whose syncs load it."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import unittest.mock
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).parents[2]
RECIPES = ROOT / "Recipes"

# The planar that was built last, unless another one is named.
os.environ["PATH"] = f"{os.environ.get('PLANAR_FOLDER', ROOT / '.build/debug')}:{os.environ['PATH']}"
# Recipes find planar_command beside them, as their users put it there.
sys.path.insert(0, str(RECIPES))

ORDERS = {
    "id": {"type": "integer"},
    "status": {"type": "string"},
    "items": {"type": "array", "items": {"type": "object", "properties": {"sku": {"type": "string"}}}},
}
PRICES = {"sku": {"type": "string"}, "price": {"type": "number"}}
CATALOG = {
    "streams": [
        {
            "stream": {"name": "orders", "json_schema": {"type": "object", "properties": ORDERS}},
            "sync_mode": "incremental",
            "destination_sync_mode": "append_dedup",
            "cursor_field": ["id"],
            "primary_key": [["id"]],
        },
        {
            "stream": {"name": "prices", "json_schema": {"type": "object", "properties": PRICES}},
            "sync_mode": "full_refresh",
            "destination_sync_mode": "append",
        },
    ]
}
FIRST = [
    ("orders", {"id": 1, "status": "new", "items": [{"sku": "tea"}, {"sku": "cup"}]}),
    ("orders", {"id": 2, "status": "paid", "items": []}),
    ("prices", {"sku": "tea", "price": 2.5}),
    ("prices", {"sku": "cup", "price": "dear"}),
]
MORE_PRICES = [("prices", {"sku": "pot", "price": 9})]


class Shop(unittest.TestCase):
    """Each test has a project in a folder of its own."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory(prefix="planar-recipe-")
        self.addCleanup(folder.cleanup)
        self.project = Path(folder.name)
        self.database = self.project / "shop.db"
        (self.project / "catalog.json").write_text(json.dumps(CATALOG))
        (self.project / "planar.yml").write_text(
            "version: 1\ncatalog: catalog.json\ndefault_target: dev\ntargets: {dev: {type: sqlite, path: shop.db}}\n"
        )

    def planar(self, *arguments: str, text: str = "") -> None:
        done = subprocess.run(["planar", *arguments], cwd=self.project, input=text, text=True, capture_output=True)
        self.assertEqual(done.returncode, 0, done.stderr)

    def load(self, records: list[tuple[str, dict]]) -> None:
        messages = [
            {"type": "RECORD", "record": {"stream": stream, "emitted_at": 1767225600000 + number, "data": data}}
            for number, (stream, data) in enumerate(records)
        ]
        self.planar("load", text="".join(json.dumps(message) + "\n" for message in messages))

    def rows(self, select: str) -> list[tuple]:
        with closing(sqlite3.connect(self.database)) as database:
            return database.execute(select).fetchall()

    @contextmanager
    def held(self, patience: int = 1) -> Iterator[None]:
        """Somebody else writes to the database and does not come to an end; planar waits for it as many seconds."""
        patient = self.project / "bin" / "planar"
        patient.parent.mkdir()
        patient.write_text(f'#!/bin/sh\nexec "{shutil.which("planar")}" "$@" --lock-timeout {patience}\n')
        patient.chmod(0o755)
        path = unittest.mock.patch.dict(os.environ, PATH=f"{patient.parent}:{os.environ['PATH']}")
        with path, closing(sqlite3.connect(self.database, isolation_level=None)) as database:
            database.execute("begin immediate")
            yield

    @contextmanager
    def airbyte(self, outcome: str = "succeeded") -> Iterator[str]:
        """Airbyte's API on loopback: the second look at a job finds that it has loaded the first records."""
        calls: list[str] = []
        self.calls = calls
        load = self.load

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                sent = self.rfile.read(int(self.headers["Content-Length"]))
                calls.append(f"POST {self.path}")
                if self.path == "/api/public/v1/applications/token":
                    self.answer({"access_token": "a-token", "token_type": "Bearer", "expires_in": 180})
                elif self.path == "/api/public/v1/jobs":
                    self.answer(self.job(json.loads(sent)["connectionId"], "pending"))
                else:
                    self.send_error(404)

            def do_GET(self) -> None:
                calls.append(f"GET {self.path}")
                if self.path != "/api/public/v1/jobs/7":
                    self.send_error(404)
                    return
                if sum(call.startswith("GET") for call in calls) == 1:
                    self.answer(self.job("a-connection", "running"))
                    return
                if outcome == "succeeded":
                    load(FIRST)
                self.answer(self.job("a-connection", outcome))

            def job(self, connection: str, status: str) -> dict:
                if self.headers["Authorization"] != "Bearer a-token" or connection != "a-connection":
                    status = "failed"
                return {
                    "jobId": 7,
                    "status": status,
                    "jobType": "sync",
                    "connectionId": connection,
                    "startTime": "2026-01-01T00:00:00Z",
                }

            def answer(self, value: dict) -> None:
                body = json.dumps(value).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_) -> None:
                pass

        with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
            thread.start()
            try:
                yield f"http://127.0.0.1:{server.server_port}"
            finally:
                server.shutdown()
                thread.join()


def wait_until(holds: Callable[[], bool], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.02)
