"""One identity: what certainly is one place is joined, what may be is offered, what is another place stays apart."""

from dataclasses import replace

import pytest

from tests.crafts.matching.registers import invented, only, place
from unannounced.crafts.matching import Described, Matcher, Verdict, match, reasons
from unannounced.crafts.matching.model import Model
from unannounced.crafts.matching.reasons import ALL_SLOTS, OTHER_SLOT

JOINED, OFFERED = Verdict.JOINED, Verdict.OFFERED


@pytest.mark.parametrize(
    ("one", "other", "towns"),
    [
        ("VALLMORA CO DET CTR", "Vallmora County Detention Center", ("St. Orlo", "Saint Orlo")),
        ("Penit. Fem. de Vallmora", "Penitenciária Feminina de Vallmora", ("Vallmora", "Vallmora")),
        ("Vallmora (HMP & YOI)", "HMP/YOI Vallmora", ("Vallmora", "Vallmora")),
        ("C.C. Vallmora", "Casa Circondariale di Vallmora", ("Vallmora", "Vallmora")),
        ("Presídio II de Vallmora", "Presidio 2 de Vallmora", ("Vallmora", "Vallmora")),
        ("Vallmora County Det. Facility", "Vallmora County Detention Procsesing Facility", ("Orlo", "Orlo")),
        ("ФКУ ИК-5 Валлмора", "IK-5 Vallmora", ("Валлмора", "Vallmora")),
        ("Κατάστημα Κράτησης Βαλλμόρα", "Katastima Kratisis Vallmora", ("Βαλλμόρα", "Vallmora")),
    ],
)
def test_one_name_in_two_spellings_is_joined(one: str, other: str, towns: tuple[str, str]) -> None:
    found = only(place(one, towns[0]), place(other, towns[1]))
    assert found is not None
    assert found.verdict is JOINED, found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Vallmora Unit 1", "Vallmora Unit 2"),
        ("Penitenciária I de Vallmora", "Penitenciária II de Vallmora"),
        ("Vallmora North Jail", "Vallmora South Jail"),
        ("Vallmora Women's Prison", "Vallmora Men's Prison"),
        ("Penitenciária Feminina de Vallmora", "Penitenciária Masculina de Vallmora"),
        ("ИК-5 Валлмора", "ИК-6 Валлмора"),
        ("Vallmora Main Jail", "Vallmora Annex Jail"),
        ("Vallmora Residential Services Group A", "Vallmora Residential Services Group B"),
        ("Vallmora Juvenile Center", "Vallmora Adult Center"),
        ("Unidade de Regime Fechado de Vallmora", "Unidade de Regime Aberto de Vallmora"),
        ("Vallmora 2 Nolu L Tipi Ceza İnfaz Kurumu", "Vallmora 2 Nolu F Tipi Ceza İnfaz Kurumu"),
    ],
)
def test_neighbours_that_a_word_or_number_tells_apart_are_never_joined(one: str, other: str) -> None:
    found = only(place(one, "Vallmora"), place(other, "Vallmora"))
    assert found is None or found.verdict is OFFERED
    if found:
        assert any(not reason.speaks_for for reason in found.reasons)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Vallmora Jail", "Vallmora Jail Annex"),
        ("Vallmora Prison", "Vallmora Prison for Women"),
        ("Vallmora County Jail", "Vallmora City Jail"),
        ("Vallmora County Jail", "Vallmora County Jail Hold Room"),
        ("Vallmora Hospital", "Vallmora Hospital Correctional Unit"),
        ("Vallmora County Jail", "Vallmora County Work Release"),
        ("Vallmora County Jail", "Vallmora County Detention Center"),
        ("Presídio de Vallmora", "Penitenciária de Vallmora"),
        ("Vallmora County Jail", "Vallmora County Orlo Jail"),
    ],
)
def test_what_may_stand_beside_a_place_waits_for_a_person(one: str, other: str) -> None:
    found = only(place(one, "Vallmora"), place(other, "Vallmora"))
    assert found is not None
    assert found.verdict is OFFERED


def test_two_rows_that_fit_one_place_about_as_well_both_wait_for_a_person_and_say_so() -> None:
    first = [place("Feldmora (HMP)", "Feldmora"), place("Feldmora (HMYOI)", "Feldmora")]
    found = match(first, [place("Feldmora (HMP & YOI)", "Feldmora")])
    assert {pair.verdict for pair in found} == {OFFERED}
    assert any("fits this place about as well" in reason.sentence for pair in found for reason in pair.reasons)


