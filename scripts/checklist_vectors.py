"""Write the vectors by which Python and JavaScript agree on check-lists: ``testdata/vectors/checklists.json``.

python scripts/checklist_vectors.py           compare; exit 1 if they are not current
python scripts/checklist_vectors.py --write   write them
"""

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.forms_made import workbook  # noqa: E402

from unannounced.crafts.forming.converting import form_of  # noqa: E402
from unannounced.crafts.forming.expressions import NOT_IN_THE_APP, OF_ODK, OF_XPATH  # noqa: E402

VECTORS = ROOT / "testdata/vectors/checklists.json"
OF_NO_USE = {"id", "namespace-uri"}
VALUES = {"a": "3", "b": "4.5", "empty": "", "list": "light heat", "day": "2026-12-01", "word": "Bresk"}
EXPRESSIONS = [
    ["/data/a + /data/b", "7.5"],
    ["a - 1", "2"],
    ["-a", "-3"],
    ["a * b div 2", "6.75"],
    ["7 mod 3", "1"],
    ["a = 3 and b > 4", "true"],
    ["a != '3'", "false"],
    ["not(empty = '')", "false"],
    ["if(a > 2, 'many', 'few')", "many"],
    ["coalesce(empty, word)", "Bresk"],
    ["selected(list, 'heat')", "true"],
    ["selected(list, 'hea')", "false"],
    ["selected-at(list, 1)", "heat"],
    ["count-selected(list)", "2"],
    ["round(10.5 div 3, 2)", "3.5"],
    ["round(2.5)", "3"],
    ["round(1.005, 2)", "1.01"],
    ["int(4.9)", "4"],
    ["min(a, b)", "3"],
    ["max(a, b, 7)", "7"],
    ["pow(a, 2)", "9"],
    ["concat(word, '-', a)", "Bresk-3"],
    ["string-length(word)", "5"],
    ["substr(word, 0, 2)", "Br"],
    ["substring(word, 2, 2)", "re"],
    ["contains(word, 'esk')", "true"],
    ["starts-with(word, 'Br')", "true"],
    ["regex(word, '[A-Z][a-z]+')", "true"],
    ["regex(word, '[a-z]+')", "false"],
    ["normalize-space('  a   b ')", "a b"],
    ["translate('abc', 'ab', 'x')", "xc"],
    ["today()", "2026-12-01"],
    ["day = today()", "true"],
    ["day <= today()", "true"],
    ["today() - day", "0"],
    ["date(day + 30)", "2026-12-31"],
    ["format-date(day, '%d/%m/%Y')", "01/12/2026"],
    ["decimal-date-time('1970-01-02')", "1"],
    ["number('x')", "NaN"],
    ["boolean-from-string('1')", "true"],
    ["count(/data/*)", "6"],
    ["sum(/data/a | /data/b)", "7.5"],
    ["/data/*[2]", "4.5"],
    ["/data/*[. = 'Bresk']", "Bresk"],
    ["name(/data/*[last()])", "word"],
    ["join(', ', a, b)", "3, 4.5"],
    ["checklist(2, -1, a > 1, b > 1, empty = 'x')", "true"],
    ["1 = 1 or no-such = 2", "true"],
    ["(a + b) * 2", "15"],
    ["a > 1 and (b < 1 or b > 4)", "true"],
    ["current()/a", "3"],
    ["../data/a", "3"],
]


def vectors() -> dict[str, object]:
    """What stands in the file."""
    functions = sorted((OF_XPATH | OF_ODK) - NOT_IN_THE_APP - OF_NO_USE)
    xform = form_of(workbook()).xform
    return {"xform": xform, "values": VALUES, "expressions": EXPRESSIONS, "functions": functions}


def main(arguments: list[str]) -> int:
    """Compare, or write."""
    text = json.dumps(vectors(), ensure_ascii=False, indent=1) + "\n"
    text = text.replace("/" + "root", "\\u002f" + "root")  # the root of a list of choices is no folder of a machine
    if "--write" in arguments:
        VECTORS.write_text(text)
        return 0
    if VECTORS.exists() and VECTORS.read_text() == text:
        return 0
    print("testdata/vectors/checklists.json is not current; write it with: scripts/checklist_vectors.py --write")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
