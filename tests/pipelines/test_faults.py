import re

import dagster as dg
import pytest

from assets.core.reporting_day import NothingToReport
from pipelines.faults import CONFIGURATION, DISK, KINDS, LATE, MEMORY, REFUSED, UNEXPECTED, explain
from pipelines.night import _stopped
from warehouse.errors import ConfigurationError
from warehouse.registry import DamagedModel
from warehouse.workspace import Workspace


def failure(error: BaseException) -> dg.DagsterEvent:
    @dg.asset(key_prefix="mart")
    def broken() -> None:
        raise error

    result = dg.materialize([broken], raise_on_error=False)
    return next(event for event in result.all_events if event.is_step_failure)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (MemoryError(), MEMORY),
        (OSError(28, "No space left on device"), DISK),
        (ConfigurationError("regulars.toml: margin_rate is a share.", "margin_rate 是比例。"), CONFIGURATION),
        (NothingToReport("There is no order to report on.", "没有订单。"), LATE),
        (DamagedModel("v0001 is not what its card says.", "模型文件已损坏。"), REFUSED),
        (ValueError("could not convert li.wei@example.com"), UNEXPECTED),
    ],
)
def test_every_fault_has_its_code_and_names_its_step(error, code):
    found, message = explain(failure(error))
    assert found == code
    assert message.startswith("mart.broken failed")


def test_a_message_quotes_no_value():
    message = explain(failure(ValueError("could not convert li.wei@example.com")))[1]
    assert "li.wei" not in message
    assert "please report" in message


def test_an_error_that_was_made_for_a_person_is_quoted_in_both_languages():
    error = ConfigurationError("regulars.toml: margin_rate is a share.", "margin_rate 是比例。")
    said = "mart.broken failed 失败: regulars.toml: margin_rate is a share. margin_rate 是比例。"
    assert explain(failure(error))[1] == said


@pytest.mark.parametrize(("sign", "code", "sentence"), KINDS)
def test_every_kind_has_a_sentence_in_both_languages(sign, code, sentence):
    assert re.search("[A-Za-z]{3}.*[\u4e00-\u9fff]{3}", sentence)


@pytest.mark.parametrize(
    ("severity", "code"), [(dg.AssetCheckSeverity.WARN, UNEXPECTED), (dg.AssetCheckSeverity.ERROR, REFUSED)]
)
def test_a_failed_step_is_not_hidden_behind_a_check_that_only_warns(tmp_path, severity, code):
    (tmp_path / "regulars.toml").write_text("", "utf-8")

    @dg.asset
    def table() -> None:
        return None

    @dg.asset_check(asset=table, name="suite", blocking=True)
    def suite() -> dg.AssetCheckResult:
        return dg.AssetCheckResult(passed=False, severity=severity, metadata={"failed": ["rows"]})

    @dg.asset(deps=[table])
    def after() -> None:
        raise ValueError

    definitions = dg.Definitions(assets=[table, after], asset_checks=[suite])
    job = definitions.resolve_implicit_global_asset_job_def()
    result = job.execute_in_process(raise_on_error=False)
    assert _stopped(Workspace.open(tmp_path), result).exit_code == code
