"""The readiness ledger dates what is missing by the pace at which it grows."""

import datetime as dt

import pandas as pd

from models.readiness import needs, readiness

DAY = dt.date(2026, 7, 1)


def facts(**given: tuple[float, float]) -> pd.DataFrame:
    names = {need.fact for need in needs(90)}
    rows = [(name, *given.get(name, (0.0, 0.0))) for name in sorted(names)]
    return pd.DataFrame(rows, columns=["fact", "has", "before"])


def level(table: pd.DataFrame, model: str, level: str, fact: str) -> pd.Series:
    return table.set_index(["model", "level", "fact"]).loc[(model, level, fact)]


def test_what_there_is_enough_of_is_ready_today():
    row = level(readiness(facts(repeaters=(20, 5)), 90, DAY), "lifetime_value", "individual", "repeaters")
    assert bool(row["is_met"])
    assert row["ready_on"] == pd.Timestamp(DAY)
    assert row["sentence_en"] == "Has 20 customers who bought twice and needs 20: ready."


def test_what_is_missing_is_dated_by_its_pace():
    row = level(readiness(facts(repeaters=(11, 2)), 90, DAY), "lifetime_value", "individual", "repeaters")
    assert row["ready_on"] == pd.Timestamp(DAY) + pd.Timedelta(90, "D")
    assert "2026-09-29" in row["sentence_en"]
    assert "2026年9月29日" in row["sentence_zh"]


def test_what_does_not_grow_has_no_date():
    table = readiness(facts(contracts=(3, 3)), 90, DAY)
    row = level(table, "contract_churn", "individual", "contracts")
    assert pd.isna(row["ready_on"])
    assert "no date" in row["sentence_en"]


def test_a_longer_window_needs_a_longer_history():
    short, long = (
        {need.fact: need.needed for need in needs(days) if need.level == "tested"}["history_days"]
        for days in (30, 180)
    )
    assert long > short
