"""What somebody hears who does not see: Chromium's accessibility tree of a page, kept as text, which somebody read.

With ``UNANNOUNCED_WRITE_TREES=1`` what is heard now is kept; read the difference before it is committed.
"""

import json
import os
import re
from pathlib import Path
from typing import Any

TREES = Path(__file__).parents[1] / "transcripts" / "accessibility"
STATES = {"checked", "required", "invalid", "disabled", "focused", "expanded"}
OF_THE_BROWSER = "Show date picker"
"""How Chromium calls a button that it puts into a field of a day itself; how it goes on is another by version."""


def tree(page: Any) -> str:
    """Chromium's accessibility tree as lines: role, name and what state matters, indented; drawn words as a dash."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    held = {node["nodeId"]: node for node in nodes}
    lines: list[str] = []

    def walk(key: str, depth: int) -> None:
        node = held[key]
        role, name = node.get("role", {}).get("value", ""), node.get("name", {}).get("value", "")
        shown = not node["ignored"] and role not in {"none", "generic", "InlineTextBox", "StaticText", "ListMarker"}
        if role == "button" and name.startswith(OF_THE_BROWSER):
            return
        if shown or (role == "StaticText" and name.strip() and not node["ignored"]):
            states = [
                one["name"]
                for one in node.get("properties", [])
                if one["name"] in STATES and one["value"]["value"] not in (False, "false")
            ]
            lines.append("  " * depth + " ".join([role, json.dumps(name, ensure_ascii=False), *sorted(states)]))
        for child in node.get("childIds", []):
            if child in held:
                walk(child, depth + (1 if shown else 0))

    walk(nodes[0]["nodeId"], 0)
    return "\n".join(lines) + "\n"


def as_it_was_read(name: str, heard: str) -> str:
    """The tree that is kept under this name."""
    path = TREES / f"{name}.txt"
    if os.environ.get("UNANNOUNCED_WRITE_TREES") == "1":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(heard)
    return path.read_text()


def without_days(heard: str) -> str:
    """Without what changes from day to day: days and years, also in the parts of a field."""
    heard = re.sub(r'(spinbutton "[^"]*"[^\n]*\n +StaticText )"\d+"', r'\1"—"', heard)
    heard = re.sub(r"\b\d{1,2} [A-Z][a-z]+ \d{4}\b|\b\d{4}-\d{2}-\d{2}\b", "—", heard)
    return re.sub(r"\b20\d\d\b", "—", heard)


def main_part(heard: str) -> str:
    """What a page says of its own, without the frame that is the same on every page."""
    begin = heard.index("\n  main ") + 1
    return heard[begin : heard.index("\n  contentinfo ", begin) + 1]
