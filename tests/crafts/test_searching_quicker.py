"""What spares work finds the same: words that are written one way, what is light, a reader who types no accents."""

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
import tantivy

from tests.crafts.test_searching_public import REAL, entry, filled
from unannounced.crafts.searching.public import wording
from unannounced.crafts.searching.public.asking import Asking, Narrowed
from unannounced.crafts.searching.public.index import LIGHTER, PublicIndex, held, numbers_at, ranked, weighed
from unannounced.crafts.searching.public.parsing import understood
from unannounced.crafts.searching.public.wording import otherwise_by_a_letter

WORDS = {
    "en": "the that with right rights cell cells prison prisons ensure ensured community",
    "fr": "la prison les prisons cellule cellules des detenus détenus that with",
    "es": "la prisión las prisiones celda celdas derecho derechos with situacion situación",
    "tr": "cezaevi cezaevinde hücre hücreler ışık with ISLAK",
    "uk": "камера камери в'язниця в'язниці that",
    "ro": "celulă celule închisoare with dreptul",
    "": "cells with prison celda hücre камера closed " + "o" * 70,
}
ASKED = (
    *("with", "that", "rights", "cell", "prison", "prision", "celdas", "celula", "hucre", "камера", "situacion"),
    *("в'язниця", "o" * 70, "with cells", "with -that", "(with OR cells) NOT prison", "NOT with", "cel*", "celks~"),
    *('"with that"', '"cell with"~3', '"la prision"~2', '"with cells"~1', f'"{"o" * 70} cells"~4', "state:XXA with"),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> PublicIndex:
    """Texts of words of their language, a tenth of them light, written in two goes and some of them dropped."""
    dice, folder = Random(11), tmp_path_factory.mktemp("index")
    entries = [
        entry(
            " ".join(dice.choices(WORDS[language].split(), k=dice.randrange(2, 9))),
            number,
            language,
            group=f"reports/{number}",
            light=number % 10 == 0,
        )
        for number, language in enumerate(dice.choices(list(WORDS), k=600), start=1)
    ]
    made = filled(folder, *entries[:400])
    with made.write() as writer:
        for one in entries[400:]:
            writer.put(one)
        for number in range(1, 40):
            writer.drop(f"reports/{number}")
    return made


def keys(searcher: tantivy.Searcher, query: tantivy.Query) -> set[tuple[int, int]]:
    total, hits = ranked(searcher, query, "best", 1_000, 0)
    assert total == len(hits)
    return {(address.segment_ord, address.doc) for _, address in hits}


@pytest.mark.parametrize("languages", [(), ("en",), ("fr", "es"), ("tr", "uk")])
@pytest.mark.parametrize("words", ASKED)
def test_who_knows_how_often_a_word_stands_there_finds_no_other_things(
    index: PublicIndex, words: str, languages: tuple[str, ...]
) -> None:
    asked = understood(words)
    narrowed = Narrowed("real", {"language": languages} if languages else {})
    with index.reading() as searcher:
        knowing = Asking(index.schema, languages, searcher.doc_freq)
        whole = knowing.query(asked, narrowed)
        assert keys(searcher, whole) == keys(searcher, Asking(index.schema, languages).query(asked, narrowed))
        total, hits = weighed(searcher, whole, 1_000, 0)
        assert total == len(hits)
        assert {(one.segment_ord, one.doc) for _, one in hits} == keys(searcher, whole)


def test_a_word_that_is_written_one_way_is_asked_for_once(index: PublicIndex) -> None:
    """Whoever counts finds it in the query; the figures are of ``bench portal_search``."""
    with index.reading() as searcher:
        asking = Asking(index.schema, (), searcher.doc_freq)
        once, both = (str(asking.query(understood(word), REAL)) for word in ("that", "cells"))
    assert once.count('"that"') == 1
    assert '"cells"' in both
    assert '"cell"' in both


@pytest.mark.parametrize("words", ["that", "with that", "cells", "(that OR cell) NOT with", '"with that"~2', "that~"])
def test_what_is_found_weighs_the_same(tmp_path: Path, words: str) -> None:
    """In one language every field has the same statistics; a light page weighs less by a constant."""
    dice, asked = Random(3), understood(words)
    said = [" ".join(dice.choices(WORDS["en"].split(), k=dice.randrange(2, 9))) for _ in range(200)]
    made = filled(tmp_path, *(entry(text, number, light=number % 10 == 0) for number, text in enumerate(said)))
    with made.reading() as searcher:
        total, mine = weighed(searcher, Asking(made.schema, (), searcher.doc_freq).query(asked, REAL), 500, 0)
        plainly = Asking(made.schema, ("en",)).query(asked, REAL)
        same, theirs = ranked(searcher, plainly, "best", 500, 0)
        light = numbers_at(searcher, "light", [one for _, one in theirs])
        theirs = [(weight - LIGHTER * less, one) for (weight, one), less in zip(theirs, light, strict=True)]
    assert total == same > 0
    found, wanted = ({(one.segment_ord, one.doc): weight for weight, one in hits} for hits in (mine, theirs))
    assert found == pytest.approx(wanted, abs=0.001)


@pytest.mark.parametrize("words", ['"police station"~5', "police station", "station"])
def test_what_is_in_no_language_known_weighs_as_what_is(tmp_path: Path, words: str) -> None:
    """How little there is of it makes it no rarer."""
    texts = ["the head of the police station came", "a police officer at a station", "the cells were cold"]
    entries = [entry(texts[number % 3], number) for number in range(90)]
    made = filled(tmp_path, *entries, entry(texts[0], 90, ""), entry("many stations polices", 91))
    with made.reading() as searcher:
        query = Asking(made.schema, (), searcher.doc_freq).query(understood(words), REAL)
        weights = {held(searcher, one).key: weight for weight, one in weighed(searcher, query, 100, 0)[1]}
    assert weights["report/90/0"] == pytest.approx(weights["report/0/0"], rel=0.15)


@pytest.mark.parametrize("every", [3, 2, 1])
def test_pages_are_one_list_wherever_what_is_light_stands(tmp_path: Path, every: int) -> None:
    """The light ones hold the words oftener: all of them are ranked before any other."""
    entries = [
        entry("a cell" + " with a door" * (number % 7 + 9 * light), number, light=light)
        for number in range(1, 401)
        for light in [number % every == 0]
    ]
    made = filled(tmp_path, *entries)
    with made.reading() as searcher:
        query = Asking(made.schema, (), searcher.doc_freq).query(understood("cell door"), REAL)
        total, whole = weighed(searcher, query, 1_000, 0)
        paged = [hit for at in range(0, 400, 7) for hit in weighed(searcher, query, 7, at)[1]]
    assert total == len(whole) == len({(one.segment_ord, one.doc) for _, one in whole})
    assert paged == whole
    weights = [weight for weight, _ in whole]
    assert weights == sorted(weights, reverse=True)
    assert sum(weight < 0 for weight in weights) == 400 // every


# What a paragraph stands for, in fields of its own


ALONE = Narrowed("real", inside=True)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[PublicIndex, PublicIndex]:
    """The same texts twice: in one a third is marked as said by its paragraph, in the other nothing is."""
    dice = Random(5)
    plain = [
        entry(" ".join(dice.choices(WORDS[language].split(), k=dice.randrange(2, 16))), number, language)
        for number, language in enumerate(dice.choices(list(WORDS), k=600), start=1)
    ]
    inside = {"facets": {**plain[0].facets, "inside": ("yes",)}}
    marked = [replace(one, **inside) if one.number % 3 == 0 else one for one in plain]
    return filled(tmp_path_factory.mktemp("marked"), *marked), filled(tmp_path_factory.mktemp("plain"), *plain)


def numbers(index: PublicIndex, words: str, narrowed: Narrowed, *, knowing: bool) -> set[int]:
    with index.reading() as searcher:
        asking = Asking(index.schema, (), searcher.doc_freq if knowing else None)
        total, hits = weighed(searcher, asking.query(understood(words), narrowed), 1_000, 0)
        found = {int(held(searcher, one).key.split("/")[1]) for _, one in hits}
    assert total == len(hits) == len(found)
    return found


@pytest.mark.parametrize("knowing", [True, False])
@pytest.mark.parametrize(
    "words", [*ASKED, "state:XXA", "with OR NOT cells", "state:XXA NOT with", "NOT (with OR that)"]
)
def test_what_a_paragraph_stands_for_is_found_where_it_is_asked_for(
    both: tuple[PublicIndex, PublicIndex], words: str, knowing: bool
) -> None:
    marked, plain = both
    every = numbers(plain, words, REAL, knowing=knowing)
    assert every
    assert numbers(marked, words, ALONE, knowing=knowing) == every
    assert numbers(marked, words, REAL, knowing=knowing) == {number for number in every if number % 3}


def test_what_can_be_found_alone_is_weighed_among_its_like(tmp_path: Path) -> None:
    """Whether a paragraph says it or not, and however often paragraphs say the word."""
    facets = {"kind": ("recommendation",)}
    said = [entry("the cells were cold", number) for number in range(1, 40)]
    item = entry("paint the cells", 40, facets=facets, alone=True)
    inside = entry("paint the cells", 41, facets={**facets, "inside": ("yes",)}, alone=True)
    made = filled(tmp_path, *said, item, inside)
    with made.reading() as searcher:
        asking = Asking(made.schema, (), searcher.doc_freq)
        _, hits = weighed(
            searcher, asking.query(understood("cells"), replace(ALONE, chosen={"kind": facets["kind"]})), 9, 0
        )
    (first, _), (second, _) = hits
    assert first == pytest.approx(second)


# Near each other, and nearly so written


@pytest.mark.parametrize("apart", range(6))
def test_two_words_near_each_other_are_found_in_either_order_and_no_others(tmp_path: Path, apart: int) -> None:
    dice = Random(apart)
    texts = [" ".join(dice.choices(["cell", "door", "wall", "and"], k=dice.randrange(1, 14))) for _ in range(300)]
    made = filled(tmp_path, *(entry(text, number) for number, text in enumerate(texts)))

    def is_near(words: list[str]) -> bool:
        places = [[at for at, one in enumerate(words) if one == word] for word in ("cell", "door")]
        return any(abs(one - other) <= apart + 1 for one in places[0] for other in places[1])

    wanted = {number for number, text in enumerate(texts) if is_near(text.split())}
    assert 0 < len(wanted) < len(texts)
    assert numbers(made, f'"cell door"~{apart}', REAL, knowing=True) == wanted


@pytest.mark.parametrize("word", ["with", "cells", "aabb", "камера", "سجناء", "12", "ab"])
def test_what_differs_by_a_letter_is_what_the_library_finds_less_the_word_itself(tmp_path: Path, word: str) -> None:
    dice, words = Random(2), {word}
    letters = [*word, "x", "é", "я", "7", "ي"]
    for _ in range(1_500):
        made = list(word)
        for _ in range(dice.choice((1, 1, 2))):
            at = dice.randrange(len(made) + 1)
            way = dice.choice(["put", "leave", "change", "turn"])
            if way == "put":
                made.insert(at, dice.choice(letters))
            elif way == "leave":
                del made[at : at + 1]
            elif way == "change":
                made[at : at + 1] = dice.choice(letters)
            else:
                made[at : at + 2] = reversed(made[at : at + 2])
        words.add("".join(made) or "x")
    index = filled(tmp_path, *(entry(one, number, "") for number, one in enumerate(sorted(words))))
    with index.reading() as searcher:
        schema = index.schema
        near = keys(searcher, tantivy.Query.regex_query(schema, "folded", otherwise_by_a_letter(word)))
        whole = keys(searcher, tantivy.Query.fuzzy_term_query(schema, "folded", word, 1))
        itself = keys(searcher, tantivy.Query.term_query(schema, "folded", word))
    assert itself
    assert near == whole - itself != set()


def test_a_frequent_word_is_left_out_of_those_nearly_so_written_and_found(
    index: PublicIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    plainly = numbers(index, "that~", REAL, knowing=True)
    monkeypatch.setattr(wording, "FREQUENT", 1)
    assert numbers(index, "that~", REAL, knowing=True) == plainly
    with index.reading() as searcher:
        assert "[^t]hat" in str(Asking(index.schema, (), searcher.doc_freq).query(understood("that~"), REAL))


@pytest.mark.parametrize("frequent", [1, wording.FREQUENT])
def test_what_is_written_so_stands_before_what_is_only_nearly_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, frequent: int
) -> None:
    """However long its text is, and however often the word stands anywhere."""
    monkeypatch.setattr(wording, "FREQUENT", frequent)
    often = [entry("that", number) for number in range(200)]
    made = filled(tmp_path, *often, entry("that " + "a cell " * 400, 200), entry("than", 201))
    with made.reading() as searcher:
        query = Asking(made.schema, (), searcher.doc_freq).query(understood("that~"), REAL)
        order = [held(searcher, one).key for _, one in weighed(searcher, query, 300, 0)[1]]
    assert order[-2:] == ["report/200/0", "report/201/0"]
