"""The cases of the law as a chapter of the manual: the YAML files of ``tests/spec`` in tables a lawyer can read."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

SPEC = Path(__file__).resolve().parents[1] / "tests" / "spec"
SECTIONS = {
    "effects": "On which day an act takes effect",
    "periods": "Periods in the words of treaties",
    "parties": "How many States are Parties",
    "seats": "Seats, quorum and two thirds",
    "competences": "Optional competences",
    "territories": "Territories",
    "objections": "Objections to a visit",
    "flaws": "Acts that cannot be as they are written",
}


def law_cases(written: str) -> str:
    """The whole chapter in Markdown; it names how many cases there are. ``written`` says who wrote the page."""
    parts = list(_parts())
    number = sum(count for count, _ in parts)
    head = (
        f"# The law in cases\n\n{written}\n"
        f"{number} cases, each carried out by the tests. They are written in `tests/spec/*.yaml`; a lawyer can read and"
        " change them there, and this page is made from them.\n"
    )
    return head + "".join(text for _, text in parts)


def _parts() -> Iterator[tuple[int, str]]:
    yield _table("The calendar of the treaties", _read("treaty_dates"), ("rule", "given", "months", "gives", "why"))
    law = _read("law")
    for name, title in SECTIONS.items():
        rows = law[name]
        yield _table(title, rows, _columns(rows))
    yield _table("The record: real States by the shipped facts", _read("on_record"), _columns(_read("on_record")))
    yield _nested("Standings from acts", _read("standings"), "standings")
    yield _nested("What was believed on a day", law["beliefs"], "asks")
    for name, title in (("routes", "Routes: who can still be turned to"), ("claims", "Claims held against the record")):
        if (SPEC / f"{name}.yaml").exists():
            rows = _read(name)
            yield _table(title, rows, _columns(rows))


def _read(name: str) -> Any:
    return yaml.safe_load((SPEC / f"{name}.yaml").read_text("utf-8"))


def _columns(rows: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Every key of the rows, in the order in which they first come, the reason last."""
    found = list(dict.fromkeys(key for row in rows for key in row))
    return tuple(sorted(found, key=lambda key: key in ("why", "says")))


def _table(title: str, rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> tuple[int, str]:
    lines = [f"| {' | '.join(_plain(column) for column in columns)} |", f"|{'---|' * len(columns)}"]
    lines += [f"| {' | '.join(_cell(row.get(column, '')) for column in columns)} |" for row in rows]
    return len(rows), f"\n## {title}\n\n" + "\n".join(lines) + "\n"


def _nested(title: str, cases: Sequence[Mapping[str, Any]], key: str) -> tuple[int, str]:
    """Cases that give acts and ask about several days."""
    text, count = f"\n## {title}\n", 0
    for case in cases:
        acts = "; ".join(
            f"{row['action'].replace('_', ' ')} {_cell(row.get('date')) or 'day not known'}" for row in case["acts"]
        )
        treaty = case.get("treaty") or case.get("convention")
        number, table = _table("", case[key], _columns(case[key]))
        text += f"\n**{case['case']}** ({treaty}): {acts}.\n" + table.split("\n\n", 1)[1].join(("\n", ""))
        count += number
    return count, text


def _act(row: Mapping[str, Any]) -> str:
    return f"{_plain(row['action'])} {_cell(row.get('date')) or 'day not known'}"


def _plain(word: str) -> str:
    return word.replace("_", " ")


def _cell(value: Any) -> str:
    if value is None:
        return "not known"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(_cell, value)) or "–"
    if isinstance(value, dict):
        return "; ".join(f"{_plain(str(key))}: {_cell(one)}" for key, one in value.items())
    return _plain(str(value)).replace("|", "\\|") if value != "" else ""
