# make serve   build the site, show it at http://127.0.0.1:8000/, and build again after every change
# make test    every check: types, style, tests
# make build   write the finished site to site/
#
# Each does the set-up first, once: a virtual environment in .venv/ with the versions of requirements.txt.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
BROWSER := $(VENV)/browser
ADDRESS ?= 127.0.0.1:8000

export NO_MKDOCS_2_WARNING := 1
export PYTHONWARNINGS := ignore::DeprecationWarning

.PHONY: setup serve build test format benchmark clean

setup: $(READY)

serve: $(READY)
	$(BIN)/mkdocs serve --dev-addr $(ADDRESS)

build: $(READY)
	$(BIN)/mkdocs build --strict

test: $(READY) $(BROWSER)
	$(BIN)/ruff format --check hooks tests
	$(BIN)/ruff check hooks tests
	$(BIN)/mypy
	$(BIN)/pytest --numprocesses auto --dist worksteal

# Rewrites the code in the project's style.
format: $(READY)
	$(BIN)/ruff check --fix-only --quiet hooks tests
	$(BIN)/ruff format --quiet hooks tests

# Times a wiki of 1,000 entries beside the same pages through plain MkDocs; then what its search, and the
# pages of this site, cost a reader.
benchmark: $(READY) $(BROWSER) build
	PYTHONPATH=hooks $(BIN)/python tests/benchmark.py
	PYTHONPATH=hooks $(BIN)/python tests/benchmark.py --search
	PYTHONPATH=hooks $(BIN)/python tests/reading.py

clean:
	rm -rf $(VENV) site site.building site.previous

# The tests read the site in a real browser.
$(BROWSER): $(READY) tests/install_chromium.sh
	tests/install_chromium.sh $(CURDIR)/$(BIN)/python
	touch $(BROWSER)

$(READY): requirements.txt pyproject.toml setup.sh
	./setup.sh $(VENV)
	touch $(READY)
