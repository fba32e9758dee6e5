# Every target has a line after ##, which `make help` prints; tests/tidy/makefile.rs checks that.
# Needed: Rust, a C compiler (for SQLite) and make. Nothing else by hand.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run test faults check check-deploy bench fuzz chromium nats-server postgresql clean-data

CARGO ?= cargo
VEKHA := target/release/vekha
DATA ?= data
FUZZ_LETTERS ?= 3000

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## build the program and show a living campaign in the browser
	$(CARGO) build --release --locked -p vekha
	$(VEKHA) demo

test: chromium nats-server postgresql ## run every test (some need Chromium, see make chromium; some nats-server)
	@if $(CARGO) nextest --version >/dev/null 2>&1; then \
	  $(CARGO) nextest run --workspace --locked && $(CARGO) test --workspace --locked --doc; \
	else \
	  $(CARGO) test --workspace --locked; \
	fi

RUNS ?= 3
faults: nats-server postgresql ## break everything while documents come, RUNS=3 times each; a full disk needs root
	@if $(CARGO) nextest --version >/dev/null 2>&1; then \
	  VEKHA_RUNS=$(RUNS) $(CARGO) nextest run -p vekha-tests --test faults --locked --profile faults --run-ignored all; \
	else \
	  VEKHA_RUNS=$(RUNS) $(CARGO) test -p vekha-tests --test faults --locked -- --include-ignored --nocapture --test-threads 1; \
	fi

check: ## format, lints, house rules, licences, documentation; no network
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets --offline -- -D warnings
	$(CARGO) test --offline -p vekha-tests --test tidy
	RUSTDOCFLAGS="-D warnings -A rustdoc::private-intra-doc-links" $(CARGO) doc --workspace --no-deps --offline

check-deploy: ## check the files of deploy with the real programs, where they are here
	deploy/check.sh

bench: ## measure events per second and a million deadlines at one minute
	$(CARGO) build --release --locked -p vekha
	$(VEKHA) bench campaign --cases 20000 --json
	$(VEKHA) bench deadlines --duties 1000000 --json

fuzz: ## break FUZZ_LETTERS letters (3000) at random and read them; FUZZ_SEED repeats a run
	FUZZ_LETTERS=$(FUZZ_LETTERS) $(CARGO) test --locked -p vekha-reading --test fuzz -- --ignored --nocapture

chromium: ## install Chromium and its driver for the browser tests, where that can be done
	@if command -v chromedriver >/dev/null && command -v chromium chromium-browser google-chrome >/dev/null; then exit 0; fi; \
	if command -v apt-get >/dev/null; then \
	  if [ "$$(id -u)" = 0 ]; then as_root=; else as_root="sudo -n"; fi; \
	  if $$as_root apt-get install -y -q chromium chromium-driver; then exit 0; fi; \
	  if $$as_root apt-get update -q && $$as_root apt-get install -y -q chromium chromium-driver; then exit 0; fi; \
	fi; \
	echo "WARNING: no Chromium here and it could not be installed: browser tests will be SKIPPED."; \
	echo "         Install chromium and chromium-driver (chromedriver) with the system's package manager."

nats-server: ## install nats-server and fetch a current one for the tests of the bus, where that can be done
	@PATH="$$PATH:/usr/sbin"; \
	if ! command -v nats-server >/dev/null && command -v apt-get >/dev/null; then \
	  if [ "$$(id -u)" = 0 ]; then as_root=; else as_root="sudo -n"; fi; \
	  $$as_root apt-get install -y -q nats-server \
	    || { $$as_root apt-get update -q && $$as_root apt-get install -y -q nats-server; } || true; \
	fi; \
	command -v nats-server >/dev/null \
	  || echo "WARNING: no nats-server here: install it with the system's package manager."; \
	tests/nats-server/fetch.sh \
	  || echo "WARNING: no current nats-server could be fetched (tests/nats-server/fetch.sh)."

postgresql: ## install PostgreSQL for the tests of the store on both databases, where that can be done
	@PATH="$$PATH:$$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -n 1 || true)"; \
	if ! command -v initdb >/dev/null && command -v apt-get >/dev/null; then \
	  if [ "$$(id -u)" = 0 ]; then as_root=; else as_root="sudo -n"; fi; \
	  $$as_root apt-get install -y -q postgresql \
	    || { $$as_root apt-get update -q && $$as_root apt-get install -y -q postgresql; } || true; \
	fi; \
	PATH="$$PATH:$$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -n 1 || true)"; \
	command -v initdb >/dev/null \
	  || echo "WARNING: no PostgreSQL here: its half of the tests will be SKIPPED. Install the package postgresql."

clean-data: ## delete the data of local runs (DATA=folder, ./data unless said)
	rm -rf -- "$(DATA)"
