#!/bin/sh
# Puts the portal's Word files through LibreOffice and its PDFs through a checker of PDF/UA-1. On
# Debian as root, what is missing is installed; elsewhere it is named.
# usage: sh tests/print/office.sh [PROGRAM]   a program with the features docx and pdf
set -eu
cd "$(dirname "$0")/../.."
program="${1:-target/debug/alongside}"

wanted=""
command -v soffice >/dev/null 2>&1 || wanted="$wanted libreoffice-writer-nogui"
command -v pdftotext >/dev/null 2>&1 || wanted="$wanted poppler-utils"
python3 -c 'import ensurepip, venv' >/dev/null 2>&1 || wanted="$wanted python3-venv"
if [ -n "$wanted" ]; then
    if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
        echo "installing:$wanted"
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq
        # shellcheck disable=SC2086 # a list of names
        apt-get install -y -qq --no-install-recommends $wanted >/dev/null
    else
        echo "missing for the tests of printed files:$wanted" >&2
        echo "On Debian or Ubuntu run: sudo apt-get install$wanted" >&2
        echo "Elsewhere install LibreOffice, Poppler and Python 3." >&2
        exit 1
    fi
fi
checkers=target/print-checkers
if [ ! -x "$checkers/bin/pdfua" ]; then
    python3 -m venv "$checkers"
    "$checkers/bin/pip" install --quiet --disable-pip-version-check pdfua==0.1.3
fi

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
"$program" build --root . --output "$work/site" --date 2026-11-22 --clean --quiet
rm -rf "$work/site/.alongside"

echo "Word files through LibreOffice"
mkdir "$work/office"
find "$work/site" -name '*.docx' | sort >"$work/files"
count="$(wc -l <"$work/files")"
# shellcheck disable=SC2046 # our own names hold no spaces
soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to pdf \
    --outdir "$work/office" $(cat "$work/files") >"$work/soffice.log" 2>&1 || {
    cat "$work/soffice.log" >&2
    exit 1
}
while read -r file; do
    name="$(basename "$file" .docx)"
    # The title at the start, where it comes from at the end, and as many sheets as it has words for.
    title="$(sed -n 's/.*<h1>\(.*\)<\/h1>.*/\1/p' "$(dirname "$file")/print/index.html" | sed 's/&amp;/\&/g')"
    text="$(pdftotext "$work/office/$name.pdf" -)" || { echo "$name.docx: LibreOffice made nothing of it" >&2; exit 1; }
    for words in "$title" "Where this comes from" "Page 1 of "; do
        case "$text" in
        *"$words"*) ;;
        *) echo "$name.docx: LibreOffice does not show \`$words\`" >&2; exit 1 ;;
        esac
    done
    shown="$(pdfinfo "$work/office/$name.pdf" | sed -n 's/^Title: *//p')"
    [ "$shown" = "$title" ] || { echo "$name.docx: its title is \`$shown\`" >&2; exit 1; }
done <"$work/files"
echo "$count opened"

echo "PDFs through pdfua"
find "$work/site" -name '*.pdf' | sort >"$work/files"
count="$(wc -l <"$work/files")"
[ "$count" -gt 0 ] || { echo "there is no PDF: build the program with the feature pdf" >&2; exit 1; }
# shellcheck disable=SC2046 # our own names hold no spaces
"$checkers/bin/pdfua" check $(cat "$work/files") >"$work/pdfua.log" || {
    cat "$work/pdfua.log" >&2
    exit 1
}
echo "$count without a finding"
