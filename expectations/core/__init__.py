"""Suites of the `core` tables: one row per real thing."""
