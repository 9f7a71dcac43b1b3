#!/bin/sh
# Fetch the fonts that reports are typeset in (TTF, as their makers give them) by package name, and compare.
#
#   tools/vendor_paper_fonts.sh           compare what is committed with what npm and Debian give; exit 1 if they differ
#   tools/vendor_paper_fonts.sh --write   put what they give in its place
#
# Source Serif 4, Source Sans 3 and Noto Naskh Arabic come from npm; Noto Serif for Hebrew, Georgian and Armenian from
# Debian's fonts-noto-core. Which registries are asked is their own configuration. A user of Unannounced needs none of
# this. The fonts are under the SIL Open Font License and unchanged, whole files: Source is a Reserved Font Name.
set -eu

SERIF=@expo-google-fonts/source-serif-4@0.4.1
SANS=@expo-google-fonts/source-sans-3@0.4.1
NASKH=@expo-google-fonts/noto-naskh-arabic@0.4.5
NOTO=fonts-noto-core=20201225-1

here=$(cd "$(dirname "$0")/.." && pwd)
kept=$here/src/unannounced/crafts/typesetting/fonts
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/npm" "$work/fonts"
cd "$work/npm"
npm init --yes >/dev/null 2>&1
npm install --silent --no-audit --no-fund --ignore-scripts "$SERIF" "$SANS" "$NASKH" >/dev/null
from=node_modules/@expo-google-fonts
for face in \
  source-serif-4/400Regular/SourceSerif4_400Regular source-serif-4/700Bold/SourceSerif4_700Bold \
  source-sans-3/400Regular/SourceSans3_400Regular source-sans-3/600SemiBold/SourceSans3_600SemiBold \
  noto-naskh-arabic/400Regular/NotoNaskhArabic_400Regular noto-naskh-arabic/700Bold/NotoNaskhArabic_700Bold
do
  cp "$from/$face.ttf" "$work/fonts/"
done
for family in source-serif-4 source-sans-3 noto-naskh-arabic; do
  cp "$from/$family/LICENSE_FONT" "$work/fonts/OFL-$family.txt"
done

cd "$work"
apt-get download -q "$NOTO" >/dev/null 2>&1
dpkg-deb -x fonts-noto-core_*.deb noto
for script in Hebrew Georgian Armenian; do
  cp "noto/usr/share/fonts/truetype/noto/NotoSerif$script-Regular.ttf" "noto/usr/share/fonts/truetype/noto/NotoSerif$script-Bold.ttf" "$work/fonts/"
done
{
  echo "Copyright 2012-2020 Google LLC (https://github.com/googlefonts/noto-fonts)"
  tail -n +2 "$work/fonts/OFL-noto-naskh-arabic.txt"
} > "$work/fonts/OFL-noto-serif.txt"
chmod 644 "$work"/fonts/*

if [ "${1:-}" = --write ]; then
  rm -rf "$kept"
  cp -R "$work/fonts" "$kept"
  echo "Written to $kept"
  exit 0
fi
if diff -r "$work/fonts" "$kept"; then
  echo "The fonts for paper are what npm and Debian give."
else
  echo "The fonts for paper differ; write them anew with: $0 --write" >&2
  exit 1
fi
