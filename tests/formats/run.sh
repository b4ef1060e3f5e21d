#!/bin/sh
# Holds what the program writes for other programs against validators that others wrote.
set -eu
cd "$(dirname "$0")"

command -v npm >/dev/null 2>&1 || {
    if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq
        apt-get install -y -qq --no-install-recommends nodejs npm >/dev/null
    else
        echo "missing: npm. Install Node.js 20 or newer: https://nodejs.org/" >&2
        exit 1
    fi
}

# The program that writes.
(cd ../.. && cargo build --locked --quiet)
npm ci --ignore-scripts --no-audit --no-fund
node --test formats.test.mjs
