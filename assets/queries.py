"""The text of the shipped queries, for assets that derive one of them at several days."""

from pathlib import Path

HERE = Path(__file__).parent


def query_text(name: str) -> str:
    """The query of one table, such as `mart/features`."""
    return (HERE / f"{name}.sql").read_text("utf-8")


def labelled_query(by: str = "mart/labels") -> str:
    """The shipped queries of features and outcomes, joined by that of the labels, or by another."""
    features, outcomes = query_text("mart/features"), query_text("mart/outcomes")
    return "\n".join(["with features as (", features, "), outcomes as (", outcomes, ")", query_text(by)])


def stepwise_query(by: str) -> str:
    """A shipped query over `versions`, the orders with one thing changed at each step between snapshots."""
    versions = query_text("mart/order_versions")
    return "\n".join(["with versions as (", versions, ") select * from (", query_text(by), ") as stepped"])
