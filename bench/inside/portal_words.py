"""The index of words over what is on the shelf: built, brought up to date, asked; beside FTS5 over the same texts."""

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

from django.db import transaction

from unannounced.records.shelf.models import ShelvedParagraph, ShelvedReport
from unannounced.rooms.portal import finding
from unannounced.rooms.portal.finding import keeping
from unannounced.rooms.portal.finding.looking import Looking, counted_anew

QUESTIONS = 200
BEFORE = 50
"""So many are asked before, as of a portal that is open since a while."""
NARROWED = {"states": ("XXA", "XXB"), "years_from": 2000, "years_to": 2015, "sort": "newest"}


def main(times: str) -> dict[str, Any]:
    """Seconds to build and to bring up to date, milliseconds of every sort of question, and of the peer."""
    begun, worked = perf_counter(), process_time()
    documents = finding.build_again()
    built, processor = perf_counter() - begun, process_time() - worked
    index = keeping.to_read()
    with index.reading() as searcher:
        entries = searcher.num_docs
    asked = _questions(QUESTIONS)
    for words in asked["two words"][0][:BEFORE]:
        _timed(words)
    mine = {name: [_timed(words, **more) for words in all_words] for name, (all_words, more) in asked.items()}
    facets = {name: [_facets(words) for words in all_words] for name, all_words in _for_facets(asked).items()}
    return {
        "documents": documents,
        "entries": entries,
        "built": built,
        "processor": processor,
        "megabytes": sum(one.stat().st_size for one in index.folder.iterdir()) / 1e6,
        "mine": mine,
        "facets": facets,
        "suggestion": _suggestions(asked["one word"][0]),
        "meant": _meant(asked["one word"][0]),
        "updated": [_updated(turn) for turn in range(int(times))],
        "peer": _peer({name: all_words for name, (all_words, _) in asked.items()}),
    }


def _questions(count: int) -> dict[str, tuple[list[str], dict[str, Any]]]:
    """Words that stand together somewhere, as people ask for them."""
    dice = Random(3)
    last = ShelvedParagraph.objects.order_by("-pk")[0].pk
    texts: list[list[str]] = []
    while len(texts) < count:
        found = (
            ShelvedParagraph.objects.filter(pk__gte=dice.randrange(last)).order_by("pk").values_list("text", flat=True)
        )
        words = [word.strip(",.") for word in str(found[0]).split()]
        texts.append([word for word in words if len(word) > 3 and word.isalpha()] or ["prison", "police"])
    one = [dice.choice(words) for words in texts]
    two = [" ".join(dice.sample(words, min(2, len(words)))) for words in texts]
    phrases = [f'"{_pair(words, dice)}"' for words in texts]
    return {
        "one word": (one, {}),
        "two words": (two, {}),
        "a phrase": (phrases, {}),
        "near": ([f"{phrase}~5" for phrase in phrases], {}),
        "one or the other, and not a third": (
            [f"({a} OR {b}) NOT {c}" for a, b, c in zip(one, one[1:] + one[:1], one[2:] + one[:2], strict=True)],
            {},
        ),
        "the beginning of a word": ([f"{word[:6]}*" for word in one], {}),
        "nearly so written": ([f"{word}~" for word in one], {}),
        "two words, two States, sixteen years, the latest first": (two, NARROWED),
    }


def _pair(words: list[str], dice: Random) -> str:
    at = dice.randrange(max(1, len(words) - 1))
    return " ".join(words[at : at + 2])


def _timed(words: str, **more: Any) -> float:
    """A page of twenty with snippets, nothing counted."""
    question = finding.Question(words=words, invented=True, **more)
    begun = perf_counter()
    finding.answer(question, facets=False)
    return 1000 * (perf_counter() - begun)


def _for_facets(asked: dict[str, tuple[list[str], dict[str, Any]]]) -> dict[str, list[str]]:
    return {"one word": asked["one word"][0], "two words": asked["two words"][0], "everything": [""] * 20}


def _facets(words: str) -> float:
    """All nine facets of one question, two of them chosen, nothing remembered."""
    question = finding.Question(words=words, invented=True)
    question = replace(question, states=("XXA", "XXB", "XXC"), years_from=1995) if words else question
    index = keeping.to_read()
    looking = Looking(index, question)
    with index.reading() as searcher:
        begun = perf_counter()
        counted_anew(searcher, looking)
        return 1000 * (perf_counter() - begun)


def _suggestions(words: list[str]) -> list[float]:
    finding.suggestions("war", "en", True)
    return [
        _milliseconds(lambda w=word, n=1 + at % 6: finding.suggestions(w[:n], "en", True))
        for at, word in enumerate(words)
    ]


def _meant(words: list[str]) -> list[float]:
    """A question with a slip that nothing holds, all that is said of it."""
    slips = [f"{word[:3]}x{word[4:]}q" for word in words if len(word) > 5][:50]
    return [_milliseconds(lambda w=word: finding.answer(finding.Question(words=w, invented=True))) for word in slips]


def _milliseconds(what: Callable[[], object]) -> float:
    begun = perf_counter()
    what()
    return 1000 * (perf_counter() - begun)


def _updated(turn: int) -> float:
    """A report of 250 paragraphs is corrected: the older version goes, the newer is found."""
    report = ShelvedReport.objects.filter(newest=True).order_by("pk")[turn]
    rows = list(ShelvedParagraph.objects.filter(report=report))
    with transaction.atomic():
        ShelvedReport.objects.filter(pk=report.pk).update(newest=False)
        report.pk, report.version, report.newest, report.parcel_digest = None, 2, True, f"{turn:063}x"
        report.save()
        for row in rows:
            row.pk, row.report, row.text = None, report, f"{row.text} corrected{turn}"
        ShelvedParagraph.objects.bulk_create(rows, batch_size=100)
    begun = perf_counter()
    assert finding.index_new() == 1
    took = perf_counter() - begun
    assert finding.answer(finding.Question(words=f"corrected{turn}", invented=True)).total >= len(rows)
    return took


# The peer


def _peer(asked: dict[str, list[str]]) -> dict[str, Any]:
    """FTS5 with its stemmer over the same texts: built, and the same questions as far as it can ask them."""
    with TemporaryDirectory() as folder:
        base = sqlite3.connect(Path(folder) / "peer.sqlite3")
        base.execute("CREATE VIRTUAL TABLE found USING fts5(text, tokenize='porter unicode61')")
        begun = perf_counter()
        texts: Iterable[tuple[str]] = ShelvedParagraph.objects.values_list("text").iterator(5_000)
        base.executemany("INSERT INTO found VALUES (?)", texts)
        base.commit()
        built = perf_counter() - begun
        ways = {"one word": "{}", "two words": "{}", "a phrase": "{}", "the beginning of a word": "{}"}
        took = {name: [_asked(base, words) for words in asked[name][:100]] for name in ways}
        base.close()
    return {"built": built, "took": took}


def _asked(base: sqlite3.Connection, words: str) -> float:
    begun = perf_counter()
    found = "SELECT rowid, snippet(found, 0, '[', ']', '…', 40) FROM found WHERE found MATCH ? ORDER BY rank LIMIT 20"
    base.execute(found, (words,)).fetchall()
    base.execute("SELECT count(*) FROM found WHERE found MATCH ?", (words,)).fetchone()
    return 1000 * (perf_counter() - begun)
