#!/bin/sh
# Runs the tests that need the feature `pdf`, and puts printed files through other programs. The rest
# of the tests do not need it: tests/run.sh.
# usage: sh tests/print/run.sh
set -eu
cd "$(dirname "$0")/../.."

echo "== lints with PDFs"
cargo clippy --locked --all-targets --features pdf -- -D warnings

echo "== tests of PDFs"
# Whole modules: whatever prints, the corpus of faults, and what the commands say.
cargo test --locked --features pdf --test suite -- print faults:: commands::

echo "== printed files in other programs"
sh tests/print/office.sh
