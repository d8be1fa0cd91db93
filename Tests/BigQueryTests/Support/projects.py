"""What the proxy knows of each project: the faults that a test has set, the jobs, and what was asked."""

import threading


class Job:
    """A job beside what the emulator holds of it."""

    def __init__(self, location, sql):
        self.location = location
        self.sql = sql
        # What the emulator answered; None where the statement was never given to it.
        self.reply = None
        # How often it is still reported as pending or running; None for until it is cancelled.
        self.polls = 0
        # Whether it seems to be running until it is cancelled.
        self.late = False
        self.error = None
        self.cancelled = False
        self.ended = False
        # How often getQueryResults still says that the job is not complete.
        self.incomplete = 0
        # How often it is not found although it is there.
        self.hidden = 0


class Project:
    def __init__(self, name):
        self.name = name
        self.lock = threading.RLock()
        self.faults = []
        self.requests = []
        self.violations = []
        self.jobs = {}
        self.children = []
        self.tokens = []
        # Requests without a token that is good.
        self.refused = 0
        # Seconds.
        self.token_life = 3600
        self.demands_token = True
        # What a dataset has as location in place of the emulator's.
        self.locations = {}
        # Where jobs run that do not say where.
        self.default_location = "US"
        self.most_running = 0
        # `http://host:port` of a server that takes the emulator's place.
        self.backend = None

    def configure(self, settings):
        with self.lock:
            for key, value in settings.items():
                if not hasattr(self, key):
                    raise KeyError(key)
                setattr(self, key, value)

    def take_fault(self, call, sql=""):
        """The next fault for a call; each happens `times` times, `containing` some words where only some jobs are meant."""
        with self.lock:
            for fault in self.faults:
                if fault["on"] == call and fault.get("times", 1) > 0 and fault.get("containing", "") in sql:
                    fault["times"] = fault.get("times", 1) - 1
                    return fault
        return None

    def running(self):
        with self.lock:
            return sum(not job.ended for job in self.jobs.values())

    def count_running(self):
        with self.lock:
            self.most_running = max(self.most_running, self.running())

    def report(self):
        with self.lock:
            return {
                "requests": self.requests,
                "violations": self.violations,
                "tokens": len(self.tokens),
                "refused": self.refused,
                "jobs": len(self.jobs),
                "running": self.running(),
                "mostRunning": self.most_running,
                "faultsLeft": sum(fault.get("times", 1) for fault in self.faults),
            }
