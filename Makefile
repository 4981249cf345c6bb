# The whole set-up happens here; a fresh machine needs Python 3.11 or newer, and make.
PY ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help run test check docs notebooks serve

help:  ## Say what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

run: .venv/ok  ## Simulate a company, run the night over it, and say where to look
	$(BIN)/regulars demo

test: .venv/ok check  ## Check style, types and architecture, then run every test
	OMP_NUM_THREADS=1 $(BIN)/pytest -n 2 --dist loadfile

check: .venv/ok  ## Format, lint and types
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy

docs: .venv/ok  ## Write the data dictionary from the queries and their suites
	$(BIN)/python -m pipelines.dictionary

notebooks: .venv/ok  ## Run the notebooks and render them, with their pictures, into docs/
	mkdir -p build
	for one in notebooks/*.py; do \
		$(BIN)/jupytext --quiet --to ipynb --output build/$$(basename $$one .py).ipynb $$one && \
		$(BIN)/jupyter nbconvert --log-level WARN --execute --to markdown --output-dir docs/notebooks build/$$(basename $$one .py).ipynb || exit 1; \
	done

serve: .venv/ok  ## The pipeline's own console, on this machine only
	DAGSTER_DISABLE_TELEMETRY=yes $(BIN)/dagster dev -w workspace.yaml -h 127.0.0.1

.venv/ok: requirements.lock pyproject.toml
	$(PY) -m venv .venv
	$(BIN)/pip -q --disable-pip-version-check install uv==0.13.9
	$(BIN)/uv pip sync -q --compile-bytecode --require-hashes --python $(BIN)/python requirements.lock || $(BIN)/pip -q install --require-hashes -r requirements.lock
	$(BIN)/uv pip install -q --no-deps --python $(BIN)/python -e .
	touch $@
