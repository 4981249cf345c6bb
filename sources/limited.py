"""Work on files from strangers, done in processes that have limits: the parent reads only what they wrote.

A worker handles one call after the other; one that dies or takes too long refuses that call's file alone, and
the next call gets a new worker. Answers are JSON: a worker that was taken over can send nothing but values.
"""

import atexit
import json
import subprocess
import sys
import threading
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from sources.export import HeldError, UnreadableError
from sources.words import said

AT_ONCE = 2
SECONDS = 120
SECONDS_PER_MEGABYTE = 2
ROOM = Path(__file__).parents[1]


class Worker:
    """One limited process."""

    def __init__(self) -> None:
        command = [sys.executable, "-c", "from sources.worker import serve; serve()"]
        self.process = subprocess.Popen(  # noqa: S603 (ourselves)
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOM
        )

    def call(self, job: str, seconds: float, **arguments: Any) -> Any:
        """The answer to a job. Raises HeldError, UnreadableError."""
        timer = threading.Timer(seconds, self.process.kill)
        timer.start()
        try:
            answer = self._asked({"job": job, "seconds": seconds, "arguments": arguments})
        finally:
            timer.cancel()
        if answer.get("error") == "system":
            raise OSError(answer["number"], answer["message"])
        if answer.get("error") == "held":
            raise HeldError(answer["message"], answer["question"])
        if "error" in answer:
            raise UnreadableError(answer["message"])
        return answer["result"]

    def _asked(self, question: dict[str, Any]) -> dict[str, Any]:
        process = self.process
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(json.dumps(question).encode() + b"\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except BrokenPipeError:
            line = b""
        if not line.endswith(b"\n"):
            self.stop()
            raise UnreadableError(said("too_much"))
        answer: dict[str, Any] = json.loads(line)
        return answer

    @property
    def is_alive(self) -> bool:
        """Whether it can be asked."""
        return self.process.poll() is None

    def stop(self) -> None:
        """End it."""
        self.process.kill()
        self.process.communicate()


class _Pool:
    """Workers that are free; they live as long as this process."""

    def __init__(self) -> None:
        self.free: SimpleQueue[Worker | None] = SimpleQueue()
        for _ in range(AT_ONCE):
            self.free.put(None)

    def call(self, job: str, size: int, **arguments: Any) -> Any:
        """The answer of the next free worker to a job on a file of this size."""
        worker = self.free.get()
        try:
            if worker is None or not worker.is_alive:
                worker = Worker()
            return worker.call(job, SECONDS + SECONDS_PER_MEGABYTE * (size >> 20), **arguments)
        finally:
            self.free.put(worker)

    def stop(self) -> None:
        """End all workers."""
        for _ in range(self.free.qsize()):
            worker = self.free.get()
            if worker:
                worker.stop()
            self.free.put(None)


_pool = _Pool()


def stop() -> None:
    """End all workers; the next call begins new ones."""
    _pool.stop()


atexit.register(stop)


def limited(job: str, path: Path, **arguments: Any) -> Any:
    """Do a job of `sources.worker` on a file in a limited process. Raises HeldError, UnreadableError."""
    size = path.stat().st_size
    return _pool.call(job, size, path=str(path.absolute()), **arguments)
