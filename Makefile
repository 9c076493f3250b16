# Every task of the project. `make help` prints this list.
# SHARED, as INQUIT_SHARED in the environment, is the folder of the annotated news and the raw fact tables, which are no part of the project.
SHARED := $(or $(INQUIT_SHARED),../shared)
export INQUIT_SHARED := $(SHARED)
CARGO ?= cargo
PYTHON ?= python3
INQUIT = $(CARGO) run --quiet --release -p inquit --

.DEFAULT_GOAL := help
.PHONY: help run test lint readers browser python spark hostile faults fuzz coverage mutants soak reproducible sizes deny bench compare eval train tagger tags lexicons gazetteer bless

help: ## print this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## build, extract data/samples into quotes.csv, show its first rows
	$(CARGO) run --release -p inquit -- extract data/samples -o quotes.csv
	@echo "wrote quotes.csv: $$(wc -c < quotes.csv) bytes, one row a quotation; the first rows:"
	@$(INQUIT) preview quotes.csv

test: ## every test: units, properties, gold corpus, snapshots, command line, examples in the documentation
	$(CARGO) test --workspace --all-features

readers: ## write every format and open each with its real readers: pandas, polars, DuckDB, pyarrow, openpyxl, lxml, LibreOffice
	$(CARGO) test --workspace --all-features --no-run
	tests/readers/run.sh "$(or $(CARGO_TARGET_DIR),target)/debug/inquit"

browser: ## open the pages of `inquit view` and `stats` in headless Chromium: click, read, correct, measure, take pictures
	tests/browser/install.sh target/browser/environment
	$(CARGO) test --workspace --all-features --no-run
	target/browser/environment/bin/python tests/browser/run.py target/debug/inquit target/browser

hostile: ## give files and texts made to break it to the release build, as large as they come: no crash, bounds of time and memory
	$(CARGO) build --release -p inquit
	$(PYTHON) tests/hostile/run.py "$(or $(CARGO_TARGET_DIR),target)/release/inquit" --full
	$(CARGO) run --release -p inquit-tests --example hostile -- 4000000

lint: ## formatting, clippy and documentation, warnings are errors
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets --all-features -- -D warnings
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --workspace --all-features --no-deps --document-private-items

python: ## build the Python wheel and test it in a fresh virtual environment; PROFILE=dev builds faster
	$(CARGO) test --workspace --all-features --no-run
	crates/python/run.sh python

spark: ## test the wheel on Apache Spark, with worker processes that are killed, and on Dask
	$(CARGO) test --workspace --all-features --no-run
	crates/python/run.sh cluster

faults: ## kill the program, fill its disk, close its pipe, damage its input: every table is whole or absent, and --resume finishes it
	$(CARGO) test --workspace --all-features --no-run
	$(PYTHON) tests/faults/run.py "$(or $(CARGO_TARGET_DIR),target)/debug/inquit"

fuzz: target/tools/bin/cargo-fuzz ## give made-up input to each fuzz target for SECONDS, by default 60; see tests/fuzz/README.md
	tests/fuzz/run.sh $(or $(SECONDS),60)

coverage: target/tools/bin/cargo-llvm-cov ## lines of crates/ that the tests reach; fails below 90 %
	scripts/coverage.sh

mutants: target/tools/bin/cargo-mutants ## change marks, frames and resolve in small ways and see whether the tests notice; SHARD=3/20 does a twentieth
	scripts/mutants.sh $(SHARD)

soak: ## stream made-up articles of SIZE, by default 1G, through the release build, with FLAGS as --fast; fails if memory grows
	$(CARGO) build --release -p inquit
	$(PYTHON) scripts/soak.py "$(or $(CARGO_TARGET_DIR),target)/release/inquit" $(or $(SIZE),1G) $(FLAGS)

reproducible: ## build the program twice, in two folders, and compare the two
	scripts/reproducible.sh

sizes: ## hold the release build and its data to the ceilings of tests/sizes.tsv
	$(CARGO) build --release -p inquit
	scripts/sizes.sh "$(or $(CARGO_TARGET_DIR),target)/release/inquit"

deny: target/tools/bin/cargo-deny ## licences and sources of other people's crates, by deny.toml; the lowest versions allowed are those tested
	target/tools/bin/cargo-deny check licenses bans sources
	$(PYTHON) scripts/minimum_versions.py

target/tools/bin/cargo-fuzz:
	$(CARGO) install cargo-fuzz --debug --locked --version 0.13.2 --root target/tools

# cargo-llvm-cov finds llvm-cov and llvm-profdata in the component of rustup that is added here, else where LLVM_COV and LLVM_PROFDATA say.
target/tools/bin/cargo-llvm-cov:
	$(CARGO) install cargo-llvm-cov --locked --version 0.9.1 --root target/tools
	rustup component add llvm-tools || echo "without rustup, set LLVM_COV and LLVM_PROFDATA to those of the LLVM that rustc -vV names"

target/tools/bin/cargo-mutants:
	$(CARGO) install cargo-mutants --locked --version 27.1.0 --root target/tools

target/tools/bin/cargo-deny:
	$(CARGO) install cargo-deny --debug --locked --version 0.20.2 --root target/tools

bench: ## speed of the stages and of the gazetteer on one core, in bytes a second
	$(CARGO) bench -p inquit-quotes -p inquit-gazetteer --bench stages --bench find

compare: ## time and memory of the release build beside textacy with the small English model of spaCy, on the same files
	$(CARGO) build --release -p inquit
	test -x target/compare/bin/python || $(PYTHON) -m venv target/compare
	target/compare/bin/python -m pip install --quiet --requirement scripts/compare/requirements.txt
	$(PYTHON) scripts/compare/run.py "$(or $(CARGO_TARGET_DIR),target)/release/inquit" target/compare/bin/python

eval: ## score the release build on the annotated news in INQUIT_SHARED
	scripts/eval.sh

train: ## fit data/models/evidence*.tsv to the annotated news in INQUIT_SHARED, after `make tagger`
	$(CARGO) run --release -p inquit-tests --example fit_evidence
	sed -i "s/^models\t.*/models\t$$(date -u +%F)/" data/models/dates.tsv

tagger: ## train data/models/tagger.bin on the annotated news in INQUIT_SHARED
	mkdir -p target/train && $(CARGO) run --release -p inquit-tests --example fit_tags -- --folds 4 target/train/tags
	$(CARGO) run --release -p inquit-tests --example fit_tagger
	$(CARGO) run --release -p inquit-tests --example fit_tagger -- --folds target/train/tagger

tags: ## fit data/models/tags.bin to the tagged corpora in INQUIT_SHARED; then make tagger train
	$(CARGO) run --release -p inquit-tests --example fit_tags

lexicons: ## list the words of data/quotes/words.tsv from the tagged corpora in INQUIT_SHARED
	$(PYTHON) scripts/quotes/list_words.py "$(SHARED)" data/quotes

gazetteer: ## build data/gazetteer/*.tsv from the raw tables in INQUIT_SHARED and data/gazetteer/by_hand
	$(PYTHON) scripts/gazetteer/build.py "$(SHARED)/gazetteer" data/gazetteer
	sed -i "s/^gazetteer\t.*/gazetteer\t$$(date -u +%F)/" data/models/dates.tsv

bless: ## accept changed snapshots and fingerprints; read the difference before you commit it
	INSTA_UPDATE=always $(CARGO) test -p inquit-tests --test snapshots --test fingerprints
	-@git --no-pager diff --stat -- tests/tests/snapshots tests/fingerprints.tsv
