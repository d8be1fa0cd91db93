"""A small BigQuery over HTTP, on loopback: Google's own SQL engine behind the REST calls that Planar makes.

    python server.py --port 9050

Calls are answered one after another; run several servers to use several processors.
"""

import argparse
import json
import os
import re
import socketserver
import threading
import traceback
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import planar
import resources
from analyzer import Analyzer
from clock import Clock
from database import Database
from errors import BigQueryError
from jobs import Jobs

Json = dict[str, Any]


class BigQuery:
    """The calls of the API for one project, by method and path."""

    def __init__(self, project: str, analyzer: Analyzer) -> None:
        self.clock = Clock()
        self.database = Database(project, self.clock.now)
        self.jobs = Jobs(analyzer, self.database, self.clock)

    def answer(self, method: str, path: str, parameters: dict[str, str], body: Json) -> Json:
        for wanted, pattern, call in _ROUTES:
            match = re.fullmatch(pattern, path)
            if match and wanted == method:
                return call(self, parameters, body, *map(unquote, match.groups()))
        raise BigQueryError(f"Not found: {method} {path}", "notFound")

    # Jobs

    def insert_job(self, _: dict[str, str], body: Json) -> Json:
        return self.jobs.resource(self.jobs.insert(body))

    def get_job(self, _: dict[str, str], __: Json, job_id: str) -> Json:
        return self.jobs.resource(self.jobs.find(job_id))

    def list_jobs(self, parameters: dict[str, str], _: Json) -> Json:
        parent = parameters.get("parentJobId")
        jobs = self.jobs.children(parent) if parent else [j for j in reversed(self.jobs.jobs.values()) if not j.parent]
        start = int(parameters.get("pageToken") or 0)
        end = min(start + int(parameters.get("maxResults", 50)), len(jobs))
        return {
            "kind": "bigquery#jobList",
            "etag": "jobs",
            **({"nextPageToken": str(end)} if end < len(jobs) else {}),
            "jobs": [self.jobs.listed(job) for job in jobs[start:end]],
        }

    def cancel_job(self, _: dict[str, str], __: Json, job_id: str) -> Json:
        """Every job is done by then, which is no error."""
        return {"kind": "bigquery#jobCancelResponse", "job": self.jobs.resource(self.jobs.find(job_id))}

    def query_results(self, parameters: dict[str, str], _: Json, job_id: str) -> Json:
        return self.jobs.results(self.jobs.find(job_id), "bigquery#getQueryResultsResponse", parameters)

    def query(self, _: dict[str, str], body: Json) -> Json:
        names = ("query", "useLegacySql", "defaultDataset", "maximumBytesBilled", "queryParameters")
        configuration: Json = {"query": {name: body[name] for name in names if name in body}}
        configuration |= {name: body[name] for name in ("dryRun", "labels") if name in body}
        job = self.jobs.insert(
            {"configuration": configuration, "jobReference": {"location": body.get("location", "US")}}
        )
        parameters = {"maxResults": str(body["maxResults"])} if "maxResults" in body else {}
        if body.get("formatOptions", {}).get("useInt64Timestamp"):
            parameters["formatOptions.useInt64Timestamp"] = "true"
        result = self.jobs.results(job, "bigquery#queryResponse", parameters)
        if body.get("dryRun"):
            del result["jobReference"]["jobId"]
        return result

    # Datasets and tables

    def list_datasets(self, _: dict[str, str], __: Json) -> Json:
        return resources.datasets(self.database)

    def create_dataset(self, _: dict[str, str], body: Json) -> Json:
        return resources.create_dataset(self.database, body)

    def get_dataset(self, _: dict[str, str], __: Json, dataset: str) -> Json:
        return resources.dataset(self.database, dataset)

    def list_tables(self, _: dict[str, str], __: Json, dataset: str) -> Json:
        return resources.tables(self.database, dataset)

    def get_table(self, _: dict[str, str], __: Json, dataset: str, table: str) -> Json:
        return resources.table(self.database, dataset, table)

    # For tests only; the body may name a "project" other than "planar"

    def load(self, _: dict[str, str], body: Json) -> Json:
        return planar.load(self.database, self.clock, body)

    def reset(self, _: dict[str, str], body: Json) -> Json:
        self.jobs.jobs.clear()
        return planar.reset(self.database, self.clock, body)

    def analyze(self, _: dict[str, str], body: Json) -> Json:
        return planar.analyze(self.jobs.analyzer, self.database, body)


