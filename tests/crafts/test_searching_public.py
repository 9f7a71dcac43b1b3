"""Searching what was published: every language of the corpus, what people write, and what is shown and suggested."""

import os
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from unannounced.crafts.searching import IndexBusy, IndexDamaged
from unannounced.crafts.searching.public.asking import Asking, Narrowed
from unannounced.crafts.searching.public.counting import counted
from unannounced.crafts.searching.public.detecting import language_of
from unannounced.crafts.searching.public.index import Entry, PublicIndex, built_beside, held, ranked
from unannounced.crafts.searching.public.languages import LANGUAGES, stems_of
from unannounced.crafts.searching.public.marking import LONGEST, Marker
from unannounced.crafts.searching.public.parsing import MOST_WORDS, Narrow, leaves, understood
from unannounced.crafts.searching.public.suggesting import Gathered, Suggestions

REAL = Narrowed("real")
ARCHIVE = Path(os.environ.get("UNANNOUNCED_REAL_DATA", "") or "no folder") / "upr_reports" / "txt"


def entry(text: str, number: int = 1, language: str = "en", **more: Any) -> Entry:
    """A paragraph of an invented report."""
    facets = {"register": ("real",), "state": ("XXA",), "kind": ("paragraph",), **more.pop("facets", {})}
    plain = Entry(
        key=f"report/{number}/0",
        group="reports/report",
        language=language,
        text=text,
        day=date(2020, 1, 1).toordinal() + number,
        facets=facets,
        shown={"kind": "paragraph"},
        number=number,
    )
    return replace(plain, **more)


def filled(folder: Path, *entries: Entry) -> PublicIndex:
    index = PublicIndex(folder)
    with index.write() as writer:
        for one in entries:
            writer.put(one)
        writer.note({"reports/report": "1"})
    return index


def found(index: PublicIndex, words: str, languages: Iterable[str] = (), narrowed: Narrowed = REAL) -> list[int]:
    """The numbers of what is found, from the first paragraph to the last."""
    query = Asking(index.schema, languages).query(understood(words), narrowed)
    with index.reading() as searcher:
        total, hits = ranked(searcher, query, "oldest", 100, 0)
        numbers = [int(held(searcher, address).key.split("/")[1]) for _, address in hits]
    assert total == len(numbers)
    return numbers


# Languages -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text", "asked"),
    [
        ("en", "Detainees were isolated in cells.", ("detainee", "ISOLATING", "cell")),
        ("fr", "Les détenus ont été libérés de l’isolement.", ("détenu", "detenue", "liberer", "l'isolement")),
        ("uk", "Ув’язнених утримували у в'язниці поліції.", ("ув'язнений", "В’ЯЗНИЦЯ", "поліцією", "увязнених")),
        ("uk", "Ґрати на вікнах; особи без лікаря.", ("грати", "ґрати", "осіб", "вікно", "лікар")),
        ("ru", "Заключённые содержались в камерах.", ("заключенный", "заключённого", "КАМЕРА", "камеры")),
        (
            "ar",
            "زار الوفد الْمُعْتَقَلات والسجون في المدينـــة",
            ("معتقلات", "المعتقلات", "سجون", "السجون", "مدينة", "مدينه"),
        ),
        ("ar", "أُفرج عن إبراهيم من مستشفى آخر", ("ابراهيم", "إبراهيم", "مستشفي", "اخر")),
        (
            "tr",
            "CEZAEVİNDE IŞIK yoktu; avukatları görüşemedi.",
            ("cezaevi", "ışık", "isik", "IŞIK", "cezaevleri", "avukat"),
        ),
        ("de", "Die Häftlinge saßen in Gefängnissen.", ("haftling", "Häftling", "Gefängnis", "sassen")),
        ("es", "Las situaciones en la prisión.", ("situación", "situacion", "prisiones", "prision")),
        ("pt", "As condições das prisões.", ("condição", "condicao", "prisoes", "prisão")),
        ("it", "Le celle delle carceri.", ("cella", "carceri", "celle")),
        ("ro", "Deținuții din închisoare.", ("detinutii", "închisoare", "inchisoarea")),
        ("el", "Οι κρατούμενοι στις φυλακές.", ("φυλακη", "ΦΥΛΑΚΉ", "κρατουμενοι")),
        ("nl", "De gedetineerden in de cellen.", ("gedetineerde", "cel")),
    ],
)
def test_a_word_is_found_in_its_forms_and_without_its_accents(
    language: str, text: str, asked: tuple[str, ...], tmp_path: Path
) -> None:
    index = filled(tmp_path, entry(text, 1, language), entry("Nothing of it.", 2))
    assert [word for word in asked if found(index, word) != [1]] == []
    assert [word for word in asked if found(index, word, [language]) != [1]] == []


