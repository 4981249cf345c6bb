def test_past_tests_are_told_by_group(grown):
    for table in ("scheme_cells", "past_groups", "group_backtest"):
        grown._derive(table, None)
    groups, forecasts = grown.read("past_groups"), grown.read("holdout_forecasts")
    assert groups.groupby("kind").size().nunique() == 1
    assert set(groups["origin"]) == set(forecasts["origin"])
    found = grown.read("group_backtest")
    churn = found[found["model"] == "churn"]
    assert (churn.groupby("kind")["forecasts"].sum() == len(forecasts)).all()
    single = churn[(churn["kind"] == "orders") & (churn["name"] == "one")].iloc[0]
    assert single["observed"] > churn[churn["name"] == "many"]["observed"].iloc[0]
    assert set(found["verdict"]) <= {"trusted", "off", "unranked", "too few"}
