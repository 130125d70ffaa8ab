# Two commands matter: `make run` and `make test`. `make` alone lists them all.
.DEFAULT_GOAL := help
SHELL := /bin/sh

PORT ?= 8501
HOST ?= 127.0.0.1
OUT ?= /tmp/shots
PYTHON_HERE := .venv/bin/python
export PYTHONDONTWRITEBYTECODE :=  # some machines forbid it, and every process would compile the product again
COMPILE := .venv/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-annotate --custom-compile-command "make lock"

.PHONY: help run test lint lock bench soak screenshots contact-sheet installed installed-for-tests

help:  ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run: installed  ## install what is pinned, prepare the database, serve on http://localhost:8501 (PORT=, HOST=)
	@$(PYTHON_HERE) -m dashboard database prepare
	@exec $(PYTHON_HERE) -m dashboard serve --host $(HOST) --port $(PORT)

test: installed-for-tests  ## every test: unit, page, PostgreSQL and browser, a file a worker, three workers on two processors (ARGS= goes to pytest)
	@$(PYTHON_HERE) -m scripts.chromium
	@$(PYTHON_HERE) -c "from dashboard.door import assets; assets.prepare()"
	@$(PYTHON_HERE) -m pytest -n auto --dist loadfile --no-loadscope-reorder $(ARGS)

lint: installed-for-tests  ## ruff and mypy
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@$(PYTHON_HERE) -m mypy

lock: installed-for-tests  ## compile the two requirement files from pyproject.toml, with hashes (ARGS=--upgrade)
	$(COMPILE) $(ARGS) --output-file requirements.txt
	$(COMPILE) $(ARGS) --constraint requirements.txt --extra test --output-file requirements-test.txt

bench: installed-for-tests  ## measure, and write benchmarks/results.md
	@$(PYTHON_HERE) -m benchmarks $(ARGS)

soak: installed-for-tests  ## kill -9 in imports and migrations, 100 times an engine (ARGS=points)
	@$(PYTHON_HERE) -m tests.soak.database $(ARGS)

screenshots: installed-for-tests  ## every page as PNG into OUT= (ARGS="--pages summary --languages fr --themes dark")
	@$(PYTHON_HERE) -m scripts.chromium
	@$(PYTHON_HERE) -m scripts.screenshots --out $(OUT) $(ARGS)

contact-sheet: installed-for-tests  ## every picture in every size as PNG sheets into OUT= (ARGS="--sizes 9x16 --themes dark")
	@$(PYTHON_HERE) -m dashboard database prepare
	@$(PYTHON_HERE) -m scripts.contact_sheet --out $(OUT) $(ARGS)

installed:
	@sh scripts/install.sh requirements.txt

installed-for-tests:
	@sh scripts/install.sh requirements.txt requirements-test.txt