def test_several_spellings_of_one_name_are_all_joined_to_the_place() -> None:
    first = [
        place("Vallmora County Jail", "Orlo", id="1"),
        place("VALLMORA CO. JAIL", "Orlo", id="2"),
        place("Vallmora Cnty Jail", "Orlo", id="3"),
    ]
    found = match(first, [place("Vallmora County Jail", "Orlo", id="a"), place("Ternvale County Jail", "Orlo", id="b")])
    assert [(pair.first, pair.second, pair.verdict) for pair in found if pair.verdict is JOINED] == [
        ("1", "a", JOINED),
        ("2", "a", JOINED),
        ("3", "a", JOINED),
    ]


def test_rows_of_one_id_are_names_of_one_place() -> None:
    first = [place("Vallmora County Jail", "Orlo", id="1"), place("Orlo Lock-up", "Orlo", id="1")]
    found = match(first, [place("Vallmora County Jail", "Orlo", id="a")])
    assert [(pair.first, pair.second, pair.verdict) for pair in found] == [("1", "a", JOINED)]


def test_a_former_name_joins_as_well_as_the_name_in_use() -> None:
    renamed = place("Ternvale Secure Centre", "Orlo", names=("Ternvale Secure Centre", "Vallmora County Jail"))
    found = only(place("Vallmora County Jail", "Orlo"), renamed)
    assert found is not None
    assert found.verdict is JOINED


def test_the_same_name_in_another_town_or_another_state_is_not_joined() -> None:
    for other in (place("Orlo County Jail", "Feldmora"), place("Vallmora County Jail", "Orlo", state="XXB")):
        found = match([place(other.names[0], "Orlo")], [other, place("Kasano Prison", "Orlo")])
        assert [pair for pair in found if pair.verdict is JOINED] == []


def test_places_far_apart_are_not_joined_and_the_distance_is_said() -> None:
    one = place("Vallmora Prison", "Orlo", position=(48_200_000, 16_370_000))
    found = only(one, place("Vallmora Prison", "Orlo", position=(48_200_000, 17_370_000)))
    assert found is None or found.verdict is OFFERED
    near = only(one, place("Vallmora Prison", "Orlo", position=(48_201_000, 16_370_000)))
    assert near is not None
    assert near.verdict is JOINED
    assert "They lie 0.1 km apart." in [reason.sentence.format(**reason.facts) for reason in near.reasons]


def test_names_alone_prove_nothing_where_one_name_is_that_of_several_places() -> None:
    register = [place(f"{name} House", "", "", id=f"{name}{n}") for name in ("Hazel", "Oak", "Elm") for n in range(2)]
    register += [place("Rowan House", "", "", id="rowan")]
    found = match([place("Rowan House", "", "", id="1")], register)
    assert [pair.verdict for pair in found if pair.second == "rowan"] == [OFFERED]


def test_states_are_known_under_the_names_of_the_other_register_by_their_towns() -> None:
    first = [place(f"{town} Prison", town, "Vallmark", id=town) for town in ("Orlo", "Feld", "Kasano")]
    first += [place(f"{town} Prison", town, "Ternland", id=town) for town in ("Ildeth", "Morova")]
    second = [
        place(one.names[0], one.town, {"Vallmark": "VM", "Ternland": "TL"}[one.state], id=one.id) for one in first
    ]
    second += [place("Orlo Prison", "Orlo", "TL", id="another Orlo")]
    found = match(first, second)
    assert {(pair.first, pair.second) for pair in found if pair.verdict is JOINED} == {(t.id, t.id) for t in first}


def test_a_place_of_a_state_of_which_nothing_is_known_is_no_place_of_another_state() -> None:
    known = [place("Vallmora Prison", "Orlo", "XXA"), place("Kasano Prison", "Kasano", "XXA")]
    assert Matcher(known).find(place("Vallmora Prison", "Orlo", "XXB")) == []


def test_one_key_of_one_register_joins_whatever_the_name_has_become() -> None:
    one = place("Vallmora County Jail", "Orlo", keys={"register": "17"})
    found = only(one, place("Ternvale Detention Center", "Orlo", keys={"register": "17"}))
    assert found is not None
    assert found.verdict is JOINED
    assert found.reasons[0].sentence == "Both have the same key."


def test_every_place_of_a_register_is_found_again_in_itself_and_a_stranger_is_not() -> None:
    register = invented(400)
    found = match(register, register)
    joined = {(pair.first, pair.second) for pair in found if pair.verdict is JOINED}
    assert all(first == second for first, second in joined)
    assert len(joined) > 380
    assert Matcher(register).find(place("Qwrrtz Oubliette", "Nowhere")) == []


