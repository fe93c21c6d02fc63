# Verbs. Each installs what it needs into .venv, and nothing anywhere else.
PY ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help venv demo test check spec site serve bench matrix lock clean

help:
	@echo "make demo    judge the reference server: a minute from a fresh clone"
	@echo "make test    everything that is checked: style, types, the standard, the suite against every fault"
	@echo "make check   the quick part of it: style, types, imports, the standard"
	@echo "make spec    the files of the standard alone"
	@echo "make matrix  every fault with twenty seeds, as a table"
	@echo "make site    the public site, into site/"
	@echo "make serve   the public site on port 8000, renewed as you write"
	@echo "make bench   the figures that the project measures itself by"

# Debian's python3 has no ensurepip, and its pip refuses to install outside a venv: then pip is aimed at one without.
$(BIN)/python:
	@$(PY) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; say make PY=/path/to/python3")'
	@$(PY) -m venv $(VENV) >/dev/null 2>&1 || { rm -rf $(VENV); $(PY) -m venv --without-pip $(VENV); }

define install
	@if command -v uv >/dev/null 2>&1; then uv pip install -q --python $(BIN)/python $(1); \
	elif [ -x $(BIN)/pip ]; then $(BIN)/python -m pip install -q --disable-pip-version-check $(1); \
	else $(PY) -m pip --python $(BIN)/python install -q --disable-pip-version-check $(1); fi
endef

$(VENV)/.runtime: requirements/runtime.txt pyproject.toml | $(BIN)/python
	$(call install,-r requirements/runtime.txt)
	$(call install,--no-deps -e .)
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.runtime
	$(call install,-r requirements/dev.txt)
	@touch $@

$(VENV)/.docs: requirements/docs.txt $(VENV)/.runtime
	$(call install,-r requirements/docs.txt)
	@touch $@

venv: $(VENV)/.dev $(VENV)/.docs

demo: $(VENV)/.runtime
	@$(BIN)/conformance demo

check: venv
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/conformance spec lint
	$(BIN)/pytest -q conformance/tests/test_house.py

test: check
	$(BIN)/pytest -q -n auto

spec: $(VENV)/.runtime
	@$(BIN)/conformance spec lint

matrix: $(VENV)/.dev
	$(BIN)/python -m benchmarks.matrix

bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks.false_alarms
	$(BIN)/python -m benchmarks.noise
	$(BIN)/python -m benchmarks.default_run
	$(BIN)/python -m benchmarks.postgres

site: $(VENV)/.docs
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

serve: $(VENV)/.docs
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs serve

# The lock names versions and hashes, and no host.
lock:
	uv pip compile pyproject.toml --extra server --universal --python-version 3.11 --generate-hashes --no-header \
		--no-emit-index-url -q -o requirements/runtime.txt
	uv pip compile --group docs -c requirements/runtime.txt --universal --python-version 3.11 --generate-hashes \
		--no-header --no-emit-index-url -q -o requirements/docs.txt
	uv pip compile --group dev -c requirements/runtime.txt -c requirements/docs.txt --universal --python-version 3.11 \
		--generate-hashes --no-header --no-emit-index-url -q -o requirements/dev.txt

clean:
	rm -rf $(VENV) site .conformance
