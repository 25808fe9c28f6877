# Everything runs in a virtual environment of its own, .venv, which is made when it is first needed.
# To use another interpreter: make PYTHON=python3.12 test

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python -m

.PHONY: help demo test check deep contract drift soak audit evidence sdk generate regenerate-check spec-diff mutate \
	bench format pins python environment clean

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-17s %s\n", $$1, $$2 }' Makefile

demo: python ## Export a campaign of 1,000 rows from a local sandbox to rows.jsonl and rows.csv
	@$(PYTHON) -m tools.setup.environment $(VENV) tools/requirements.txt --extras cli,sandbox
	@$(RUN) tools.demo

test: environment ## Run the tests, but for those of `make deep`; ARGS="-k pages -x" goes to pytest
	@$(RUN) pytest --numprocesses=auto --dist=loadfile -m "not deep" $(ARGS)

check: environment ## Check format, lint, types and directions of imports, and that generated/ agrees with spec/
	$(RUN) ruff format --check .
	$(RUN) ruff check .
	$(RUN) mypy
	$(VENV)/bin/lint-imports --no-cache
	$(RUN) tools.generate --check

deep: environment ## Run all that takes long, in two hours, and write build/deep/report.md; ARGS="--only soak" runs a step
	@$(RUN) tools.deep $(ARGS)

contract: environment ## Fuzz the sandbox for minutes, or a service: make contract BASE_URL=URL CAMPAIGN=ID
ifdef BASE_URL
	@$(RUN) tools.contract --base-url "$(BASE_URL)" --campaign "$(CAMPAIGN)" $(ARGS)
else
	@$(RUN) tools.contract $(ARGS)
	@$(RUN) tools.contract --faults
	@$(RUN) tools.contract --seeds 20
	@$(RUN) pytest --numprocesses=auto -m deep tests/contract/properties
endif

drift: environment ## List how real answers differ from the spec: make drift CAMPAIGN=ID
	@$(VENV)/bin/revox drift "$(CAMPAIGN)" $(ARGS)

soak: environment ## Attack exports: servers, networks, signals, kill -9, damaged files; ARGS="--hypothesis-seed=7" repeats
	@$(RUN) pytest --hypothesis-profile=deep -m deep tests/soak $(ARGS)

audit: python ## Ask for known vulnerabilities of what tools/requirements.txt pins; this needs the internet
	@$(PYTHON) -m venv build/audit
	@build/audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit==2.10.1
	@build/audit/bin/pip-audit --requirement tools/requirements.txt --no-deps --disable-pip

evidence: environment ## Compare the facts of all sources with the spec, and new ones: ARGS="build/sdk/revox-0.6.0.tar.gz"
	@$(RUN) tools.read_docs $(ARGS)

sdk: environment ## List what is new in the newest official SDK; of its source, which is only read
	@rm -rf build/sdk
	@$(RUN) pip download --quiet --no-deps --no-binary :all: --dest build/sdk revox
	@$(RUN) tools.read_docs build/sdk/*.tar.gz

mutate: environment ## Change one fact of the spec at a time: is it noticed? ARGS="--sample 50" for a first look
	@$(RUN) tools.mutate spec $(ARGS)

bench: environment ## Compare speed and memory with the official SDK; ARGS="--quick" for a first look
	@$(RUN) tools.bench $(ARGS)

generate: environment ## Write generated/ from spec/
	@$(RUN) tools.generate

regenerate-check: environment ## Show what a proposed spec does: make regenerate-check SPEC=FILE
	@$(RUN) tools.regenerate_check $(SPEC)

spec-diff: environment ## Compare two specs, files or git revisions: make spec-diff OLD=HEAD~1 NEW=spec/openapi.yaml
	@$(RUN) tools.spec_diff $(OLD) $(NEW)

format: environment ## Format the code and mend what the linter can
	$(RUN) ruff format .
	$(RUN) ruff check --fix .

pins: environment ## Write tools/requirements*.txt anew, with the newest versions that pyproject.toml allows
	@$(RUN) tools.setup.pins

python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	{ echo "error: this needs Python 3.11 or newer, which $(PYTHON) is not. Name another: make PYTHON=python3.12" >&2; exit 1; }

environment: python
	@$(PYTHON) -m tools.setup.environment $(VENV) tools/requirements.txt --project

clean: ## Remove the environments and everything else that git ignores here
	rm -rf .venv build dist rows.jsonl rows.csv .hypothesis .mypy_cache .pytest_cache .ruff_cache .coverage*
	find generated overlays tests tools -name __pycache__ -prune -exec rm -rf {} +
