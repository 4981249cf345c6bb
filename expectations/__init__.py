"""What clean means: for each table a list of Great Expectations objects, named `suite`.

No engine, no scheduler and no frames here; the checks that run a suite live in `pipelines`.
"""
