# make serve      show the site at http://127.0.0.1:8000/; each page is made from its files when you open it
# make build      write the finished site to site/
# make quick      style, types and every test that needs no browser: for use while you work
# make test       every check that a change must pass
# make test-all   the checks that take many minutes, too, or need Java or a second browser
# make format     rewrite the code in the project's style
# make lock       write the requirements files from the versions in pyproject.toml
# make bench      measure how fast Charsu is, compared with other tools; takes hours
#
# The first command also does the set-up: a virtual environment in .venv/ with the versions of requirements.txt, and
# the tools of the tests as soon as a command needs them.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
TOOLS := $(VENV)/tools
BROWSER := $(VENV)/browser
BENCHED := $(VENV)/benched
LOCK := $(VENV)/lock
ADDRESS ?= 127.0.0.1:8000

# Without --no-compile, pip would also compile the thousands of modules that no command here imports.
PIP_INSTALL := $(BIN)/python -m pip install --disable-pip-version-check --no-compile --require-hashes
PYTEST := $(BIN)/pytest --numprocesses auto --dist worksteal

# Commands and tests start Python by the hundred: each process would compile all modules again.
unexport PYTHONDONTWRITEBYTECODE

export NO_MKDOCS_2_WARNING := 1
export PYTHONWARNINGS := ignore::DeprecationWarning

.PHONY: setup setup-test serve build quick test test-all style format lock bench bench-reading screenshot clean

setup: $(READY)

# The tools of the tests; Chromium comes with the first `make test`.
setup-test: $(TOOLS)

serve: $(READY)
	$(BIN)/mkdocs serve --dev-addr $(ADDRESS)

build: $(READY)
	@$(BIN)/wiki build

quick: style
	$(PYTEST) -m "not browser and not slow"

test: style $(BROWSER)
	$(PYTEST) -m "not slow"

test-all: style $(BROWSER)
	$(PYTEST)

style: $(TOOLS)
	$(BIN)/ruff format --check hooks tests
	$(BIN)/ruff check hooks tests
	$(BIN)/mypy
	tests/check_scripts.sh $(VENV)

format: $(TOOLS)
	$(BIN)/ruff check --fix-only --quiet hooks tests
	$(BIN)/ruff format --quiet hooks tests

# Builds wikis of 100 to 30,000 entries, compares them with the same pages built by Hugo and by plain MkDocs, and
# writes the figures to docs/. BENCH="--sizes 100,1000 --dry" is quick and writes nothing.
bench: $(TOOLS) $(BENCHED)
	$(BIN)/python tests/benchmark.py $(BENCH)

# What a search, beside Pagefind over the same rows, and the pages of this site cost a reader. Writes the figures of
# the search to docs/.
bench-reading: $(BROWSER) $(BENCHED) build
	$(BIN)/python tests/benchmark.py --search
	PYTHONPATH=hooks $(BIN)/python tests/reading.py

# The picture in README.md.
screenshot: $(BROWSER) build
	$(BIN)/python tests/screenshot.py

# Versions that the files name already stay, unless pyproject.toml names others. UPGRADE=--upgrade renews what is not
# pinned there. The hashes are those of all files of a version, so one list serves every system and Python.
COMPILE = $(LOCK)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make lock" $(UPGRADE)

lock: $(LOCK)
	$(COMPILE) pyproject.toml --group site --output-file requirements.txt
	$(COMPILE) --group test --constraint requirements.txt --output-file requirements-test.txt
	$(COMPILE) --group bench --output-file requirements-bench.txt
	$(COMPILE) --group lock --output-file requirements-lock.txt

clean:
	rm -rf $(VENV) site site.building site.previous site.built site.lock

$(READY): requirements.txt pyproject.toml setup.sh
	@./setup.sh $(VENV)
	@touch $(READY)

$(TOOLS): $(READY) requirements-test.txt
	@echo "Installing the tools of the tests …"
	@$(PIP_INSTALL) --requirement requirements-test.txt
	@touch $(TOOLS)

# The tests read the site in a real browser.
$(BROWSER): $(TOOLS) tests/install_chromium.sh
	@tests/install_chromium.sh $(CURDIR)/$(BIN)/python
	@touch $(BROWSER)

$(BENCHED): $(READY) requirements-bench.txt
	@$(PIP_INSTALL) --requirement requirements-bench.txt
	@touch $(BENCHED)

# A virtual environment of its own: nothing else needs it.
$(LOCK): requirements-lock.txt
	$(or $(PYTHON),python3) -m venv $(LOCK)
	$(LOCK)/bin/python -m pip install --disable-pip-version-check --require-hashes --requirement requirements-lock.txt
	@touch $(LOCK)
