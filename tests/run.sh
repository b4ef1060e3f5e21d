#!/bin/sh
# Runs every test, on a fresh machine too: the quick ones first, then the pages in a browser, last what
# is printed. Says plainly what is missing and how to get it.
set -eu
cd "$(dirname "$0")/.."

need() {
    command -v "$1" >/dev/null 2>&1 || {
        echo "missing: $1. $2" >&2
        exit 1
    }
}

need cargo "Install Rust from https://www.rust-lang.org/tools/install"
need git "Install git"
# Compiling C parts of dependencies.
need cc "Install a C compiler, such as Debian's package build-essential"

# Search's client runs against the program's own words and answers.
command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 || {
    if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
        echo "installing: nodejs npm"
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq
        apt-get install -y -qq --no-install-recommends nodejs npm >/dev/null
    fi
}
need node "Install Node.js 20 or newer: https://nodejs.org/"
need npm "Install Node.js 20 or newer: https://nodejs.org/"

for component in rustfmt clippy; do
    cargo "${component#rust}" --version >/dev/null 2>&1 || {
        echo "missing: $component. Run: rustup component add $component" >&2
        exit 1
    }
done

echo "== formatting"
cargo fmt --all --check

echo "== lints"
cargo clippy --locked --all-targets -- -D warnings

echo "== tests"
cargo test --locked

echo "== what other programs read"
sh tests/formats/run.sh

echo "== the portal"
cargo run --locked --quiet -- check --full --deny warnings

echo "== in a browser"
sh tests/browser/run.sh

echo "== on paper"
sh tests/print/run.sh

echo "== everything passed"
