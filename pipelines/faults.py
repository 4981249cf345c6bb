"""What went wrong, in a sentence with what to do, and the exit code of its kind."""

import dagster as dg

OK, UNEXPECTED, REFUSED, LATE, DISK, ANOTHER_RUN, CONFIGURATION, MEMORY = 0, 1, 65, 69, 73, 75, 78, 137

KINDS: tuple[tuple[str, int, str], ...] = (
    (
        "OutOfMemory",
        MEMORY,
        "There was not enough memory: raise memory_limit in regulars.toml or free some."
        " 内存不足：请在 regulars.toml 中调高 memory_limit，或释放内存。",
    ),
    (
        "MemoryError",
        MEMORY,
        "There was not enough memory: free some, or lower memory_limit in regulars.toml."
        " 内存不足：请释放内存，或在 regulars.toml 中调低 memory_limit。",
    ),
    (
        "No space left",
        DISK,
        "The disk is full: free some space and run again. 磁盘已满：请清理后重新运行。",
    ),
)
SPOKEN = {
    "ConfigurationError": CONFIGURATION,
    "LeakError": CONFIGURATION,
    "NothingToReport": LATE,
    "DamagedModel": REFUSED,
}
"""Errors that say what happened and what to do themselves, in both languages, and quote no personal value."""


def explain(failure: dg.DagsterEvent) -> tuple[int, str]:
    """Exit code and message of a failed step.

    An unexpected error is named by its kind alone, because its text may quote a value.
    """
    step, causes = f"{failure.step_key} failed 失败".replace("__", "."), _chain(failure)
    for kind, text in causes:
        if kind in SPOKEN:
            return SPOKEN[kind], f"{step}: {text}"
    for sign, code, sentence in KINDS:
        if any(sign in kind or sign in text for kind, text in causes):
            return code, f"{step}: {sentence}"
    return UNEXPECTED, (
        f"{step}: {causes[-1][0]}. `regulars doctor` looks at settings, files and disk; where all is well,"
        " please report this line. 意外错误：请先运行 regulars doctor 诊断；若一切正常，请反馈此行。"
    )


def _chain(failure: dg.DagsterEvent) -> list[tuple[str, str]]:
    """Kind and first line of the error and its causes."""
    error = failure.step_failure_data.error
    causes = []
    while error is not None:
        text = error.message.partition(": ")[2] or error.message
        causes.append((str(error.cls_name), text.strip().partition("\n")[0]))
        error = error.cause
    return causes
