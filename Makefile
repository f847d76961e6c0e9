# Everything a person does here. `make run` and `make test` set up what they need, and do so
# again when the requirements change; without make, README.md has the plain commands.

VENV := .venv
BIN := $(VENV)/bin
PAGE := bot/desk/page
# The first Python here that is new enough. Another one: make run PYTHON=/path/to/python
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)

.DEFAULT_GOAL := help
.PHONY: help run test format lint types tests page desk-page screenshots score bench killer lock clean

help: ## Show this list.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 22

run: $(BIN)/.run ## Set everything up and start the bot.
	@$(BIN)/python -m bot $(ARGS)

test: lint types page tests ## Set everything up and run every check that CI runs.

lint: $(BIN)/.test ## Check format and style.
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(BIN)/.test ## Check types.
	$(BIN)/mypy

tests: $(BIN)/.test $(BIN)/.browser ## Run the tests. One of them: make tests ARGS="-k title"
	$(BIN)/python -m bot check
	$(BIN)/python -m pytest $(ARGS)

score: $(BIN)/.test ## See how well questions are understood. Briefly: make score ARGS=-q
	$(BIN)/python -m tests.score $(ARGS)

page: ## Check that the desk's page is built from its sources. Needs Node, else says so.
	@if command -v npm >/dev/null && $(MAKE) -s $(PAGE)/node_modules/.package-lock.json; then \
		cd $(PAGE) && npm run --silent check; \
	elif [ "$(CI)" = true ]; then echo "The page cannot be checked without Node and its packages." >&2; exit 1; \
	else echo "Skipped: whether bot/desk/static is built from bot/desk/page cannot be told without Node."; fi

desk-page: $(PAGE)/node_modules/.package-lock.json ## Build the desk's page anew (needs Node).
	cd $(PAGE) && npm run --silent build

$(PAGE)/node_modules/.package-lock.json: $(PAGE)/package-lock.json
	cd $(PAGE) && npm ci --silent
	@touch $@

bench: $(BIN)/.test ## Measure speed, as ratios to baselines measured in the same run.
	$(BIN)/python tests/bench/match.py
	$(BIN)/python tests/bench/start.py
	$(BIN)/python tests/bench/wire.py
	$(BIN)/python tests/bench/keep.py

killer: $(BIN)/.test ## For a minute, spoil and mend every file of a guide while questions flow.
	$(BIN)/python tests/killer.py

screenshots: $(BIN)/.browser ## Take the pictures in docs/desk anew.
	$(BIN)/python -m pytest -o python_files='of_*.py' tests/browser/tour $(ARGS)

format: $(BIN)/.test ## Format the code.
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: $(BIN)/.test ## Pin the newest versions of what the *.in files ask for.
	$(BIN)/pip install --quiet uv
	for name in requirements requirements-dev; do \
		$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --no-header \
			--no-emit-index-url $$name.in -o $$name.txt; done

clean: ## Remove what was set up.
	rm -rf $(VENV) .hypothesis .mypy_cache .pytest_cache .ruff_cache

$(BIN)/.run: requirements.txt
	@test -n "$(PYTHON)" || { echo "Convene needs Python 3.11 or newer, and there is none here: see https://www.python.org/downloads/" >&2; exit 1; }
	@echo "Setting up, which takes a minute the first time."
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python could not make a virtual environment. On Debian or Ubuntu: apt install python3-venv" >&2; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

# A Chromium for the tests that act in a browser; without one they are skipped, but not in CI.
$(BIN)/.browser: $(BIN)/.test
	@$(BIN)/python tests/browser/chromium.py
	@touch $@

$(BIN)/.test: $(BIN)/.run requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt -r requirements-dev.txt
	@touch $@
