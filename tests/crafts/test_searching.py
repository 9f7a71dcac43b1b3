"""Searching: what people find, and that what they may not see changes nothing in it."""

import os
import random
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unannounced.crafts.searching import Entry, Index, IndexBusy, IndexDamaged, Results, clear
from unannounced.crafts.searching.snippets import Marker
from unannounced.crafts.searching.words import understood

CELLS = "Ensure eight hours of rest for persons held in custody cells."
SYMBOLS = "abcd"


def entry(text: str, number: int = 1, **changes: object) -> Entry:
    made = Entry(
        key=f"item:{number}",
        kind="item",
        subject=str(UUID(int=number)),
        within="open",
        state="XXB",
        text=text,
        rank=number,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def filled(folder: Path, *entries: Entry) -> Index:
    index = Index(folder)
    with index.write() as writer:
        for one in entries:
            writer.put(one)
    return index


def found(index: Index, words: str, **filters: object) -> list[str]:
    results = index.search(words, **{"within": ["open"], **filters})  # type: ignore[arg-type]
    assert results.total == len(results.found)
    return [one.key for one in results.found]


def finds(folder: Path, text: str, words: str) -> bool:
    clear(folder)
    return bool(found(filled(folder, entry(text)), words))


def marked(index: Index, words: str) -> list[str]:
    (one,) = index.search(words, within=["open"]).found
    return [part.text for part in one.snippet if part.marked]


# What is found ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (CELLS, "cell"),
        (CELLS, "person RESTING"),
        ("La personne détenue est à l'isolement.", "detenus isolement"),
        ("Les recommandations relatives à la détention", "RECOMMANDATION detention"),
        ("The State’s response", "state's response"),
        ("The State's response", "States"),
        ("placé à l’isolement", "l'isolement"),
        ("placé à l'isolement", "d’isolement"),
        ("incidents of self-harm", "harm"),
        ("incidents of self-harm", "self-harm"),
        ("incidents of self\u2011harm", "self harm"),
        ("CPT/Inf (2024) 15", "CPT/Inf 15"),
        ("recom\u00admendation", "recommendation"),
        ("De\u0301tention", "détention"),
        ("Łódź, Ærø, Straße", "lodz aero strasse"),
        ("Лица, лишённые свободы", "лишенные"),
        ("Πρόσωπα που στερούνται την ελευθερία", "ΠΡΟΣΩΠΑ ελευθερία"),
        ("الأشخاص المحرومون من الحرية", "الحرية"),
        ("مُحَمَّد في الزنزانة", "محمد"),
        ("x" * 41 + " and " + "y" * 5000, "x" * 41 + " " + "y" * 5000),
        (CELLS, '"hours of rest"'),
        (CELLS, "«hours of rest»"),
        (CELLS, "cust* ens*"),
        ("self-harming", "self-har*"),
        (CELLS, "rest -exercise"),
        (CELLS, '"hours of rest'),
        (CELLS, "rest FOR) ([* :"),
    ],
)
def test_people_find_what_they_mean(tmp_path: Path, text: str, words: str) -> None:
    assert finds(tmp_path / "index", text, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (CELLS, "cells isolation"),
        (CELLS, "rest -custody"),
        (CELLS, '"rest of hours"'),
        (CELLS, '"hour of rest"'),
        (CELLS, "rest -cust*"),
        (CELLS, 'rest -"hours of rest"'),
        (CELLS, "state:XXB"),
        (CELLS, "*"),
        (CELLS, "custo"),
        (CELLS, "-isolation"),
        (CELLS, ""),
        (CELLS, '… -- "" \'’ ** !?'),
        (CELLS, "harm-self"),
        ("a self that came to harm", "self-harm"),
        ("y" * 90, "y" * 91),
    ],
)
def test_people_do_not_find_what_they_do_not_mean(tmp_path: Path, text: str, words: str) -> None:
    assert not finds(tmp_path / "index", text, words)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return filled(tmp_path_factory.mktemp("small"), entry("a é"))


@given(words=st.text(max_size=60) | st.text(alphabet='"-*:()[]^~\\/+&|!{} \ud800aé', max_size=60))
@settings(max_examples=120, deadline=None)
def test_nothing_that_people_type_is_an_error(small: Index, words: str) -> None:
    assert small.search(words, within=["open", "\ud800"]).total in (0, 1)


def test_only_the_first_forty_words_of_a_question_count(tmp_path: Path) -> None:
    index = filled(tmp_path, entry("rest " * 3))
    assert found(index, "rest " * 40 + "isolation")
    assert found(index, "rest " * 39 + "isolation") == []
    assert found(index, '"' + "rest " * 100_000 + '"') == []


