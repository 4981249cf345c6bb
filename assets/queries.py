"""The text of the shipped queries, for assets that derive one of them at several days."""

from pathlib import Path

HERE = Path(__file__).parent


def query_text(name: str) -> str:
    """The query of one table, such as `mart/features`."""
    return (HERE / f"{name}.sql").read_text("utf-8")
