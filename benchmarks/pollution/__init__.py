"""Polluted versions of clean tables, and how well a reader gets them back without being told anything.

The pollutions and the scores are those of Pollock (Vitagliano et al., "Pollock: A Data Loading Benchmark",
PVLDB 16, 2023), and more of the same sort; the tables and the code that pollutes them are our own.
"""