@pytest.mark.parametrize(
    "forms",
    [
        "в'язниця в'язниці в'язницею в'язницях",
        "камера камери камеру камерах камерами",
        "особа особи осіб особам особами",
        "затриманий затримані затриманих затриманого затриманому",
        "катування катувань катуванням катуванню",
        "рекомендація рекомендації рекомендацій рекомендацією",
        "держава держави державою держав",
        "поліція поліції поліцією",
        "лікар лікаря лікарем лікарям",
    ],
)
def test_the_cases_of_a_ukrainian_word_have_one_stem(forms: str) -> None:
    assert len({stems_of(form, "uk") for form in forms.split()}) == 1


def test_different_ukrainian_words_keep_different_stems() -> None:
    text = "в'язниця камера особа затриманий рекомендація держава поліція лікар свобода право життя вода"
    words = text.split()
    assert len({stems_of(word, "uk") for word in words}) == len(words)


def test_a_text_of_no_known_language_is_found_as_it_is_written(tmp_path: Path) -> None:
    index = filled(tmp_path, entry("Vězeňská cela č. 12", 1, ""))
    assert found(index, "vezenska") == [1]
    assert found(index, "CELA 12") == [1]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The delegation was given access to all of the cells.", "en"),
        ("La délégation a eu accès à toutes les cellules du poste de police.", "fr"),
        ("Делегація мала доступ до всіх камер, які були у відділенні поліції.", "uk"),
        ("Делегация имела доступ ко всем камерам, которые были в отделении.", "ru"),
        ("تمكن الوفد من الوصول إلى جميع الزنازين", "ar"),
        ("Heyetin bütün hücrelere erişimi vardı ve hiçbir engel yoktu, ancak bu bir istisna.", "tr"),
        ("Die Delegation hatte Zugang zu allen Zellen und wurde nicht behindert.", "de"),
        ("La delegación tuvo acceso a todas las celdas de la comisaría, que no estaban limpias.", "es"),
        ("A delegação teve acesso a todas as celas da esquadra, que não eram limpas.", "pt"),
        ("La delegazione ha avuto accesso a tutte le celle della questura, che non è lontana.", "it"),
        ("Delegația a avut acces la toate celulele din arestul poliției, care nu sunt curate.", "ro"),
        ("Η αντιπροσωπεία είχε πρόσβαση σε όλα τα κελιά.", "el"),
        ("De delegatie had toegang tot alle cellen van het bureau en werd niet gehinderd.", "nl"),
        ("A/HRC/18/9", ""),
        ("", ""),
    ],
)
def test_the_language_of_a_paragraph_is_told(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.skipif(not ARCHIVE.is_dir(), reason="UNANNOUNCED_REAL_DATA names no archive")
def test_the_real_archive_is_told_to_be_in_english() -> None:
    """Reports of the United Nations in English: hardly a paragraph is taken for another language."""
    told = []
    for file in sorted(ARCHIVE.glob("*.txt"))[:40]:
        text = file.read_bytes().decode("mac_roman")
        pieces = [text[at : at + 500] for at in range(2_000, max(2_001, len(text) - 4_000), 2_500)]
        told += [language_of(piece) for piece in pieces]
    assert len(told) > 500
    assert told.count("en") / len(told) > 0.99


# What people write ------------------------------------------------------------------------------------------------

CELLS = (
    entry("The police used solitary confinement and beating at night.", 1),
    entry("Beating by the police was not alleged in prison.", 2),
    entry("Tortured detainees were held in isolation; self-harm was common.", 3, day=date(2013, 5, 1).toordinal()),
    entry("Confinement which was not solitary.", 4, facets={"state": ("XXB",)}),
)


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ("police beating", [1, 2]),
        ("police AND beating", [1, 2]),
        ('"solitary confinement"', [1]),
        ('"confinement solitary"', []),
        ("solitary confinement", [1, 4]),
        ("night OR prison", [1, 2]),
        ("night | prison", [1, 2]),
        ("night OU prison", [1, 2]),
        ("police NOT prison", [1]),
        ("police -prison", [1]),
        ("police SAUF prison", [1]),
        ("police -(prison OR night)", []),
        ("(night OR isolation) (police OR detainee)", [3, 1]),
        ("night OR police prison", [1, 2]),
        ("-police", [3, 4]),
        ('"police beating"~3', [2]),
        ('"police beating"~5', [1, 2]),
        ("police NEAR/5 beating", [1, 2]),
        ("beating PRES/5 police", [1, 2]),
        ("police NEAR/2 beating", [2]),
        ("tortire~", []),
        ("torturd~", [3]),
        ("isolat*", [3]),
        ("self-harm", [3]),
        ("harm-self", []),
        ("state:XXB", [4]),
        ("state:xxa,XXB confinement", [1, 4]),
        ("état:XXB", [4]),
        ("year:2013", [3]),
        ("year:2010..2015", [3]),
        ("year:..2015", [3]),
        ("année:2016.. confinement", [1, 4]),
        ("-state:XXA", [4]),
        ("", [3, 1, 2, 4]),
        ("???", []),
    ],
)
def test_what_people_write_is_understood(asked: str, numbers: list[int], tmp_path: Path) -> None:
    assert found(filled(tmp_path, *CELLS), asked) == numbers


