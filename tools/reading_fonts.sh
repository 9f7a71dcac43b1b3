#!/bin/sh
# Rebuild the small fonts with which the portal is read, out of the vendored ones, and compare.
#
#   tools/reading_fonts.sh           compare what is committed with what comes out; exit 1 if they differ
#   tools/reading_fonts.sh --write   put what comes out in its place
#
# They hold the letters of Western European languages, of Ukrainian and Russian (the serif), and of Arabic, in the weights
# that are used, 400 to 700: a part of the bytes. Every other letter comes from the whole fonts, which browsers fetch when
# they need it. A changed font of the SIL Open Font License bears a name of its own: Reading Serif, Sans, Naskh.
# Needs python3 with venv; fontTools and brotli are fetched by pip into a folder that is thrown away.
set -eu

here=$(cd "$(dirname "$0")/.." && pwd)
whole=$here/src/unannounced/rooms/web/static/web/fonts
kept=$here/src/unannounced/rooms/portal/static/portal/fonts
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet fonttools==4.68.0 brotli==1.2.1
mkdir "$work/fonts"

"$work/venv/bin/python" - "$whole" "$work/fonts" <<'PYTHON'
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

WHOLE, MADE = map(Path, sys.argv[1:])
LATIN = [
    *range(0x20, 0x7F), *range(0xA0, 0x100), 0x131, 0x152, 0x153, 0x2BC, 0x2C6, 0x2DA, 0x2DC, *range(0x2002, 0x2016),
    *range(0x2018, 0x201F), 0x2020, 0x2021, 0x2022, 0x2026, 0x202F, 0x2032, 0x2033, 0x2039, 0x203A, 0x2044, 0x20AC,
    0x2122, *range(0x2190, 0x2194), 0x2212,
]
CYRILLIC = [
    0x301, 0x401, 0x404, 0x406, 0x407, *range(0x410, 0x450), 0x451, 0x454, 0x456, 0x457, 0x490, 0x491, 0x2116,
]
ARABIC = [0x60C, 0x61B, 0x61F, *range(0x621, 0x63B), *range(0x640, 0x653), *range(0x66A, 0x66D), 0x670]
FEATURES = ["kern", "liga", "locl", "mark", "mkmk", "ccmp", "tnum", "lnum"]
JOINING = ["rlig", "calt", "init", "medi", "fina", "isol"]
FONTS = [
    ("source-serif-4-latin-wght-normal", "reading-serif-latin", "Reading Serif", LATIN),
    ("source-serif-4-cyrillic-wght-normal", "reading-serif-cyrillic", "Reading Serif", CYRILLIC),
    ("source-sans-3-latin-wght-normal", "reading-sans-latin", "Reading Sans", LATIN),
    ("noto-naskh-arabic-arabic-wght-normal", "reading-naskh-arabic", "Reading Naskh", ARABIC),
]
for source, name, family, letters in FONTS:
    whole = TTFont(WHOLE / f"{source}.woff2", recalcTimestamp=False)
    whole.flavor = None
    instantiateVariableFont(whole, {"wght": (400, 700)}).save(MADE / "between.ttf")
    font = TTFont(MADE / "between.ttf", recalcTimestamp=False)
    options = Options()
    options.layout_features = FEATURES + (JOINING if letters is ARABIC else [])
    options.name_IDs = [0, 1, 2, 4, 6, 13, 14]
    options.flavor = "woff2"
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    for record in font["name"].names:
        if record.nameID in {1, 4}:
            record.string = family
        elif record.nameID == 6:
            record.string = family.replace(" ", "")
    font.flavor = "woff2"
    font.save(MADE / f"{name}.woff2")
    (MADE / "between.ttf").unlink()
PYTHON
cp "$whole/OFL-source-serif-4.txt" "$work/fonts/OFL-reading-serif.txt"
cp "$whole/OFL-source-sans-3.txt" "$work/fonts/OFL-reading-sans.txt"
cp "$whole/OFL-noto-naskh-arabic.txt" "$work/fonts/OFL-reading-naskh.txt"

if [ "${1:-}" = --write ]; then
  rm -rf "$kept"
  cp -R "$work/fonts" "$kept"
  echo "Written to $kept"
  exit 0
fi
if diff -r "$work/fonts" "$kept"; then
  echo "The small fonts are what the whole ones give."
else
  echo "The small fonts differ from what the whole ones give; write them anew with: $0 --write" >&2
  exit 1
fi
