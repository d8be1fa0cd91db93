"""What a command costs: time, processor time and memory."""

import os
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass
from typing import Optional


@dataclass
class Cost:
    wall: float
    """Seconds."""
    cpu: Optional[float] = None
    """Processor seconds of the command itself, user and system."""
    server: Optional[float] = None
    """Processor seconds of the database server meanwhile."""
    peak: Optional[int] = None
    """The most memory that the command held, in bytes."""

    @property
    def work(self):
        """Processor seconds wherever they were spent."""
        return (self.cpu or 0) + (self.server or 0)


class CommandFailed(Exception):
    pass


def measure(command, server=None, allowed=(0,), **options):
    """Runs a command and says what it cost.

    server -- a running cluster, whose work is counted too
    allowed -- the exit statuses that are no failure
    """
    with tempfile.TemporaryFile() as output:
        before = server.cpu() if server else None
        start = time.monotonic()
        # A process that comes from vfork is charged with the memory of this one at its peak, one from fork with what
        # this one holds now, which is less than the commands need; a function to call makes it fork.
        process = subprocess.Popen(
            command, stdout=output, stderr=subprocess.STDOUT, preexec_fn=lambda: None, **options)
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            process.kill()
            process.wait()
            raise
        wall = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in allowed:
            output.seek(0)
            text = output.read().decode(errors="replace")
            raise CommandFailed(f"{' '.join(map(str, command))[:200]}: status {process.returncode}\n{text[-2000:]}")
    return Cost(
        wall=wall,
        cpu=usage.ru_utime + usage.ru_stime,
        server=server.cpu() - before if server else None,
        peak=usage.ru_maxrss * 1024,
    )


def median(costs):
    """The median of each figure by itself, and the greatest of the peaks."""

    def middle(figures):
        figures = [figure for figure in figures if figure is not None]
        return statistics.median(figures) if figures else None

    return Cost(
        wall=middle(cost.wall for cost in costs),
        cpu=middle(cost.cpu for cost in costs),
        server=middle(cost.server for cost in costs),
        peak=max((cost.peak for cost in costs if cost.peak), default=None),
    )


def interleave(times, **actions):
    """Takes turns, so that whatever else the machine does falls on all alike.

    actions -- functions that return a Cost
    Returns the median of each, by the same names.
    """
    costs = {name: [] for name in actions}
    for _ in range(times):
        for name, action in actions.items():
            costs[name].append(action())
    return {name: median(all) for name, all in costs.items()}