@pytest.mark.parametrize(
    ("asked", "kinds", "numbers"),
    [
        ('police "solitary confinement', {"quote"}, [1]),
        ("(police (beating", {"open"}, [1, 2]),
        ("police) beating", {"close"}, [1, 2]),
        ("OR police", {"operator"}, [1, 2]),
        ("police AND", {"operator"}, [1, 2]),
        ("NOT", {"operator"}, []),
        ("police NEAR/3 (night OR x)", {"near"}, [1]),
        ("pol*ce", {"star"}, []),
        ("a*", {"star"}, []),
        ("by~", {"fuzzy"}, [2]),
        ("year:soon police", {"value"}, [1, 2]),
        ("year:2015..2010 police", {"value"}, [1, 2]),
        (" ".join(["police"] * 60), {"long"}, [1, 2]),
        ("(" * 40 + "police", {"deep", "open"}, [1, 2]),
        ("police ((", {"open"}, [1, 2]),
        ("%% police", {"sign"}, [1, 2]),
        ('"police cells"~999999999999', {"far"}, []),
        ("police NEAR/99999 cells", {"far"}, []),
        ("…", {"nothing"}, []),
        (".* [a-z]+ police", {"sign"}, []),
    ],
)
def test_what_is_written_wrongly_is_read_in_the_likeliest_way_and_named(
    asked: str, kinds: set[str], numbers: list[int], tmp_path: Path
) -> None:
    assert {one.kind for one in understood(asked).misread} == kinds
    assert found(filled(tmp_path, *CELLS), asked) == numbers


SIGNS = "\" ( ) - ! ~ ~9 * | || && : .* [a-z {9} ' \\ ٣ \0 \ud800"
OPERATORS = "OR AND NOT NEAR/3 NEAR/99999 state: year: year:2013.. police прison"
PIECES = st.sampled_from([*SIGNS.split(" "), *OPERATORS.split(), "a" * 300, " "])


@settings(max_examples=250, deadline=None)
@given(st.one_of(st.lists(PIECES, max_size=30).map("".join), st.lists(PIECES, max_size=30).map(" ".join), st.text()))
@example("(" * 5_000 + "police")
@example("-" * 9_000)
@example('"' * 9_001)
@example("NOT " * 3_000 + "police")
@example("a OR " * 3_000)
@example("state:\ud800")
@example("\ud800")
def test_nothing_that_is_written_is_an_error(indexed: PublicIndex, written: str) -> None:
    asked = understood(written)
    assert sum(1 for _ in leaves(asked.node)) <= MOST_WORDS
    with indexed.reading() as searcher:
        query = Asking(indexed.schema).query(asked, REAL)
        total, hits = ranked(searcher, query, "best", 10, 0)
        assert total <= len(CELLS)
        for _, address in hits:
            one = held(searcher, address)
            assert (
                "".join(part.text for part in Marker(asked.node).snippet(one.text, one.language)).strip("…") in one.text
            )


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> PublicIndex:
    return filled(tmp_path_factory.mktemp("index"), *CELLS)


