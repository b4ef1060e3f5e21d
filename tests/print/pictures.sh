#!/bin/sh
# Makes pictures of every sheet of the portal's role specifications, for people to look at: the PDF,
# the Word file as LibreOffice shows it, and the print page as Chromium prints it on A4 and Letter.
# usage: sh tests/print/pictures.sh FOLDER [PROGRAM]
set -eu
cd "$(dirname "$0")/../.."
folder="${1:?name a folder for the pictures}"
program="${2:-${CARGO_TARGET_DIR:-target}/debug/alongside}"
browser="${ALONGSIDE_CHROMIUM:-/usr/bin/chromium}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
"$program" build --root . --output "$work/site" --clean --quiet
mkdir -p "$folder"
for docx in "$work"/site/roles/*/*.docx; do
    page="$(dirname "$docx")"
    name="$(basename "$docx" .docx)"
    soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to pdf --outdir "$work" "$docx" >/dev/null 2>&1
    pdftoppm -r 70 -png "$work/$name.pdf" "$folder/$name-word"
    pdftoppm -r 70 -png "$page/$name.pdf" "$folder/$name-pdf"
    for paper in A4 letter; do
        # From the disk, so that nothing has to be served: addresses become relative to the site. The
        # paper is that of whoever prints.
        sed "s#\(href\|src\)=\"/#\1=\"$work/site/#g; s#</head>#<style>@page { size: $paper }</style></head>#" \
            "$page/print/index.html" >"$work/$name.html"
        "$browser" --headless=new --no-sandbox --disable-gpu --allow-file-access-from-files \
            --no-pdf-header-footer "--print-to-pdf=$work/$name-page.pdf" "file://$work/$name.html" >/dev/null 2>&1
        pdftoppm -r 70 -png "$work/$name-page.pdf" "$folder/$name-page-$paper"
    done
done
ls "$folder"
