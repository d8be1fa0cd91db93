"""A Postgres server of its own, in a folder of its own."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import time
from typing import NamedTuple

SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "256MB",
    # What works at times of its own choosing is left out: it would be counted with whatever runs just then.
    "autovacuum": "off",
    "max_wal_size": "16GB",
    "checkpoint_timeout": "1d",
    # One statement drops the tables of a thousand streams.
    "max_locks_per_transaction": "1024",
}

# Postgres refuses to run as root, and its folder must be its user's. The shell reads a pipe that only we can write to:
# when it ends, however we do, the server ends and its folder goes.
SCRIPT = """
folder=$1 binaries=$2
shift 2
trap '' INT TERM HUP
as=
if [ "$(id -u)" = 0 ]; then
    chown postgres "$folder"
    as='setpriv --reuid=postgres --regid=postgres --init-groups --'
fi
$as "$binaries/initdb" -D "$folder/data" -U postgres --locale=C.UTF-8 --encoding=UTF8 --no-sync --auth=trust \
    >"$folder/log" 2>&1 </dev/null
$as "$binaries/postgres" -D "$folder/data" -k "$folder" "$@" >>"$folder/log" 2>&1 </dev/null &
server=$!
cat >/dev/null
kill -QUIT "$server"
wait "$server"
rm -rf "$folder"
"""


class Cluster:
    def __init__(self):
        # Not below a folder that TMPDIR names: the name of a socket has room for some 100 bytes.
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="planar-bench-", dir="/tmp"))
        settings = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
        self.shell = subprocess.Popen(
            ["sh", "-c", SCRIPT, "postgres-of-benchmarks", self.folder, binaries()] + settings,
            stdin=subprocess.PIPE, cwd="/", start_new_session=True)
        deadline = time.monotonic() + 120
        while not self.is_ready():
            if time.monotonic() > deadline or self.shell.poll() is not None:
                log = self.folder / "log"
                text = log.read_text() if log.exists() else ""
                self.stop()
                raise SystemExit(f"Postgres did not start\n{text}")
            time.sleep(0.05)
        self.postmaster = int((self.folder / "data/postmaster.pid").read_text().split()[0])

    def is_ready(self):
        return subprocess.run(self.psql("postgres") + ["-c", "select 1"], capture_output=True).returncode == 0

    def stop(self):
        self.shell.stdin.close()
        self.shell.wait()

    def psql(self, database):
        """A command that stops at the first error."""
        return ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", str(self.folder), "-U", "postgres", "-d", database]

    def execute(self, database, sql):
        """Runs statements and returns what they print, unaligned."""
        done = subprocess.run(
            self.psql(database) + ["-At"], input=sql, stdout=subprocess.PIPE, text=True, check=True,
            env={**os.environ, "PGOPTIONS": "-c client_min_messages=warning"})
        return done.stdout.strip()

    def copy(self, database, table, lines):
        """Loads lines in Postgres' text format."""
        command = self.psql(database) + ["-c", f"copy {table} from stdin"]
        with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
            for line in lines:
                process.stdin.write(line.encode())
        if process.returncode != 0:
            raise SystemExit(f"could not fill {table}")

    def cpu(self):
        """Processor seconds of all processes of the server so far, ended ones and parallel workers included."""
        while True:
            before = self.children()
            # What ended ones spent is their parent's.
            own = ticks(self.postmaster)
            # One that ended just now would count twice or not at all.
            if self.children().keys() == before.keys() and own:
                return (sum(own.spent) + sum(own.spent_by_ended) + sum(before.values())) / os.sysconf("SC_CLK_TCK")

    def children(self):
        """The ticks that each process of the server has spent, by its number."""
        found = {int(entry.name): ticks(entry.name) for entry in os.scandir("/proc") if entry.name.isdigit()}
        return {number: sum(each.spent) for number, each in found.items() if each and each.parent == self.postmaster}


class Ticks(NamedTuple):
    parent: int
    spent: tuple
    spent_by_ended: tuple


def ticks(process):
    """User and system time of a process, None where there is none."""
    try:
        # `4711 (postgres) S 4700 …`; the name may hold anything.
        fields = pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    user, system, user_of_ended, system_of_ended = map(int, fields[11:15])
    return Ticks(int(fields[1]), (user, system), (user_of_ended, system_of_ended))


def binaries():
    """The folder of the server's programs, which Debian does not put on the path."""
    versions = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if versions:
        return versions[-1]
    found = shutil.which("postgres")
    if not found:
        raise SystemExit("no Postgres server found; `make setup` installs one")
    return pathlib.Path(found).resolve().parent
