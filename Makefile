# make serve   show the site at http://127.0.0.1:8000/, each page as its files are when you look at it
# make test    every check: types, style, tests
# make build   write the finished site to site/
# make bench   measure how fast that is, beside other tools; takes hours
#
# Each does the set-up first, once: a virtual environment in .venv/ with the versions of requirements.txt.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
BROWSER := $(VENV)/browser
RIVALS := $(VENV)/rivals
ADDRESS ?= 127.0.0.1:8000

export NO_MKDOCS_2_WARNING := 1
export PYTHONWARNINGS := ignore::DeprecationWarning

.PHONY: setup serve build test format bench bench-reading clean

setup: $(READY)

serve: $(READY)
	$(BIN)/mkdocs serve --dev-addr $(ADDRESS)

build: $(READY)
	$(BIN)/wiki build

test: $(READY) $(BROWSER)
	$(BIN)/ruff format --check hooks tests
	$(BIN)/ruff check hooks tests
	$(BIN)/mypy
	$(BIN)/pytest --numprocesses auto --dist worksteal

# Rewrites the code in the project's style.
format: $(READY)
	$(BIN)/ruff check --fix-only --quiet hooks tests
	$(BIN)/ruff format --quiet hooks tests

# Builds wikis of 100 to 30,000 entries, beside the same pages through Hugo and plain MkDocs, and writes the
# figures to docs/ and README.md. BENCH="--sizes 100,1000 --dry" is quick and writes nothing.
bench: $(READY) $(RIVALS)
	$(BIN)/python tests/benchmark.py $(BENCH)

# What a search, and the pages of this site, cost a reader.
bench-reading: $(READY) $(BROWSER) build
	$(BIN)/python tests/benchmark.py --search
	PYTHONPATH=hooks $(BIN)/python tests/reading.py

$(RIVALS): $(READY) requirements-bench.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements-bench.txt
	touch $(RIVALS)

clean:
	rm -rf $(VENV) site site.building site.previous site.built site.lock

# The tests read the site in a real browser.
$(BROWSER): $(READY) tests/install_chromium.sh
	tests/install_chromium.sh $(CURDIR)/$(BIN)/python
	touch $(BROWSER)

$(READY): requirements.txt pyproject.toml setup.sh
	./setup.sh $(VENV)
	touch $(READY)
