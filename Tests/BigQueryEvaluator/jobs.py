"""Query jobs: run when they are inserted, kept, and described as the REST API does."""

import base64
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import rules
from analyzer import Analyzer
from clock import Clock
from database import Database, Names
from errors import BigQueryError, not_modelled
from rendering import Source
from scripts import Interpreter, Step, is_script
from session import Outcome, Session
from values import field_schema, wire

Json = dict[str, Any]
LOCATION = "US"


@dataclass
class Job:
    id: str
    configuration: Json
    location: str
    created: int
    ended: int = 0
    outcome: Outcome | None = None
    error: BigQueryError | None = None
    parent: str | None = None
    children: int = 0
    script: Json | None = None

    @property
    def query(self) -> Json:
        query: Json = self.configuration["query"]
        return query


def with_parameters(query: Json) -> str:
    """The text of a query with its named parameters, which are bytes, as literals: the engine's are taken for tables."""
    text: str = query["query"]
    for parameter in query.get("queryParameters", []):
        if parameter.get("parameterType", {}).get("type") != "BYTES" or query.get("parameterMode") != "NAMED":
            raise not_modelled("A parameter that is not named, or not of bytes")
        value = base64.b64decode(parameter["parameterValue"]["value"], validate=True)
        literal = "".join(f"\\x{byte:02x}" for byte in value)
        text = re.sub(rf"@{re.escape(parameter['name'])}\b", lambda _: f"b'{literal}'", text)
    return text


