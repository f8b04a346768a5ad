# Four commands matter: make demo, make test, make check, make serve. `make help` lists all of them.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
export PIP_DISABLE_PIP_VERSION_CHECK := 1

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 18

# A stamp is younger than what it was made from, or it is made again.
.venv/stamp-run: requirements.txt requirements-web.txt
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" || { echo "Python 3.11 is needed: install it, or name it with PYTHON=/path." >&2; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --requirement requirements.txt
	touch $@

.venv/stamp-dev: .venv/stamp-run requirements-dev.txt
	$(BIN)/pip install --quiet --requirement requirements-dev.txt
	touch $@

frontend/node_modules/.stamp: frontend/package-lock.json
	@command -v npm >/dev/null || { echo "npm is not installed: install Node.js 20." >&2; exit 1; }
	cd frontend && npm ci --no-fund --no-audit --loglevel=error
	touch $@

frontend/dist/index.html: frontend/node_modules/.stamp frontend/index.html frontend/vite.config.ts $(shell find frontend/src frontend/public -type f 2>/dev/null)
	cd frontend && npm run --silent build

setup: .venv/stamp-run frontend/dist/index.html ## Install Python and frontend packages and build the pages

demo: setup ## Draw the sample benchmark, take it to a verified release, then serve it (DEMO_SERVE=0: stop after)
	$(MANAGE) demo

serve: setup ## Serve on http://127.0.0.1:8000 with a web process and workers; Ctrl-C ends all of it
	$(MANAGE) serve

check: .venv/stamp-dev frontend/node_modules/.stamp ## Linters, types, import contracts, migrations and API snapshot
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy config workers releases annotations curation retrieval
	DJANGO_SETTINGS_MODULE=config.settings.test $(MANAGE) makemigrations --check --dry-run
	$(BIN)/python scripts/api_snapshot.py --check
	cd frontend && npm run --silent check

api: .venv/stamp-dev frontend/node_modules/.stamp ## Write the API snapshot and the TypeScript client's types again
	$(BIN)/python scripts/api_snapshot.py
	cd frontend && npm run --silent api

test: .venv/stamp-dev frontend/dist/index.html ## Every test: Python, TypeScript, browser
	@bash scripts/need_chromium.sh
	$(MAKE) --no-print-directory check
	cd frontend && npm test --silent
	$(BIN)/pytest -m "not slow and not long and not browser" --cov --cov-report=
	$(BIN)/pytest -m "slow and not browser"
	$(BIN)/pytest -m browser

test-long: .venv/stamp-dev ## The journeys that take minutes each: kills, two machines, a million others (CI runs them too)
	$(BIN)/pytest -m long --durations=5

clean: ## Remove what was built (the data in var/ stays)
	rm -rf .venv frontend/node_modules frontend/dist

.PHONY: help setup demo serve check api test test-long clean
