"""Columns of registers are known by their names, in many languages."""

import pytest

from unannounced.crafts.matching.columns import NoNames, described, parts_of


@pytest.mark.parametrize(
    ("header", "parts"),
    [
        (["id", "name", "city", "state"], ["id", "name", "town", "state"]),
        (["Canonical_ID", "Canonical_Name", "Facility_City", "Facility_State", "Facility_Zip"], ["id", "name", "town", "state", "postcode"]),
        (["Código", "Nome do Estabelecimento", "Município", "UF", "CEP", "Endereço"], ["id", "name", "town", "state", "postcode", "address"]),
        (["Название", "Город", "Область", "Широта", "Долгота"], ["name", "town", "state", "latitude", "longitude"]),
        (["ΟΝΟΜΑΣΙΑ", "Πόλη"], ["name", "town"]),
        (["facilityName", "POSTCODE", "County"], ["name", "postcode", "district"]),
    ],
)  # fmt: skip
def test_columns_are_known_by_name_in_many_languages(header: list[str], parts: list[str]) -> None:
    found = parts_of(header)
    assert sorted(found, key=lambda part: found[part]) == parts


def test_of_two_columns_for_one_thing_the_usual_name_is_taken() -> None:
    assert parts_of(["OBJECTID", "FACILITYID", "NAME"])["id"] == 1


def test_a_row_is_described_and_what_is_missing_is_empty() -> None:
    header = ["name", "city", "lat", "lon", "capacity", "aliases"]
    rows = [
        (2, ["Vallmora Prison", "Orlo", "48,2", "16.37", "120", "Old Fort; The Rock"]),
        (3, ["", "Orlo", "", "", "", ""]),
        (4, ["Ternvale Prison", "N/A", "95", "16", "-999", "NA"]),
        (5, ["Kasano"]),
    ]
    one, other, short = described(header, rows)
    assert (one.id, one.names, one.town) == ("2", ("Vallmora Prison", "Old Fort", "The Rock"), "Orlo")
    assert (one.position, one.figures) == ((48_200_000, 16_370_000), {"capacity": 120})
    assert (other.id, other.names, other.town, other.position, other.figures) == (
        "4",
        ("Ternvale Prison",),
        "",
        None,
        {},
    )
    assert short.names == ("Kasano",)


def test_a_table_without_names_is_refused_with_the_columns_it_has() -> None:
    with pytest.raises(NoNames, match="beds, colour"):
        described(["beds", "colour"], [])


@pytest.mark.parametrize(
    ("header", "parts"),
    [
        (["Official name", "Town/City", "State/Province"], {"name": 0, "town": 1, "state": 2}),
        (["NAME_OF_PLACE", "TOWN"], {"name": 0, "town": 1}),
        (["Ville", "Nom de l'établissement"], {"name": 1, "town": 0}),
    ],
)
def test_heads_of_several_words_are_known(header: list[str], parts: dict[str, int]) -> None:
    assert parts_of(header) == parts
