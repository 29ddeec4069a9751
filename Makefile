# Everything a person does with Braid. `make` alone lists it.
# Needs python3 (3.11 or newer) and GNU make; each target fetches what more it uses.

PYTHON ?= python3
PORT ?= 8000
export PORT

BIN := .venv/bin
FLASK := $(BIN)/flask --app app
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --only-binary :all:
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --exclude-newer "7 days" \
	--no-emit-index-url --no-header pyproject.toml

# Installs from what is locked for the tests whatever begins so
beside = awk '/^($(1))/ { on = 1 } on { print } !/\\$$/ { on = 0 }' requirements-dev.lock > .venv/beside.txt \
	&& $(PIP) --no-deps --requirement .venv/beside.txt

RUNTIME := .venv/.runtime-is-installed
DEV := .venv/.dev-is-installed
HTML_CHECKER := tests/html_checker/node_modules/.package-lock.json
FHIR_CHECKER := tests/fhir_checker/node_modules/.package-lock.json
LIGHTHOUSE := benchmarks/lighthouse/node_modules/.package-lock.json

.DEFAULT_GOAL := help
.PHONY: help run demo install postgres redis-client bench bench-full probe test test-unit test-some test-postgresql faults browser office redis strace deploy-checkers check format lint types contracts migrations migration translations pictures rooms lock sbom audit clean

help: ## List what there is
	@awk 'BEGIN { FS = ":.*## " } \
		/^##@/ { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo

##@ Use it

run: $(RUNTIME) ## Set up, migrate and serve http://127.0.0.1:8000 (PORT=9000 changes it)
	@echo "Starting Braid on http://127.0.0.1:$(PORT) (Ctrl+C ends it)"
	@$(FLASK) serve

demo: $(RUNTIME) ## The same with made-up screenings; prints staff sign-ins (ARGS=--codes: only these)
	@echo "Starting a Braid demo on http://127.0.0.1:$(PORT) (Ctrl+C ends it)"
	@$(FLASK) demo $(ARGS)

install: $(RUNTIME) ## Install what Braid runs on, and start nothing

postgres: $(RUNTIME) ## Install what PostgreSQL needs as well, in the version that the tests run on
	@$(call beside,psycopg)

redis-client: $(RUNTIME) ## The same for Redis (BRAID_REDIS_URL)
	@$(call beside,redis|async-timeout)

##@ Prove it

test: $(DEV) browser office redis strace deploy-checkers $(HTML_CHECKER) $(FHIR_CHECKER) ## Set up and run every test (ARGS="-k queue" picks some)
	@echo "Running the tests"
	@$(BIN)/python -m pytest --numprocesses=auto --dist=worksteal $(ARGS)

test-unit: $(DEV) ## Only the fast tests that touch no database and no browser (ARGS="-k phq9" picks some)
	@$(BIN)/python -m pytest tests/unit tests/golden $(ARGS)

test-some: $(DEV) ## Some files or folders, without a browser (ARGS=tests/integration/staff/queue)
	@$(BIN)/python -m pytest -m "not browser" $(ARGS)

faults: $(DEV) browser redis strace deploy-checkers ## Break it many times and report what was lost (ROUNDS=20; ARGS="-k disk" picks some)
	@echo "Breaking things, each $(or $(ROUNDS),20) times"
	@TMPDIR=$${TMPDIR:-/tmp} ROUNDS=$(or $(ROUNDS),20) $(BIN)/python -m pytest --numprocesses=auto --dist=worksteal tests/faults $(ARGS)

test-postgresql: $(DEV) ## Every test that has a database, on PostgreSQL (ARGS=tests/integration/staff picks some)
	@$(BIN)/python -m pytest --numprocesses=auto --dist=worksteal --engine=postgresql $(ARGS)

check: lint types contracts migrations ## Format, lint, types, import contracts, migrations

bench: $(DEV) browser $(LIGHTHOUSE) ## Measure Braid against plain Flask beside it (ARGS=FILE.json keeps the figures)
	@$(BIN)/python -m benchmarks $(ARGS)

