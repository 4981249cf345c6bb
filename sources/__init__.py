"""Exports in: readers, vendor presets, mapping to canonical columns, quarantine, the ledger of files.

Knows files; knows no customer, no segment and no model.
"""
