# What a machine with the Swift toolchain still needs, from Debian's packages.
packages := libpq-dev libsqlite3-dev libssl-dev zlib1g-dev pkg-config sqlite3 postgresql openssh-client openssh-server openssl

.PHONY: help setup build demo test bench record format clean

help: ## Show what there is to make.
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: ## Install what is missing from Debian's packages.
	@./.ci/install $(packages)

build: setup ## Build planar and the SQLite extension for use: .build/release.
	swift build -c release --static-swift-stdlib --product planar
	swift build -c release --static-swift-stdlib --product planar_sqlite

demo: setup ## Run two syncs of a small shop on SQLite and show the tables.
	swift build --product planar
	swift build --product planar_sqlite
	@./Demo/run .build/debug

test: setup ## Run all tests; they start a Postgres and stand-ins for BigQuery of their own.
	@./.ci/install chromium
	@./.ci/python emulator evaluator ssh dbt prometheus
	.build/python/evaluator/bin/python -m unittest discover --quiet --start-directory Tests/BigQueryEvaluator
	swift build --build-tests
	swift build --product planar_sqlite
	swift test --skip-build

bench: build ## Measure against baselines on this machine; BENCH="--quick" for a fast look, BENCH=compile for one scenario.
	python3 Benchmarks/run $(BENCH)

record: setup ## Rewrite the expected files of the fixtures; fails, so that it is never taken for a test.
	@./.ci/python evaluator
	RECORD=1 swift test --filter FixtureTests

format: ## Format the sources.
	swift format --in-place --recursive Sources Tests Package.swift

clean: ## Remove what was built.
	rm -rf .build
