"""Planar as a command, for what calls it from Python: runs it, hands on what it says, reads the report it leaves."""

import json
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

HELD_ELSEWHERE = 4
"""The exit status of a run in which all that failed is held by somebody else."""


class PlanarError(Exception):
    """A run that ended with another status than 0; says which streams failed, and why."""


class HeldElsewhere(PlanarError):
    """Trying later is what to do."""


@dataclass(frozen=True)
class Relation:
    """What a run did to one table, from `run_results.json`."""

    unique_id: str
    stream: str
    status: str  # success, error, skipped
    message: str
    seconds: float
    rows: int  # that the table gained
    values_kept_aside: int
    rows_kept_aside: int


@dataclass(frozen=True)
class Run:
    exit_status: int
    last_words: str
    relations: Sequence[Relation]

    def raise_for_status(self) -> None:
        if self.exit_status == 0:
            return
        failed = {relation.stream: relation.message for relation in self.relations if relation.status == "error"}
        what = "; ".join(f"{stream}: {message}" for stream, message in failed.items()) or self.last_words
        error = HeldElsewhere if self.exit_status == HELD_ELSEWHERE else PlanarError
        raise error(f"planar ended with status {self.exit_status}: {what}")


def run(
    project: Path,
    *options: str,
    log: Callable[[str], None] = print,
    started: Callable[[subprocess.Popen], None] = lambda process: None,
) -> Run:
    """`planar run` in the folder of a planar.yml. Each line goes to `log` as it comes. Where an exception interrupts
    the caller, planar is told, cancels what is in flight in the database, and is waited for; who is stopped in other
    ways terminates the process that `started` gets."""
    report = project / "target" / "run_results.json"
    before = _invocation(report)
    with subprocess.Popen(
        ["planar", "run", *options],
        cwd=project,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        last_words = ""
        try:
            started(process)
            for line in process.stdout:
                last_words = line.rstrip() or last_words
                log(line.rstrip())
            status = process.wait()
        except BaseException:
            process.terminate()
            process.communicate()
            raise
    # A run that did not get so far, as with a wrong project file, leaves the report of the one before.
    results = [] if _invocation(report) == before else json.loads(report.read_text())["results"]
    return Run(status, last_words, [_relation(result) for result in results])


def _invocation(report: Path) -> str | None:
    return json.loads(report.read_text())["metadata"]["invocation_id"] if report.exists() else None


def _relation(result: dict) -> Relation:
    response = result["adapter_response"]
    return Relation(
        unique_id=result["unique_id"],
        stream=response["stream"],
        status=result["status"],
        message=result["message"] or "",
        seconds=result["execution_time"],
        rows=response.get("rows_affected") or 0,
        values_kept_aside=response.get("values_kept_aside") or 0,
        rows_kept_aside=response.get("rows_kept_aside") or 0,
    )
