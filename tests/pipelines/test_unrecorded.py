import dagster as dg

from pipelines.unrecorded import unrecorded


@dg.asset(code_version="1")
def first() -> dg.MaterializeResult:
    return dg.MaterializeResult(metadata={"dagster/row_count": 3})


@dg.asset(deps=[first], code_version="1")
def second() -> None:
    """Waits for the first."""


@dg.asset_check(asset=first, blocking=True)
def suite() -> dg.AssetCheckResult:
    return dg.AssetCheckResult(passed=False, metadata={"failed": ["one"]})


def run(*checks: dg.AssetChecksDefinition) -> dg.ExecuteInProcessResult:
    job = dg.Definitions([first, second], asset_checks=checks, executor=dg.in_process_executor)
    with unrecorded() as instance:
        return job.resolve_implicit_global_asset_job_def().execute_in_process(
            instance=instance, raise_on_error=False
        )


def test_the_result_carries_what_happened():
    result = run()
    assert result.success
    made = {one.asset_key.to_user_string(): one for one in result.get_asset_materialization_events()}
    assert made["first"].materialization.metadata["dagster/row_count"].value == 3
    assert "second" in made


def test_a_blocking_check_still_blocks_and_is_told():
    result = run(suite)
    assert not result.success
    [found] = result.get_asset_check_evaluations()
    assert (found.passed, found.blocking, found.metadata["failed"].value) == (False, True, ["one"])
    assert not any("second" in str(one.asset_key) for one in result.get_asset_materialization_events())


def test_nothing_is_kept():
    with unrecorded() as instance:
        assert dg.materialize([first], instance=instance).success
        assert instance.get_latest_materialization_event(first.key) is None
