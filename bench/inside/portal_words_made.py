"""A shelf of invented reports for the index of words: texts drawn from how words follow each other in real ones.

Without a folder of real ones the words are of a list of their own, each as often as its place in it has it (Zipf's
law). A tenth of the paragraphs is in other languages.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate, islice, pairwise
from pathlib import Path
from random import Random

from django.db import connection

from unannounced.records.shelf.models import ShelvedParagraph, ShelvedReport, ShelvedState

OF_A_REPORT = 250
STREAM = 3_000_000
"""Words in a row of which each paragraph is a part."""
FILES = 60
STATES = tuple(f"XX{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
BODIES = ("", "", "Working Group", "Special Rapporteur", "Subcommittee", "National Mechanism")
KINDS = ("recommendation", "recommendation", "recommendation", "comment", "request")
POSITIONS = ("accepted", "noted", "unknown", "under_consideration")
PLACES = ("prison", "police_station", "psychiatric", "migration", "juvenile")
CHAPTERS = ("Police", "Prisons", "Health care services", "Regime and activities", "Discipline", "Complaints")
TOPICS = tuple(f"topic-{number}" for number in range(40))
OWN_TEXT = """
cells detention police custody prison medical examination doctor lawyer access complaint treatment isolation
solitary confinement hygiene windows light ventilation staff training juvenile women remand sentenced visits family
telephone letters exercise yard regime work education restraint force beating allegation record injury interview
delegation authorities recommend measures taken ensure safeguards right hour night overcrowding capacity"""
OWN_WORDS = OWN_TEXT.split()
OTHERS = {
    "fr": "les cellules de la prison ont été vues par la délégation et des détenus entendus",
    "ru": "камеры тюрьмы осмотрены ночью и свет не выключен для заключённых которые содержались",
    "uk": "камери в'язниці оглянули вночі і світла не було для ув'язнених які перебували в ізоляції та без лікаря",
    "es": "las celdas de la prisión fueron vistas por la delegación y los detenidos no tenían acceso a un médico",
    "ar": "شوهدت الزنازين في السجون ليلا ولم يكن للمعتقلين حق الوصول إلى طبيب أو محام في مراكز الشرطة",
    "tr": "cezaevinin hücreleri gece görüldü ve tutulanlar için ışık kapatılmadı ve doktor ile görüşme yoktu",
}


def main(size: str, real: str = "") -> dict[str, int]:
    """Put so many paragraphs on the shelf; how many reports and characters there are. ``real`` is a folder."""
    dice, count = Random(9), int(size)
    stream = _stream(dice, real)
    foreign = {code: (said.split() * 40) for code, said in OTHERS.items()}
    _states()
    reports = _reports(count // OF_A_REPORT, dice)
    characters = 0
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
    paragraphs = _paragraphs(reports, stream, foreign, dice)
    while some := list(islice(paragraphs, 5_000)):
        characters += sum(len(one.text) for one in some)
        ShelvedParagraph.objects.bulk_create(some, batch_size=100)
    return {"reports": len(reports), "characters": characters}


def _stream(dice: Random, real: str) -> list[str]:
    """Words as they follow each other in real reports, else drawn from a list."""
    files = sorted((Path(real) / "upr_reports" / "txt").glob("*.txt"))[:FILES] if real else []
    if not files:
        rare = [f"{one}{other}" for one in OWN_WORDS for other in OWN_WORDS]
        every = OWN_WORDS + dice.sample(rare, len(rare))
        often = list(accumulate(1 / place for place in range(1, len(every) + 1)))
        return dice.choices(every, cum_weights=often, k=STREAM)
    follows: dict[str, list[str]] = defaultdict(list)
    for file in files:
        words = re.findall(r"[A-Za-z][A-Za-z'-]+[,.]?", file.read_bytes().decode("mac_roman"))
        for one, other in pairwise(words):
            follows[one].append(other)
    starts = list(follows)
    word, made = dice.choice(starts), []
    for _ in range(STREAM):
        made.append(word)
        word = dice.choice(follows[word]) if follows.get(word) and dice.random() > 0.02 else dice.choice(starts)
    return made


def _states() -> None:
    """The invented States of the reports, of which nothing else is known."""
    nothing = {"acts": [], "facts": [], "figures": {}, "edition": 1}
    ShelvedState.objects.bulk_create(
        ShelvedState(code=code, names={"en": f"Invented {code[-1]}"}, invented=True, **nothing) for code in STATES
    )


def _reports(count: int, dice: Random) -> list[ShelvedReport]:
    made = []
    for number in range(count):
        code = STATES[number % len(STATES)]
        day = date(1990, 3, 1) + timedelta(days=dice.randrange(36 * 365))
        made.append(
            ShelvedReport(
                slug=f"CPT-Inf-{day.year}-{number}",
                version=1,
                newest=True,
                state_code=code,
                state_names={"en": f"Invented {code[-1]}"},
                invented=True,
                symbol=f"CPT/Inf ({day.year}) {number}",
                title=f"Report {number} on a visit to Invented {code[-1]}",
                body=BODIES[number % len(BODIES)],
                published_on=day,
                version_on=day,
                day=day,
                place_kinds=sorted(dice.sample(PLACES, 2)),
                parcel_digest=f"{number:064}",
            )
        )
    ShelvedReport.objects.bulk_create(made, batch_size=50)
    return list(ShelvedReport.objects.order_by("pk"))


def _paragraphs(
    reports: list[ShelvedReport], stream: list[str], foreign: dict[str, list[str]], dice: Random
) -> Iterator[ShelvedParagraph]:
    codes = list(foreign)
    for report in reports:
        for number in range(1, OF_A_REPORT + 1):
            source = stream if number % 10 else foreign[codes[dice.randrange(len(codes))]]
            at = dice.randrange(len(source) - 130) if len(source) > 200 else 0
            words = source[at : at + dice.randrange(25, 120)]
            yield ShelvedParagraph(
                report_id=report.pk,
                number=number,
                chapter=CHAPTERS[number * len(CHAPTERS) // (OF_A_REPORT + 1)],
                text=" ".join(words),
                items=_items(number, words, dice) if number % 10 == 5 else [],
            )


def _items(number: int, words: list[str], dice: Random) -> list[dict[str, object]]:
    """One item: every other says what the paragraph says already."""
    text = " ".join(words[5:25]) if number % 20 == 5 else f"Ensure {' '.join(words[3:9])} at once."
    topics = [{"id": one, "decided": True} for one in dice.sample(TOPICS, 2)]
    return [
        {
            "number": f"{number}.1",
            "kind": dice.choice(KINDS),
            "text": text,
            "addressee": "",
            "position": dice.choice(POSITIONS),
            "topics": topics,
            "responses": [],
        }
    ]
