"""What was found, as a table and as JSON."""

import json
import os
import platform
from dataclasses import asdict

MEGABYTE = 1024 * 1024


class Report:
    def __init__(self, options):
        self.about = {
            "machine": platform.machine(),
            "processors": os.cpu_count(),
            "options": options,
            "load": [os.getloadavg()[0]],
        }
        self.results = []

    def timing(self, scenario, what, cost, rows=None, most_wall=None, most_peak=None):
        """Adds what something cost.

        rows -- how many it took in, for rows a second
        most_wall, most_peak -- the goals, in seconds and bytes
        """
        goals = []
        if most_wall:
            goals.append((f"< {seconds(most_wall)}", cost.wall < most_wall))
        if most_peak:
            goals.append((f"< {most_peak // MEGABYTE} MB", cost.peak < most_peak))
        self.results.append({
            "scenario": scenario, "what": what, **asdict(cost),
            **({"rows_a_second": round(rows / cost.wall)} if rows else {}), **goal(goals),
        })

    def ratio(self, scenario, what, value, at_least=None, at_most=None):
        """Adds how two costs of this run compare, and the goal for that."""
        goals = []
        if at_least:
            goals.append((f">= {at_least:g}", value >= at_least))
        if at_most:
            goals.append((f"<= {at_most:g}", value <= at_most))
        self.results.append({"scenario": scenario, "what": what, "ratio": value, **goal(goals)})

    def write(self, path):
        self.about["load"].append(os.getloadavg()[0])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({**self.about, "results": self.results}, indent=2) + "\n")

    def table(self):
        head = ["scenario", "what", "wall", "cpu", "server", "peak", "rows/s", "ratio", "goal"]
        rows = [head] + [
            [
                result["scenario"],
                result["what"],
                seconds(result.get("wall")),
                seconds(result.get("cpu")),
                seconds(result.get("server")),
                f"{result['peak'] / MEGABYTE:.0f} MB" if result.get("peak") else "",
                f"{result['rows_a_second']:,}" if "rows_a_second" in result else "",
                f"{result['ratio']:.3g}" if "ratio" in result else "",
                f"{result['goal']}: {'met' if result['met'] else 'MISSED'}" if "goal" in result else "",
            ]
            for result in self.results
        ]
        widths = [max(map(len, column)) for column in zip(*rows)]
        # Names to the left, figures to the right.
        lines = [
            "  ".join(cell.ljust(width) if place in (0, 1, 8) else cell.rjust(width)
                      for place, (cell, width) in enumerate(zip(row, widths))).rstrip()
            for row in rows
        ]
        return "\n".join([lines[0], "-" * len(lines[0])] + lines[1:])


def goal(goals):
    if not goals:
        return {}
    return {"goal": ", ".join(text for text, _ in goals), "met": all(met for _, met in goals)}


def seconds(value):
    if value is None:
        return ""
    return f"{value * 1000:.0f} ms" if value < 1 else f"{value:.1f} s" if value < 100 else f"{value:.0f} s"
