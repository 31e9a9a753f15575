# Two commands are enough: `make run` (the sample, from its exports to an edition) and `make test`.
# The environment is .venv, made once; the locks say by digest what may enter it.

.DEFAULT_GOAL := help
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-print-directory

BIN := .venv/bin
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check
SAMPLE := data/sample
RECIPE := $(SAMPLE)/consultation.toml
JOURNAL := $(SAMPLE)/courvallon-2030.journal.sqlite
DECISIONS := $(SAMPLE)/decisions.jsonl

# Stamps: what .venv already holds. `make test` adds to what `make run` installed.
RUNTIME := .venv/.runtime
DEV := .venv/.dev

# The first Python that will do; another one: make run PYTHON=/path/to/python3.12
PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3; do \
	if "$$python" -c "import sys; sys.exit(sys.version_info < (3, 11))" 2> /dev/null; \
	then echo "$$python"; break; fi; done)

.PHONY: help run review example decisions test check lock wheel bench clean chromium

help: ## what can be made
	@sed -n 's/^\([a-z]*\):[^#]*## /\1\t/p' Makefile | expand -t 12

# The key of the sample ships with it: the decisions that ship hold digests made with it.
run review: export DOLEANCES_KEYS := $(CURDIR)/$(SAMPLE)/keys

run: $(RUNTIME) ## the sample consultation, from its exports to a published edition
	@echo "$(BIN)/doleances run $(RECIPE)"
	@$(BIN)/doleances run $(RECIPE)
	@if [ -e $(JOURNAL) ]; then \
		echo; echo "Decisions: those of $(JOURNAL), which is there already."; \
	else \
		echo; echo "$(BIN)/doleances journal import $(DECISIONS) $(RECIPE)"; \
		$(BIN)/doleances journal import $(DECISIONS) $(RECIPE); \
	fi
	@echo; echo "$(BIN)/doleances publish $(RECIPE)"
	@$(BIN)/doleances publish $(RECIPE) || { code=$$?; \
		echo "  → Or move $(JOURNAL) away: \`make run\` then takes the decisions that ship." >&2; \
		exit $$code; }
	@echo; echo "Open the index.html of the edition in a browser; \`make review\` opens the workshop it comes from."

review: $(RUNTIME) ## the reviewers' workshop on the sample, once `make run` has run
	@$(BIN)/doleances review $(RECIPE)

example: $(RUNTIME) ## the example edition in reports/, from the sample and its decisions
	@$(BIN)/python -m tests.example

decisions: $(RUNTIME) ## the decisions of the sample, made anew by the tests' reviewers, then the example
	@$(BIN)/python -m tests.example --decide

# Two at a time, a file each: a run of the sample takes two cores, and what a file prepares serves it.
test: $(DEV) chromium ## every test
	@$(BIN)/pytest --numprocesses 2 --dist loadfile

check: $(DEV) ## style, types and layers
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy --strict synthesis flows data/sample/make.py benchmarks
	@$(BIN)/pytest tests/test_architecture.py

# Beside pyproject.toml, the locks hold what builds the package, and what Prefect wants under
# Python 3.13 alone: pip-compile sees only the Python it runs on.
BESIDE := hatchling editables "whenever>=0.7.3,<0.11"
COMPILE := printf "%s\n" $(BESIDE) | CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet \
	--generate-hashes --no-emit-options --no-strip-extras --allow-unsafe pyproject.toml -
# A library wanted with extras is pinned without them as well: the pip that comes with Python 3.11
# asks for both, and otherwise takes the newest, for which the lock has no digest.
PIN_TWICE := import pathlib, re, sys; \
	block = r"(?m)^(\S+)\[.*?\](==(?:.*\\\n)*.*\n)"; \
	[lock.write_text(re.sub(block, r"\g<0>\1\2", lock.read_text())) \
	 for lock in map(pathlib.Path, sys.argv[1:])]

lock: $(DEV) ## requirements*.lock from pyproject.toml (UPGRADE=--upgrade takes newer versions)
	@$(COMPILE) $(UPGRADE) --extra dev --output-file requirements-dev.lock
	@cp requirements-dev.lock requirements.lock  # pins that serve are kept: one .venv for both
	@$(COMPILE) --output-file requirements.lock
	@$(BIN)/python -c '$(PIN_TWICE)' requirements-dev.lock requirements.lock

wheel: $(RUNTIME) ## the package, in dist/
	@$(PIP) wheel --no-deps --no-build-isolation --wheel-dir dist .
	@ls dist/*.whl

bench: $(DEV) ## the measures that decided something (docs/decisions)
	@$(BIN)/python benchmarks/tokens.py
	@$(BIN)/python benchmarks/recovery.py

clean: ## removes .venv, caches, and what `make run` made but the journal, which may hold decisions of yours
	@rm -rf .venv dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@rm -rf data/sample/.doleances data/sample/reports
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUNTIME): requirements.lock pyproject.toml
	@[ -n "$(PYTHON)" ] && "$(PYTHON)" -c "import sys; sys.exit(sys.version_info < (3, 11))" || { \
		echo "Python 3.11 or later is needed; PYTHON is '$(PYTHON)'." >&2; \
		echo "  → Install it, or say where it is: make run PYTHON=/path/to/python3.12" >&2; exit 2; }
	@[ -x $(BIN)/pip ] || "$(PYTHON)" -m venv .venv
	@echo "Installing the libraries of requirements.lock in .venv…"
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): $(RUNTIME) requirements-dev.lock
	@echo "Installing what the tests need, by requirements-dev.lock, in .venv…"
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

# The browser tests drive Debian's Chromium: no browser is downloaded from elsewhere.
chromium:
	@command -v chromium > /dev/null && exit 0; \
	if command -v apt-get > /dev/null && [ "$$(id -u)" = 0 ]; then \
		echo "Installing Chromium for the browser tests…"; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
			apt-get install -y -qq --no-install-recommends chromium > /dev/null; \
	else \
		echo "Chromium is missing: the tests that open a page are skipped."; \
		echo "  → To run them, as root: apt-get install chromium"; \
	fi
