"""Write ``src/unannounced/facts/world.json``, the map of the world, or with ``--check`` say whether it is still so.

The shapes are Natural Earth's (public domain), 1:50 million, as npm's ``world-atlas`` packs them, fetched in one pinned
version: only who changes the map needs npm and a network. What is done to them (``scripts/world_shapes.py``):

1. The map is turned so that its edge runs at 168.4° West, through Bering Strait. One island of the Aleutians, Umnak,
   lies across that line and is cut there; everything else is whole, Chukotka and Fiji too.
2. Each border is simplified once, as the arc both neighbours share, so that no gap opens; Europe less than the rest.
3. The projection is Equal Earth, in which States have the areas they have.
4. What has no ISO 3166 code goes where ``ASSIGNED`` says, and Crimea to Ukraine.
"""

import argparse
import base64
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from babel.core import get_global
from world_shapes import (
    BOTTOM,
    TOP,
    WIDTH,
    Line,
    Point,
    arcs_of,
    area,
    cut,
    dissolved,
    europe,
    joined,
    middle,
    on_map,
    outline,
    path,
    simplified,
    spread,
    turned,
)

from unannounced.crafts.mapping import NOTE, SOURCE

TARGET = Path(__file__).resolve().parents[1] / "src/unannounced/facts/world.json"
PACKAGE = "world-atlas@2.0.2"
SHA512 = "IXfV0qwlKXpckz1FhwXVwKRjiIhOnWttOskm5CtxMsjgE/MXAYRHWJqgXOpM8IkcPBoXnyTU5lFHcYa5ChG0LQ=="

# Square units of the map, whose width is 2,000 units: one is 336 square kilometres.
FINE, COARSE = 0.15, 1.3  # below which a corner is dropped, in Europe and elsewhere
FINE_ISLET, COARSE_ISLET = 0.25, 1.6  # below which an island is dropped, if its State has a larger one
SMALL, LARGEST = 22.0, 14.0  # in all, and of the largest island, below which a State gets a circle as well
NO_SHAPE = 0.8  # below which it has the circle alone
APART = 10.0  # units between the middles of two circles

# Crimea: Natural Earth draws who controls a place and gives it to Russia. For the United Nations (General Assembly
# resolution 68/262) and the Council of Europe it is Ukraine's, and whom one can turn to about an act there depends on
# that. It is a polygon of its own in the data: it goes to Ukraine whole, and the border across Perekop goes away.
# Northern Cyprus and Somaliland have no code, and are part of Cyprus and of Somalia for the United Nations.
CRIMEA = (32.0, 44.0, 37.0, 46.5)  # west, south, east, north: no other polygon of Russia's lies within
ASSIGNED = {
    "Kosovo": "XKX",
    "N. Cyprus": "CYP",
    "Somaliland": "SOM",
    "Indian Ocean Ter.": "CCK",
    "Ashmore and Cartier Is.": "AUS",
    "Siachen Glacier": "",  # nobody's here: neither India's nor Pakistan's
    "Antarctica": None,  # left out
}
DRAWN_WITH = {"BES": "NLD", "CXR": "CCK", "SJM": "NOR", "TKL": "NZL"} | dict.fromkeys(
    ("GLP", "GUF", "MTQ", "MYT", "REU"), "FRA"
)
LEFT_OUT = ("ATA", "BVT", "UMI")  # no one has a home there
ADMINISTERED_BY = {
    "AUS": "CCK CXR HMD NFK",
    "CHN": "HKG MAC",
    "DNK": "FRO GRL",
    "FIN": "ALA",
    "FRA": "ATF BLM GLP GUF MAF MTQ MYT NCL PYF REU SPM WLF",
    "GBR": "AIA BMU CYM FLK GGY GIB IMN IOT JEY MSR PCN SGS SHN TCA VGB",
    "NLD": "ABW BES CUW SXM",
    "NOR": "BVT SJM",
    "NZL": "TKL",
    "USA": "ASM GUM MNP PRI UMI VIR",
}
PLACES = {  # what the data at this scale does not have; and Kiribati's capital, an ocean away from its largest island
    "GIB": (-5.35, 36.14),
    "KIR": (173.0, 1.4),
    "TUV": (179.2, -8.5),
}
OLD_CODES = {"BUR", "DDR", "FXX", "TMP", "YMD", "ZAR"}