def test_at_most_so_many_pairs_are_given_of_one_place_the_likeliest_first() -> None:
    known = [place(f"Vallmora Prison {number}", "Orlo", id=str(number)) for number in range(1, 9)]
    found = Matcher(known).find(place("Vallmora Prison", "Orlo"), at_most=3)
    assert len(found) <= 3
    assert [pair.likeness for pair in found] == sorted((pair.likeness for pair in found), reverse=True)


def test_a_place_without_a_name_or_with_hostile_ones_is_borne() -> None:
    for name in ("", " ", "()", "—", "\x00", "1", "I", "a" * 10_000, "((((", "٣ سجن", "監獄"):
        match(
            [place(name, name, name, address=name, postcode=name, sex=name)],
            [place("Vallmora Prison", "Orlo"), place(name)],
        )


def test_every_reason_is_a_whole_sentence_with_all_its_facts() -> None:
    one = Described(
        "1", ("Vallmora Unit 1",), "Orlo", "XXA", "", "West", "1 Mill St", "A1", sex="women", figures={"capacity": 10}
    )
    other = Described(
        "2",
        ("Vallmora Unit 2 Annex",),
        "Orlo",
        "XXA",
        "",
        "East",
        "9 Hill St",
        "B2",
        sex="men",
        figures={"capacity": 99},
    )
    compared = Matcher([other], model=Model({"always": 0.0}, {"always": 0.0})).candidates([one])
    said = [reason.sentence.format(**reason.facts) for found in compared for reason in reasons.of(found)]
    assert "The numbers differ: “1” and “2”." in said
    assert "One is for women, the other for men." in said
    assert "The postcodes differ: A1 and B2." in said
    assert "The districts differ: “West” and “East”." in said
    assert "The capacities are far apart: 10 and 99." in said
    assert all(sentence.endswith(".") for sentence in (*said, *ALL_SLOTS.values(), OTHER_SLOT))


def test_states_written_as_names_and_as_codes_are_one_however_few_places_some_have() -> None:
    names = {"XQ": "Xanquora", "BR": "Breskia", "VL": "Vallmora", "HN": "Hanneth", "OD": "Oldarra"}
    shares = ["XQ"] * 40 + ["BR"] * 20 + ["VL"] * 10 + ["HN", "OD"]
    ours = [replace(one, state=state) for one, state in zip(invented(len(shares)), shares, strict=True)]
    theirs = [replace(one, state=names[one.state]) for one in ours]
    for first, second in ((ours, theirs), (theirs, ours)):
        found = {(one.first, one.second) for one in match(first, second)}
        assert {(one.id, one.id) for one in ours} <= found


def test_towns_that_many_states_have_do_not_hide_what_a_state_is_called() -> None:
    codes = [f"{first}{second}" for first in "BDFG" for second in "KLNR"]
    names = {code: f"{code[0]}o{code[1].lower()}andia" for code in codes}
    ours = [replace(one, state=codes[at % len(codes)], town=f"Town {at % 40}") for at, one in enumerate(invented(600))]
    theirs = [replace(one, state=names[one.state]) for one in ours]
    found = {(one.first, one.second) for one in match(ours, theirs)}
    assert sum((one.id, one.id) in found for one in ours) > 0.95 * len(ours)


def test_a_town_that_only_one_side_says_is_named_and_nothing_is_left_empty() -> None:
    found = only(place("Vallmora Jail"), place("VALLMORA JAIL", "Vallmora"))
    assert found is not None
    said = [reason.sentence.format(**reason.facts) for reason in found.reasons]
    assert "The name of one has the town of the other, “Vallmora”." in said
    assert not any("“”" in one for one in said)


def test_places_of_two_sorts_in_two_towns_are_not_offered() -> None:
    assert only(place("MERVEDES POLICE DEPT.", "Mervedes"), place("MERVED COUNTY JAIL", "Merved")) is None


@pytest.mark.parametrize(
    ("one", "other", "towns"),
    [
        ("JVA Vöhlen", "Justizvollzugsanstalt Voehlen", ("Vöhlen", "Voehlen")),
        ("Київський слідчий ізолятор", "Kyiv SIZO", ("Київ", "Kyiv")),
    ],
)
def test_umlauts_may_be_two_letters_and_slavic_towns_adjectives(one: str, other: str, towns: tuple[str, str]) -> None:
    found = only(place(one, towns[0]), place(other, towns[1]))
    assert found is not None
    against = [reason.sentence for reason in found.reasons if not reason.speaks_for]
    assert "The towns differ: “{first}” and “{second}”." not in against
    assert not any(sentence.startswith("Only the ") for sentence in against)
