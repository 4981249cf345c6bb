"""CPU seconds and peak memory of one piece of work, measured in a process of its own."""

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from typing import Any


def alone(work: Callable[[], Any]) -> dict[str, Any]:
    """Run `work` in a fork; its own accounting comes back, and whatever it returns that JSON can hold."""
    reader, writer = os.pipe()
    if (child := os.fork()) == 0:
        started = time.monotonic()
        result = work()
        with os.fdopen(writer, "w") as stream:
            json.dump({"result": result, "wall_seconds": round(time.monotonic() - started, 2)}, stream)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as stream:
        answer = json.load(stream)
    usage = os.wait4(child, 0)[2]
    return answer | {
        "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 2),
        "peak_mb": usage.ru_maxrss // 1024,
    }


def peak_mb() -> int:
    """The most memory this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def say(**case: Any) -> None:
    """One case, as one JSON line."""
    print(json.dumps(case, ensure_ascii=False))
    sys.stdout.flush()
