"""When what runs: the whole night at two o'clock, and the models alone on demand."""

import dagster as dg

MODELS = (
    "churn_window",
    "training_set",
    "season_set",
    "value_cells",
    "value_challenger",
    "value_contest",
    "lifetime_value",
    "next_order",
    "interval_coverage",
    "value_by_group",
    "model_parameters",
    "churn",
    "season",
    "holdout_forecasts",
    "past_groups",
    "backtest",
    "group_backtest",
    "calibration",
    "gain",
    "tracking",
    "grades",
)

NIGHTLY = dg.define_asset_job(
    "nightly",
    selection=dg.AssetSelection.all(),
    description="Exports in, snapshot out.",
    executor_def=dg.in_process_executor,
    tags={"dagster/max_runtime": str(6 * 3600)},
)
RETRAIN = dg.define_asset_job(
    "retrain",
    selection=dg.AssetSelection.assets(*(["mart", name] for name in MODELS)),
    description="Fit and grade the models again on the tables that are there.",
    executor_def=dg.in_process_executor,
)
JOBS = [NIGHTLY, RETRAIN]


def nightly_schedule(time_zone: str) -> dg.ScheduleDefinition:
    """Every night at two, by the company's own clock."""
    return dg.ScheduleDefinition(
        name="nightly",
        job=NIGHTLY,
        cron_schedule="0 2 * * *",
        execution_timezone=time_zone,
        default_status=dg.DefaultScheduleStatus.RUNNING,
    )