probe: $(DEV) browser deploy-checkers ## Let sqlmap, wapiti and others loose on it, outside the tests (half an hour; ARGS=framing picks)
	@$(BIN)/python -m tools.ensure_probe
	@$(BIN)/python -m tests.probe $(ARGS)

bench-full: $(DEV) ## The desk over a million screenings against ten thousand (takes half an hour; ARGS as for bench)
	@$(BIN)/python -m benchmarks.full $(ARGS)

##@ Work on it

translations: $(DEV) ## Bring the catalogues of other languages up to date with the texts, and compile them
	@$(BIN)/python -m tools.translations

pictures: $(DEV) browser ## Make the pictures of the documents anew
	@$(BIN)/python -m tools.pictures

rooms: $(DEV) ## Draw the picture of docs/architecture.md anew, from the imports as they are
	@$(BIN)/python -m tools.rooms

format: $(DEV) ## Rewrite the Python files in the project's format
	@$(BIN)/ruff format
	@$(BIN)/ruff check --fix

lint: $(DEV) ## Format and lint, Python and templates
	@echo "Checking format and lint"
	@$(BIN)/ruff format --check
	@$(BIN)/ruff check
	@$(BIN)/djlint --quiet --lint templates

types: $(DEV) ## Strict types
	@echo "Checking types"
	@$(BIN)/mypy

contracts: $(DEV) ## Which room may import which
	@echo "Checking import contracts"
	@$(BIN)/lint-imports

migrations: $(DEV) ## The migrations build exactly the tables that the models describe
	@echo "Checking migrations"
	@$(BIN)/python -m tools.check_migrations

migration: $(DEV) ## Write the next migration from the models (NAME="who was asked")
	@$(BIN)/python -m tools.new_migration $(NAME)

lock: $(DEV) ## Resolve dependencies again (ARGS=--upgrade takes newer ones)
	@echo "Locking dependencies"
	@$(LOCK) $(ARGS) --output-file requirements.lock >/dev/null
	@$(LOCK) $(ARGS) --extra dev --constraint requirements.lock --output-file requirements-dev.lock >/dev/null

sbom: $(DEV) ## Write what Braid is made of to sbom.cdx.json (CycloneDX)
	@$(BIN)/python -m tools.sbom sbom.cdx.json

audit: $(DEV) ## Ask PyPI for known holes in what is served, and fail on any (needs the network)
	@$(BIN)/pip-audit --strict --disable-pip --require-hashes --requirement requirements.lock

clean: ## Remove all that was fetched or built; never touches instance/
	rm -rf .venv .cache .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache __pycache__ test-results sbom.cdx.json
	rm -rf tests/html_checker/node_modules tests/fhir_checker/node_modules benchmarks/lighthouse/node_modules
	find app benchmarks tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

# What the targets stand on. The stamps make every later run immediate.

.venv/bin/python:
	@$(PYTHON) -m tools.bootstrap_venv .venv

$(RUNTIME): requirements.lock | .venv/bin/python
	@echo "Installing what Braid runs on (requirements.lock, each file checked by its hash)"
	@$(PIP) --requirement requirements.lock
	@touch $@

$(DEV): requirements-dev.lock requirements.lock | .venv/bin/python
	@echo "Installing what the tests and checks use as well (requirements-dev.lock)"
	@$(PIP) --requirement requirements-dev.lock
	@touch $(RUNTIME) $@

browser: $(DEV)
	@$(BIN)/python -m tools.ensure_browser

office: $(DEV)
	@$(BIN)/python -m tools.ensure_office

deploy-checkers: $(DEV)
	@$(BIN)/python -m tools.ensure_deploy

redis: $(DEV)
	@$(BIN)/python -m tools.ensure_redis

strace: $(DEV)
	@$(BIN)/python -m tools.ensure_strace

$(HTML_CHECKER): tests/html_checker/package-lock.json | .venv/bin/python
	@$(BIN)/python -m tools.ensure_html_checker

$(FHIR_CHECKER): tests/fhir_checker/package-lock.json | .venv/bin/python
	@$(BIN)/python -m tools.ensure_fhir_checker

$(LIGHTHOUSE): benchmarks/lighthouse/package-lock.json | .venv/bin/python
	@$(BIN)/python -m tools.ensure_lighthouse
