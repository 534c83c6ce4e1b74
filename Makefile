# The front door. `make` lists the targets; `make demo` does the main job, `make test` runs every test.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

GO       ?= go
VERSION  ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
IMAGE    ?= entrasim:latest
FUZZTIME ?= 5s
FUZZLONG ?= $(FUZZTIME)
KILLS    ?= 500
HISTORIES ?= 100000
SEEDS    ?= 200
BENCH    ?=
PKGS     ?= ./...
# How many packages are tested at a time: one more than there are processors, because some of them wait for processes to start.
PACKAGES ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)
# An older Go of Debian's fetches the one that go.mod asks for, unless the environment says otherwise.
export GOTOOLCHAIN := $(or $(GOTOOLCHAIN),auto)
TOOL     := $(GO) tool -modfile=ci/tools/go.mod
# What the binary may have at most, in bytes; CI says 40 MB. Nobody's build fails because another Go makes larger ones.
LIMIT    ?=

.PHONY: help
help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  %-12s %s\n", $$1, $$2}'

.PHONY: prerequisites
prerequisites:
	@bash ci/scripts/prerequisites.sh

.PHONY: build
build: prerequisites ## compile bin/entrasim, one static binary
	@mkdir -p bin
	@GO='$(GO)' bash ci/scripts/build.sh bin/entrasim '$(VERSION)' '$(LIMIT)'

.PHONY: demo
demo: build ## act out the customer guide end to end (VERBOSE=1 for every byte)
	./bin/entrasim demo $(if $(VERBOSE),--verbose)

# Vetting is lint's.
.PHONY: test
test: prerequisites ## every test, shuffled, with a PostgreSQL of its own
	bash ci/scripts/postgres.sh with $(GO) test -vet=off -p $(PACKAGES) -shuffle=on -timeout 15m $(PKGS)

# SQLite's own code, transpiled from C, is not watched: it takes four times as long to be, and its locking is not ours. (Only
# that package: one that instantiates generic types of sync unwatched would spoil them for all others.)
.PHONY: race
race: prerequisites ## every test under the race detector, the long ones shortened
	CGO_ENABLED=1 bash ci/scripts/postgres.sh with $(GO) test -race -gcflags=modernc.org/sqlite/lib=-race=false -vet=off -p $(PACKAGES) -shuffle=on -short -timeout 40m $(PKGS)

.PHONY: kills
kills: prerequisites ## strike the server (SQLite, PostgreSQL) or its database in the middle of KILLS (500) cycles: nothing acknowledged is lost
	ENTRASIM_KILLS=$(KILLS) $(GO) test -count=1 -parallel 3 -timeout 120m -v -run '^Test(Killed|Crashed)' ./ci/binary

.PHONY: histories
histories: prerequisites ## the engine against HISTORIES (100000) random histories with faults and kills; what fails becomes a scenario
	ENTRASIM_HISTORIES=$(HISTORIES) $(GO) test -count=1 -timeout 120m -run '^TestHistories$$' ./simulator/internal/history

.PHONY: selftest
selftest: prerequisites ## every check under every named defect, and SEEDS (200) awkward servers; prints the mutation score (UPDATE=1 records what defects entail)
	ENTRASIM_MATRIX=full ENTRASIM_SEEDS=$(SEEDS) $(GO) test -count=1 -timeout 120m -run '^Test(Matrix|MatrixIsComplete|AwkwardWorlds|CataloguePage)$$' -v ./suites $(if $(UPDATE),-update) \
		| grep -vE '^ *(=== |--- PASS)'

.PHONY: lint
lint: prerequisites ## gofumpt, go vet, staticcheck, gosec
	@bad=$$($(TOOL) gofumpt -l .); \
	if [ -n "$$bad" ]; then echo "not formatted (make format):"; echo "$$bad"; exit 1; fi
	$(GO) vet ./...
	$(GO) vet -tags containers ./ci/...
	$(TOOL) staticcheck ./...
	@TOOL='$(TOOL)' bash ci/scripts/gosec.sh

.PHONY: format
format: ## format every Go file
	$(TOOL) gofumpt -w .

.PHONY: fuzz
fuzz: prerequisites ## each fuzz target for FUZZTIME (5s); the server's front door for FUZZLONG (FUZZTIME)
	@GO='$(GO)' bash ci/scripts/fuzz.sh '$(FUZZTIME)' '$(FUZZLONG)'

.PHONY: bench
bench: prerequisites ## the figures of the design, as ratios within one run (BENCH=all: 200,000 users too; BENCH='-topics lists': flags)
	ENTRASIM_POSTGRES_FSYNC=on bash ci/scripts/postgres.sh with $(GO) run ./server/internal/bench $(if $(filter all,$(BENCH)),-all,$(BENCH))
	@$(GO) test -run '^$$' -bench Figure -benchtime 1x -timeout 30m ./simulator | grep -E '^figure|FAIL|_test.go'
	@$(GO) test -run '^$$' -bench AllChecks -benchtime 3x ./suites | \
		awk '/^BenchmarkAllChecks/ {printf "all checks against the reference server: %.1f s (goal 5 s)\n", $$3/1e9} /FAIL|_test.go/'

# What was recorded comes first: the pages of the checks embed it.
.PHONY: update
update: ## rewrite golden files and the catalogue of checks; read the diff before you commit it
	$(GO) test ./suites -run '^TestRecorded$$' -update
	$(GO) test $$(grep -lE 'flag\.Bool\("update"' -r --include='*_test.go' . | xargs -n1 dirname | sort -u) -update

.PHONY: image
image: build ## container image from bin/entrasim (FROM scratch)
	@rm -rf bin/rootfs && mkdir -p bin/rootfs/data bin/rootfs/tmp && touch bin/rootfs/data/.keep bin/rootfs/tmp/.keep
	DOCKER_BUILDKIT=0 docker build -q -f ci/Containerfile -t $(IMAGE) .

.PHONY: containers
containers: ## build the image and test it in a real engine (skipped with a reason where there is none, a failure in CI)
	@GO='$(GO)' MAKE='$(MAKE)' bash ci/scripts/containers.sh
