# Two commands: `make book` builds _build/html, `make test` proves it. Each does all of its own set-up.

PYTHON ?= python3
# which drills stand on the sheets of `make teaching`
SEED ?= 1
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip --quiet --disable-pip-version-check
# what `make lab` and `make bench` install besides; `make lock` locks them too
LAB := jupyterlab
BENCH := fbpca
# OpenBLAS with more threads than free cores is hundreds of times slower on small matrices
export OPENBLAS_NUM_THREADS := 1
# "required" makes a missing Chromium an error; otherwise the browser checks are skipped with one line
export BROWSER ?= optional

.PHONY: help book pdf test lint unit nbval rules browser format chapter notebooks pictures teaching lab serve bench experiments colab pins address release dist lock clean

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# from nothing each time: an incremental build repeats no warning, and keeps pages that are gone
book: $(VENV)/ready  ## build the book from its stored outputs, with no warning
	rm -rf _build && $(BIN)/jupyter-book build -W --keep-going -n .
	@echo "The book is built. Open $(CURDIR)/_build/html/index.html"

pdf: book  ## print the whole book as _build/book.pdf, and read it back
	$(BIN)/python -m tools.paper
	$(BIN)/pytest -q -o addopts= tests/book/paper/test_pdf.py

test: lint unit nbval rules browser  ## everything that CI proves

lint: $(VENV)/ready  ## style, and what can be said about code and settings without running them
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/basedpyright --level error
	$(BIN)/yamllint --strict .
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.citation-file-format CITATION.cff
	$(BIN)/check-jsonschema --builtin-schema vendor.github-issue-forms .github/ISSUE_TEMPLATE/*.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml
	$(BIN)/zizmor --offline --quiet .github

unit: $(VENV)/ready  ## the tests of both packages, of the exercises and of the tools
	$(BIN)/pytest -q -n 2 --dist loadfile --ignore tests/book/test_rules.py --ignore tests/book/paper

nbval: $(VENV)/ready  ## run every notebook and compare each output with the stored one
	$(BIN)/pytest -q -o addopts= -n 2 --dist loadfile --nbval book

rules: book  ## hold chapters and pages against their rules
	$(BIN)/pytest -q -n 2 tests/book/test_rules.py tests/book/paper/test_assembled.py

browser: rules  ## look at the built pages in a Chromium
	$(BIN)/pytest -q -o addopts=-ra -n 2 tests/book/browser

format: $(VENV)/ready  ## mend and format the code, write what is derived: stand-ins, the README's table of chapters
	$(BIN)/ruff check --quiet --fix-only .
	$(BIN)/ruff format --quiet .
	$(BIN)/python -m tools.derived

chapter: $(VENV)/ready  ## begin a chapter that keeps every rule: make chapter NAME=tensors PART=computing
	$(BIN)/python -m tools.chapter "$(NAME)" "$(PART)"

notebooks: $(VENV)/ready  ## run all notebooks and store their outputs; one of them: make notebooks CHAPTER=images
	$(BIN)/python -m tools.run_notebooks $(CHAPTER)

pictures: $(VENV)/ready  ## draw the pictures of the front page and the README
	$(BIN)/python -m tools.pictures

teaching: book  ## write notebooks without solutions, sheets of drills and the bank of questions: make teaching SEED=7
	$(BIN)/python -m tools.teaching "$(SEED)"

lab: $(VENV)/lab  ## open the notebooks in JupyterLab
	$(BIN)/jupyter lab --ServerApp.root_dir=book

serve: book  ## build the book and serve it on this machine
	$(BIN)/python -m http.server --bind 127.0.0.1 --directory _build/html 8000

bench: $(VENV)/bench  ## time svdlib beside what a reader would use instead
	$(BIN)/python -m benchmarks

colab: $(VENV)/ready  ## say what a reader gets in Colab today, rehearse a release, run the chapters on Colab's versions
	$(BIN)/python -m tools.colab

experiments: $(VENV)/ready  ## run the long experiments anew and store what they find; some of them: make experiments NAMES="last_batch"
	$(BIN)/python -m experiments $(NAMES)

pins: $(VENV)/ready  ## write the versions of Colab's runtimes anew, from the lists that Colab publishes
	$(BIN)/python -m tools.colab_pins

address: $(VENV)/ready  ## set the repository's address everywhere: that of origin, or URL=https://github.com/OWNER/NAME
	$(BIN)/python -m tools.address "$(URL)"

release: $(VENV)/ready  ## write a version wherever one stands, commit and tag: make release VERSION=1.2.3
	$(BIN)/python -m tools.release "$(VERSION)"

dist: pdf  ## build what a release attaches: wheel, sdist, the book to be read offline, and the book to be printed
	rm -rf dist && $(BIN)/python -m build --no-isolation --outdir dist .
	cp _build/book.pdf dist
	cd _build && ../$(BIN)/python -m zipfile --create ../dist/book.zip html

lock:  ## write constraints.txt anew from the bounds in requirements.txt and pyproject.toml
	$(PYTHON) -m tools.lock -r requirements.txt $(LAB) $(BENCH) '.[book,dask]'

clean:  ## remove all that was built, the virtual environments too
	rm -rf _build build dist $(VENV) .colab .pytest_cache .ruff_cache .hypothesis svdlib.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# pip comes last into a new environment, so this file stands for a whole one; `make clean` starts from nothing
$(BIN)/pip:
	@$(PYTHON) tools/check_python.py
	$(PYTHON) -m venv --clear $(VENV)

$(VENV)/ready: requirements.txt constraints.txt pyproject.toml | $(BIN)/pip
	$(PIP) install -c constraints.txt -r requirements.txt -e '.[book,dask]'
	@touch $@

$(VENV)/lab: $(VENV)/ready
	$(PIP) install -c constraints.txt $(LAB)
	@touch $@

$(VENV)/bench: $(VENV)/ready
	$(PIP) install --use-pep517 -c constraints.txt $(BENCH)
	@touch $@
