"""Recipes/cron as cron calls it; what it prints is what cron would mail."""

import os
import subprocess
import time
import unittest

from shop import FIRST, MORE_PRICES, RECIPES, Shop, wait_until

SCRIPT = str(RECIPES / "cron/planar-cron")


class CronTests(Shop):
    def start(self) -> subprocess.Popen:
        return subprocess.Popen(
            [SCRIPT, str(self.project)], cwd="/", text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )

    def cron(self) -> tuple[int, str]:
        process = self.start()
        mailed = process.communicate(timeout=300)[0]
        return process.returncode, mailed

    def log(self) -> str:
        return (self.project / "planar.log").read_text()

    def test_a_run_that_goes_well_mails_nothing_and_is_logged(self) -> None:
        self.load(FIRST)
        self.assertEqual(self.cron(), (0, ""))
        self.assertEqual(self.rows("select count(*) from orders"), [(2,)])
        self.assertIn("done    orders: 6 rows in 3 tables", self.log())

    def test_a_stream_that_fails_is_mailed(self) -> None:
        self.load(FIRST)
        with (self.project / "planar.yml").open("a") as settings:
            settings.write("streams: {orders: {pre_hook: select nonsense}}\n")
        status, mailed = self.cron()
        self.assertEqual(status, 1)
        self.assertIn("ended with status 1", mailed)
        self.assertIn("nonsense", mailed)

    def test_what_is_held_is_mailed_only_when_it_stays_so(self) -> None:
        self.load(FIRST)
        self.assertEqual(self.cron(), (0, ""))
        self.load(MORE_PRICES)
        with self.held():
            self.assertEqual(self.cron(), (0, ""))
            self.assertIn("a table is held by somebody else", self.log())
            long_ago = time.time() - 2 * 3600
            os.utime(self.project / "planar.ok", (long_ago, long_ago))
            status, mailed = self.cron()
            self.assertEqual(status, 4)
            self.assertIn("gone well for 60 minutes", mailed)
        self.assertEqual(self.cron(), (0, ""))
        self.assertEqual(self.rows("select count(*) from prices"), [(3,)])

    def test_of_two_at_once_one_runs_and_the_other_leaves_it_to_the_next(self) -> None:
        """The first is kept at work by a pipe in the place of the program's own output."""
        self.load(FIRST)
        self.assertEqual(self.cron(), (0, ""))
        self.load(MORE_PRICES)
        gate = self.project / "gate"
        os.mkfifo(gate)
        slow = self.project / "bin" / "planar"
        slow.parent.mkdir()
        planar = subprocess.run(["which", "planar"], check=True, text=True, capture_output=True).stdout.strip()
        slow.write_text(f'#!/bin/sh\necho waiting >started\nread -r _ <gate\nexec "{planar}" "$@"\n')
        slow.chmod(0o755)
        path = os.environ["PATH"]
        os.environ["PATH"] = f"{slow.parent}:{path}"
        self.addCleanup(os.environ.__setitem__, "PATH", path)
        first = self.start()
        wait_until((self.project / "started").exists)
        self.assertEqual(self.cron(), (0, ""))
        self.assertIn("another run is at work", self.log())
        # Where the script is killed the run goes on, and so does the lock.
        first.kill()
        first.wait()
        self.assertEqual(self.cron(), (0, ""))
        self.assertEqual(self.log().count("another run is at work"), 2)
        gate.write_text("on\n")
        first.stdout.close()
        wait_until(lambda: self.rows("select count(*) from prices") == [(3,)])

    def test_it_says_how_it_is_called(self) -> None:
        done = subprocess.run([SCRIPT], text=True, capture_output=True)
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("usage: planar-cron FOLDER", done.stderr)


if __name__ == "__main__":
    unittest.main()