@dataclass
class Jobs:
    analyzer: Analyzer
    database: Database
    clock: Clock
    jobs: dict[str, Job] = field(default_factory=dict)

    def insert(self, body: Json) -> Job:
        """Runs a query; only what is wrong with the request itself is raised, all else is the job's own failure."""
        configuration = body.get("configuration", {})
        query = configuration.get("query")
        if query is None:
            raise not_modelled("A job that is not a query")
        if not query.get("query"):
            raise BigQueryError("Required parameter is missing: query", "required")
        if query.get("useLegacySql", True):
            raise not_modelled("Legacy SQL")
        reference = body.get("jobReference", {})
        job_id = reference.get("jobId") or f"job_{uuid.uuid4().hex}"
        if job_id in self.jobs:
            raise BigQueryError(f"Already Exists: Job {self.database.project}:{LOCATION}.{job_id}", "duplicate")
        job = Job(job_id, configuration, reference.get("location", LOCATION), self.clock.now())
        if configuration.get("dryRun"):
            self._check(job)
        else:
            self.jobs[job_id] = job
            self._run(job)
        return job

    def find(self, job_id: str) -> Job:
        try:
            return self.jobs[job_id]
        except KeyError:
            raise BigQueryError(f"Not found: Job {self.database.project}:{job_id}", "notFound") from None

    def children(self, parent: str) -> list[Job]:
        return [job for job in reversed(self.jobs.values()) if job.parent == parent]

    def _session(self, job: Job) -> Session:
        dataset = job.query.get("defaultDataset", {}).get("datasetId")
        limit = job.query.get("maximumBytesBilled")
        return Session(
            self.analyzer,
            self.database,
            Names(self.database, dataset),
            Source(with_parameters(job.query)),
            bytes_limit=int(limit) if limit is not None else None,
        )

    def _check(self, job: Job) -> None:
        """A dry run: says what would happen and changes nothing."""
        session, before = self._session(job), self.database.snapshot()
        session.running = False
        try:
            self._interpret(job, session)
        finally:
            self.database.datasets = before
        if job.error:
            raise job.error

    def _run(self, job: Job) -> None:
        self._interpret(job, self._session(job))

    def _interpret(self, job: Job, session: Session) -> None:
        steps: list[Step] = []

        def record(step: Step) -> None:
            steps.append(step)
            if session.script and session.running:
                self._add_child(job, session.source, step)

        try:
            rules.check_query_size(session.source.text)
            statements = self.analyzer.parse(session.source.text)
            if not statements:
                raise BigQueryError("Syntax error: Unexpected end of statement at [1:1]")
            session.script = is_script(statements)
            Interpreter(session, record).run(statements)
        except BigQueryError as error:
            job.error = _of_script(error) if session.script else error
        job.ended = self.clock.now()
        job.outcome = _outcome(steps, session.script)

    def _add_child(self, parent: Job, source: Source, step: Step) -> None:
        parent.children += 1
        configuration = {"jobType": "QUERY", "query": {"query": source.of(step.node), "useLegacySql": False}}
        child = Job(
            f"script_job_{uuid.uuid4().hex}_{parent.children - 1}", configuration, parent.location, parent.created
        )
        child.created = child.ended = self.clock.now()
        child.outcome, child.error, child.parent = step.outcome, step.error, parent.id
        (start_line, start_column), (end_line, end_column) = map(source.place, (step.node.start, step.node.end))
        frame = {
            "startLine": start_line,
            "startColumn": start_column,
            "endLine": end_line,
            "endColumn": end_column,
            "text": source.of(step.node),
        }
        child.script = {"evaluationKind": step.kind, "stackFrames": [frame]}
        self.jobs[child.id] = child

    # What the REST API shows

    def resource(self, job: Job) -> Json:
        dry = bool(job.configuration.get("dryRun"))
        reference = {"projectId": self.database.project, "location": job.location}
        return {
            "kind": "bigquery#job",
            "etag": job.id,
            "id": f"{self.database.project}:{job.location}.{job.id}",
            "user_email": "planar@example.com",
            "configuration": {"jobType": "QUERY", **job.configuration},
            "jobReference": reference if dry else {**reference, "jobId": job.id},
            "statistics": self._statistics(job),
            "status": _status(job),
        }

    def listed(self, job: Job) -> Json:
        """The job as jobs.list has it."""
        resource = self.resource(job)
        del resource["etag"]
        error = resource["status"].get("errorResult")
        return {**resource, "state": "DONE", **({"errorResult": error} if error else {})}

    def _statistics(self, job: Job) -> Json:
        bytes_ = str(job.outcome.bytes if job.outcome else 0)
        times = {"creationTime": job.created, "startTime": job.created, "endTime": job.ended}
        query: Json = {"totalBytesProcessed": bytes_, "totalBytesBilled": bytes_, "cacheHit": False}
        if job.outcome:
            query |= {"statementType": job.outcome.statement_type, **affected(job.outcome), **job.outcome.ddl}
            if job.configuration.get("dryRun"):
                query["schema"] = schema(job.outcome)
        return {
            **{name: str(time // 1000) for name, time in times.items()},
            "totalBytesProcessed": bytes_,
            "totalSlotMs": str((job.ended - job.created) // 1000),
            "query": query,
            **({"numChildJobs": str(job.children)} if job.children else {}),
            **({"parentJobId": job.parent, "scriptStatistics": job.script} if job.parent else {}),
        }

    def results(self, job: Job, kind: str, parameters: dict[str, str]) -> Json:
        """A page of rows; a job that failed answers with its error."""
        if job.error:
            raise job.error
        assert job.outcome is not None
        rows, columns = job.outcome.rows, job.outcome.columns
        start = int(parameters.get("pageToken") or parameters.get("startIndex") or 0)
        end = min(start + int(parameters.get("maxResults", len(rows))), len(rows))
        int64 = parameters.get("formatOptions.useInt64Timestamp", "").lower() == "true"
        cells = [
            {"f": [{"v": wire(cell, column.type, int64)} for cell, column in zip(row.cell, columns)]}
            for row in rows[start:end]
        ]
        bytes_ = str(job.outcome.bytes)
        return {
            "kind": kind,
            "schema": schema(job.outcome),
            "jobReference": {"projectId": self.database.project, "jobId": job.id, "location": job.location},
            "totalRows": str(len(rows)),
            **({"pageToken": str(end)} if end < len(rows) else {}),
            **({"rows": cells} if cells else {}),
            "totalBytesProcessed": bytes_,
            "jobComplete": True,
            "cacheHit": False,
            **affected(job.outcome),
        }


def schema(outcome: Outcome) -> Json:
    return {"fields": [field_schema(column) for column in outcome.columns]}


def affected(outcome: Outcome) -> Json:
    if outcome.dml is None:
        return {}
    counts = {name: str(count) for name, count in outcome.dml.items()}
    return {"numDmlAffectedRows": str(outcome.affected), "dmlStats": counts}


def _outcome(steps: Sequence[Step], script: bool) -> Outcome | None:
    """A script answers with its last SELECT and counts the bytes of all its statements."""
    outcomes = [step.outcome for step in steps if step.outcome]
    if not script:
        return outcomes[-1] if outcomes else None
    last = next((s.outcome for s in reversed(steps) if s.outcome and _is_select(s)), Outcome("SCRIPT"))
    return Outcome("SCRIPT", last.columns, last.rows, bytes=sum(outcome.bytes for outcome in outcomes))


def _is_select(step: Step) -> bool:
    return step.kind == "STATEMENT" and step.outcome is not None and step.outcome.statement_type == "SELECT"


def _of_script(error: BigQueryError) -> BigQueryError:
    if error.reason == "invalidQuery" and not error.message.startswith("Query error: "):
        return BigQueryError(f"Query error: {error.message}", error.reason)
    return error


def _status(job: Job) -> Json:
    if job.error is None:
        return {"state": "DONE"}
    return {"state": "DONE", "errorResult": job.error.proto(), "errors": [job.error.proto()]}
