# The few things people and CI do here. Windows equivalents stand in README.md.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
PACKAGES := src/explorer

.PHONY: run test check bench data lock clean
.DEFAULT_GOAL := run

run: $(VENV)/.run  ## start the explorer on http://localhost:8501
	$(BIN)/streamlit run app.py --server.port $(PORT)

test: $(VENV)/.dev  ## every test, those in a real browser included
	$(BIN)/python -m tests.browser.install
	$(BIN)/python -m tests.postgres
	$(BIN)/python -m pytest

check: $(VENV)/.dev  ## style, types, import rules and the data itself
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy $(PACKAGES)
	$(BIN)/lint-imports
	$(BIN)/explorer check

bench: $(VENV)/.dev  ## speed, as ratios to a plain app measured in the same run
	$(BIN)/python -m tests.browser.install
	$(BIN)/python -m bench

lock:  ## resolve the two lock files again (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --upgrade pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean:
	rm -rf $(VENV) build

$(VENV)/.run: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed; this is " + sys.version.split()[0] + ". Try: make run PYTHON=python3.12")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	$(PIP) --require-hashes -r requirements-dev.lock
	touch $@