# Order and counts -------------------------------------------------------------------------------------------------


def test_what_says_it_most_stands_first_and_days_order_both_ways(tmp_path: Path) -> None:
    index = filled(
        tmp_path,
        entry("The cell had a window and a door and a table.", 1),
        entry("Cell window.", 2),
        entry("Window cell", 3),
    )
    query = Asking(index.schema).query(understood("cell window"), REAL)
    with index.reading() as searcher:
        by = {
            sort: [held(searcher, address).key[7] for _, address in ranked(searcher, query, sort, 10, 0)[1]]
            for sort in ("best", "newest", "oldest")
        }
    assert by["best"][-1] == "1"
    assert by["newest"] == ["3", "2", "1"]
    assert by["oldest"] == ["1", "2", "3"]


def test_counts_are_exact_also_of_things_that_have_several_values(tmp_path: Path) -> None:
    topics = [("health",), ("health", "regime"), (), ("regime",)]
    entries = [entry("A cell.", number, facets={"topic": topics[number % 4]}) for number in range(1, 41)]
    index = filled(tmp_path, *entries, entry("A door.", 50, facets={"topic": ("health",)}))
    with index.reading() as searcher:
        query = Asking(index.schema).query(understood("cell"), REAL)
        counts = counted(searcher, query, ["topic", "state", "year"])
    assert counts == {"topic": {"health": 20, "regime": 20}, "state": {"XXA": 40}, "year": {"2020": 40}}


# What is shown ----------------------------------------------------------------------------------------------------


def marked(asked: str, text: str, language: str = "en") -> list[str]:
    return [part.text for part in Marker(understood(asked).node).snippet(text, language) if part.marked]


@pytest.mark.parametrize(
    ("asked", "text", "language", "words"),
    [
        ("isolate", "Isolated in isolation cells.", "en", ["Isolated", "isolation"]),
        ("detenu", "Les détenus.", "fr", ["détenus"]),
        ("камера", "У камерах темно.", "uk", ["камерах"]),
        ("в’язниця", "У в'язниці.", "uk", ["в'язниці"]),
        ("معتقلات", "زار الْمُعْتَقَلات أمس", "ar", ["الْمُعْتَقَلات"]),
        ("isik", "IŞIK yoktu.", "tr", ["IŞIK"]),
        ('"solitary confinement"', "Solitary confinement; confinement.", "en", ["Solitary confinement"]),
        ("tortur*", "Tortured by torturers.", "en", ["Tortured", "torturers"]),
        ("tortire~", "The torture stopped.", "en", ["torture"]),
        ("police -night", "The police at night.", "en", ["police"]),
        ("detenu", "Detenus; DETENU; Détenu.", "fr", ["Detenus", "DETENU", "Détenu"]),
        ("werken", "Er is gewerkt.", "nl", ["gewerkt"]),
        ("العربية", "arabic العربية", "ar", ["العربية"]),
        ("(cells OR windo*) prison", "Windows of Cells in a Prison yard.", "en", ["Windows", "Cells", "Prison"]),
    ],
)
def test_the_words_found_are_marked_in_the_language_of_the_text(
    asked: str, text: str, language: str, words: list[str]
) -> None:
    assert marked(asked, text, language) == words


def test_a_long_text_is_shown_in_two_parts_of_whole_words_at_most(tmp_path: Path) -> None:
    filler = "Nothing of interest was said there by anybody. " * 30
    text = f"{filler}The windowless cells were seen. {filler}A doctor came at night. {filler}"
    snippet = "".join(part.text for part in Marker(understood("windowless doctor").node).snippet(text, "en"))
    assert len(snippet) <= LONGEST
    assert "windowless" in snippet
    assert "doctor" in snippet
    assert set(snippet.replace("…", " ").split()) <= set(text.split())