def test_kinds_state_and_facets_narrow_what_is_found(tmp_path: Path) -> None:
    index = filled(
        tmp_path,
        entry("rest", 1, facets={"body": "CPT", "position": "accepted"}),
        entry("rest", 2, kind="response", facets={"body": "CPT"}),
        entry("rest", 3, state="XXC"),
    )
    assert found(index, "rest", kinds=["response"]) == ["item:2"]
    assert found(index, "rest", kinds=["response", "item"]) == ["item:3", "item:2", "item:1"]
    assert found(index, "rest", state="XXC") == ["item:3"]
    assert found(index, "rest", facets={"body": "CPT", "position": "accepted"}) == ["item:1"]
    assert found(index, "rest", facets={"position": "CPT"}) == []


def test_the_order_is_by_rank_and_in_one_rank_by_key(tmp_path: Path) -> None:
    index = filled(
        tmp_path,
        *(entry("rest", number, rank=-1) for number in (5, 3, 8)),
        entry("rest", 1, rank=(739_000 << 20) + 7),
        *(entry("rest", number, rank=-2) for number in (9, 2)),
    )
    order = ["item:1", "item:3", "item:5", "item:8", "item:2", "item:9"]
    assert found(index, "rest") == order
    for page in range(6):
        results = index.search("rest", within=["open"], limit=1, offset=page)
        assert (results.total, [one.key for one in results.found]) == (6, order[page : page + 1])
    assert index.search("rest", within=["open"], limit=10**15, offset=10**15) == Results(6, [])
    assert index.search("rest", within=["open"], limit=0) == Results(6, [])


def test_keys_name_each_subject_once_in_the_order_of_ranks(tmp_path: Path) -> None:
    subjects = [str(UUID(int=number)) for number in (0, 1 << 127, (1 << 128) - 1, (1 << 64) - 1)]
    index = filled(
        tmp_path,
        *(entry("rest", 10 - place, subject=subject) for place, subject in enumerate(subjects)),
        entry("rest", 1, subject=subjects[0], kind="response"),
    )
    assert index.keys("rest", within=["open"], at_most=100) == (5, subjects)
    assert index.keys("rest", within=["open"], at_most=2) == (5, subjects[:2])
    assert index.keys("rest", within=["open"], kinds=["response"], at_most=2) == (1, subjects[:1])
    assert index.keys("rest", within=[], at_most=2) == (0, [])


# Snippets --------------------------------------------------------------------------------------------------------


def test_a_snippet_marks_words_phrases_and_beginnings_as_they_are_written(tmp_path: Path) -> None:
    index = filled(tmp_path, entry("Détenus: l’isolement des détenues, eight hours of rest, <b>custody</b>, hours."))
    assert marked(index, "detenu") == ["Détenus", "détenues"]
    assert marked(index, '"hours of rest" cust*') == ["hours of rest", "custody"]
    assert marked(index, '"eight hours" hours -inspection') == ["eight hours", "hours"]
    (one,) = index.search("custody", within=["open"]).found
    assert "".join(part.text for part in one.snippet).endswith("<b>custody</b>, hours.")


def test_a_snippet_is_a_window_around_the_first_match(tmp_path: Path) -> None:
    index = filled(tmp_path, entry("one two " * 300 + "isolation " + "three four " * 300))
    (one,) = index.search("isolation", within=["open"]).found
    text = "".join(part.text for part in one.snippet)
    assert one.snippet[1] == ("isolation", True)
    assert text.startswith("…one two") or text.startswith("…two one")
    assert text.endswith(("three…", "four…"))
    assert 150 <= len(text) <= 202


@given(
    text=st.text(alphabet="ab é’-\n", max_size=600),
    words=st.text(alphabet='abé "*', min_size=1, max_size=8),
)
@settings(max_examples=300, deadline=None)
def test_a_snippet_is_a_piece_of_the_text_and_marks_something_of_each_that_is_found(text: str, words: str) -> None:
    snippet = Marker(understood(words)).snippet(text)
    assert "".join(part.text for part in snippet).strip("…") in text
    assert all(part.text.strip(" -’\n") for part in snippet if part.marked)


