"""The cases of the standards in the manual: the YAML files of ``tests/spec/standards`` as tables a lawyer can read.

``standard_cases.py`` writes them into ``docs/guide/standards.md``, between its two marks; with ``--check`` it writes
nothing and exits with 1 if the page is no longer so.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "guide" / "standards.md"
SPEC = ROOT / "tests" / "spec" / "standards"
BEGIN = "<!-- Cases: written by scripts/standard_cases.py from tests/spec/standards; change them there. -->"
END = "<!-- End of the cases. -->"


def page(text: str) -> str:
    """The page with its cases as they are now."""
    before, _, rest = text.partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        raise SystemExit(f"{PAGE.name} has lost its marks; write them again: {BEGIN} … {END}")
    return f"{before}{BEGIN}\n\n{cases()}\n{END}{after}"


def cases() -> str:
    """Every case, in tables."""
    worked, bands, numbers = (_read(name) for name in ("worked", "bands", "numbers"))
    return "\n".join(
        [
            f"### {len(worked)} worked cases\n",
            *_table(("what", "where and of whom", "given", "the standards say"), map(_worked, worked)),
            "\n### The boundaries of the Court's table\n",
            *_table(("m² a person", "outcome", "word of the table"), map(_band, bands)),
            f"\n### Every number at its edge: {len(numbers)} rows\n",
            *_table(("rule", "where and of whom", "measure", "met", "not met"), map(_number, numbers)),
        ]
    )


def _read(name: str) -> Any:
    return yaml.safe_load((SPEC / f"{name}.yaml").read_text("utf-8"))


def _worked(case: Mapping[str, Any]) -> Sequence[str]:
    says = []
    for rule, words in {**dict.fromkeys(case.get("severity", {}), ""), **case["says"]}.items():
        value = case.get("value", {}).get(rule)
        severity = case.get("severity", {}).get(rule)
        more = ", ".join(filter(None, (value and f"value {value}", severity and f"severity {severity}")))
        says.append(f"{rule}: {_plain(words)}".rstrip(": ") + (f" ({more})" if more else ""))
    given = [f"{_name(measure)} {cell}" for measure, cell in case["given"].items()]
    return case["case"], _where(case), "; ".join(given), "<br>".join(says)


def _where(case: Mapping[str, Any]) -> str:
    words = [case["place"] or "not known", case.get("room", ""), *case.get("groups", ())]
    words += [f"{name} {value}" for name, value in case.get("settings", {}).items()]
    words += ["signed off"] if case.get("signed_off") else []
    return ", ".join(_plain(word) for word in words if word)


def _band(row: Mapping[str, Any]) -> Sequence[str]:
    return row["value"], _plain(row["outcome"]), _plain(row["result"])


def _number(row: Mapping[str, Any]) -> Sequence[str]:
    given = [f"{_name(measure)} {cell}" for measure, cell in row.get("with", {}).items()]
    where = "; ".join([_where(row), *given])
    return row["rule"], where, _name(row["measure"]), ", ".join(row["met"]), ", ".join(row["not_met"])


def _name(measure: str) -> str:
    return f"`{measure}`"


def _plain(words: str) -> str:
    return words.replace("_", " ")


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


def main() -> int:
    """Write the page, or look whether it is current."""
    before = PAGE.read_text("utf-8")
    now = page(before)
    if "--check" in sys.argv[1:]:
        return 0 if now == before else 1
    PAGE.write_text(now, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