@settings(max_examples=200, deadline=None)
@given(
    text=st.text("abcdegéEGsniIİı _\u0301\u200b'жª", max_size=60),
    asked=st.lists(st.text("abcdegésniIı", min_size=1, max_size=6), min_size=1, max_size=3),
    language=st.sampled_from(sorted(LANGUAGES)),
)
def test_a_word_is_passed_over_by_its_first_letter_only_where_no_stem_of_it_answers(
    text: str, asked: list[str], language: str
) -> None:
    """What a marker finds that looks for the stem of every word."""
    node = understood(" OR ".join(asked)).node
    slow = Marker(node)
    slow._initials[language] = None
    assert Marker(node).snippet(text, language) == slow.snippet(text, language)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from(["cell", "window", "x" * 90, "\n", "a"]), max_size=300),
    st.sampled_from(["cell", '"cell a"']),
)
def test_no_snippet_is_too_long(words: list[str], asked: str) -> None:
    parts = Marker(understood(asked).node).snippet(" ".join(words), "en")
    assert sum(len(part.text) for part in parts) <= LONGEST


# What is suggested ------------------------------------------------------------------------------------------------


def suggestions(tmp_path: Path) -> Suggestions:
    gathered = Gathered()
    for turn in range(6):
        shown = {"kind": "paragraph", "chapter": "Health care services"}
        gathered.look_at("Solitary confinement of détenus in Żółć, solitary cells.", "en", "real", shown)
        gathered.look_at(f"Isolement {turn}", "fr", "real", shown)
        gathered.look_at("Isolated here.", "en", "invented", shown)
    Suggestions.make(tmp_path, gathered)
    return Suggestions.read(tmp_path)


def test_what_begins_so_is_suggested_in_the_readers_language_first_and_only_if_it_finds_anything(
    tmp_path: Path,
) -> None:
    kept = suggestions(tmp_path)
    best = kept.beginning("sol", "en", "real", 3, lambda _: True)
    assert set(best) == {"solitary confinement", "solitary cells", "solitary"}
    assert "détenus" in kept.beginning("DETE", "en", "real", 3, lambda _: True)
    assert kept.beginning("care s", "en", "real", 3, lambda _: True) == ["Health care services"]
    assert kept.beginning("iso", "fr", "real", 3, lambda _: True) == ["isolement"]
    assert "isolated" in kept.beginning("iso", "fr", "invented", 3, lambda _: True)
    assert kept.beginning("sol", "en", "real", 3, lambda text: "cells" in text) == ["solitary cells"]
    assert kept.beginning("", "en", "real", 3, lambda _: True) == []
    assert kept.near("confinment", "real") == ["confinement"]


def test_pages_are_suggested_by_their_names_in_the_readers_language_and_small_words_never(tmp_path: Path) -> None:
    gathered = Gathered()
    gathered.look_at("And they are here and are cared for, amply.", "en", "real", {"kind": "paragraph"})
    for language, title in (("ru", "Как искать"), ("uk", "Як шукати"), ("en", "Areas of a map")):
        gathered.look_at(title, language, "real", {"kind": "page", "title": title})
    Suggestions.make(tmp_path, gathered)
    kept = Suggestions.read(tmp_path)
    assert kept.beginning("ка", "uk", "real", 8, lambda _: True) == []
    assert kept.beginning("шук", "uk", "real", 8, lambda _: True) == ["Як шукати"]
    assert kept.beginning("ка", "ru", "real", 8, lambda _: True) == ["Как искать"]
    assert kept.beginning("a", "uk", "real", 8, lambda _: True) == ["Areas of a map", "amply"]
    assert "here" not in kept.near("hucre", "real")
    for _ in range(9):
        gathered.look_at("Amendes.", "fr", "real", {"kind": "paragraph"})
    Suggestions.make(tmp_path, gathered)
    assert Suggestions.read(tmp_path).beginning("am", "en", "real", 2, lambda _: True) == ["amply", "amendes"]


