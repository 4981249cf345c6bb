import dagster as dg
import pytest

from pipelines.faults import CONFIGURATION, DISK, LATE, MEMORY, UNEXPECTED, explain
from warehouse.workspace import ConfigurationError


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
        (ConfigurationError("regulars.toml: margin_rate is a share between 0 and 1."), CONFIGURATION),
        (ValueError("There is no order to report on: put an export of orders into the inbox."), LATE),
        (ValueError("could not convert li.wei@example.com"), UNEXPECTED),
    ],
)
def test_every_fault_has_its_code_and_names_its_step(error, code):
    found, message = explain(failure(error))
    assert found == code
    assert message.startswith("mart.broken failed")


def test_a_message_quotes_no_value():
    assert "li.wei" not in explain(failure(ValueError("could not convert li.wei@example.com")))[1]


def test_a_setting_that_cannot_be_used_is_quoted():
    error = ConfigurationError("regulars.toml: margin_rate is a share between 0 and 1.")
    assert "margin_rate" in explain(failure(error))[1]
