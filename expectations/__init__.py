"""What clean means: for each table a list of Great Expectations objects, named `suite`.

`floors` and `shared` hold expectations that several suites use, `wording` says each in both languages.
No engine, no scheduler and no frames here; the checks that run a suite live in `pipelines`.
"""
