#!/bin/sh
# Puts the portal's Word files through LibreOffice and its PDFs through checkers of accessibility. On
# Debian as root, what is missing is installed; elsewhere it is named.
# usage: sh tests/print/office.sh [PROGRAM]   a program with the features docx and pdf
set -eu
cd "$(dirname "$0")/../.."
target="${CARGO_TARGET_DIR:-target}"
program="${1:-$target/debug/alongside}"

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
# Named by what is in it, so that other versions are not taken for these.
checkers="$target/print-checkers-pdfua-0.1.3-outloud-0.2.1"
if [ ! -f "$checkers/complete" ]; then
    rm -rf "$checkers"
    python3 -m venv "$checkers"
    # Further checkers, beside the tests that read the PDFs back: a machine that cannot reach the
    # Python Package Index does without them, and says so below.
    if "$checkers/bin/pip" install --quiet --disable-pip-version-check --retries 2 --timeout 20 \
        pdfua==0.1.3 outloud==0.2.1; then
        touch "$checkers/complete"
    fi
fi

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
build() {
    "$program" build --root . --output "$work/site" --date 2026-11-22 --quiet "$@"
}
build --clean
# What is kept would be made the same again.
build --verify
rm -rf "$work/site/.alongside"

# The files whose names end so, one a line, in $work/files; none is a mistake.
files() {
    find "$work/site" -name "*.$1" | sort >"$work/files"
    count="$(wc -l <"$work/files" | tr -d ' ')"
    [ "$count" -gt 0 ] || { echo "there is no .$1 file: build the program with that feature" >&2; exit 1; }
}

echo "Word files through LibreOffice"
mkdir "$work/office"
files docx
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
    [ -n "$title" ] || { echo "$name: its print page has no title" >&2; exit 1; }
    text="$(pdftotext "$work/office/$name.pdf" - | tr -s '\n' ' ')" || true
    [ -n "$text" ] || { echo "$name.docx: LibreOffice made nothing of it" >&2; exit 1; }
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

files pdf
# Runs a checker over all PDFs; what it says is shown only if it finds something.
checked() {
    echo "PDFs through $1"
    shift
    # shellcheck disable=SC2046 # our own names hold no spaces
    "$@" $(cat "$work/files") >"$work/checker.log" 2>&1 || {
        cat "$work/checker.log" >&2
        exit 1
    }
    echo "$count without a finding"
}
if [ -f "$checkers/complete" ]; then
    checked pdfua "$checkers/bin/pdfua" check
    # Its warnings are guesses, such as that a title is bad because the file is named after it.
    checked outloud "$checkers/bin/outloud" --no-info
else
    echo "LEFT OUT: pdfua and outloud could not be had from the Python Package Index" >&2
fi
# The reference checker is in no registry that this script could take it from.
if command -v verapdf >/dev/null 2>&1; then
    checked veraPDF verapdf --flavour ua1 --format text
    # Older versions end well whatever they find.
    [ "$(grep -c '^PASS' "$work/checker.log")" = "$count" ] || { cat "$work/checker.log" >&2; exit 1; }
else
    echo "veraPDF is not here; with it on the path the PDFs are checked by it too: https://verapdf.org/"
fi
