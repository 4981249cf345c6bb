import pandas as pd

from models.exchange import LAST_KNOWN_DAYS, exchange_rates

NONE = pd.DataFrame({"currency": [], "on_day": pd.to_datetime([]), "rate": []})


def rates(
    currency: str, day: str, home: str = "EUR", own: pd.DataFrame = NONE
) -> list[tuple[float, str, str]]:
    needed = pd.DataFrame({"currency": [currency], "on_day": pd.to_datetime([day])})
    found = exchange_rates(needed, home, own)
    return [(row.rate, str(row.rated_on.date()), row.source) for row in found.itertuples()]


def test_the_published_rate_of_the_day():
    """European Central Bank, 5 January 2024: one euro is 1.0921 dollars."""
    assert rates("USD", "2024-01-05") == [(round(1 / 1.0921, 8), "2024-01-05", "ecb")]
    assert rates("EUR", "2024-01-05", "USD") == [(1.0921, "2024-01-05", "ecb")]


def test_a_sunday_has_friday_s_rate():
    assert rates("USD", "2024-01-07") == [(round(1 / 1.0921, 8), "2024-01-05", "ecb")]


def test_home_needs_no_bank():
    assert rates("XTS", "1800-01-01", "XTS") == [(1.0, "1800-01-01", "home")]


def test_what_nobody_knows_is_not_guessed():
    assert rates("XTS", "2024-01-05") == []
    assert rates("USD", "1950-01-05") == []
    assert rates("USD", "2099-01-05") == []
    assert LAST_KNOWN_DAYS < 100


def test_own_rates_hold_until_the_next():
    own = pd.DataFrame(
        {
            "currency": ["USD", "USD"],
            "on_day": pd.to_datetime(["2024-02-01", "2024-01-01"]),
            "rate": [2.0, 1.5],
        }
    )
    assert rates("USD", "2024-01-31", own=own) == [(1.5, "2024-01-01", "company")]
    assert rates("USD", "2024-02-01", own=own) == [(2.0, "2024-02-01", "company")]
    assert rates("USD", "2023-12-29", own=own)[0][2] == "ecb"
