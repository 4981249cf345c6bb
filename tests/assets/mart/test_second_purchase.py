import pytest


def test_shares_are_those_of_kaplan_and_meier(company, day):
    """Three come back after 3, 10 and 10 days, one not at all, one has been watched for a week only."""
    for number, days in enumerate(([0, 3], [0, 10, 50], [0, 10], [0], [92])):
        company.buy(f"C{number}", days, 10)
    company.run(day(100), ("purchase_days", "second_purchase"))
    found = company.read("second_purchase").set_index("week")
    assert found["waiting"].to_dict() == {0: 5, 1: 4, 14: 1}
    assert found["returned"].to_dict() == {0: 1, 1: 2, 14: 0}
    assert found["share_returned"].to_list() == pytest.approx([0.2, 1 - 0.8 * 0.5, 0.6])
    assert found["share_expected"].to_list() == pytest.approx([1 - 0.4 / 0.8, 0, 0])


def test_nobody_and_nobody_twice(company, day):
    company.run(day(100), ("purchase_days", "second_purchase"))
    assert company.read("second_purchase").empty
    company.buy("C0", [0], 10)
    company.run(day(100), ("purchase_days", "second_purchase"))
    assert company.read("second_purchase")["share_returned"].tolist() == [0]
