from typing import Any

import pytest

from warehouse.errors import ConfigurationError
from warehouse.goals import checked_goals

GOAL = {"key": "one", "name": {"en": "One", "zh": "一"}, "measure": "revenue", "target": 3, "owner": "sales"}


@pytest.mark.parametrize(
    ("goal", "words"),
    [
        ({**GOAL, "measure": "revenu"}, "one: there is no measure 'revenu'; did you mean 'revenue'"),
        ({**GOAL, "target": "3"}, "one: the target is a number"),
        ({**GOAL, "target": True}, "one: the target is a number"),
        ({name: GOAL[name] for name in ("key", "name", "target")}, "one lacks measure, owner"),
    ],
)
def test_a_goal_that_cannot_be_measured_is_named(goal: dict[str, Any], words: str) -> None:
    with pytest.raises(ConfigurationError, match=f"goals.yaml: {words}"):
        checked_goals([GOAL, goal], ["customers", "revenue"])


def test_good_goals_come_through() -> None:
    assert checked_goals([GOAL], ["revenue"]) == [GOAL]