def fetch() -> dict[str, Any]:
    """The topology, from the package in its pinned version; ``SystemExit`` if npm brings another."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, capture_output=True, timeout=120)
        packed = next(Path(folder).glob("*.tgz"))
        digest = base64.b64encode(hashlib.sha512(packed.read_bytes()).digest()).decode()
        if digest != SHA512:
            raise SystemExit(f"{PACKAGE} is not what it was: its SHA-512 is {digest}. Nothing was written.")
        with tarfile.open(packed) as unpacked:
            member = unpacked.extractfile("package/countries-50m.json")
            assert member
            read: dict[str, Any] = json.load(member)
            return read


def rings_by_code(topology: dict[str, Any], arcs: Sequence[Line]) -> dict[str, list[list[int]]]:
    """The rings of each code, as numbers of arcs; a border between two parts of one State is dissolved."""
    alpha3 = numeric_codes()
    rings: dict[str, list[list[int]]] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        name = shape["properties"]["name"]
        code = ASSIGNED[name] if name in ASSIGNED else alpha3[shape["id"]]
        if code is None:
            continue
        for polygon in shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]:
            owner = "UKR" if code == "RUS" and is_crimea(polygon, arcs) else code
            rings.setdefault(owner, []).extend(polygon)
    return {code: dissolved(found, arcs) for code, found in sorted(rings.items())}


def numeric_codes() -> dict[str, str]:
    """ISO 3166 alpha-3 codes by the numeric ones, from the Unicode locale data."""
    alpha2 = {old: new[0] for old, new in get_global("territory_aliases").items() if len(new) == 1}
    alpha3 = {two: code for code, two in alpha2.items() if len(code) == 3 and code.isalpha() and code not in OLD_CODES}
    return {code: alpha3[two] for code, two in alpha2.items() if code.isdigit() and two in alpha3}


def is_crimea(polygon: Sequence[Sequence[int]], arcs: Sequence[Line]) -> bool:
    """Whether a polygon of Russia's lies wholly within the box around Crimea."""
    west, south, east, north = CRIMEA
    return all(turned(west) < x < turned(east) and south < y < north for x, y in joined(polygon[0], arcs))


def drawn(rings: Iterable[Sequence[int]], arcs: Sequence[Line]) -> list[Line]:
    """Rings of arcs as rings on the map, cut at its edge."""
    return [[on_map(place) for place in part] for ring in rings for part in cut(joined(ring, arcs))]


def visible(rings: Sequence[Line]) -> list[Line]:
    """The rings worth drawing: without islets, but the largest stays."""
    left, top, width, height = europe()
    largest = max(map(area, rings), default=0)
    kept = []
    for ring in rings:
        near = left <= ring[0][0] <= left + width and top <= ring[0][1] <= top + height
        if area(ring) >= min(largest, FINE_ISLET if near else COARSE_ISLET):
            kept.append(ring)
    return kept


def is_small(rings: Sequence[Line]) -> bool:
    """Whether nobody can see or hit a State of these rings."""
    areas = [area(ring) for ring in rings]
    return sum(areas) < SMALL or max(areas) < LARGEST


def circles(whole: Mapping[str, Sequence[Line]], whose: Mapping[str, str]) -> dict[str, list[float]]:
    """Where the circles are, and the area of the largest island below; those of States do not cover each other."""
    points: dict[str, Point] = {
        code: middle(max(rings, key=area)) for code, rings in whole.items() if is_small(rings)
    } | {code: on_map((turned(x), y)) for code, (x, y) in PLACES.items()}
    points |= spread({code: at for code, at in points.items() if code not in whose}, APART)
    return {
        code: [round(x, 1), round(y, 1), round(max(map(area, whole.get(code, [[]]))), 1)]
        for code, (x, y) in sorted(points.items())
    }


def built(topology: dict[str, Any]) -> str:
    """The text of the file."""
    exact = arcs_of(topology)
    numbers = rings_by_code(topology, exact)
    simple = [simplified(arc, FINE, COARSE) for arc in exact]
    rings = {code: visible(drawn(found, simple)) for code, found in numbers.items()}
    nobodys = path(rings.pop(""))
    whole = {code: drawn(numbers[code], exact) for code in rings}
    whose = {code: state for state, codes in ADMINISTERED_BY.items() for code in codes.split()}
    return written(
        {
            "source": SOURCE,
            "licence": "public domain",
            "note": NOTE,
            "width": WIDTH,
            "height": round(BOTTOM - TOP),
            "windows": {"europe": europe()},
            "outline": path([outline()]),
            "nobodys": nobodys,
            "administered_by": dict(sorted(whose.items())),
            "drawn_with": dict(sorted(DRAWN_WITH.items())),
            "left_out": LEFT_OUT,
            "points": circles(whole, whose),
            "shapes": {
                code: path(found) for code, found in rings.items() if found and sum(map(area, whole[code])) >= NO_SHAPE
            },
        }
    )


def written(content: Mapping[str, Any]) -> str:
    """The content as JSON, one shape or circle a line, so that a change can be read."""
    parts = []
    for key, value in content.items():
        if key in ("shapes", "points"):
            lines = ",\n".join(f'"{code}":{as_json(one)}' for code, one in value.items())
            parts.append(f'"{key}":{{\n{lines}\n}}')
        else:
            parts.append(f'"{key}":{as_json(value)}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def as_json(value: Any) -> str:
    """A value in as few characters as JSON allows."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def main() -> int:
    """Write the file; with ``--check`` compare it, which is skipped where the package cannot be had."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    check = parser.parse_args().check
    try:
        text = built(fetch())
    except (OSError, subprocess.SubprocessError) as why:
        reason = f"npm cannot fetch {PACKAGE}: {why}" if shutil.which("npm") else "there is no npm on this machine"
        print(f"skipped: the map was not compared, {reason}" if check else f"Nothing was written: {reason}.")
        return 0 if check else 1
    if not check:
        TARGET.write_text(text, encoding="utf-8")
        print(f"{TARGET.name}: {len(text.encode()) / 1000:.0f} kB")
        return 0
    same = TARGET.is_file() and TARGET.read_text(encoding="utf-8") == text
    print("The map is what the script makes." if same else f"{TARGET.name} is not what the script makes: run it.")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
