#!/bin/sh
# Rebuild the vendored fonts and their style sheet from the npm registry by package name, and compare.
#
#   tools/vendor_fonts.sh           compare what is committed with what npm gives; exit 1 if they differ
#   tools/vendor_fonts.sh --write   put what npm gives in its place
#
# Which registry npm asks is npm's own configuration. A user of Unannounced needs neither npm nor this script.
set -eu

SERIF=@fontsource-variable/source-serif-4@5.3.1
SANS=@fontsource-variable/source-sans-3@5.3.0
NASKH=@fontsource-variable/noto-naskh-arabic@5.3.0

here=$(cd "$(dirname "$0")/.." && pwd)
kept=$here/src/unannounced/rooms/web/static/web
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/npm" "$work/web/fonts"

cd "$work/npm"
npm init --yes >/dev/null 2>&1
npm install --silent --no-audit --no-fund --ignore-scripts "$SERIF" "$SANS" "$NASKH" >/dev/null

face() { # family, package folder, file name, style, weights, subset
  cp "node_modules/$2/files/$3" "$work/web/fonts/$3"
  range=$(node -p 'require("./node_modules/'"$2"'/unicode.json")["'"$6"'"]')
  cat <<FACE
@font-face {
  font-family: "$1";
  font-style: $4;
  font-weight: $5;
  font-display: swap;
  src: url("fonts/$3") format("woff2");
  unicode-range: $range;
}
FACE
}

{
  echo "/* Made by tools/vendor_fonts.sh: fonts of the SIL Open Font License, licences beside the files. */"
  for subset in latin latin-ext cyrillic greek; do
    for style in normal italic; do
      face "Source Serif 4" @fontsource-variable/source-serif-4 "source-serif-4-$subset-wght-$style.woff2" $style "200 900" $subset
      face "Source Sans 3" @fontsource-variable/source-sans-3 "source-sans-3-$subset-wght-$style.woff2" $style "200 900" $subset
    done
  done
  face "Noto Naskh Arabic" @fontsource-variable/noto-naskh-arabic noto-naskh-arabic-arabic-wght-normal.woff2 normal "400 700" arabic
} > "$work/web/fonts.css"

cp node_modules/@fontsource-variable/source-serif-4/LICENSE "$work/web/fonts/OFL-source-serif-4.txt"
cp node_modules/@fontsource-variable/source-sans-3/LICENSE "$work/web/fonts/OFL-source-sans-3.txt"
cp node_modules/@fontsource-variable/noto-naskh-arabic/LICENSE "$work/web/fonts/OFL-noto-naskh-arabic.txt"

if [ "${1:-}" = --write ]; then
  rm -rf "$kept/fonts"
  cp -R "$work/web/fonts" "$kept/fonts"
  cp "$work/web/fonts.css" "$kept/fonts.css"
  echo "Written to $kept"
  exit 0
fi
if diff -r "$work/web/fonts" "$kept/fonts" && diff "$work/web/fonts.css" "$kept/fonts.css"; then
  echo "The vendored fonts are what npm gives."
else
  echo "The vendored fonts differ from what npm gives; write them anew with: $0 --write" >&2
  exit 1
fi
