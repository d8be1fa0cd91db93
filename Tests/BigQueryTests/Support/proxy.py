"""A front for the emulator that does what the emulator does not: it demands tokens, checks every request against
Google's own description, keeps job ids unique, has jobs take their time, and fails as a test wants it to."""

import http.server
import json
import re
import socket
import time
import urllib.parse

from emulator import send
from projects import Job
from tokens import Refused

API = "/bigquery/v2/projects/"
ROUTES = [
    ("POST", "jobs", "jobs.insert"),
    ("GET", "jobs", "jobs.list"),
    ("GET", "jobs/([^/]+)", "jobs.get"),
    ("POST", "jobs/([^/]+)/cancel", "jobs.cancel"),
    ("GET", "queries/([^/]+)", "jobs.getQueryResults"),
    ("GET", "datasets", "datasets.list"),
    ("GET", "datasets/([^/]+)", "datasets.get"),
]
LABEL = re.compile(r"[a-z0-9_-]{1,63}")
JOB_ID = re.compile(r"[A-Za-z0-9_-]{1,1024}")


class Failure(Exception):
    """An error of the API."""

    def __init__(self, status, reason, message, **more):
        super().__init__(message)
        self.status = status
        self.body = {
            "error": {
                "code": status, "message": message,
                "errors": [{"message": message, "domain": "global", "reason": reason, **more}],
            }
        }


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Set by the server: the ways to the other parts.
    tokens = discovery = control = project = emulator = None

    def log_message(self, *_):
        pass

    def handle_any(self):
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        url = urllib.parse.urlsplit(self.path)
        self.query = dict(urllib.parse.parse_qsl(url.query, keep_blank_values=True))
        try:
            if url.path.startswith(API):
                self.api(url.path[len(API):], body)
            elif url.path.startswith("/token/"):
                self.token(self.project(url.path.split("/")[2]), body)
            elif url.path.startswith("/computeMetadata/"):
                self.metadata()
            else:
                self.reply(200, self.control(url.path, json.loads(body or b"{}")))
        except Failure as failure:
            self.reply(failure.status, failure.body)

    do_GET = do_POST = do_PUT = handle_any

    def reply(self, status, body, headers=()):
        """`body` is JSON, or a text of HTML."""
        html = isinstance(body, str)
        data = body.encode() if html else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html" if html else "application/json")
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def drop(self):
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    # Tokens

    def token(self, project, body):
        fault = project.take_fault("token")
        form = dict(urllib.parse.parse_qsl(body.decode()))
        project.requests.append({"call": "token", "at": time.monotonic()})
        if fault:
            # What a server says may repeat what it was sent.
            return self.fail(fault, echo=" ".join(form.values()))
        try:
            host = self.headers["Host"]
            self.reply(200, self.tokens.grant(project, form, f"http://{host}{self.path}"))
        except Refused as refused:
            self.reply(400, {"error": refused.args[0], "error_description": refused.args[1]})

    def metadata(self):
        project = self.project("metadata")
        project.requests.append({"call": "metadata", "at": time.monotonic(), "query": self.query})
        if self.headers.get("Metadata-Flavor") != "Google":
            return self.reply(403, "<html>Missing Metadata-Flavor:Google header.</html>")
        self.reply(200, self.tokens.issue(project), [("Metadata-Flavor", "Google")])

    # The API

    def api(self, path, body):
        name, _, rest = path.partition("/")
        project = self.project(urllib.parse.unquote(name))
        for method, pattern, call in ROUTES:
            match = re.fullmatch(pattern, rest)
            if method == self.command and match:
                break
        else:
            project.violations.append(f"there is no {self.command} {rest}")
            raise Failure(404, "notFound", f"no route {self.command} {rest}")
        content = json.loads(body) if body else None
        project.requests.append(
            {"call": call, "at": time.monotonic(), "query": self.query, "body": content,
             "id": urllib.parse.unquote(match[1]) if match.groups() else None,
             "authorization": self.headers.get("Authorization")}
        )
        project.violations += self.discovery.check_call(call, self.query, content)
        if project.demands_token and not self.tokens.accepts(self.headers.get("Authorization")):
            project.refused += 1
            raise Failure(401, "authError", "Request had invalid authentication credentials.")
        self.backend = urllib.parse.urlsplit(project.backend).port if project.backend else self.emulator
        fault = project.take_fault(call, content["configuration"]["query"]["query"] if content else "")
        if fault:
            time.sleep(fault.get("delay", 0))
            if fault.get("forward"):
                try:
                    self.answer(project, call, match, content, fault)
                except Failure:
                    pass
            if {"status", "drop", "hang", "html"} & fault.keys():
                return self.fail(fault, echo=self.headers.get("Authorization") or "")
        reply = self.answer(project, call, match, content, fault or {})
        project.violations += self.discovery.check_reply(call, reply)
        self.reply(200, reply)

    def fail(self, fault, echo):
        if "hang" in fault:
            time.sleep(fault["hang"])
        if "drop" in fault or "hang" in fault:
            return self.drop()
        headers = list(fault.get("headers", {}).items())
        if "html" in fault:
            return self.reply(fault["status"], fault["html"].replace("$SENT", echo), headers)
        if "oauth" in fault:
            text = fault.get("message", "").replace("$SENT", echo)
            return self.reply(fault["status"], {"error": fault["oauth"], "error_description": text}, headers)
        failure = Failure(fault["status"], fault["reason"], fault.get("message", "injected").replace("$SENT", echo))
        self.reply(failure.status, failure.body, headers)

    def answer(self, project, call, match, content, fault):
        subject = urllib.parse.unquote(match[1]) if match.groups() else None
        if call == "jobs.insert":
            return self.insert(project, content, fault)
        if call == "jobs.list":
            return self.forward("GET", self.path) if project.backend else self.list_children(project, fault)
        if call == "datasets.list":
            return self.page(self.forward("GET", self.path), "datasets", fault)
        if call == "datasets.get":
            dataset = self.forward("GET", self.path)
            dataset["location"] = project.locations.get(subject, dataset["location"])
            return dataset
        job = self.find(project, subject)
        if call == "jobs.cancel":
            job.cancelled = True
            return {"kind": "bigquery#jobCancelResponse", "job": self.state(project, subject, job)}
        if call == "jobs.get":
            return self.state(project, subject, job)
        return self.results(project, subject, job)

    def find(self, project, job_id):
        job = project.jobs.get(job_id)
        # Only jobs of the multi-regions are found without their location.
        is_found = job and self.query.get("location", job.location if job.location in ("US", "EU") else "") == job.location
        if is_found and job.hidden == 0:
            return job
        if is_found:
            job.hidden -= 1
        raise Failure(404, "notFound", f"Not found: Job {project.name}:{job_id}")

    def insert(self, project, content, fault):
        configuration, reference = content["configuration"], content["jobReference"]
        for key, value in configuration.get("labels", {}).items():
            if not LABEL.fullmatch(key) or not LABEL.fullmatch(value or "-"):
                project.violations.append(f"label {key}={value}")
        if configuration["query"].get("useLegacySql") is not False:
            project.violations.append("useLegacySql is true by default")
        if configuration.get("dryRun"):
            job = self.forward("POST", self.path, content)
            job["statistics"]["query"].pop("totalRows", None)
            job["jobReference"].pop("jobId", None)
            job["statistics"]["query"].update(fault.get("query", {}))
            return job
        job_id = reference["jobId"]
        if not JOB_ID.fullmatch(job_id):
            project.violations.append(f"job id {job_id}")
        with project.lock:
            if job_id in project.jobs:
                location = project.jobs[job_id].location
                raise Failure(409, "duplicate", f"Already Exists: Job {project.name}:{location}.{job_id}")
            default = configuration["query"].get("defaultDataset", {}).get("datasetId")
            location = reference.get("location") or project.locations.get(default, project.default_location)
            job = project.jobs[job_id] = Job(location, configuration["query"]["query"])
        project.count_running()
        job.polls = None if fault.get("endless") else fault.get("polls", 0)
        job.late = fault.get("late", False)
        job.error = fault.get("error") and {
            key: text.replace("$SENT", self.headers.get("Authorization") or "") for key, text in fault["error"].items()
        }
        job.incomplete = fault.get("incomplete", 0)
        job.hidden = fault.get("hidden", 0)
        # What never ends and what fails does nothing.
        if job.polls is not None and not job.error:
            job.reply = self.forward("POST", self.path, content)
            # The emulator counts statements in it, which BigQuery does not.
            job.reply["statistics"].pop("scriptStatistics", None)
            job.reply["statistics"]["query"].update(fault.get("query", {}))
            project.children = fault.get("children", project.children)
        return self.state(project, job_id, job)

    def state(self, project, job_id, job):
        reply = json.loads(json.dumps(job.reply)) if job.reply else {
            "kind": "bigquery#job", "statistics": {"creationTime": "1", "query": {"statementType": "INSERT"}},
        }
        reply["id"] = f"{project.name}:{job.location}.{job_id}"
        reply["jobReference"] = {"projectId": project.name, "jobId": job_id, "location": job.location}
        reply["statistics"]["query"].pop("totalRows", None)
        running = job.polls is None or job.polls > 0 or (job.late and not job.cancelled)
        if running and not (job.cancelled and not job.reply):
            if job.polls:
                job.polls -= 1
            reply["status"] = {"state": "RUNNING"}
            reply["statistics"] = {"creationTime": "1"}
            return reply
        error = job.error
        if job.polls is None:
            error = {"reason": "stopped", "message": "Job execution was cancelled: User requested cancellation"}
        if error:
            reply["status"] = {"state": "DONE", "errorResult": error, "errors": [error]}
        job.ended = True
        return reply

    def results(self, project, job_id, job):
        state = self.state(project, job_id, job)
        error = state["status"].get("errorResult")
        if error:
            raise Failure(400, error["reason"], error["message"])
        if job.incomplete > 0:
            job.incomplete -= 1
            return {"kind": "bigquery#getQueryResultsResponse", "jobReference": state["jobReference"],
                    "jobComplete": False}
        return self.forward("GET", self.path)

    def list_children(self, project, fault):
        jobs = []
        for index, statistics in enumerate(project.children):
            child = f"script_job_{index}"
            jobs.append({
                "id": f"{project.name}:US.{child}", "kind": "bigquery#job", "state": "DONE",
                "jobReference": {"projectId": project.name, "jobId": child, "location": "US"},
                "status": {"state": "DONE"},
                "statistics": {"parentJobId": self.query["parentJobId"], **statistics},
            })
        return self.page({"kind": "bigquery#jobList", "jobs": jobs}, "jobs", {"page": 2, **fault})

    def page(self, reply, key, fault):
        """The part of a list that was asked for, in pages as small as the fault wants them."""
        reply.pop("totalItems", None)
        size = fault.get("page")
        if size:
            start = int(self.query.get("pageToken") or 0)
            elements = reply[key]
            reply[key] = elements[start:start + size]
            if start + size < len(elements):
                reply["nextPageToken"] = str(start + size)
        for element in reply[key] if key == "datasets" else []:
            for name in element.keys() - {"kind", "id", "datasetReference", "labels", "friendlyName", "location"}:
                del element[name]
        return reply

    def forward(self, method, path, content=None):
        status, reply = send(self.backend, method, path, content)
        if status >= 400:
            error = reply["error"]
            raise Failure(status, error["errors"][0]["reason"], error["message"])
        return reply
