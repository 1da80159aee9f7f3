# Needs Python 3.11 or newer and make. The first run sets .venv up and needs the network for
# that; later runs need none.

.DEFAULT_GOAL := help
.PHONY: help demo picture test test-all test-rest browser screenshots soak search fuzz bench lint lock schema

# Another interpreter: make PYTHON=/path/to/python3.12 test
AT_LEAST := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11 python; do \
  if $$name -c '$(AT_LEAST)' 2>/dev/null; then command -v $$name; break; fi; done)

# Paths are relative and tools are started by the interpreter, for the scripts in .venv name it by
# an absolute path: so blanks in the directory's name and a directory that has moved do no harm.
# zizmor alone is a program of its own.
PY := .venv/bin/python
DEMO_READY := .venv/ready-demo
READY := .venv/ready

# What the tests in a browser draw badges with, and GitHub's style sheet. A browser is no part of it.
BROWSER := build/browser/node_modules/.package-lock.json

help: ## List the targets
	@sed -n 's/^\([a-z-]*\):.* ## \(.*\)/  make \1	\2/p' Makefile

demo: $(DEMO_READY) ## Four issues become pull requests on a GitHub on this machine, without network
	@$(PY) -m bot demo

picture: $(READY) $(BROWSER) ## Draw the pictures in docs/ anew (needs chromium and pngquant)
	page=$$($(PY) -m bot demo | sed -n 's/^As GitHub would show it: //p') && \
	  chromium --headless --no-sandbox --hide-scrollbars --blink-settings=preferredColorScheme=1 \
	    --window-size=1280,1195 --screenshot=docs/demo.png "file://$$page" && \
	  pngquant --force --ext .png 32 docs/demo.png; \
	  rm -f "$$page"
	$(PY) -m tests.browser.proposal docs/adopting.png
	pngquant --force --ext .png 32 docs/adopting.png

test: $(READY) ## Run the tests
	$(PY) -m pytest

test-all: $(READY) ## Run the tests with all members of the long matrices
	$(PY) -m pytest --all

# What CI runs beside `make test`.
test-rest: $(READY)
	$(PY) -m pytest --rest

browser: $(BROWSER) ## Install what the tests in a browser need from npm (once; needs the network)

$(BROWSER): $(addprefix tests/browser/,package.json package-lock.json .npmrc)
	@mkdir -p build/browser
	@cp $^ build/browser
	@npm ci --prefix build/browser --ignore-scripts --no-audit --no-fund
	@touch $(BROWSER)

screenshots: $(READY) $(BROWSER) ## Draw the list's pages into build/screenshots/, as GitHub shows them
	$(PY) -m tests.browser

soak: $(READY) ## Let people, runs and faults interleave 10,000 times, from a printed seed
	SOAK_EXAMPLES=10000 $(PY) -m pytest --all tests/behaviour/reliability/test_state_machine.py

search: $(READY) ## Try what the tests claim of any input on inputs drawn anew, and on more
	$(PY) -m pytest --all --hypothesis-profile search -m hypothesis

TARGET = all
SECONDS = 60

fuzz: .venv/fuzz ## Search for inputs that break a TARGET (all) for SECONDS (60) each
	$(PY) -m tests.fuzz $(TARGET) --seconds $(SECONDS)

.venv/fuzz: $(READY) requirements/fuzz.txt
	@$(PY) -m pip install --quiet --disable-pip-version-check --only-binary atheris \
	  --require-hashes --requirement requirements/fuzz.txt || { \
	  echo "make fuzz needs atheris, which comes built for Linux on x86-64 and Python 3.11 to 3.14" >&2; \
	  exit 1; }
	@touch .venv/fuzz

bench: $(READY) ## Measure time, memory and requests on lists of up to 10,000 papers (ARGS=--help)
	@$(PY) -m tests.bench $(ARGS)

lint: $(READY) ## Run the linters, and check the list and what is generated from it
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()' --no-logo
	$(PY) -m bot render --check
	$(PY) -m bot lint
	.venv/bin/zizmor --offline --no-progress --persona auditor --strict-collection . \
	  examples/workflows/*.yml
	$(PY) .venv/bin/actionlint -shellcheck= -pyflakes= .github/workflows/*.yml \
	  examples/workflows/*.yml
	$(PY) -m check_jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml \
	  examples/workflows/*.yml
	$(PY) -m check_jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml
	$(PY) -m check_jsonschema --builtin-schema vendor.github-issue-config \
	  .github/ISSUE_TEMPLATE/config.yml
	$(PY) -m check_jsonschema --builtin-schema vendor.github-actions action.yml
	$(PY) -m check_jsonschema --builtin-schema vendor.github-issue-forms \
	  $(filter-out %/config.yml,$(wildcard .github/ISSUE_TEMPLATE/*.yml))
	$(PY) -m check_jsonschema --builtin-schema vendor.citation-file-format CITATION.cff

schema: $(READY) ## Write docs/paper-bot.schema.json anew from the classes of a description
	@$(PY) -c 'import json; from bot.listing.schema import json_schema; \
	  print(json.dumps(json_schema(), indent=2))' > docs/paper-bot.schema.json

# A release is taken up when it is a week old: most bad ones are withdrawn sooner.
# The extras stay in the lock: by hashes alone, pip takes no package whose extras it does not name.
LOCK := $(PY) -m uv pip compile --quiet --upgrade --universal --generate-hashes \
  --no-strip-extras --python-version 3.11 --exclude-newer "7 days" --custom-compile-command "make lock"
LOCK_PROJECT := $(LOCK) pyproject.toml

lock: $(READY) ## Renew requirements/ from pyproject.toml (needs the network)
	$(LOCK_PROJECT) --output-file requirements/run.txt
	$(LOCK_PROJECT) --extra demo --constraint requirements/run.txt --output-file requirements/demo.txt
	$(LOCK_PROJECT) --extra dev --constraint requirements/demo.txt --output-file requirements/dev.txt
	$(LOCK_PROJECT) --extra fuzz --constraint requirements/dev.txt --output-file requirements/fuzz.txt
	$(LOCK) --group uv --constraint requirements/dev.txt --output-file requirements/uv.txt
	$(LOCK) --group build --constraint requirements/dev.txt --output-file requirements/build.txt

# Without compiling: the demo uses a part of it all, which Python compiles on the way.
$(DEMO_READY): $(PY) requirements/demo.txt
	@echo "Installing what the demo needs into .venv, about 100 MB, once ..."
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-compile \
	  --require-hashes --requirement requirements/demo.txt
	@touch $(DEMO_READY)

$(READY): $(DEMO_READY) pyproject.toml requirements/dev.txt
	@echo "Installing what the tests and linters need into .venv, once ..."
	@$(PY) -m pip install --quiet --disable-pip-version-check \
	  --require-hashes --requirement requirements/dev.txt
	@$(PY) -m pip install --quiet --disable-pip-version-check \
	  --no-index --no-deps --no-build-isolation --editable .
	@$(PY) -m compileall -q bot  # as pip does for what it installs: starting takes half as long
	@touch $(READY)

$(PY):
	@"$(PYTHON)" -c '$(AT_LEAST)' 2>/dev/null || { \
	  echo "This needs Python 3.11 or newer: install one, or name it by make PYTHON=/path/to/it" >&2; \
	  exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "This Python cannot make virtual environments: install its venv package" \
	    "(Debian and Ubuntu: apt install python3-venv)" >&2; \
	  exit 1; }
	@echo "Making a virtual environment in .venv ..."
	@"$(PYTHON)" -m venv --clear .venv
