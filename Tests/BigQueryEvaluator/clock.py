"""The one clock of the server: statements, jobs and partitions tell time by it, and tests can move it on."""

import time


class Clock:
    """Microseconds since the epoch that never repeat and never go back.

    `current_timestamp()` and the times of partitions come from it both, so that they compare, and because no two
    readings are equal two writes are never taken for one.
    """

    def __init__(self) -> None:
        self._offset = 0
        self._latest = 0

    def now(self) -> int:
        self._latest = max(self._latest + 1, time.time_ns() // 1000 + self._offset)
        return self._latest

    def move_to(self, micros: int) -> None:
        """Goes on from a later time."""
        if micros <= self._latest:
            raise ValueError("the clock only moves forward")
        self._offset = micros - time.time_ns() // 1000
        self._latest = micros - 1

    def restart(self) -> None:
        """Forgets every reading and tells real time again."""
        self._offset = 0
        self._latest = 0
