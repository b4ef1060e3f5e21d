#!/bin/sh
# Runs the tests of PDFs, which need the feature `pdf`, and puts printed files through other programs.
# usage: sh tests/print/run.sh
set -eu
cd "$(dirname "$0")/../.."
cargo clippy --locked --all-targets --features pdf -- -D warnings
cargo test --locked --features pdf
sh tests/print/office.sh
