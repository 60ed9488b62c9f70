# Everything a developer does, by name. The work itself is in scripts/.

.DEFAULT_GOAL := help
.PHONY: help quickstart build serve test check format bench soak clean

PORT ?= 5000
DATA ?= .assay
ROUNDS ?= 500

help: ## List the targets (this list)
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

quickstart: ## Build, start Assay, train models with the unmodified mlflow client, show the runs
	@scripts/quickstart.sh

build: ## Build the app and its start-up cache
	@scripts/build.sh

serve: build ## Build and serve (PORT=5000 DATA=.assay)
	@exec ./assay serve --port $(PORT) --data $(DATA)

test: ## Run every test, as CI does; installs what the tests need
	@scripts/test.sh

check: ## Compile with all checks on, check formatting, run no test
	@scripts/lint.sh
	@scripts/maven.sh -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -DskipTests verify

format: ## Format all sources
	@scripts/maven.sh --quiet spotless:apply
	@scripts/lint.sh --fix

bench: build ## Measure Assay beside its peers, write docs/benchmarks.md
	@bench/run
	@bench/capture

soak: build ## Kill and restart the server under load for long (ROUNDS=500)
	@scripts/maven.sh --projects conformance --also-make test \
	  -Dtest=KillTest -Dsurefire.failIfNoSpecifiedTests=false -Dassay.fault.rounds=$(ROUNDS)

clean: ## Delete everything built; data and Python environments stay
	@scripts/maven.sh --quiet clean
	@rm -rf ui/target
