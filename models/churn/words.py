"""Reasons in words: what a column is called, in what unit, and whether anybody can do something about it."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from models.features import Feature

REST, START = "(the rest)", "(start)"
MOVES = {
    1: ("raises it", "升高风险"),
    0: ("makes no difference", "无影响"),
    -1: ("lowers it", "降低风险"),
}


def explained(
    frame: pd.DataFrame, effects: pd.DataFrame, words: Mapping[str, Feature], top: int
) -> pd.DataFrame:
    """The largest effects of each row of `frame` in words; the rest and the start complete the sum."""
    values = effects.drop(columns=START).to_numpy()
    order = np.argsort(-np.abs(values), axis=1, kind="stable")[:, : min(top, values.shape[1])]
    rows = [
        _row(frame, place, column, values, words) for place in range(len(frame)) for column in [*order[place]]
    ]
    told = np.take_along_axis(values, order, axis=1).sum(axis=1)
    places = np.arange(len(frame))
    rest = _common(places, REST, values.sum(axis=1) - told, "everything else", "其他因素")
    start = _common(places, START, effects[START].to_numpy(), "where everybody starts", "总体基线")
    table = pd.concat([pd.DataFrame(rows, columns=rest.columns), rest, start], ignore_index=True)
    table = table.sort_values("place", kind="stable", ignore_index=True)
    table.insert(0, "row", frame.index.to_numpy()[table["place"]])
    return table


def _row(
    frame: pd.DataFrame,
    place: int,
    column: int,
    values: "np.typing.NDArray[np.float64]",
    words: Mapping[str, Feature],
) -> tuple[object, ...]:
    name, effect = str(frame.columns[column]), float(values[place, column])
    known = words.get(name, Feature(name, name, name))
    english, chinese = known.value(frame.iloc[place, column])
    moves = np.sign(effect)
    return (
        place,
        name,
        effect,
        known.is_actionable,
        f"{known.english}: {english} ({MOVES[moves][0]})",
        f"{known.chinese}：{chinese}（{MOVES[moves][1]}）",
    )


def _common(
    places: "np.typing.NDArray[np.int64]", name: str, effect: object, english: str, chinese: str
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "place": places,
            "column": name,
            "effect": effect,
            "is_actionable": False,
            "reason_en": english,
            "reason_zh": chinese,
        }
    )
