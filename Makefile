# Two commands matter: `make run` and `make test`. `make` alone lists the others.
.DEFAULT_GOAL := help
SHELL := /bin/sh
.SUFFIXES:

PORT ?= 8501
HOST ?= 127.0.0.1
OUT ?= /tmp/shots
VENV := .venv
BIN := $(VENV)/bin
UV_COMPILE := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

.PHONY: help run test lint lock bench soak screenshots database

help:  ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run: $(VENV)/run.stamp  ## install what is pinned, prepare the database, serve on http://localhost:8501 (PORT=, HOST=)
	@$(BIN)/python -m dashboard database prepare
	@exec $(BIN)/python -m dashboard serve --host $(HOST) --port $(PORT)

test: $(VENV)/test.stamp  ## every test: unit, page, PostgreSQL and browser (ARGS= goes to pytest)
	@sh scripts/browser.sh
	@$(BIN)/python -m pytest $(ARGS)

lint: $(VENV)/test.stamp  ## ruff and mypy
	@$(BIN)/ruff check .
	@$(BIN)/mypy

lock: $(VENV)/test.stamp  ## compile requirements*.txt from pyproject.toml, with hashes
	$(UV_COMPILE) --output-file requirements.txt
	$(UV_COMPILE) --extra test --constraint requirements.txt --output-file requirements-test.txt

bench: $(VENV)/test.stamp  ## measure, and write benchmarks/results.md
	@$(BIN)/python -m benchmarks $(ARGS)

soak: $(VENV)/test.stamp  ## the long runs: kill loops, coming and going sessions
	@$(BIN)/python -m benchmarks.soak $(ARGS)

screenshots: $(VENV)/test.stamp  ## every page as PNG into OUT= (PAGES= LANGUAGES= THEMES= SIZES= SCOPES=)
	@sh scripts/browser.sh
	@$(BIN)/python -m scripts.screenshots --out $(OUT) $(ARGS)

$(VENV)/run.stamp: requirements.txt scripts/install.sh
	@sh scripts/install.sh $(VENV) requirements.txt
	@touch $@

$(VENV)/test.stamp: $(VENV)/run.stamp requirements-test.txt
	@sh scripts/install.sh $(VENV) requirements-test.txt
	@touch $@
