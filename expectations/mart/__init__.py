"""Suites of the `mart` tables: what people read."""
