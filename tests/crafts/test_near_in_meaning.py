"""What lies near in meaning is found, as surely as if everything had been multiplied out; and files survive."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from unannounced.crafts.searching.meaning import (
    MeaningDamaged,
    Narrowed,
    Nearest,
    Text,
    Texts,
    Written,
    damage,
    keeping,
    nearest,
    read,
)
from unannounced.crafts.vectors import WIDTH, vectors_of

Numbers = NDArray[np.float32]
THREE = {
    "en": "The cells were overcrowded and had no natural light.",
    "fr": "Les cellules étaient surpeuplées et ne recevaient pas de lumière naturelle.",
    "ru": "Камеры были переполнены, естественного освещения не было.",
}
OTHERS = (
    "The delegation thanks the authorities for their cooperation.",
    "La Convention est entrée en vigueur en février 1989.",
    "Персонал прошёл обучение оказанию первой помощи.",
    "Every person should be offered an hour of exercise in the open air.",
)


class Drawn:
    """Vectors that stand for texts: scattered about a few hundred centres; counts what it was asked for."""

    def __init__(self, fails_at: int = 0) -> None:
        self.asked: list[str] = []
        self.calls = 0
        self.fails_at = fails_at
        self._centres = np.random.default_rng(1).standard_normal((300, WIDTH), dtype=np.float32)

    def __call__(self, texts: Sequence[str]) -> Numbers:
        self.calls += 1
        if self.calls == self.fails_at:
            raise KeyboardInterrupt
        self.asked += texts
        return np.array([self.of(text) for text in texts], dtype=np.float32).reshape(-1, WIDTH)

    def of(self, text: str) -> Numbers:
        """The vector of one text."""
        seed = int(text.split()[0])
        vector = self._centres[seed % 300] + np.random.default_rng(seed).standard_normal(WIDTH, dtype=np.float32)
        return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)


def group(name: str, numbers: Sequence[int], digest: str = "one", **marks: str) -> Texts:
    """A report whose texts are called by numbers, a paragraph each."""
    texts = [
        Text(at, 0, f"{number} said", frozenset({("even", str(number % 2 == 0))}))
        for at, number in enumerate(numbers, 1)
    ]
    return Texts(name, digest, texts, frozenset(marks.items()))


def written(folder: Path, *groups: Texts, drawn: Drawn | None = None) -> Written:
    """A folder with these groups, each added by itself."""
    kept = Written(folder, drawn or Drawn())
    for one in groups:
        kept.add([one])
    return kept


# Finding


def test_nine_of_ten_that_all_products_would_find_are_found_by_signs_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the share of rows that are multiplied out of half a million; more than nine, and never without the first."""
    drawn, count = Drawn(), 20_000
    written(tmp_path, group("A", range(count)), drawn=drawn)
    monkeypatch.setattr(nearest, "CANDIDATES", count * nearest.CANDIDATES // 500_000)
    held, all_vectors = Nearest(tmp_path), drawn([f"{one} said" for one in range(count)])
    shares = []
    for number in range(0, 400, 8):
        asked = drawn.of(f"{number + count} asked")
        best = np.argsort(-(all_vectors @ asked))[:10]
        found = [key for key, _ in held.to(asked, at_most=10)]
        shares.append(len({f"A/{one + 1}/0" for one in best} & set(found)) / 10)
        assert found[0] in {f"A/{one + 1}/0" for one in best[:2]}
    assert np.mean(shares) >= 0.95


def test_the_score_is_the_cosine_but_for_the_last_digits(tmp_path: Path) -> None:
    drawn = Drawn()
    written(tmp_path, group("A", range(50)), drawn=drawn)
    for key, score in Nearest(tmp_path).to(drawn.of("7 said"), at_most=50):
        number = int(key.split("/")[1]) - 1
        assert score == pytest.approx(float(drawn.of(f"{number} said") @ drawn.of("7 said")), abs=0.003)


@pytest.mark.parametrize("most", [nearest.CANDIDATES, 40])
def test_what_was_not_allowed_is_not_found_however_near_it_lies(
    most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether all that may be found is multiplied out, or what its signs bring near."""
    monkeypatch.setattr(nearest, "CANDIDATES", most)
    drawn = Drawn()
    written(tmp_path, group("A", range(100), state="XXA"), group("B", range(100), state="XXB"), drawn=drawn)
    held = Nearest(tmp_path)

    def found(narrowed: Narrowed) -> list[str]:
        return [key for key, _ in held.to(drawn.of("7 said"), narrowed, at_most=2)]

    assert found(Narrowed()) == ["A/8/0", "B/8/0"]
    assert found(Narrowed(groups=lambda marks: "XXB" in marks["state"]))[0] == "B/8/0"
    assert found(Narrowed(texts=lambda marks: "True" in marks["even"]))[0] not in {"A/8/0", "B/8/0"}
    assert found(Narrowed(keys={"B/8/0", "A/3/0", "C/1/0", "nonsense", "A/x/0"})) == ["B/8/0", "A/3/0"]
    assert found(Narrowed(keys=set())) == []
    assert found(Narrowed(groups=lambda marks: False)) == []


def test_where_few_may_be_found_the_same_is_found_without_looking_at_the_signs_of_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = Drawn()
    groups = [group(name, range(200), state=f"XX{name}") for name in "ABCDEFGH"]
    written(tmp_path, *groups, drawn=drawn)
    monkeypatch.setattr(nearest, "CANDIDATES", 40)
    held = Nearest(tmp_path)
    for state in ("XXA", "XXE", "XXH"):
        narrowed = Narrowed(groups=lambda marks, state=state: state in marks["state"])
        asked = drawn.of("307 asked")
        monkeypatch.setattr(nearest, "FEW", 10**9)
        whole = held.to(asked, narrowed, at_most=2)
        monkeypatch.setattr(nearest, "FEW", 0)
        few = held.to(asked, narrowed, at_most=2)
        assert few == whole
        assert {key[0] for key, _ in few} == {state[-1]}
        assert few == held.to(asked, narrowed, at_most=2)


def test_like_a_paragraph_is_not_the_paragraph_itself_nor_what_stands_on_it(tmp_path: Path) -> None:
    drawn = Drawn()
    on_it = Texts(
        "A", "one", [Text(1, 0, "7 said"), Text(1, 1, "7 again"), Text(2, 0, "307 said"), Text(3, 0, "8 said")]
    )
    written(tmp_path, on_it, group("B", [7]), drawn=drawn)
    held = Nearest(tmp_path)
    assert [key for key, _ in held.like("A/1/0", at_most=2)] == ["B/1/0", "A/2/0"]
    assert held.holds("A/1/1")
    assert not held.holds("A/1/2")
    for absent in ("A/9/0", "C/1/0", "A", "A/b/c", "A/1/99999999999", ""):
        assert held.like(absent) == []


def test_a_key_that_stands_there_in_two_languages_is_found_once(tmp_path: Path) -> None:
    texts = [Text(1, 0, "7 en"), Text(1, 0, "7 fr"), Text(2, 0, "8 en")]
    drawn = Drawn()
    written(tmp_path, Texts("A", "one", texts), drawn=drawn)
    assert [key for key, _ in Nearest(tmp_path).to(drawn.of("7 en"), at_most=5)] == ["A/1/0", "A/2/0"]


def test_the_same_sentence_in_three_languages_finds_itself(tmp_path: Path) -> None:
    """By the model that is shipped; the nearest to each are the two others."""
    said = [*THREE.values(), *OTHERS]
    kept = Written(tmp_path)
    kept.add([Texts("A", "one", [Text(at, 0, text) for at, text in enumerate(said, 1)])])
    held = Nearest(tmp_path)
    for at, text in enumerate(THREE.values(), 1):
        others = {f"A/{other}/0" for other in (1, 2, 3) if other != at}
        assert {key for key, _ in held.like(f"A/{at}/0", at_most=2)} == others
        assert held.to(vectors_of([text])[0], at_most=1)[0][0] == f"A/{at}/0"


def test_of_nothing_nothing_is_found(tmp_path: Path) -> None:
    Written(tmp_path, Drawn()).add([])
    held = Nearest(tmp_path)
    assert len(held) == 0
    assert held.to(Drawn().of("1 said")) == []


# Keeping


def test_identical_texts_are_made_vectors_once(tmp_path: Path) -> None:
    drawn = Drawn()
    written(tmp_path, group("A", [1, 2, 1]), group("B", [2, 3]), drawn=drawn)
    assert sorted(drawn.asked) == ["1 said", "2 said", "3 said"]
    again = Drawn()
    written(tmp_path, group("C", [3, 1]), drawn=again)
    assert again.asked == []
    assert [key for key, _ in Nearest(tmp_path).to(drawn.of("3 said"), at_most=2)] == ["B/2/0", "C/1/0"]


def test_who_was_interrupted_goes_on_behind_what_was_noted(tmp_path: Path) -> None:
    """What lies behind it in the files, written and not noted, is overwritten."""
    kept = Written(tmp_path, Drawn(fails_at=2))
    kept.add([group("A", range(5))])
    with pytest.raises(KeyboardInterrupt):
        kept.add([group("B", range(5, 9))])
    for name in keeping.COLUMNS:
        with (tmp_path / name).open("ab") as file:
            file.write(b"half a row")
    assert [one.name for one in read(tmp_path).groups] == ["A"]
    rest = Drawn()
    written(tmp_path, group("B", range(5, 9)), drawn=rest)
    assert len(rest.asked) == 4
    whole = tmp_path / "whole"
    written(whole, group("A", range(5)), group("B", range(5, 9)))
    for name in keeping.COLUMNS:
        assert (tmp_path / name).read_bytes() == (whole / name).read_bytes()
    assert damage(tmp_path, read(tmp_path)) == ""


def test_a_new_version_of_a_report_takes_the_place_of_the_old(tmp_path: Path) -> None:
    drawn = Drawn()
    kept = written(tmp_path, group("A", [1, 2]), group("A", [3], digest="two"), group("B", [4]), drawn=drawn)
    held = Nearest(tmp_path)
    assert len(held) == 2
    assert not held.holds("A/2/0")
    assert kept.kept.waste == pytest.approx(2 / 4)
    kept.add([], ended=["B"])
    assert len(Nearest(tmp_path)) == 1


def test_whoever_reads_meanwhile_sees_what_was_there_before(tmp_path: Path) -> None:
    drawn = Drawn()
    kept = written(tmp_path, group("A", range(5)), drawn=drawn)
    before = Nearest(tmp_path)
    kept.add([group("B", range(5))])
    assert len(before) == 5
    assert {key[0] for key, _ in before.to(drawn.of("1 said"))} == {"A"}
    assert len(Nearest(tmp_path)) == 10


@pytest.mark.parametrize("name", [*keeping.COLUMNS, keeping.LIST])
def test_a_file_that_is_cut_or_missing_is_damage(name: str, tmp_path: Path) -> None:
    written(tmp_path, group("A", range(5)))
    held = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(held[:-1])
    with pytest.raises(MeaningDamaged):
        Nearest(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(MeaningDamaged, match="Build them again"):
        read(tmp_path)


@pytest.mark.parametrize("name", keeping.COLUMNS)
def test_an_altered_byte_names_its_report(name: str, tmp_path: Path) -> None:
    written(tmp_path, group("A", range(5)), group("B", range(5, 9)))
    held = bytearray((tmp_path / name).read_bytes())
    held[-1] ^= 1
    (tmp_path / name).write_bytes(held)
    assert damage(tmp_path, read(tmp_path)) == "B"


@pytest.mark.parametrize("name", ["groups", "marks"])
def test_rows_of_a_group_that_is_not_there_are_damage(name: str, tmp_path: Path) -> None:
    written(tmp_path, group("A", range(5)))
    (tmp_path / name).write_bytes(b"\xff" * len((tmp_path / name).read_bytes()))
    with pytest.raises(MeaningDamaged):
        Nearest(tmp_path)


def test_vectors_of_another_version_are_made_again_and_not_compared(tmp_path: Path) -> None:
    written(tmp_path, group("A", range(5)))
    said = json.loads((tmp_path / keeping.LIST).read_text())
    (tmp_path / keeping.LIST).write_text(json.dumps({**said, "version": "0 of somebody else"}))
    with pytest.raises(MeaningDamaged, match="Another version"):
        Nearest(tmp_path)


@pytest.mark.parametrize("said", ["", "[]", "{}", "null", '{"version": 1}'])
def test_a_list_that_is_no_list_is_damage(said: str, tmp_path: Path) -> None:
    written(tmp_path, group("A", range(2)))
    (tmp_path / keeping.LIST).write_text(said)
    with pytest.raises(MeaningDamaged):
        read(tmp_path)
