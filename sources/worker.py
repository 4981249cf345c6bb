"""The limited process: reads files from strangers with bounds on memory and time, and without a network."""

import ctypes
import json
import os
import queue
import resource
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

MEMORY = 4 << 30
"""Bytes of address space; what the libraries reserve and never touch is counted."""
EXHAUSTED = ("MemoryError", "OutOfMemoryException", "ArrowMemoryError")
NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000


def serve() -> None:
    """Answer the questions of the parent until it is gone."""
    _leave_the_network()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    questions: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(questions,), daemon=True).start()
    while True:
        _answer(questions.get(), answers)


def _leave_the_network() -> None:
    """Move into a network of its own with nobody in it, where the system lets a user do so."""
    libc = ctypes.CDLL(None)
    if hasattr(libc, "unshare") and libc.unshare(NEW_NETWORK) and os.geteuid():
        libc.unshare(NEW_USER | NEW_NETWORK)


def _listen(questions: "queue.SimpleQueue[dict[str, Any]]") -> None:
    """Take in questions; without a parent there is nothing left to do."""
    for line in sys.stdin:
        questions.put(json.loads(line))
    os._exit(0)


def _answer(question: dict[str, Any], answers: TextIO) -> None:
    _allow(question["seconds"])
    answer = _worked(JOBS[question["job"]], question["arguments"])
    answers.write(json.dumps(answer) + "\n")
    answers.flush()


def _allow(seconds: float) -> None:
    """Processor time for the next job."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _worked(work: Callable[..., Any], arguments: dict[str, Any]) -> dict[str, Any]:
    from sources.export import HeldError, UnreadableError
    from sources.words import said

    try:
        return {"result": work(**arguments)}
    except HeldError as question:
        return {"error": "held", "message": str(question), "question": question.question}
    except UnreadableError as refusal:
        return {"error": "refused", "message": str(refusal)}
    except OSError as error:
        return {"error": "system", "message": error.strerror, "number": error.errno}
    except Exception as error:
        if type(error).__name__ in EXHAUSTED:
            os._exit(1)
        return {"error": "refused", "message": said("unreadable", why=type(error).__name__)}


def extract(path: str, folder: str) -> list[dict[str, Any]]:
    """Every table of a file: text where it is, others as Arrow in the folder."""
    from sources.opening import opened
    from sources.stored_export import store
    from sources.text_export import TextExport

    found: list[dict[str, Any]] = []
    for number, table in enumerate(opened(Path(path), Path(folder))):
        if isinstance(table, TextExport):
            found.append({"name": table.name, "file": str(table.path)})
        else:
            target = Path(folder) / f"{number}.arrow"
            found.append({"file": str(target), **store(table, target)})
    return found


def unpack(path: str, kind: str, folder: str) -> list[tuple[str, str]]:
    """The names of an archive's members, and where they lie in the folder."""
    from sources.archives import unpacked

    return [(name, str(place)) for name, place in unpacked(Path(path), kind, Path(folder))]


def names(path: str) -> list[str]:
    """The name of each table of a file."""
    from sources.encoding import survey
    from sources.opening import tables_of

    return [table.name for table in tables_of(Path(path), survey(Path(path)))]


def load(path: str, **arguments: Any) -> dict[str, Any]:
    """One table into its folder of the lake; its entry in the ledger."""
    from sources.loading_apart import load as loaded

    return loaded(Path(path), **arguments)


JOBS: dict[str, Callable[..., Any]] = {"extract": extract, "unpack": unpack, "names": names, "load": load}
