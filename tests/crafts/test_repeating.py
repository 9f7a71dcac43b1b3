"""The same demand said before: in other words, in another language; and what differs where it only looks the same."""

import os
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from bench.said_before.pairs import HELD_OUT, Judged, invented, real
from bench.said_before.tuning import crossed

from unannounced.crafts.repeating import Candidate, Proposal, find, find_for, finding, nearest, same_demand
from unannounced.crafts.repeating.likeness import LIKELY
from unannounced.crafts.repeating.numbers import numbers_in
from unannounced.crafts.repeating.slots import said_in
from unannounced.crafts.repeating.treaties import treaties_in
from unannounced.crafts.vectors import WIDTH, vectors_of

REAL = os.environ.get("UNANNOUNCED_REAL_DATA", "")
LAWYER = "Ensure that everybody in police custody can see a lawyer within 48 hours."
SAME = "All persons taken into police custody should have access to a lawyer within two days."
DOCTOR = "Ensure that everybody in police custody can see a doctor within 48 hours."
OTHER = "Reduce overcrowding in the prisons of the capital."


def candidate(key: str, day: int, text: str, *, state: str = "XXA", place: str = "") -> Candidate:
    return Candidate(key, state, place, date(2010 + day, 1, 1), text, key)


def found(*items: Candidate) -> list[Proposal]:
    return find(items, vectors_of([one.text for one in items]))


def test_a_vector_is_of_length_one_and_does_not_depend_on_what_stands_beside_it() -> None:
    texts = [LAWYER, OTHER, "", "Ratify OPCAT. " * 400, LAWYER]
    vectors = vectors_of(texts)
    assert vectors.shape == (5, WIDTH)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert np.array_equal(vectors[0], vectors[4])
    assert np.array_equal(vectors_of(texts[::-1])[::-1], vectors)
    assert np.allclose(vectors_of([OTHER])[0], vectors[1], atol=1e-5)
    assert vectors_of([]).shape == (0, WIDTH)


def test_a_long_text_counts_beyond_its_first_page() -> None:
    head = "The delegation visited the prison. " * 60
    one, other = vectors_of([head + LAWYER * 30, head + OTHER * 30])
    assert float(one @ other) < 0.95


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (LAWYER, SAME),
        ("Ratify the Optional Protocol to the Convention against Torture.", "Consider acceding to OPCAT soon."),
        (OTHER, "Take steps to reduce overcrowding in prisons in the capital city."),
        ("Abolish the death penalty in law.", "Abolir la peine de mort dans la législation."),
        (
            "Separate juveniles from adults in all places of detention.",
            "Séparer les mineurs des adultes dans tous les lieux de détention.",
        ),
    ],
)
def test_the_same_demand_in_other_words_or_another_language_is_known_again(earlier: str, later: str) -> None:
    assert same_demand(earlier, later).likeness >= LIKELY


@pytest.mark.parametrize(
    ("earlier", "later", "differs"),
    [
        (LAWYER, DOCTOR, ("lawyer", "doctor")),
        (LAWYER, LAWYER.replace("48", "24"), ("48 hours", "24 hours")),
        ("Offer 4 m² to each inmate.", "Offer 6 m² to each inmate.", ("4 m²", "6 m²")),
        ("Train judges in human rights.", "Train prosecutors in human rights.", ("judges", "prosecutors")),
        ("Protect the rights of women.", "Protect the rights of migrants.", ("women", "migrants")),
        ("Improve hygiene in prisons.", "Improve hygiene in police stations.", ("prisons", "police stations")),
        ("Accede to CEDAW.", "Accede to CAT.", ("CEDAW", "CAT")),
        (
            "Ratify the first Optional Protocol to ICCPR.",
            "Ratify the second Optional Protocol to ICCPR.",
            ("first Optional Protocol to ICCPR", "second Optional Protocol to ICCPR"),
        ),
        ("Abolish the death penalty.", "Declare a moratorium on the death penalty.", ("Abolish", "moratorium")),
        ("Restraint chairs should be used.", "Restraint chairs should not be used.", ("used", "not be used")),
        (
            "Ensure access to a lawyer within 24 hours.",
            "Garantir l'accès à un médecin dans les 24 heures.",
            ("lawyer", "médecin"),
        ),
    ],
)
def test_a_slot_filled_otherwise_is_named_and_the_demand_is_another(
    earlier: str, later: str, differs: tuple[str, str]
) -> None:
    said = same_demand(earlier, later)
    stems = {(then.removesuffix("d"), now) for then, now in said.differs} | set(said.differs)
    assert differs in stems or (differs[0].removesuffix("d"), differs[1]) in stems
    assert said.likeness < LIKELY


