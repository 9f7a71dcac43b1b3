"""Build the vendored JavaScript again from npm, in the versions of ``tools/vendored``, and say whether it is still so.

    python scripts/vendored.py            compare what is committed with what npm gives; exit 1 if they differ
    python scripts/vendored.py --write    put what npm gives in its place, and the copies of other rooms beside it
    python scripts/vendored.py --copies   only write the copies anew; needs neither npm nor a network

Which registry npm asks is npm's own configuration; every package is pinned by its SHA-512 in ``package-lock.json``.
The truth is ``src/field``: the office and the intake room serve copies of the same modules, and the office of two that
the intake room has; a test compares them.
Nobody who uses the program needs Node.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FIELD = ROOT / "src/field"
OFFICE = ROOT / "src/unannounced/rooms/office/static/office/keys"
INTAKE = ROOT / "src/unannounced/rooms/intake/static/intake"
PINNED = ROOT / "tools/vendored"

ENTRIES = {
    "age": "export { Decrypter, Encrypter, armor, generateHybridIdentity, identityToRecipient } from 'age-encryption';",
    "dexie": "export { Dexie, Dexie as default, liveQuery } from 'dexie';",
    "qrcode": "export { default } from 'qrcode-generator';",
    "pdf": """
export { default as PDFContext } from "./node_modules/@cantoo/pdf-lib/es/core/PDFContext.js";
export { default as PDFArray } from "./node_modules/@cantoo/pdf-lib/es/core/objects/PDFArray.js";
export { default as PDFDict } from "./node_modules/@cantoo/pdf-lib/es/core/objects/PDFDict.js";
export { default as PDFHexString } from "./node_modules/@cantoo/pdf-lib/es/core/objects/PDFHexString.js";
export { default as PDFName } from "./node_modules/@cantoo/pdf-lib/es/core/objects/PDFName.js";
export { default as PDFRawStream } from "./node_modules/@cantoo/pdf-lib/es/core/objects/PDFRawStream.js";
export { default as PDFRef } from "./node_modules/@cantoo/pdf-lib/es/core/objects/PDFRef.js";
export { default as PDFString } from "./node_modules/@cantoo/pdf-lib/es/core/objects/PDFString.js";
export { default as PDFParser } from "./node_modules/@cantoo/pdf-lib/es/core/parser/PDFParser.js";
export { decodePDFRawStream } from "./node_modules/@cantoo/pdf-lib/es/core/streams/decode.js";
export { default as PDFStreamWriter } from "./node_modules/@cantoo/pdf-lib/es/core/writers/PDFStreamWriter.js";
""".strip(),
}
"""What is taken of each package; the rest is left out by the bundler."""
LEFT_OUT = {
    "node_modules/@cantoo/pdf-lib/es/packages/standard-fonts/index.js": (
        "export const [FontNames, Encodings, Font] = [{}, {}, {}];\n"
    )
}
"""What the bundler would take although nothing here uses it: measures of fonts, more than all the rest."""
BUNDLES = {"age": FIELD / "vendor", "dexie": FIELD / "vendor", "qrcode": OFFICE / "vendor", "pdf": INTAKE / "vendor"}
HOLDS = {
    "age": ["age-encryption", "@noble/ciphers", "@noble/curves", "@noble/hashes", "@noble/post-quantum", "@scure/base"],
    "dexie": ["dexie"],
    "qrcode": ["qrcode-generator"],
    "pdf": ["@cantoo/pdf-lib", "fflate", "tslib"],
}
COPIES = {name: name for name in ("sealing.js", "codes.js", "vendor/age.js", "vendor/age.d.ts")}
"""Modules of the field app that the office and the intake room serve as well."""
OF_INTAKE = ("padding.js", "bech32.js")
"""Modules of the intake room that the office serves as well."""
ALSO = {
    "@cantoo/pdf-lib": (
        "\nWhat unpacks streams in it was taken from pdf.js (Copyright 2012 Mozilla Foundation) and XPDF\n"
        "(Copyright 1996-2003 Glyph & Cog, LLC), licensed under the Apache License, Version 2.0\n"
        "(http://www.apache.org/licenses/LICENSE-2.0).\n"
    )
}
QRCODE_LICENCE = """MIT License

Copyright (c) 2009 Kazuhiko Arase

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


def built(work: Path) -> dict[Path, bytes]:
    """Each vendored file by where it lies, as npm and the bundler make it."""
    for name in ("package.json", "package-lock.json"):
        shutil.copy(PINNED / name, work / name)
    subprocess.run(["npm", "ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=work, check=True)
    for place, instead in LEFT_OUT.items():
        (work / place).write_text(instead)
    files = {}
    for name, folder in BUNDLES.items():
        files[folder / f"{name}.js"] = _bundle(work, name)
    files[FIELD / "vendor" / "LICENSES.txt"] = _licences(work, ["age", "dexie"])
    files[OFFICE / "vendor" / "LICENSES.txt"] = _licences(work, ["age", "qrcode"])
    files[INTAKE / "vendor" / "LICENSES.txt"] = _licences(work, ["age", "pdf"])
    return files


def _bundle(work: Path, name: str) -> bytes:
    entry = work / f"{name}.entry.js"
    entry.write_text(ENTRIES[name] + "\n")
    packages = ", ".join(HOLDS[name])
    command = [
        "node_modules/.bin/esbuild",
        entry.name,
        "--bundle",
        "--format=esm",
        "--target=es2022",
        "--minify",
        "--legal-comments=none",
        f"--banner:js=// @ts-nocheck\n// {packages}: made by scripts/vendored.py, licences in LICENSES.txt.",
    ]
    return subprocess.run(command, cwd=work, check=True, capture_output=True).stdout


def _licences(work: Path, names: list[str]) -> bytes:
    pieces = []
    for package in [package for name in names for package in HOLDS[name]]:
        folder = work / "node_modules" / package
        licence = next((path for path in sorted(folder.glob("LICEN[CS]E*")) if path.is_file()), None)
        text = licence.read_text() if licence else QRCODE_LICENCE
        pieces.append(f"{package}\n{'=' * len(package)}\n\n{text.strip()}\n{ALSO.get(package, '')}")
    return "\n\n".join(pieces).encode()


def copies() -> dict[Path, bytes]:
    """The copies in other rooms of modules of the field app and of the intake room, as they must be."""
    files = {room / to: (FIELD / source).read_bytes() for room in (OFFICE, INTAKE) for source, to in COPIES.items()}
    return files | {OFFICE / name: (INTAKE / name).read_bytes() for name in OF_INTAKE}


def write(files: dict[Path, bytes]) -> None:
    """Put each file where it lies."""
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def differing(files: dict[Path, bytes]) -> list[str]:
    """The files that are not as they must be."""
    return [
        path.relative_to(ROOT).as_posix()
        for path, content in files.items()
        if not path.exists() or path.read_bytes() != content
    ]


def main(arguments: list[str]) -> int:
    """Compare, or write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put what npm gives in place")
    parser.add_argument("--copies", action="store_true", help="write the copies alone")
    asked = parser.parse_args(arguments)
    if asked.copies:
        write(copies())
        return 0
    with tempfile.TemporaryDirectory() as work:
        files = built(Path(work))
    if asked.write:
        write(files)
        write(copies())
        return 0
    wrong = differing({**files, **copies()})
    for name in wrong:
        print(f"{name} is not what npm and src/field give; write it anew with: scripts/vendored.py --write")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
