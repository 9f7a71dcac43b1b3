# Ten or so targets; `make help` lists them. Each makes the environment it needs, in this checkout.
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
TESTS := $(BIN)/pytest -n 2 --dist worksteal -rsfE
export UNANNOUNCED_REAL_DATA ?= $(if $(wildcard ../shared/data),$(abspath ../shared/data),)

.DEFAULT_GOAL := help
.PHONY: help setup demo test check fix bench docs serve messages ci clean

help: ## list the targets
	@awk -F':.*## ' '/^[a-z]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.ready ## make the environment in this checkout

$(VENV)/.ready: requirements.lock pyproject.toml setup.py
	@sh scripts/environment.sh $(PYTHON) $(VENV) requirements.lock
	@touch $@

$(VENV)/.checks: $(VENV)/.ready requirements-checks.lock
	@sh scripts/environment.sh $(PYTHON) $(VENV) requirements-checks.lock
	@touch $@

demo: setup ## build the worked case, start every room, print addresses and accounts
	@exec $(BIN)/unannounced demo

test: setup ## run the whole suite on SQLite; portal, field, liaison and intake room each in a process of its own (browser tests: `make ci`)
	@home=$$(mktemp -d) && trap 'rm -rf "$$home"' EXIT && export UNANNOUNCED_HOME="$$home" && \
	$(TESTS) && \
	$(TESTS) --ds=unannounced.rooms.portal.settings tests/rooms/portal && \
	$(TESTS) --ds=unannounced.rooms.field.settings tests/rooms/field && \
	$(TESTS) --ds=unannounced.rooms.liaison.settings tests/rooms/liaison && \
	$(TESTS) --ds=unannounced.rooms.intake.settings tests/rooms/intake

check: $(VENV)/.checks ## style, types, import contracts, generated documents, translations
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/python scripts/messages.py --check
	@$(BIN)/python scripts/reference.py --check

fix: $(VENV)/.checks ## format, and write generated documents and catalogues again
	@$(BIN)/ruff check --fix -q . || true
	@$(BIN)/ruff format -q .
	@$(BIN)/python scripts/messages.py
	@$(BIN)/python scripts/reference.py

bench: setup ## print every claimed figure beside its limit or peer
	@$(BIN)/python -m bench

docs: setup ## write the generated reference documents
	@$(BIN)/python scripts/reference.py

serve: setup ## start every room of the installation under UNANNOUNCED_HOME
	@exec $(BIN)/unannounced serve

messages: setup ## gather the sentences to translate into the catalogues
	@$(BIN)/python scripts/messages.py

ci: ## everything that must pass before a change lands
	@bash scripts/ci.sh

clean: ## remove the environment (never the data under UNANNOUNCED_HOME)
	@rm -rf $(VENV)
