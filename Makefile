# Two commands: `make map` and `make test`. Both set up what they need, and are quick when nothing changed.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help map test fast coverage hostile fuzz minimum audit bench check notebooks gallery clean distclean

VENV ?= .venv
PYTHON ?=
# What pytest runs, and how: make test TESTS=tests/unit/test_dates.py PYTEST="-x -n 0"
TESTS ?= tests
PYTEST ?= -n auto --maxprocesses 4 --dist worksteal
# What `make hostile` runs: the folder, and the tests elsewhere that count for its table.
HOSTILE ?= tests/hostile tests/page/test_geodesic_js.py
# How long each reader is fuzzed, in seconds, and which.
FUZZ_SECONDS ?= 60
FUZZ ?= edtf csv geojson

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet
INSTALL := $(PIP) install -c constraints.txt --no-build-isolation
# Everything the map is made from.
SOURCES := $(shell find geo data seeds -type f ! -name '*.pyc')

help:  ## show this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 18

map: output/index.html  ## build the map of the shipped atlas and print the file to open
	@echo "Open $(CURDIR)/output/index.html"

output/index.html: $(VENV)/.map $(SOURCES)
	@$(BIN)/geo build -o output
	@touch $@

test: $(VENV)/.test  ## run every test
	@CHROMIUM=$$($(BIN)/python scripts/chromium.py) && export CHROMIUM && \
	$(BIN)/python -m pytest $(PYTEST) $(TESTS)

coverage: $(VENV)/.test  ## run every test and measure coverage: twice the time
	@CHROMIUM=$$($(BIN)/python scripts/chromium.py) && export CHROMIUM && \
	$(BIN)/python -m pytest $(PYTEST) --cov --cov-report=term:skip-covered $(TESTS)

fast: $(VENV)/.test  ## run the tests that need no browser and no second process
	@$(BIN)/python -m pytest $(PYTEST) -m "not slow" $(TESTS)

hostile: $(VENV)/.test  ## run the tests of damaged and hostile input, and print what was tried of each promise
	@CHROMIUM=$$($(BIN)/python scripts/chromium.py) && export CHROMIUM && $(BIN)/python -m pytest $(PYTEST) $(HOSTILE)

fuzz: $(VENV)/.test $(VENV)/.fuzz  ## look for input that crashes a reader, a minute for each; FUZZ_SECONDS=600 for longer
	@for target in $(FUZZ); do $(BIN)/python tests/fuzz/run.py $$target $(FUZZ_SECONDS) || exit 1; done

minimum: $(VENV)-minimum/.test  ## run the quick tests and the hostile ones with the lowest versions that pyproject.toml allows
	@$(VENV)-minimum/bin/python -m pytest $(PYTEST) -m "not slow" $(TESTS)

audit: $(VENV)/.audit  ## ask whether a pinned package has a known weakness
	@$(BIN)/python scripts/audit.py

bench: $(VENV)/.bench  ## measure against other tools; BENCH=--quick only tries that it runs
	@CHROMIUM=$$($(BIN)/python scripts/chromium.py) && export CHROMIUM && $(BIN)/python benchmarks/all.py $(BENCH)

check: $(VENV)/.check  ## lint, types, layers
	@failed=; \
	$(BIN)/ruff check . || failed=1; \
	$(BIN)/mypy || failed=1; \
	$(BIN)/lint-imports --no-logo || failed=1; \
	test -z "$$failed"

notebooks: $(VENV)/.test  ## run the notebooks, keeping nothing
	@$(BIN)/python -m pytest tests/test_notebooks.py

gallery: $(VENV)/.test $(VENV)/.check output/index.html  ## take the pictures of docs/gallery from the built page
	@CHROMIUM=$$($(BIN)/python scripts/chromium.py) && export CHROMIUM && $(BIN)/python scripts/gallery.py

clean:  ## remove what was built; keep .venv
	@find output -mindepth 1 ! -name README.md -delete
	@rm -rf build dist .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .fuzz
	@find geo tests scripts -name __pycache__ -prune -exec rm -rf {} +

distclean: clean  ## remove .venv too
	@rm -rf $(VENV) $(VENV)-minimum

# One stamp per set of packages, inside the environment: gone with it, renewed when a pin or pyproject.toml changes.
$(BIN)/python:
	@PYTHON="$(PYTHON)" sh scripts/venv.sh $(VENV)

$(VENV)/.map: pyproject.toml constraints.txt $(BIN)/python
	@echo "Installing what the map needs into $(VENV) (once) ..."
	@$(PIP) install -c constraints.txt hatchling && $(INSTALL) -e . || { \
	  echo "Could not install. With a network, run: $(INSTALL) -e ." >&2; exit 1; }
	@touch $@

$(VENV)/.test: $(VENV)/.map
	@echo "Installing what the tests need into $(VENV) (once) ..."
	@$(INSTALL) -e '.[test]' || { \
	  echo "Could not install. With a network, run: $(INSTALL) -e '.[test]'" >&2; exit 1; }
	@touch $@

$(VENV)/.fuzz: $(VENV)/.map
	@echo "Installing what fuzzing needs into $(VENV) (once) ..."
	@$(INSTALL) -e '.[fuzz]' || { \
	  echo "Could not install. With a network, run: $(INSTALL) -e '.[fuzz]'" >&2; exit 1; }
	@touch $@

$(VENV)/.audit: $(VENV)/.map
	@echo "Installing what the audit needs into $(VENV) (once) ..."
	@$(INSTALL) -e '.[audit]' || { \
	  echo "Could not install. With a network, run: $(INSTALL) -e '.[audit]'" >&2; exit 1; }
	@touch $@

$(VENV)-minimum/.test: pyproject.toml scripts/minimum.py
	@PYTHON="$(PYTHON)" sh scripts/venv.sh $(VENV)-minimum
	@echo "Installing the lowest versions into $(VENV)-minimum (once) ..."
	@$(VENV)-minimum/bin/python scripts/minimum.py > $(VENV)-minimum/lowest.txt
	@$(VENV)-minimum/bin/python -m pip --no-input --quiet install -c $(VENV)-minimum/lowest.txt hatchling
	@$(VENV)-minimum/bin/python -m pip --no-input --quiet install -c $(VENV)-minimum/lowest.txt --no-build-isolation -e '.[test]'
	@touch $@

$(VENV)/.bench: $(VENV)/.map
	@echo "Installing what the benchmarks need into $(VENV) (once) ..."
	@$(INSTALL) -e '.[bench]' || { \
	  echo "Could not install. With a network, run: $(INSTALL) -e '.[bench]'" >&2; exit 1; }
	@touch $@

$(VENV)/.check: $(VENV)/.map
	@echo "Installing what the checks need into $(VENV) (once) ..."
	@$(INSTALL) -e '.[dev]' || { \
	  echo "Could not install. With a network, run: $(INSTALL) -e '.[dev]'" >&2; exit 1; }
	@touch $@