def test_what_is_kept_for_suggestions_grows_and_its_loss_is_no_error(tmp_path: Path) -> None:
    suggestions(tmp_path)
    more = Gathered()
    more.look_at("Handcuffs. Handcuffs.", "en", "real", {"kind": "paragraph", "chapter": ""})
    Suggestions.add_to(tmp_path, more)
    assert Suggestions.read(tmp_path).beginning("hand", "en", "real", 3, lambda _: True) == ["handcuffs"]
    for rubbish in ("", "{", '{"format": 0}', "[]"):
        (tmp_path / "suggestions.json").write_text(rubbish)
        assert Suggestions.read(tmp_path).beginning("hand", "en", "real", 3, lambda _: True) == []


# The folder -------------------------------------------------------------------------------------------------------


def test_a_group_is_dropped_and_written_anew_in_one_commit(tmp_path: Path) -> None:
    index = filled(tmp_path, entry("Old words.", 1), entry("Old cells.", 2))
    with index.write() as writer:
        writer.drop("reports/report")
        writer.put(entry("New cells.", 2))
        assert found(index, "old") == [1, 2]
    assert (found(index, "old"), found(index, "cells")) == ([], [2])


def test_a_write_that_fails_changes_nothing_and_two_do_not_write_at_once(tmp_path: Path) -> None:
    index = filled(tmp_path, entry("Cells.", 1))

    def fails() -> None:
        with index.write() as writer:
            writer.drop("reports/report")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fails()
    assert found(index, "cells") == [1]
    with index.write(), pytest.raises(IndexBusy), PublicIndex(tmp_path).write():
        pass


@pytest.mark.parametrize("ending", ["meta.json", "store", "idx", "term", "pos", "fast", "version"])
@pytest.mark.parametrize("harm", ["emptied", "halved", "removed"])
def test_a_damaged_index_says_so(tmp_path: Path, ending: str, harm: str) -> None:
    filled(tmp_path, *(entry(f"Custody cells {number}", number) for number in range(1, 200)))
    (harmed,) = (path for path in tmp_path.iterdir() if path.name.endswith(ending))
    if harm == "removed":
        harmed.unlink()
    else:
        os.truncate(harmed, harmed.stat().st_size // 2 if harm == "halved" else 0)
    with pytest.raises(IndexDamaged):
        found(PublicIndex(tmp_path), '"custody cells"')


def test_one_built_beside_takes_the_place_when_it_is_whole(tmp_path: Path) -> None:
    index = filled(tmp_path / "index", entry("Old.", 1))

    def fails() -> None:
        with built_beside(tmp_path / "index") as new:
            assert found(new, "") == []
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fails()
    assert found(PublicIndex(tmp_path / "index"), "old") == [1]
    with built_beside(tmp_path / "index") as new, new.write() as writer:
        writer.put(entry("New.", 2))
    assert found(index, "new") == [2]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index"]


def test_an_index_beside_which_nothing_may_be_written_is_read_through_links_and_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a read-only copy: the library wants to write a lock even to read."""
    from unannounced.crafts.searching.public import index as module

    folder = tmp_path / "index"
    writing = filled(folder, entry("Old cells.", 1))
    truly = module._index_in

    def refused(where: Path, schema: Any) -> Any:
        if where == folder:
            raise ValueError("Failed to acquire Lockfile: ReadOnlyFilesystem")
        return truly(where, schema)

    monkeypatch.setattr(module, "_index_in", refused)
    reading = PublicIndex(folder)
    assert found(reading, "cells") == [1]
    with writing.write() as writer:
        writer.put(entry("New cells.", 2))
    assert found(reading, "cells") == [1, 2]


def test_every_language_has_a_field_of_its_own() -> None:
    assert len({language.field for language in LANGUAGES.values()}) == len(LANGUAGES)


def test_symbols_and_codes_are_found_as_they_are_printed() -> None:
    asked = {
        word: understood(f'{word}:"{said}"').node
        for word, said in (("symbol", "CPT/Inf (2026) 4"), ("kind", "Comment"))
    }
    assert asked == {"symbol": Narrow("symbol", ("cpt/inf (2026) 4",)), "kind": Narrow("kind", ("comment",))}
    assert understood("state:xxa").node == Narrow("state", ("XXA",))
