import pandas as pd
import pytest

NOTHING = {"customer_id": "str", "loyalty_grade": "str", "churn_probability": "float64"}


def stood(warehouse, rows):
    """How customers stood at the report before: (customer, grade)."""
    frame = pd.DataFrame(rows, columns=["customer_id", "loyalty_grade"]).assign(churn_probability=0.5)
    warehouse.write("mart.standing_earlier", frame.astype(NOTHING))


@pytest.fixture
def graded(company, day):
    """Loyalty of customers of whom only the probability and the days with an order are given."""

    def graded(customers, before):
        frame = pd.DataFrame(customers, columns=["customer_id", "purchase_days", "repeat_probability"])
        company.warehouse.write(
            "mart.features", frame[["customer_id", "purchase_days"]].assign(gap_ratio=1.0)
        )
        company.warehouse.write("mart.churn", frame[["customer_id", "repeat_probability"]])
        stood(company.warehouse, before)
        company.run(day(1), ("loyalty",))
        return company.read("loyalty").set_index("customer_id")

    return graded


def test_a_grade_just_missed_is_kept_and_one_missed_by_much_is_lost(graded):
    customers = [("a", 5, 0.57), ("b", 5, 0.54), ("c", 5, 0.57), ("d", 5, 0.61), ("e", 5, 0.10)]
    found = graded(customers, [("a", "A"), ("b", "A"), ("c", "B"), ("d", "B"), ("e", "A")])
    assert found["grade"].to_dict() == {"a": "A", "b": "B", "c": "B", "d": "A", "e": "D"}
    assert found["is_held"].to_dict() == {"a": True, "b": False, "c": False, "d": False, "e": False}


def test_wavering_about_a_limit_changes_no_grade(graded):
    before, seen = "B", set()
    for probability in (0.41, 0.39, 0.405, 0.37, 0.42, 0.36):
        before = graded([("a", 3, probability)], [("a", before)])["grade"]["a"]
        seen.add(before)
    assert seen == {"B"}


def test_what_is_missing_is_told_in_orders_and_points(graded):
    found = graded([("a", 3, 0.5), ("b", 5, 0.5), ("c", 1, 0.5), ("d", 6, 0.9)], [])
    assert found["orders_to_next_grade"].to_dict() == {"a": 1, "b": 0, "c": 1, "d": 0}
    assert found["next_step_en"]["a"] == "To A: orders missing: 1, and 10 points likelier to return."
    assert found["next_step_en"]["b"] == "To A: 10 points likelier to return."
    assert found["next_step_zh"]["c"] == "距 B 级还差 1 次下单。"
    assert found["next_step_en"]["d"] == "The highest grade."
