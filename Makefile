# Two commands: `make run` starts a whole portal on this machine, `make test` passes its tests.
# Needs Python >= 3.11 with venv and a network with the usual package registries. See docs/deployment.md.

PORT ?= 8000
.DEFAULT_GOAL := help
.SUFFIXES:
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
PYTHON := $(BIN)/python
# An older python3 may stand first on PATH while a newer one is installed under its full name.
SYSTEM_PYTHON := $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { command -v $$name; break; }; done)
STEP := "$(SYSTEM_PYTHON)" festival/launch/setup_step.py
NODE_IS_HERE := $(shell node -e 'process.exit(process.versions.node.split(".")[0] >= 20 ? 0 : 1)' 2>/dev/null \
	&& command -v npm >/dev/null && echo yes)
NODE := $(if $(NODE_IS_HERE),,$(BIN)/node)
export PATH := $(CURDIR)/$(BIN):$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export DJANGO_SETTINGS_MODULE ?= festival.settings.local
# Images often set it; here dozens of processes would each compile the whole portal again.
unexport PYTHONDONTWRITEBYTECODE

PIP_INSTALL := $(PYTHON) -m pip install --quiet --require-hashes
UV_COMPILE := uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url \
	--custom-compile-command "make lock"
FRONT_END := package-lock.json static/bundle.mjs $(shell find static -path static/dist -prune -o -type f -print 2>/dev/null)
TRANSLATIONS := $(shell find festival/locale -name '*.po' 2>/dev/null)

.PHONY: help
help: ## This list
	@echo "The festival portal"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name does; do \
		printf '  make %-9s %s\n' "$$name" "$$does"; done
	@echo "  make run PORT=8010          another port;  HOST=0.0.0.0 for the whole network;  DEMO=0 without demo films"

.PHONY: run
run: setup ## Start the portal on this machine: http://127.0.0.1:8000/ (Ctrl-C stops it)
	@exec $(PYTHON) -m festival.launch run --follow-parent --port $(PORT) \
		$(if $(filter command line,$(origin HOST)),--host $(HOST)) $(if $(filter 0 no false,$(DEMO)),--no-demo)

.PHONY: setup
setup: say-hello $(VENV)/.base static/dist/.bundled $(VENV)/.translations ## Only set up: Python packages, front end, translations

.PHONY: say-hello
say-hello: | python-is-here
	@test -e $(VENV)/.base || echo "Setting up (the first time takes a minute or two)"

.PHONY: test
test: test-setup ## Run every check and every test beside services of their own (ARGS="tests/judging -x")
	@$(PYTHON) -m festival.launch with-services -- $(PYTHON) -m tests.services.gate $(ARGS)

.PHONY: test-setup
test-setup: setup $(VENV)/.dev
	@$(PYTHON) -m tests.services.chromium

.PHONY: lint
lint: setup $(VENV)/.dev ## Check style and types only
	@ruff check . && ruff format --check . && mypy

.PHONY: bench
bench: setup $(VENV)/.dev ## Measure a real portal against floors of the same run (ARGS="upload workshop way chunks memory pages saving desk tally scores assign; by name only: long-film, a quarter of an hour")
	@$(PYTHON) -m festival.launch with-services -- $(PYTHON) -m tests.bench $(ARGS)

.PHONY: messages
messages: setup ## Collect translatable texts into festival/locale/
	@$(PYTHON) manage.py translations update

.PHONY: lock
lock: ## Pin the Python packages of requirements/*.in anew (needs uv), and the npm packages
	$(UV_COMPILE) requirements/base.in --output-file requirements/base.txt
	$(UV_COMPILE) requirements/node.in --output-file requirements/node.txt
	$(UV_COMPILE) requirements/dev.in --output-file requirements/dev.txt --constraints requirements/base.txt
	npm install --package-lock-only

.PHONY: clean
clean: ## Remove what the set-up made; the portal's data under var/ stays
	rm -rf $(VENV) node_modules static/dist staticfiles .pytest_cache .mypy_cache .ruff_cache test-results
	find . -name __pycache__ -type d -not -path './var/*' -prune -exec rm -rf {} +
	find festival/locale -name '*.mo' -delete 2>/dev/null || true

.PHONY: reset
reset: ## Forget the portal's data under var/ (asks first)
	@printf 'This deletes every film, account and score under var/. Type yes to go on: '; read -r answer; \
		if [ "$$answer" = yes ]; then rm -rf var && echo "The portal starts anew with make run."; \
		else echo "Nothing was deleted."; fi

# --- what the targets above need -----------------------------------------------------------------------

.PHONY: python-is-here
python-is-here:
	@test -n "$(SYSTEM_PYTHON)" || { echo "The portal needs Python 3.11 or newer; install it and try again." >&2; exit 1; }

$(PYTHON): | python-is-here
	@$(STEP) "Making a virtual environment" -- "$(SYSTEM_PYTHON)" -m venv --clear $(VENV)

$(VENV)/.base: requirements/base.txt | $(PYTHON)
	@$(STEP) "Installing the Python packages" -- $(PIP_INSTALL) -r requirements/base.txt
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.base
	@$(STEP) "Installing the tools for tests" -- $(PIP_INSTALL) -r requirements/dev.txt
	@touch $@

$(BIN)/node: requirements/node.txt | $(PYTHON)
	@$(STEP) "Installing node, which this machine lacks" -- $(PIP_INSTALL) -r requirements/node.txt
	@touch $@

node_modules/.installed: package-lock.json package.json | $(PYTHON) $(NODE)
	@$(STEP) "Installing the npm packages" -- npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

static/dist/.bundled: $(FRONT_END) node_modules/.installed | $(NODE)
	@$(STEP) "Bundling scripts and style sheets" -- node static/bundle.mjs
	@touch $@

$(VENV)/.translations: $(TRANSLATIONS) $(VENV)/.base
	@$(if $(TRANSLATIONS),$(STEP) "Compiling the translations" -- $(PYTHON) manage.py translations compile)
	@touch $@
