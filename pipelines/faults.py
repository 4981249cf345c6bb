"""What went wrong, in a sentence with what to do, and the exit code of its kind."""

import dagster as dg

OK, UNEXPECTED, REFUSED, LATE, DISK, ANOTHER_RUN, CONFIGURATION, MEMORY = 0, 1, 65, 69, 73, 75, 78, 137

KINDS: tuple[tuple[str, int, str], ...] = (
    ("OutOfMemory", MEMORY, "There was not enough memory: raise memory_limit in regulars.toml or free some."),
    (
        "MemoryError",
        MEMORY,
        "There was not enough memory: free some, or lower memory_limit in regulars.toml.",
    ),
    ("No space left", DISK, "The disk is full: free some space and run again."),
    ("ConfigurationError", CONFIGURATION, "A setting cannot be used."),
    ("LeakError", CONFIGURATION, "A feature knows the outcome."),
    ("KeyError", CONFIGURATION, "A name in the configuration is not known."),
    (
        "There is no order to report on",
        LATE,
        "No orders yet: put an export of orders into the inbox and run again.",
    ),
)


def explain(failure: dg.DagsterEvent) -> tuple[int, str]:
    """Exit code and message of a failed step.

    An unexpected error is named by its kind alone, because its text may quote a value.
    """
    causes = _chain(failure)
    step = str(failure.step_key).replace("__", ".")
    for sign, code, sentence in KINDS:
        if any(sign in cause for cause in causes):
            return code, f"{step} failed. {sentence}{_detail(causes, code)}"
    kind = causes[-1].partition(":")[0]
    advice = (
        "`regulars doctor` looks at settings, files and disk; where all is well, please report this line."
    )
    return UNEXPECTED, f"{step} failed ({kind}). {advice}"


def _chain(failure: dg.DagsterEvent) -> list[str]:
    error = failure.step_failure_data.error
    causes = []
    while error is not None:
        causes.append(f"{error.cls_name}: {error.message}")
        error = error.cause
    return causes


def _detail(causes: list[str], code: int) -> str:
    return " " + causes[-1].splitlines()[0] if code == CONFIGURATION else ""
