"""Suites of the `raw` tables: exports as they were mapped."""
