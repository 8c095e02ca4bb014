# One .venv for everything. `make install` does nothing else, and nothing at all where it is already done.
.RECIPEPREFIX := >
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/installed
BENCH := .venv-bench
NEXT := .venv-next
READERS := .venv-readers
# A worker a core, each with whole modules, in the order of tests/conftest.py.
WORKERS := --numprocesses auto --dist loadscope --no-loadscope-reorder

# Where a machine forbids it, every process compiles every module again, each worker and each `app.py` that a test starts.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: install run test check score screens readers bundle constraints bench-install bench clean

install: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
> @echo '準備しています（初回は数分かかります）。'
> test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
> $(BIN)/python -m pip install -qq --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
> $(BIN)/python -m compileall -qq ontology graph ingest qa cli web
> touch $@

run: install
> $(BIN)/python app.py

test: install
> $(BIN)/python -m pytest $(WORKERS)

check: install
> $(BIN)/ruff check
> $(BIN)/ruff format --check
> $(BIN)/mypy
> $(BIN)/python -m pytest -m 'not slow and not browser' --ignore tests/browser --hypothesis-profile quick $(WORKERS)

score: install
> $(BIN)/python tests/eval/score.py --build corpus

screens: install
> KEIKAKU_BROWSER=1 KEIKAKU_SCREENS=docs/screens $(BIN)/python -m pytest tests/browser/test_product.py tests/browser/test_public.py tests/browser/test_desk.py tests/browser/test_feedback.py tests/browser/test_picture.py tests/browser/test_everybody.py -k "screens_fit or pictures_fit or pictures_of or ja-JP"

# Readers that tests ask and that want other versions than ours and than each other's, apart from everything.
readers: $(READERS)/sssom/installed $(READERS)/ckan/installed

$(READERS)/%/installed: tests/cases/readers/%.txt
> test -x $(@D)/bin/python || $(PYTHON) -m venv $(@D)
> $(@D)/bin/python -m pip install -qq --disable-pip-version-check --requirement $<
> touch $@

# Everything for a network without a way out: wheels, model, a script that asks no index (docs/operations.md).
bundle: install
> $(BIN)/python -m bundle.make dist

# The newest versions of what pyproject.toml names and of what it pulls in; torch stays where it is, since the
# newest may be a build for graphics cards. Afterwards: make install, make test.
constraints:
> rm -rf $(NEXT)
> $(PYTHON) -m venv $(NEXT)
> grep '^torch==' constraints.txt > $(NEXT)/torch.txt
> $(NEXT)/bin/python -m pip install -qq --disable-pip-version-check --constraint $(NEXT)/torch.txt '.[dev]'
> $(NEXT)/bin/python -m pip freeze --exclude keikaku-graph | sed 's/+cpu$$//' > $(NEXT)/all.txt
> ! grep '^nvidia-' $(NEXT)/all.txt
> cp $(NEXT)/all.txt constraints.txt
> rm -rf $(NEXT) build
> git diff --stat constraints.txt

# The libraries that ours is compared with, apart from what users get (2 GB).
bench-install: $(BENCH)/installed

$(BENCH)/installed: pyproject.toml constraints-bench.txt
> test -x $(BENCH)/bin/python || $(PYTHON) -m venv $(BENCH)
> $(BENCH)/bin/python -m pip install -qq --disable-pip-version-check --constraint constraints-bench.txt --editable '.[bench]'
> touch $@

bench: install bench-install
> $(BIN)/python -m benchmarks.answers.answering
> $(BIN)/python -m benchmarks.answers.asking
> $(BIN)/python -m benchmarks.search.encoding
> $(BENCH)/bin/python -m benchmarks.libraries

clean:
> rm -rf $(VENV) $(BENCH) $(READERS) build *.egg-info
