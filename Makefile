# make run    set up and start the app           make run HOST=0.0.0.0 PORT=80
# make test   lint, unit, page and browser tests  make test PYTEST="tests/ui -x"
# make bench  measure speed and memory            make lint, make messages, make clean

HOST ?= 127.0.0.1
PORT ?= 8501
PYTHON ?= python3

BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --disable-pip-version-check --quiet
PYBABEL := PYTHONPATH=locale $(BIN)/pybabel --quiet

.PHONY: run test lint browser bench messages clean

run: .venv/installed
	@exec $(BIN)/streamlit run app.py --server.address $(HOST) --server.port $(PORT) --server.headless true

test: lint browser
ifdef PYTEST
	$(BIN)/python -m pytest $(PYTEST)
else
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 8 --dist loadfile --ignore tests/browser
	$(BIN)/python -m pytest tests/browser
endif

lint: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright
	$(BIN)/lint-imports

browser: .venv/installed-dev
	@$(BIN)/python tests/browser/find_browser.py

bench: .venv/installed-dev browser
	$(BIN)/python -m bench

messages: .venv/installed-dev
	$(PYBABEL) extract --mapping locale/babel.cfg --keywords "message translate" --add-location file --sort-by-file \
		--output .venv/messages.pot ui pages
	$(PYBABEL) update --input-file .venv/messages.pot --output-dir locale --locale zh \
		--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --width 120

clean:
	rm -rf .venv

.venv/installed: requirements.txt | $(BIN)/pip
	@echo "Installing what the app needs; the first time takes a few minutes."
	$(INSTALL) --requirement requirements.txt
	@touch $@

.venv/installed-dev: requirements-dev.txt .venv/installed
	$(INSTALL) --requirement requirements-dev.txt
	@touch $@

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed, and '$(PYTHON)' is not. If you have one: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv .venv
