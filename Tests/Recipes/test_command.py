"""What the recipes share: planar as a command, ended in any way."""

import os
import signal
import subprocess
import threading
import unittest

from shop import FIRST, MORE_PRICES, Shop, wait_until

import planar_command


class CommandTests(Shop):
    def setUp(self) -> None:
        super().setUp()
        self.load(FIRST)
        self.lines: list[str] = []

    def run_planar(self, *options: str, **settings) -> planar_command.Run:
        return planar_command.run(self.project, *options, log=self.lines.append, **settings)

    def test_a_run_says_what_each_table_gained_and_what_was_kept_aside(self) -> None:
        run = self.run_planar()
        run.raise_for_status()
        found = {
            table.unique_id.split(".")[-1]: (table.stream, table.status, table.rows, table.values_kept_aside)
            for table in run.relations
        }
        self.assertEqual(
            found,
            {
                "orders_scd": ("orders", "success", 2, 0),
                "orders": ("orders", "success", 2, 0),
                "orders_items": ("orders", "success", 2, 0),
                "prices": ("prices", "success", 2, 1),
            },
        )
        self.assertIn("done    orders: 6 rows in 3 tables", "\n".join(self.lines))

    def test_a_run_that_comes_to_nothing_does_not_show_the_report_of_another(self) -> None:
        self.run_planar().raise_for_status()
        (self.project / "planar.yml").write_text("version: 1\nno_such_key: 1\n")
        run = self.run_planar()
        self.assertEqual(run.relations, [])
        with self.assertRaisesRegex(planar_command.PlanarError, "planar ended with status 1"):
            run.raise_for_status()
        self.assertIn("no_such_key", "\n".join(self.lines))

    def test_who_terminates_the_process_has_a_run_that_was_interrupted(self) -> None:
        self.run_planar().raise_for_status()
        self.load(MORE_PRICES)
        with self.held(patience=120), self.assertRaisesRegex(planar_command.PlanarError, "status 130"):
            self.run_planar(started=self.terminate_soon).raise_for_status()
        self.run_planar().raise_for_status()
        self.assertEqual(self.rows("select count(*) from prices"), [(3,)])

    def terminate_soon(self, process: subprocess.Popen) -> None:
        def terminate() -> None:
            # Before that it would just end.
            wait_until(lambda: self.catches(process.pid))
            process.terminate()

        threading.Thread(target=terminate).start()

    def catches(self, pid: int) -> bool:
        """Whether it has its handler for SIGTERM by now."""
        with open(f"/proc/{pid}/status") as file:
            [caught] = [line.split()[1] for line in file if line.startswith("SigCgt:")]
        return bool(int(caught, 16) & 1 << signal.SIGTERM - 1)

    def test_an_exception_ends_the_process_and_waits_for_it(self) -> None:
        self.run_planar().raise_for_status()
        processes: list[subprocess.Popen] = []

        def interrupt(line: str) -> None:
            raise KeyboardInterrupt

        with self.assertRaises(KeyboardInterrupt):
            planar_command.run(self.project, log=interrupt, started=processes.append)
        self.assertIsNotNone(processes[0].returncode)
        self.assertFalse(os.path.exists(f"/proc/{processes[0].pid}"))


if __name__ == "__main__":
    unittest.main()
