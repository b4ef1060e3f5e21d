#!/bin/sh
# Runs the tests that need the features `pdf` and `minify`, and puts printed files through other
# programs. The rest of the tests do not need these: tests/run.sh.
# usage: sh tests/print/run.sh
set -eu
cd "$(dirname "$0")/../.."

echo "== lints with every feature"
cargo clippy --locked --all-targets --all-features -- -D warnings

echo "== tests of PDFs and of minified pages"
# Whole modules: whatever prints or minifies, the corpus of faults, and what the commands say.
cargo test --locked --all-features --test suite -- print minified faults:: commands::

echo "== printed files in other programs"
sh tests/print/office.sh
