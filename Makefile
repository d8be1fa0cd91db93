# What a machine with the Swift toolchain still needs, from Debian's packages.
packages := libpq-dev libsqlite3-dev libssl-dev zlib1g-dev pkg-config sqlite3 postgresql openssh-client openssh-server openssl

.PHONY: help setup build install uninstall demo test recipes bench record format clean

# Where `make install` puts things, and where it takes them from.
PREFIX ?= /usr/local
DESTDIR ?=
BUILD ?= .build/release
root := $(DESTDIR)$(PREFIX)
installed := bin/planar lib/libplanar_sqlite.so share/bash-completion/completions/planar \
    share/zsh/site-functions/_planar share/fish/vendor_completions.d/planar.fish

help: ## Show what there is to make.
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: ## Install what is missing from Debian's packages.
	@./.ci/install $(packages)

build: setup ## Build planar and the SQLite extension for use: .build/release.
	swift build -c release --static-swift-stdlib --product planar
	swift build -c release --static-swift-stdlib --product planar_sqlite

install: ## Install what `make build` built, stripped, with completions: PREFIX=/usr/local, DESTDIR= for packagers.
	@[ -x $(BUILD)/planar ] || { echo "$(BUILD)/planar is not there: make build first" >&2; exit 1; }
	install -D --strip --mode 755 $(BUILD)/planar "$(root)/bin/planar"
	install -D --strip --mode 644 $(BUILD)/libplanar_sqlite.so "$(root)/lib/libplanar_sqlite.so"
	@for shell in bash:bash-completion/completions/planar zsh:zsh/site-functions/_planar fish:fish/vendor_completions.d/planar.fish; do \
	    file="$(root)/share/$${shell#*:}"; \
	    echo "writing $$file"; \
	    install -D --mode 644 /dev/null "$$file"; \
	    $(BUILD)/planar --generate-completion-script "$${shell%%:*}" >"$$file" || exit 1; \
	done

uninstall: ## Remove what `make install` has installed.
	cd "$(root)" && rm -f $(installed)

demo: setup ## Run two syncs of a small shop on SQLite and show the tables.
	swift build --product planar
	swift build --product planar_sqlite
	@./Demo/run .build/debug

test: setup ## Run all tests; they start a Postgres and stand-ins for BigQuery of their own.
	@./.ci/install chromium
	@./.ci/python emulator evaluator ssh dbt prometheus observers
	.build/python/evaluator/bin/python -m unittest discover --quiet --start-directory Tests/BigQueryEvaluator
	swift build --build-tests
	swift build --product planar_sqlite
	@$(MAKE) --no-print-directory recipes
	PGCONNECT_TIMEOUT=120 swift test --skip-build

recipes: ## Run the recipes for orchestrators with the orchestrators themselves; `make test` does.
	@./.ci/install shellcheck
	shellcheck Recipes/cron/planar-cron
	@./.ci/python airflow dagster prefect kubernetes
	.build/python/kubernetes/bin/python -m unittest discover --quiet --start-directory Tests/Recipes --pattern 'test_[ck]*.py'
	.build/python/dagster/bin/python -m unittest discover --quiet --start-directory Tests/Recipes --pattern test_dagster.py
	.build/python/prefect/bin/python -m unittest discover --quiet --start-directory Tests/Recipes --pattern test_prefect.py
	.build/python/airflow/bin/python -m unittest discover --quiet --start-directory Tests/Recipes --pattern test_airflow.py

bench: build ## Measure against baselines on this machine; BENCH="--quick" for a fast look, BENCH=compile for one scenario.
	python3 Benchmarks/run $(BENCH)

record: setup ## Rewrite the expected files of the fixtures; fails, so that it is never taken for a test.
	@./.ci/python evaluator
	RECORD=1 swift test --filter FixtureTests

format: ## Format the sources.
	swift format --in-place --recursive Sources Tests Package.swift

clean: ## Remove what was built.
	rm -rf .build
