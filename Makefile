# Needs Python 3.11 or newer and make; everything else is set up in .venv from the lock files.

VENV ?= .venv
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
TESTS ?=
# Processes that share the tests; what reads scans takes up to 3 GB in each.
JOBS ?= 2
# Those with a target of their own, and the modules that they are made of.
APART := __init__ mutation formats% readers% rules%
BENCHMARKS ?= $(filter-out $(APART),$(basename $(notdir $(wildcard benchmarks/*.py))))

.PHONY: demo test test-system lint format types imports check bench mutation bench-rules formats readers fuzz kill-workbench lock generated guide wheel clean

demo: $(VENV)/runtime.stamp
	$(BIN)/jixiao demo

test: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -m "not system" -n $(JOBS) --dist loadfile $(TESTS)

test-system: $(VENV)/dev.stamp
	.ci/system-tools
	$(BIN)/python -m pytest -m system $(TESTS)

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(VENV)/dev.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(VENV)/dev.stamp
	$(BIN)/mypy

imports: $(VENV)/dev.stamp
	$(BIN)/lint-imports

check: lint types imports test

bench: $(VENV)/dev.stamp
	for name in $(BENCHMARKS); do echo "== $$name"; $(BIN)/python -m benchmarks.$$name || exit 1; done

mutation: $(VENV)/dev.stamp
	$(BIN)/python -m benchmarks.mutation

# Writes docs/bench-rules.md in about ten minutes; KEEP=DIR makes a run that was stopped go on.
bench-rules: $(VENV)/dev.stamp
	$(BIN)/python -m benchmarks.rules $(if $(KEEP),--keep $(KEEP))

# Writes docs/formats.md; KEEP=DIR makes a run that was stopped go on.
formats: $(VENV)/dev.stamp
	$(BIN)/python -m benchmarks.formats $(if $(KEEP),--keep $(KEEP))

readers: $(VENV)/dev.stamp .venv-bench/stamp
	$(BIN)/python -m benchmarks.readers

.venv-bench/stamp: requirements-bench.lock
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements-bench.lock
	@touch $@

fuzz: $(VENV)/dev.stamp
	HYPOTHESIS_PROFILE=fuzz $(BIN)/python -m pytest --timeout 0 -o faulthandler_timeout=0 -m "not system" $(TESTS)

# Kills the workbench's server at 50 moments of a clerk's work; takes about five minutes.
kill-workbench: $(VENV)/dev.stamp
	KILLS=50 $(BIN)/python -m pytest -m system -s tests/workbench/test_kill_server.py

# Files that are made from the code or from the corpus's truth; tests hold them equal.
generated: $(VENV)/dev.stamp
	$(BIN)/python -m assistant.schema
	$(BIN)/python -m assistant.checks.pages
	$(BIN)/python -m corpus.build --demo corpus/demo

# The pictures of docs/guide, taken on the walks that the tests do.
guide: $(VENV)/dev.stamp
	JIXIAO_GUIDE=docs/guide/pictures $(BIN)/python -m pytest -m system tests/workbench/browser/test_guide.py

wheel: $(VENV)/dev.stamp
	rm -rf dist
	$(PIP) wheel --no-deps --no-build-isolation --wheel-dir dist .

lock:
	.ci/lock

clean:
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage jixiao-demo

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "需要 Python 3.11 或更高版本 / Python 3.11 or newer is needed"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/runtime.stamp: requirements.lock requirements-build.lock pyproject.toml | $(VENV)/bin/python
	$(PIP) install --require-hashes -r requirements.lock -r requirements-build.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	$(PIP) install --require-hashes -r requirements-dev.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@
