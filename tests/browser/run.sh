#!/bin/sh
# Runs the browser tests. On Debian as root, what is missing is installed; elsewhere it is named.
set -eu
cd "$(dirname "$0")"

browser="${ALONGSIDE_CHROMIUM:-/usr/bin/chromium}"
wanted=""
[ -x "$browser" ] || wanted="$wanted chromium"
command -v node >/dev/null 2>&1 || wanted="$wanted nodejs"
command -v npm >/dev/null 2>&1 || wanted="$wanted npm"
command -v java >/dev/null 2>&1 || wanted="$wanted default-jre-headless"
command -v pdftotext >/dev/null 2>&1 || wanted="$wanted poppler-utils"

if [ -n "$wanted" ]; then
    if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
        echo "installing:$wanted"
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq
        # shellcheck disable=SC2086 # a list of names
        apt-get install -y -qq --no-install-recommends $wanted >/dev/null
    else
        echo "missing for the browser tests:$wanted" >&2
        echo "On Debian or Ubuntu run: sudo apt-get install$wanted" >&2
        echo "Elsewhere install Chromium, Node.js 20 or newer, a Java runtime and Poppler," >&2
        echo "and name the browser if it is not /usr/bin/chromium: ALONGSIDE_CHROMIUM=/path/to/chromium" >&2
        exit 1
    fi
fi

major="$(node --version | sed 's/^v//; s/\..*//')"
if [ "$major" -lt 20 ]; then
    echo "Node.js $major is too old for the browser tests. Install Node.js 20 or newer: https://nodejs.org/" >&2
    exit 1
fi

# The program that builds the site under test.
(cd ../.. && cargo build --locked --quiet)
npm ci --ignore-scripts --no-audit --no-fund
node --test --test-concurrency=1 all.test.mjs search.test.mjs cms.test.mjs serve.test.mjs
