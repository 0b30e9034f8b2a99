# Everything a person or a machine does with the project, by name.
# `make run` and `make test` need a Python and its package index, nothing else.

PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' \
	2>/dev/null && echo $$python && break; done)
VENV ?= .venv
python := $(VENV)/bin/python
# commands that look at the code run with the stand-ins of the demo
manage := DEMO=1 $(python) manage.py

# what a production start is told; made up, for `check --deploy` alone
production := SECRET_KEY=checked-with-these-letters-and-never-run-with-them-0123456789 \
	PRIVACY_KEYS=Y2hlY2tlZC13aXRoLWJ1dC1uZXZlci1ydW4td2l0aCE= \
	LOOKUP_KEY=checked-with-these-letters-and-never-run-with-them \
	ALLOWED_HOSTS=propertyhub.example SITE_URL=https://propertyhub.example \
	REDIS_URL=redis://127.0.0.1:6379/0 NOTICE_GATEWAY=console

.DEFAULT_GOAL := help
.PHONY: help setup run test test-services test-browser test-start check bench faults fix migrations translations lock

help: ## Show what there is
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: $(VENV)/.developing ## Install everything that developing needs into .venv

run: $(VENV)/.running ## Start PropertyHub with demo data on this machine; Ctrl-C stops it
	@DEMO=$${DEMO-1} LOG_LEVEL=$${LOG_LEVEL-WARNING} $(python) manage.py start

test: $(VENV)/.developing ## Run the tests on SQLite
	$(python) -m pytest -q -n auto

test-services: $(VENV)/.developing ## Run the same tests on PostgreSQL and Redis
	$(python) -m tests.services $(options)

test-browser: $(VENV)/.developing ## Go through the pages in Chromium, and look for barriers with axe
	$(python) -m pytest -q -n auto tests/browser

test-start: $(VENV)/.developing ## Start from nothing in an empty folder, stop, and start again
	$(python) -m tests.first_start

check: $(VENV)/.developing ## Look at the code: format, lint, types, layers, settings, texts
	$(python) -m ruff format --check .
	$(python) -m ruff check .
	$(VENV)/bin/lint-imports
	$(python) -m mypy .
	$(manage) check --fail-level WARNING
	@echo "$(python) manage.py check --deploy, configured for production"
	@DEMO=0 DEBUG=0 $(production) $(python) manage.py check --deploy --fail-level WARNING
	@mkdir -p var
	$(manage) makemigrations --check --dry-run
	$(manage) translations --check
	$(python) -m djlint --check --lint templates
	$(python) -m bandit --quiet --recursive --configfile pyproject.toml \
		propertyhub ratings complaints registry

bench: $(VENV)/.developing ## Measure pages and the review beside a bare Django app, and hostile photos
	$(manage) bench $(options)
	$(python) -m tests.hostile_photos

faults: $(VENV)/.developing ## Plant each fault of tests/faults and see its check turn red
	$(python) -m tests.faults.run $(options)

fix: $(VENV)/.developing ## Format, and repair what the linter can
	$(python) -m ruff check --fix .
	$(python) -m ruff format .
	$(python) -m djlint --quiet --reformat templates

migrations: $(VENV)/.developing ## Write the migrations that the models need
	$(manage) makemigrations

translations: $(VENV)/.developing ## Bring the catalogue of texts up to date with the code
	$(manage) translations --extract

lock: $(VENV)/.developing ## Pin the versions of everything that pyproject.toml asks for
	CUSTOM_COMPILE_COMMAND="make lock" $(python) -m piptools compile $(lock_options) \
		--output-file requirements.txt pyproject.toml
	CUSTOM_COMPILE_COMMAND="make lock" $(python) -m piptools compile $(lock_options) \
		--extra dev --constraint requirements.txt \
		--output-file requirements-dev.txt pyproject.toml
lock_options := --quiet --strip-extras --no-emit-index-url --no-emit-find-links \
	--no-emit-trusted-host

# A stamp for each set of packages, so that only a changed list is installed again.

$(VENV)/.python:
	@test -n "$(PYTHON)" || { echo "PropertyHub needs Python 3.11 or newer with venv;" \
		"name yours with PYTHON=..."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "PropertyHub needs Python 3.11 or newer; $(PYTHON) is" \
		"$$($(PYTHON) --version)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.running: $(VENV)/.python requirements.txt
	$(python) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.developing: $(VENV)/.running requirements-dev.txt
	$(python) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@
