# Everything from a bare Debian 12 with git and make, as root or with sudo. Each target does the set-up that it needs.
BUILD := build/release
SCMC  := $(BUILD)/cli/scmc
JOBS  := 2
MODEL := examples/google_ads/model.scm
DATA  := examples/google_ads/data.csv

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo build test quick bench asan tsan faults clean packages test-packages

help:            ## this list
	@sed -n 's/^\([a-z ]*\):[^#]*## /  make \1\t/p' Makefile | expand -t 20

demo: packages $(BUILD)/build.ninja  ## what happens to sales if ads are shown, or not: the first example
	@cmake --build $(BUILD) --target scmc -j $(JOBS)
	$(SCMC) run $(MODEL) --observe $(DATA) --do z=0 --do z=1 --seed 1

build: packages $(BUILD)/build.ninja  ## the program, in build/release/cli/scmc
	@cmake --build $(BUILD) --target scmc -j $(JOBS)

test: test-packages $(BUILD)/build.ninja  ## all tests
	@cmake --build $(BUILD) -j $(JOBS)
	@ctest --test-dir $(BUILD) -j $(JOBS) --output-on-failure --no-tests=error

quick: test-packages $(BUILD)/build.ninja  ## the tests that take seconds
	@cmake --build $(BUILD) -j $(JOBS)
	@ctest --test-dir $(BUILD) -j $(JOBS) --output-on-failure --no-tests=error -L quick

bench: test-packages $(BUILD)/build.ninja  ## scmc beside its peers: every program that bench/ builds
	@cmake --build $(BUILD) --target bench/all -j $(JOBS)
	@for program in $(BUILD)/bench/bench_*; do if [ -f $$program ] && [ -x $$program ]; then $$program || exit 1; fi; done

asan tsan: test-packages  ## the quick tests under the sanitizers
	@cmake --preset $@ -Wno-dev
	@cmake --build build/$@ -j $(JOBS)
	@ctest --test-dir build/$@ -j $(JOBS) --output-on-failure --no-tests=error -L quick

faults: test-packages  ## plants faults in a copy and counts those that the tests catch (half an hour)
	@python3 tests/faults/plant.py build/faults

clean:           ## forget what was built
	rm -rf build

packages:
	@cmake/setup.sh build

test-packages:
	@cmake/setup.sh test

$(BUILD)/build.ninja: | packages
	@cmake --preset release -Wno-dev
