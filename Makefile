# Two commands: `make run` and `make test`. Everything that they need is made by `make env`.

.DEFAULT_GOAL := help
.PHONY: help env system run test bench pictures lock bundle clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
BUILD := build

help:
	@echo "make run        open the window (without a display: the whole job on sample data, with pictures)"
	@echo "make test       every check: format, lint, types, import rules, tests"
	@echo "make env        only make .venv and install what is needed"
	@echo "make bench      measure speed"
	@echo "make pictures   sample data and a picture of every page, in $(BUILD)/"
	@echo "make bundle     the folder for offices, by PyInstaller"
	@echo "make lock       pin again what pyproject.toml asks for"

env: $(STAMP)

system:
	@PYTHON="$(PYTHON)" scripts/system.sh $(VENV)

$(STAMP): requirements.txt scripts/environment.sh | system
	@PYTHON="$(PYTHON)" scripts/environment.sh $(VENV) $(STAMP)

run: env
	@scripts/run.sh $(BIN)/python $(BUILD)

test: env
	@$(BIN)/python -m tests.check

bench: env
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest tests/bench -q -o python_files='bench_*.py' -o python_functions='bench_*' \
		--benchmark-enable --benchmark-columns=min,median,max,rounds -p no:randomly

pictures: env
	@scripts/pictures.sh $(BIN)/python $(BUILD)

# The lock is for every Python from 3.11 on, Linux, macOS and Windows alike; only uv can resolve for all at once.
lock:
	@$(PYTHON) -m venv $(BUILD)/lock
	@$(BUILD)/lock/bin/python -m pip install --quiet uv==0.13.9
	@$(BUILD)/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
		--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --group dev pyproject.toml -o requirements.txt

bundle: env
	@$(BIN)/pyinstaller --noconfirm --clean --distpath $(BUILD)/bundle --workpath $(BUILD)/pyinstaller build.spec
	@QT_QPA_PLATFORM=offscreen $(BUILD)/bundle/SoDanVan/SoDanVan --self-check && $(BUILD)/bundle/SoDanVan/sodanvan-cli --help >/dev/null

clean:
	rm -rf $(BUILD) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
