"""What was found of a claim: a verdict, the sentence that says why, and the rule it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass

from unannounced.duties.treaty.acts import Confidence, weakest
from unannounced.duties.treaty.claims import Verdict
from unannounced.duties.treaty.conventions import Clause
from unannounced.duties.treaty.standing import Ground
from unannounced.duties.words import Sentence


class Codes(tuple[str, ...]):
    """Codes of States or conventions among the facts of a sentence; as text they are their English names.

    Whoever shows the sentence in another language names the codes in it.
    """

    english: str

    def __new__(cls, named: Mapping[str, str]) -> "Codes":
        """The codes of ``named`` (code → English name), in its order."""
        codes = super().__new__(cls, named)
        codes.english = ", ".join(named.values())
        return codes

    def __str__(self) -> str:
        return self.english


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict on a claim. ``article``, ``source`` and ``confidence`` are those of the rule or act that decides."""

    verdict: Verdict
    why: Sentence
    article: str
    source: str
    confidence: Confidence
    grounds: tuple[Ground, ...] = ()


def found(verdict: Verdict, why: str, facts: Mapping[str, object], grounds: tuple[Ground, ...] = ()) -> Finding:
    """A finding that rests on ``grounds``, the last of which decides."""
    last = grounds[-1] if grounds else None
    sure = weakest(*(one.confidence for one in grounds)) if grounds else Confidence.COMPUTED
    article, source = (last.article, last.source) if last else ("", "")
    return Finding(verdict, Sentence(why, facts), article, source, sure, grounds)


def on_clause(
    verdict: Verdict,
    clause: Clause,
    grounds: tuple[Ground, ...] = (),
    why: str = "",
    facts: Mapping[str, object] | None = None,
) -> Finding:
    """A finding that a clause decides, in its own words where no others are given."""
    said = Sentence(why or clause.words.get("en", ""), facts or {})
    return Finding(verdict, said, clause.article, clause.source, clause.confidence, grounds)
