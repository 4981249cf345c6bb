"""CPU seconds and peak memory of one piece of work, measured in a process of its own."""

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from typing import Any


def alone(work: Callable[[], Any], judged: Callable[[Any], Any] = lambda found: found) -> dict[str, Any]:
    """Run `work` in a fork; its own accounting comes back, and whatever it returns that JSON can hold.

    judged: makes of what was found what is said of it, on nobody's account.
    """
    reader, writer = os.pipe()
    if (child := os.fork()) == 0:
        started = time.monotonic()
        result = work()
        spent = _spent() | {"wall_seconds": round(time.monotonic() - started, 2)}
        with os.fdopen(writer, "w") as stream:
            json.dump({"result": judged(result)} | spent, stream)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as stream:
        answer: dict[str, Any] = json.load(stream)
    os.waitpid(child, 0)
    return answer


def _spent() -> dict[str, Any]:
    """What this process and its children have used."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    seconds = sum(used.ru_utime + used.ru_stime for used in both)
    return {"cpu_seconds": round(seconds, 2), "peak_mb": max(used.ru_maxrss for used in both) // 1024}


def peak_mb() -> int:
    """The most memory this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def say(**case: Any) -> None:
    """One case, as one JSON line."""
    print(json.dumps(case, ensure_ascii=False))
    sys.stdout.flush()
