"""What spares work finds the same: words that are written one way, what is light, a reader who types no accents."""

from pathlib import Path
from random import Random

import pytest
import tantivy

from tests.crafts.test_searching_public import REAL, entry, filled
from unannounced.crafts.searching.public.asking import LIGHTER, Asking, Narrowed
from unannounced.crafts.searching.public.index import PublicIndex, held, ranked, weighed
from unannounced.crafts.searching.public.parsing import understood

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
        each = [keys(searcher, part) for part in knowing.parts(asked, narrowed)]
        assert set().union(*each) == keys(searcher, whole)
        assert sum(map(len, each)) == len(keys(searcher, whole))


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
        parts = Asking(made.schema, (), searcher.doc_freq).parts(asked, REAL)
        total, mine = weighed(searcher, parts, 500, 0)
        plainly = Asking(made.schema, ("en",)).query(asked, REAL)
        light = tantivy.Query.const_score_query(tantivy.Query.term_query(made.schema, "light", "yes"), LIGHTER)
        both = tantivy.Query.boolean_query([(tantivy.Occur.Must, plainly), (tantivy.Occur.Should, light)])
        same, theirs = ranked(searcher, both, "best", 500, 0)
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
        parts = Asking(made.schema, (), searcher.doc_freq).parts(understood(words), REAL)
        weights = {held(searcher, one).key: weight for weight, one in weighed(searcher, parts, 100, 0)[1]}
    assert weights["report/90/0"] == pytest.approx(weights["report/0/0"], rel=0.15)


def test_pages_of_parts_are_one_list(tmp_path: Path) -> None:
    entries = [
        entry("a cell" + " with a door" * (number % 7), number, light=number % 3 == 0) for number in range(1, 61)
    ]
    made = filled(tmp_path, *entries)
    with made.reading() as searcher:
        parts = Asking(made.schema, (), searcher.doc_freq).parts(understood("cell door"), REAL)
        total, whole = weighed(searcher, parts, 100, 0)
        paged = [hit for at in range(0, 60, 7) for hit in weighed(searcher, parts, 7, at)[1]]
    assert total == len(whole) == len({(one.segment_ord, one.doc) for _, one in whole})
    assert paged == whole
    weights = [weight for weight, _ in whole]
    assert weights == sorted(weights, reverse=True)
    assert len(parts) == 2
    assert any(weight < 0 for weight in weights)