@given(text=st.text(alphabet="ab é’-\n", max_size=400), words=st.text(alphabet='abé "*-', min_size=1, max_size=8))
@settings(max_examples=30, deadline=None)
def test_in_whatever_is_found_something_is_marked_and_only_in_that(text: str, words: str) -> None:
    with TemporaryDirectory() as folder:
        found = filled(Path(folder), entry(text)).search(words, within=["open"]).found
    asked = understood(words)
    if len(asked) == 1 and len(asked[0].runs) == 1 and not asked[0].excluded:
        assert any(part.marked for part in Marker(asked).snippet(text)) == bool(found)
    assert all(any(part.marked for part in one.snippet) for one in found)


# Need to know ----------------------------------------------------------------------------------------------------


def test_no_scope_finds_nothing_and_a_scope_only_its_own(tmp_path: Path) -> None:
    index = filled(tmp_path, entry("rest", 1), entry("rest", 2, within="visit"))
    assert found(index, "rest", within=[]) == []
    assert found(index, "rest", within="open") == []
    assert found(index, "rest", within=["visit"]) == ["item:2"]
    assert found(index, "rest", within=["open", "visit", "another"]) == ["item:2", "item:1"]


@pytest.mark.parametrize("words", ["rest", '"rest"', "re*", "rest -isolation", "mark", "* re*"])
def test_no_question_reaches_beyond_its_scope(tmp_path: Path, words: str) -> None:
    index = filled(tmp_path, entry("rest", within="visit"))
    with index.write() as writer:
        writer.note("rest mark")
    assert index.search(words, within=["open", "", "mark"]).total == 0


def _entries(numbers: Iterable[int], within: str, seed: int) -> list[Entry]:
    """Entries of the same few words, many of one rank, so that everything a hidden one could shift is near."""
    chance = random.Random(seed)
    return [
        entry(
            " ".join(
                chance.choices(["rest", "resting", "cell", "cells", "isolement", "re" + chance.choice(SYMBOLS)], k=60)
            ),
            number,
            within=within,
            rank=chance.randrange(-3, 3),
            kind=chance.choice(["item", "response"]),
            facets={"body": chance.choice(["CPT", "SPT"])},
        )
        for number in numbers
    ]


def _index_in_pieces(folder: Path, entries: list[Entry], seed: int) -> Index:
    """The entries in any order, in any number of commits, some put twice and some put and dropped."""
    chance = random.Random(seed)
    entries = chance.sample(entries, len(entries))
    index = Index(folder)
    while entries:
        with index.write() as writer:
            for one in entries[: (piece := chance.randrange(1, 30))]:
                writer.put(replace(one, text="of an earlier time", rank=9))
                writer.put(entry("rest", 10**6, within=one.within))
                writer.put(one)
            writer.drop("item:1000000")
            writer.note(str(seed))
            entries = entries[piece:]
    return index


QUESTIONS = [
    "rest",
    "cell*",
    "re*",
    '"rest cell"',
    "rest -isolement",
    "cell rest isolement",
    "rest-cell",
    "rea reb",
    "nothing",
]


@given(seed=st.integers(0, 10**9), hidden=st.integers(1, 120))
@settings(max_examples=12, deadline=None)
def test_what_somebody_may_not_see_changes_nothing_in_what_they_find(seed: int, hidden: int) -> None:
    visible = _entries(range(40), "open", seed)
    secret = _entries(range(1000, 1000 + hidden), "a visit", seed + 1)
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        without = _index_in_pieces(Path(one), visible, seed + 2)
        beside = _index_in_pieces(Path(other), visible + secret, seed + 3)
        for words in QUESTIONS:
            for filters in ({}, {"kinds": ["item"], "facets": {"body": "CPT"}}):
                for offset in (0, 7):
                    answers = [
                        index.search(words, within=["open"], limit=10, offset=offset, **filters)  # type: ignore[arg-type]
                        for index in (without, beside)
                    ]
                    assert answers[0] == answers[1]
                named = [index.keys(words, within=["open"], at_most=10, **filters) for index in (without, beside)]  # type: ignore[arg-type]
                assert named[0] == named[1]


def test_the_beginning_of_a_word_finds_all_that_begin_so_however_many_hidden_words_do(tmp_path: Path) -> None:
    hidden = entry(" ".join(f"rest{number:05}" for number in range(3000)), 2, within="visit")
    assert found(filled(tmp_path, hidden, entry("restzz")), "rest*") == ["item:1"]


# The folder ------------------------------------------------------------------------------------------------------