_PROJECT = "/bigquery/v2/projects/[^/]+"
_NAME = "([^/]+)"
_ROUTES: list[tuple[str, str, Callable[..., Json]]] = [
    ("POST", f"{_PROJECT}/jobs", BigQuery.insert_job),
    ("GET", f"{_PROJECT}/jobs", BigQuery.list_jobs),
    ("GET", f"{_PROJECT}/jobs/{_NAME}", BigQuery.get_job),
    ("POST", f"{_PROJECT}/jobs/{_NAME}/cancel", BigQuery.cancel_job),
    ("POST", f"{_PROJECT}/queries", BigQuery.query),
    ("GET", f"{_PROJECT}/queries/{_NAME}", BigQuery.query_results),
    ("GET", f"{_PROJECT}/datasets", BigQuery.list_datasets),
    ("POST", f"{_PROJECT}/datasets", BigQuery.create_dataset),
    ("GET", f"{_PROJECT}/datasets/{_NAME}", BigQuery.get_dataset),
    ("GET", f"{_PROJECT}/datasets/{_NAME}/tables", BigQuery.list_tables),
    ("GET", f"{_PROJECT}/datasets/{_NAME}/tables/{_NAME}", BigQuery.get_table),
    ("POST", "/planar/load", BigQuery.load),
    ("POST", "/planar/reset", BigQuery.reset),
    ("POST", "/planar/analyze", BigQuery.analyze),
]


class Projects:
    """Every project is a warehouse of its own; all share the engine, which runs one statement at a time."""

    def __init__(self) -> None:
        self._analyzer = Analyzer()
        self._warehouses: dict[str, BigQuery] = {}
        self._lock = threading.Lock()

    def answer(self, method: str, path: str, parameters: dict[str, str], body: Json) -> Json:
        match = re.match("/bigquery/v2/projects/([^/]+)", path)
        project = unquote(match[1]) if match else body.get("project", "planar")
        with self._lock:
            if project not in self._warehouses:
                self._warehouses[project] = BigQuery(project, self._analyzer)
            return self._warehouses[project].answer(method, path, parameters, body)


def error_body(error: BigQueryError) -> Json:
    first = {"message": error.message, "domain": "global", "reason": error.reason}
    if error.reason == "invalidQuery":
        first |= {"location": "q", "locationType": "parameter"}
    return {"error": {"code": error.status, "message": error.message, "errors": [first]}}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # so that a reply leaves in one piece
    bigquery: Projects

    def _respond(self) -> None:
        content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        url = urlsplit(self.path)
        try:
            body = json.loads(content) if content else {}
            status, reply = 200, self.bigquery.answer(self.command, url.path, dict(parse_qsl(url.query)), body)
        except BigQueryError as error:
            status, reply = error.status, error_body(error)
        except Exception:  # a fault of this server must not look like one of the statement
            status, reply = 500, error_body(BigQueryError(traceback.format_exc(), "internalError"))
        data = json.dumps(reply).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=UTF-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = do_DELETE = do_PUT = do_PATCH = _respond

    def log_message(self, *_: Any) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def server_bind(self) -> None:
        socketserver.TCPServer.server_bind(self)  # without the reverse look-up of the host's name
        self.server_name, self.server_port = "localhost", self.server_address[1]


def make_server(port: int) -> Server:
    threading.stack_size(64 << 20)  # nested expressions go deep, in Google's code too
    handler = type("Handler", (Handler,), {"bigquery": Projects()})
    return Server(("127.0.0.1", port), handler)


def _exit_with_input() -> None:
    """The other end closes when the process that started this one is gone, however it went."""
    while os.read(0, 4096):
        pass
    os._exit(0)


def main() -> None:
    parser = argparse.ArgumentParser(description="BigQuery for tests, on loopback.")
    parser.add_argument("--port", type=int, required=True, help="0 takes a free one; the port is printed")
    parser.add_argument("--until-input-ends", action="store_true", help="exit at the end of standard input")
    arguments = parser.parse_args()
    server = make_server(arguments.port)
    if arguments.until_input_ends:
        threading.Thread(target=_exit_with_input, daemon=True).start()
    print(f"listening on {server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