def test_one_word_for_a_thing_in_two_languages_does_not_differ() -> None:
    doctor = "Newly arrived prisoners should be examined by a doctor within 24 hours."
    french = "Les détenus nouvellement arrivés devraient être examinés par un médecin dans les vingt-quatre heures."
    assert same_demand(doctor, french).differs == ()


def test_times_are_the_same_however_they_are_counted() -> None:
    for words in ("48 hours", "two days", "quarante huit heures", "48h", "forty eight hours"):
        assert [(one.unit, one.value) for one in numbers_in(words.split())] == [("hours", "48")], words
    assert numbers_in(["resolution", "62", "of", "2007", "and", "paragraph", "12"]) == []


@pytest.mark.parametrize(
    ("text", "treaties"),
    [
        ("the Convention on the Rights of the Child and the two Optional Protocols thereto", "CRC CRC-OP-AC CRC-OP-SC"),
        ("CRPD and its Optional Protocol, and the Rome Statute", "CRPD|CRPD-OP|Rome Statute"),
        ("the Optional Protocols to the Convention against Torture and to CEDAW", "OPCAT CEDAW-OP"),
        ("ILO Conventions No. 138 and 182", "ILO 138|ILO 182"),
        ("le deuxième Protocole facultatif se rapportant au Pacte relatif aux droits civils", "ICCPR-OP2"),
        ("the Kampala amendments to the Rome Statute", "Kampala amendments"),
    ],
)
def test_a_treaty_is_known_by_any_of_its_names(text: str, treaties: str) -> None:
    parted = treaties.split("|") if "|" in treaties else treaties.split() if "-" in treaties else [treaties]
    assert list(said_in(text).values("treaty")) == parted


def test_a_treaty_that_protects_women_is_not_about_a_group_as_well() -> None:
    said = said_in("Withdraw the reservations to the Convention on the Elimination of Discrimination against Women")
    assert "group" not in said.slots
    assert [one.treaty for one in treaties_in(["protect", "women", "against", "violence"])] == []


def test_only_an_earlier_item_to_the_same_state_is_proposed() -> None:
    proposals = found(
        candidate("later", 3, SAME),
        candidate("earlier", 0, LAWYER),
        candidate("the same day", 3, LAWYER),
        candidate("elsewhere", 0, LAWYER, state="XXB"),
        candidate("another demand", 0, OTHER),
    )
    assert [(one.item_key, one.earlier_key) for one in proposals] == [
        ("later", "earlier"),
        ("the same day", "earlier"),
    ]
    assert all(one.likeness >= LIKELY and one.differs == () for one in proposals)


def test_what_is_alike_but_for_a_slot_is_proposed_behind_with_the_slot_named() -> None:
    proposals = found(candidate("a", 0, DOCTOR), candidate("b", 1, LAWYER), candidate("c", 2, LAWYER))
    mine = [one for one in proposals if one.item_key == "c"]
    assert [one.earlier_key for one in mine] == ["b", "a"]
    assert mine[1].likeness < LIKELY
    assert mine[1].differs == (("doctor", "lawyer"),)


def test_the_same_demand_about_another_place_is_not_the_same() -> None:
    north, south = (candidate(key, day, OTHER, place=key) for day, key in enumerate(("North Prison", "South Prison")))
    (proposal,) = found(north, south)
    assert proposal.likeness < LIKELY
    assert ("North Prison", "South Prison") in proposal.differs


def test_a_place_is_compared_where_the_state_is_not_known() -> None:
    one = candidate("a", 0, OTHER, state="", place="North Prison")
    other = candidate("b", 1, OTHER, state="", place="North Prison")
    assert [proposal.earlier_key for proposal in found(one, other)] == ["a"]
    assert found(one, candidate("c", 1, OTHER, state="", place="")) == []


def test_five_at_most_are_proposed_and_the_order_of_the_items_changes_nothing() -> None:
    items = [candidate(f"{day}", day, LAWYER if day % 2 else SAME) for day in range(9)]
    proposals = found(*items)
    last = [one for one in proposals if one.item_key == "8"]
    assert len(last) == 5
    assert sorted(map(str, proposals)) == sorted(map(str, found(*items[::-1])))


