"""A run's log that tells one listener which steps are done, and is silent otherwise."""

import logging
from collections.abc import Callable

import dagster as dg

Progress = Callable[[str, int, int], None]
FINISHED = ("is_step_success", "is_step_failure", "is_step_skipped")


class _Steps(logging.Handler):
    def __init__(self, progress: Progress | None, total: int) -> None:
        super().__init__()
        self.progress, self.total, self.done = progress, total, 0

    def emit(self, record: logging.LogRecord) -> None:
        """Count a step that ended, however it ended."""
        event = getattr(record, "dagster_meta", {}).get("dagster_event")
        if event is None or not any(getattr(event, how) for how in FINISHED):
            return
        self.done += 1
        if self.progress:
            self.progress(event.step_key.replace("__", "."), self.done, self.total)


def step_logger(progress: Progress | None) -> dg.LoggerDefinition:
    """A logger for one run of a job; the job says how many steps there are."""

    def steps(context: dg.InitLoggerContext) -> logging.Logger:
        total = len(context.job_def.nodes) if context.job_def else 0
        logger = logging.Logger("regulars.steps", logging.DEBUG)
        logger.addHandler(_Steps(progress, total))
        return logger

    return dg.LoggerDefinition(steps, description="Finished steps.")
