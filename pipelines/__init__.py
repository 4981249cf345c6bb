"""Wiring: the only place that knows when, where and against what the assets run.

Definitions, resources, the SQL loader, checks, jobs, schedules and sensors; no table and no model.
"""
