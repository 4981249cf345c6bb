from assets.queries import query_text


def derived(company):
    company.warehouse.derive("mart.false_alarms", query_text("mart/false_alarms"))
    return company.read("false_alarms")


def test_the_curve_falls_and_agrees_with_the_window_in_use(grown):
    curve, window = derived(grown), grown.read("churn_window").iloc[0]
    assert curve["false_alarm_rate"].is_monotonic_decreasing
    chosen = curve[curve["is_chosen"]]
    assert chosen["window_days"].tolist() == [window["window_days"]]
    assert abs(chosen["false_alarm_rate"].iloc[0] - window["false_alarm_rate"]) < 1e-9