def test_what_is_put_again_replaces_what_stood_under_its_key(tmp_path: Path) -> None:
    index = filled(tmp_path, entry("rest"), entry("rest", 2))
    with index.write() as writer:
        writer.put(entry("rest in a draft", 4))
        writer.put(entry("isolation", 4, within="visit"))
        writer.put(entry("isolation", within="visit"))
        writer.drop("item:2")
        writer.drop("item:3")
    assert found(index, "rest") == []
    assert found(index, "isolation", within=["visit"]) == ["item:4", "item:1"]


def _write_what_fails_at_last(index: Index) -> None:
    with index.write() as writer:
        writer.drop("item:1")
        writer.put(entry("isolation", 2))
        writer.note("42")
        writer.put(entry("isolation", 3, subject="no uuid"))


def test_a_write_that_fails_changes_nothing(tmp_path: Path) -> None:
    index = filled(tmp_path, entry("rest"))
    with index.write() as writer:
        writer.note("41")
    with pytest.raises(ValueError, match="badly formed"):
        _write_what_fails_at_last(index)
    assert (found(index, "rest"), found(index, "isolation"), index.mark()) == (["item:1"], [], "41")
    with index.write() as writer:
        writer.note("42")
    assert (Index(tmp_path).mark(), found(index, "rest")) == ("42", ["item:1"])


def test_an_index_that_was_never_marked_says_nothing(tmp_path: Path) -> None:
    assert Index(tmp_path / "deep" / "down").mark() == ""


def test_two_cannot_write_at_once_and_the_second_is_told(tmp_path: Path) -> None:
    index = Index(tmp_path)
    with index.write(), pytest.raises(IndexBusy), Index(tmp_path).write():
        pass
    with index.write() as writer:
        writer.put(entry("rest"))
    assert found(index, "rest")


WRITES_AND_DIES = """
import os, sys
from pathlib import Path
from unannounced.crafts.searching import Entry, Index
with Index(Path(sys.argv[1])).write() as writer:
    writer.put(Entry("item:2", "item", "00000000-0000-0000-0000-000000000002", "open", "XXB", "rest", 2))
    print("open", flush=True)
    if sys.stdin.readline() == "die\\n":
        os._exit(1)
"""


@pytest.mark.parametrize("end", ["die", "finish"])
def test_another_process_that_writes_is_busy_and_what_it_finished_is_found(tmp_path: Path, end: str) -> None:
    index = filled(tmp_path, entry("rest"))
    command = [sys.executable, "-c", WRITES_AND_DIES, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        with pytest.raises(IndexBusy), index.write():
            pass
        assert found(index, "rest") == ["item:1"]
        other.communicate(f"{end}\n")
    with index.write() as writer:
        writer.note("after")
    assert found(index, "rest") == (["item:1"] if end == "die" else ["item:2", "item:1"])


def test_the_folder_is_for_its_owner_alone(tmp_path: Path) -> None:
    Index(tmp_path / "index")
    assert (tmp_path / "index").stat().st_mode & 0o077 == 0


def test_an_index_of_another_version_is_to_be_built_again(tmp_path: Path) -> None:
    filled(tmp_path, entry("rest"))
    (tmp_path / "version").write_text("0")
    with pytest.raises(IndexDamaged):
        Index(tmp_path)
    (tmp_path / "version").unlink()
    with pytest.raises(IndexDamaged):
        Index(tmp_path)
    clear(tmp_path)
    assert found(filled(tmp_path, entry("rest")), "rest")
    clear(tmp_path)
    clear(tmp_path)


@pytest.mark.parametrize("ending", ["meta.json", "store", "idx", "term", "pos", "fast", "fieldnorm"])
@pytest.mark.parametrize("harm", ["emptied", "halved", "removed"])
def test_a_damaged_index_says_so(tmp_path: Path, ending: str, harm: str) -> None:
    filled(tmp_path, *(entry(f"{CELLS} {number}", number) for number in range(200)))
    (harmed,) = (path for path in tmp_path.iterdir() if path.name.endswith(ending))
    if harm == "removed":
        harmed.unlink()
    else:
        os.truncate(harmed, harmed.stat().st_size // 2 if harm == "halved" else 0)
    with pytest.raises(IndexDamaged):
        Index(tmp_path).search('"custody cells"', within=["open"])


def test_an_index_that_was_cleared_and_built_again_is_seen_by_who_had_it_open(tmp_path: Path) -> None:
    index = filled(tmp_path / "index", entry("rest"))
    clear(tmp_path / "index")
    with pytest.raises(IndexDamaged):
        index.search("rest", within=["open"])
    filled(tmp_path / "index", entry("isolation"))
    assert (found(index, "rest"), found(index, "isolation")) == ([], ["item:1"])
