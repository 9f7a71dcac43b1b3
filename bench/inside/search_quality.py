"""What the portal's search finds to the judged questions: how good it is, in each of its ways."""

import csv
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from unannounced.crafts.searching.public.detecting import SMALL_WORDS
from unannounced.records.shelf.models import ShelvedParagraph
from unannounced.rooms.portal.finding import Hit, Question, answer

QUESTIONS = Path(__file__).resolve().parents[2] / "testdata" / "questions"
DEPTH = 10
WAYS = ("words", "meaning", "both")


def main() -> dict[str, Any]:
    """For each way, and for any word by BM25 alone: nDCG@10 of each question, and answers that nobody judged."""
    graded, texts = _graded(), _texts()
    count = Counter(texts.values())
    found: dict[str, Any] = {way: {} for way in (*WAYS, "any")}
    unjudged = dict.fromkeys(found, 0)
    for row in _rows("questions.csv"):
        grades = graded[row["id"]]
        best = _gain(sorted((grade for text, grade in grades.items() for _ in range(count[text])), reverse=True))
        for way in found:
            digests = [texts[hit.key] for hit in _asked(row["question"], way) if hit.key in texts][:DEPTH]
            unjudged[way] += sum(digest not in grades for digest in digests)
            found[way][row["id"]] = _gain([grades.get(digest, 0) for digest in digests]) / best if best else 0.0
    return {"found": found, "unjudged": unjudged, "judged": sum(map(len, graded.values()))}


def _asked(words: str, way: str) -> Sequence[Hit]:
    """A few more than count, for pages on the law are passed over: only the archive was judged."""
    if way == "any":
        telling = [word for word in re.findall(r"[\w-]+", words) if word.lower() not in SMALL_WORDS]
        return answer(Question(words=" OR ".join(telling), size=3 * DEPTH), facets=False).hits
    return answer(Question(words=words, mode=way, size=3 * DEPTH), facets=False).hits


def _gain(grades: Iterable[int]) -> float:
    """Discounted gain of the first ten: 2 to the grade, less 1, by the logarithm of the place."""
    return sum(((1 << grade) - 1) / math.log2(place + 2) for place, grade in enumerate(list(grades)[:DEPTH]))


def _graded() -> dict[str, dict[str, int]]:
    graded: dict[str, dict[str, int]] = {}
    for row in _rows("portal.csv"):
        graded.setdefault(row["question"], {})[row["words"]] = int(row["grade"])
    return graded


def _rows(name: str) -> list[dict[str, str]]:
    with (QUESTIONS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _texts() -> dict[str, str]:
    """The digest of the words under each key of the archive."""
    held = ShelvedParagraph.objects.filter(report__newest=True).values_list("report__slug", "number", "text", "items")
    texts = {}
    for slug, number, text, items in held.iterator():
        for place, one in enumerate([text, *(item["text"] for item in items)]):
            texts[f"{slug}/{number}/{place}"] = sha256(" ".join(one.split()).encode()).hexdigest()[:16]
    return texts
