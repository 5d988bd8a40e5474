# The three commands of the README are demo, test and bench; each installs what is missing first.
# What every build is given beside: nothing where people work, who build again after each change; CI builds from nothing.
BUILD_FLAGS ?=
BUILD := swift build $(BUILD_FLAGS) --explicit-target-dependency-import-check error
# release for figures that mean something; CI takes debug to see that the benchmarks run.
CONFIGURATION ?= release
SIZE ?= 20000
# How often each contestant of the race runs; the median counts.
RUNS ?= 3

.PHONY: bootstrap build demo test sequences soak lint bench completions

bootstrap:
	@Scripts/bootstrap.sh

build: bootstrap
	$(BUILD)

demo: build
	$$(swift build --show-bin-path)/purlin demo

# Suites that keep both cores busy for a minute or more; each runs alone, so that no other waits for them.
LONG := SimulationTests PowerLossTests KillLoopTests CrashTests FlippedBitTests SequenceTests
EMPTY :=
SPACE := $(EMPTY) $(EMPTY)

# More tests at once would only wait for one another, with all their stores and processes open.
test: export SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH ?= 16
test: export PURLIN_LEFT_OUT := .build/left-out.txt
test: bootstrap
	$(BUILD) --build-tests
	@rm -f $(PURLIN_LEFT_OUT)
	@Scripts/odoo-clients.sh
	@Scripts/python-environment.sh .build/file-servers Tests/FileServers/requirements.txt || echo "FTPS: left out for this reason"
	@Scripts/test.sh --skip '$(subst $(SPACE),|,$(LONG))'
	@for suite in $(LONG); do Scripts/test.sh --filter "$$suite" || exit 1; done
	Scripts/outside.sh
	@cat $(PURLIN_LEFT_OUT)

# Ten thousand random histories of hours and machines, in release; `make test` runs the first few hundred of them.
sequences: export PURLIN_SEQUENCES ?= 10000
sequences: bootstrap
	$(BUILD) -c release --build-tests -Xswiftc -enable-testing
	swift test -c release --skip-build --filter '^ConnectorRuntimeTests\.SequenceTests'

# In release; PURLIN_SOAK_KILLS, PURLIN_SOAK_CUTS, PURLIN_SOAK_MINUTES and PURLIN_SOAK_SEEDS change the amounts.
soak: bootstrap
	$(BUILD) -c release --build-tests -Xswiftc -enable-testing
	Scripts/soak.sh

lint:
	swift format lint --strict --recursive Package.swift $(wildcard Sources Plugins Simulators Tests IntegrationTests Benchmarks)

bench: bootstrap
	swift build $(BUILD_FLAGS) -c $(CONFIGURATION) --product purlin-benchmarks
	@for name in odoo telematics payroll estimating; do \
		swift build $(BUILD_FLAGS) -c $(CONFIGURATION) --product $$name-simulator || exit 1; \
	done
	swift build $(BUILD_FLAGS) -c $(CONFIGURATION) --product TableBenchmark
	$$(swift build -c $(CONFIGURATION) --show-bin-path)/purlin-benchmarks --records $(SIZE)
	Benchmarks/Peers/run.sh $$(swift build -c $(CONFIGURATION) --show-bin-path)/purlin-benchmarks --records $(SIZE) --runs $(RUNS)
	Benchmarks/SimulatorBenchmark/run.sh $$(swift build -c $(CONFIGURATION) --show-bin-path)/odoo-simulator
	Benchmarks/TableBenchmark/run.sh $$(swift build -c $(CONFIGURATION) --show-bin-path)/TableBenchmark --bytes $$(($(SIZE) * 5000)) --runs $(RUNS)

completions: build
	@mkdir -p .build/completions
	@for shell in bash zsh fish; do \
		$$(swift build --show-bin-path)/purlin --generate-completion-script $$shell > .build/completions/purlin.$$shell; \
	done
	@echo "completion scripts are in .build/completions"