def test_a_report_taken_in_later_is_compared_with_those_held_both_ways() -> None:
    held = [candidate("old", 0, LAWYER), candidate("young", 4, SAME), candidate("else", 0, LAWYER, state="XXB")]
    new = [candidate("new", 2, LAWYER)]
    proposals = find_for(
        new, vectors_of([one.text for one in new]), held, vectors_of([one.text for one in held]).astype(np.float16)
    )
    assert [(one.item_key, one.earlier_key) for one in proposals] == [("new", "old"), ("young", "new")]
    everything = found(*new, *held)
    assert {(one.item_key, one.earlier_key) for one in proposals} < {
        (one.item_key, one.earlier_key) for one in everything
    }


def test_what_is_found_does_not_depend_on_how_many_are_compared_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    said = (LAWYER, SAME, DOCTOR, OTHER)
    items = [candidate(f"{day}", day, said[day % 4], place="North" if day % 3 else "South") for day in range(12)]
    at_once = found(*items)
    monkeypatch.setattr(nearest, "ROWS", 2)
    monkeypatch.setattr(nearest, "COLUMNS", 8)
    assert found(*items) == at_once
    assert len(at_once) > 12


def test_among_very_many_a_new_report_is_compared_with_what_is_near(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "MANY", 40)
    others = [f"{OTHER} {number} places are needed." for number in range(45)]
    held = [candidate(f"{day}", 0, text) for day, text in enumerate([*others, LAWYER])]
    new = [candidate("new", 2, SAME)]
    vectors = vectors_of([one.text for one in held])
    proposals = find_for(new, vectors_of([SAME]), held, vectors)
    assert [(one.item_key, one.earlier_key) for one in proposals] == [("new", "45")]


def test_an_institution_that_is_to_be_founded_is_not_one_that_is_to_be_made_better() -> None:
    founded = said_in("Establish a national human rights institution.")
    better = said_in("Ensure the operational independence of the national human rights institution.")
    assert list(founded.values("founding")) == ["establishment"]
    assert list(better.values("founding")) == ["strengthening"]


def test_nothing_is_found_among_nothing() -> None:
    assert find([], np.zeros((0, WIDTH), dtype=np.float32)) == []
    assert find_for([candidate("a", 0, LAWYER)], vectors_of([LAWYER]), [], np.zeros((0, WIDTH), np.float16)) == []


@pytest.mark.parametrize("text", ["", " ", "٣ سجون", "\ud83d\ude00" * 3, "a" * 9000, "§§ 12 (a)–(c)", "no. no. no."])
def test_no_text_is_too_odd_to_be_compared(text: str) -> None:
    text = text.encode("utf-16", "surrogatepass").decode("utf-16")
    assert 0 <= same_demand(text, LAWYER).likeness < LIKELY
    assert 0 <= same_demand(LAWYER, text).likeness < LIKELY


def _measured(pairs: list[Judged]) -> tuple[float, float]:
    said = [(same_demand(pair.earlier, pair.later).likeness >= LIKELY, pair.same) for pair in pairs]
    right = sum(likely and same for likely, same in said)
    return right / sum(likely for likely, _ in said), right / sum(same for _, same in said)


def test_invented_pairs_that_were_held_out_are_told_apart() -> None:
    precision, recall = _measured([pair for pair in invented() if pair.part == HELD_OUT])
    assert precision >= 0.9
    assert recall >= 0.8


@pytest.mark.slow
@pytest.mark.skipif(not REAL, reason="UNANNOUNCED_REAL_DATA names no folder with real reports")
def test_real_pairs_that_were_held_out_are_told_apart() -> None:
    pairs = [pair for pair in real(Path(REAL) / "upr_reports" / "txt") if pair.part == HELD_OUT]
    assert len(pairs) >= 290
    precision, recall = _measured(pairs)
    assert precision >= 0.84
    assert recall >= 0.7


@pytest.mark.slow
@pytest.mark.skipif(not REAL, reason="UNANNOUNCED_REAL_DATA names no folder with real reports")
def test_real_pairs_are_told_apart_by_weights_that_never_saw_their_state() -> None:
    pairs = list(real(Path(REAL) / "upr_reports" / "txt"))
    same = np.array([pair.same for pair in pairs])
    likely = [np.rint(sure) >= LIKELY for sure in crossed(pairs)]
    assert np.mean([same[one].mean() for one in likely]) >= 0.89
    assert np.mean([one[same].mean() for one in likely]) >= 0.79
