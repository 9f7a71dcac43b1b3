"""What a text claims, in one short line for each claim, so that a test reads like a list."""

from datetime import date

from unannounced.crafts.press import claims_in
from unannounced.duties.treaty.claims import Claim


def told(text: str, said_on: date | None = None) -> list[str]:
    """The claims of ``text``: kind, State, convention (``ECPT|UNCAT`` where open), act, day, number and so on."""
    found = claims_in(text, said_on=said_on)
    assert all(text[one.start : one.start + len(one.quote)] == one.quote for one in found)
    return [line(one.claim) for one in found]


def line(claim: Claim) -> str:
    """``claim`` without what it does not say."""
    parts = [claim.kind.value, claim.state, claim.convention or "|".join(claim.open), claim.act]
    parts.append(f"{'since ' if claim.since else ''}{claim.when}" if claim.when else "")
    parts += [str(claim.number) if claim.number is not None else "", claim.group]
    parts.append(f"but {','.join(claim.excepted)}" if claim.excepted else "")
    parts.append({True: "bound", False: "not bound", None: ""}[claim.bound])
    return " ".join(part for part in parts if part)
