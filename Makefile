# `make run` cleans the sample article, `make test` checks everything. Both make .venv first, and only once:
# the stamps in it are older than pyproject.toml when the dependencies may have changed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MADE := $(VENV)/.made
RUN := $(VENV)/.installed
DEV := $(VENV)/.installed-dev
ENGINES := $(VENV)/.installed-engines
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --use-pep517
# More arguments for pytest, as in: make test ARGS="-k related_links". Tests of one module run in one process (loadfile), so that a cluster is started once.
ARGS ?=

.PHONY: help run test engines docs format clean

help:
	@echo "make run     clean the sample article: its body, what was removed and why, its metadata"
	@echo "make test    run the tests, ruff and mypy"
	@echo "make engines install Ray, Spark, Dask, ... (1 GB), for the tests that make test skips without them"
	@echo "make docs    write docs/filters/ and the outputs shown in the documents anew"
	@echo "make format  format the code"
	@echo "make clean   delete .venv and caches"

run: $(RUN)
	$(BIN)/newsclean clean examples/article.txt
	@echo
	$(BIN)/newsclean explain examples/article.txt

test: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

engines: $(ENGINES)

docs: $(DEV)
	$(BIN)/python docs/generate.py

format: $(DEV)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(MADE):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "newsclean needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1). Say which to use: make PYTHON=python3.12 ..." >&2; exit 1; }
	@echo "making $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(RUN): pyproject.toml | $(MADE)
	@echo "installing newsclean into $(VENV) ..."
	@$(PIP) --editable .
	@touch $@

$(DEV): pyproject.toml | $(MADE)
	@echo "installing newsclean and its development tools into $(VENV) ..."
	@$(PIP) --editable '.[dev]'
	@touch $@ $(RUN)

$(ENGINES): pyproject.toml | $(DEV)
	@echo "installing the engines into $(VENV) ..."
	@$(PIP) --editable '.[dev,engines]'
	@touch $@ $(DEV) $(RUN)
