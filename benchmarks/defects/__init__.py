"""A self-test of the checks: good exports, forty kinds of defect, and what the product says about each.

`sheet` holds an export to be damaged, `kinds` the defects as data, `office` runs the raw and core tables and
their suites over a good export and its damaged successor, `judging` compares the two.
"""
