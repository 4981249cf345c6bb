"""Content: every table. Folders are schemas: `raw`, `core`, `mart`, `reports`; one file is one table.

A `.sql` file is a set-shaped table, a `.py` file a number-shaped one. No engine, no wiring.
"""
