"""A mapping is proposed from the first rows, with reasons; what the table does not tell is asked."""

import gzip
from datetime import date

import pytest

from tests.crafts.registers.made import TODAY, workbook
from unannounced.crafts.registers.mapping import Layout, read_mapping, write_mapping
from unannounced.crafts.registers.suggesting import Suggestion, suggest
from unannounced.crafts.registers.tables import open_table


def suggested(table: str | bytes) -> Suggestion:
    return suggest(open_table(table.encode() if isinstance(table, str) else table, "a.csv"), today=TODAY)


def means(found: Suggestion) -> dict[str, str]:
    return {one.head: one.means for one in found.columns}


def asked(found: Suggestion) -> list[str]:
    return [one.sentence.format(**one.facts) for one in found.questions]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Code,Prison name,City,Postcode,Capacity,Population,Women", "1,Bresk,Varn,12345,40,38,2"),
        (
            "Identifiant,Nom de l'établissement,Commune,Code postal,Capacité,Détenus,Femmes",
            "1,Bresk,Varn,12345,40,38,2",
        ),
        (
            "Código,Nome do Estabelecimento,Município,CEP,Vagas,População carcerária,Mulheres",
            "1,Bresk,Varn,12345,40,38,2",
        ),
        ("Codice,Istituto,Città,CAP,Capienza regolamentare,Detenuti presenti,Donne", "1,Bresk,Varn,12345,40,38,2"),
        ("Código,Nombre del centro,Ciudad,Código postal,Plazas,Internos,Mujeres", "1,Bresk,Varn,12345,40,38,2"),
        ("Nummer,Anstalt,Ort,PLZ,Haftplätze,Gefangene,Frauen", "1,Bresk,Varn,12345,40,38,2"),
        ("Код,Название,Город,Индекс,Лимит,Содержится,Женщины", "1,Бреск,Варн,12345,40,38,2"),
    ],
)
def test_columns_are_recognised_in_the_languages_in_which_registers_come(header: str, row: str) -> None:
    rows = [row, row.replace("1,", "2,", 1).replace("Bresk", "Orla").replace("Бреск", "Орла")]
    found = suggested("\n".join([header, *rows]))

    wanted = ["key", "name", "town", "postcode", "official_capacity", "persons", "women"]
    assert list(means(found).values()) == wanted
    assert found.mapping.layout is Layout.PLACES
    assert asked(found) == ["In which State are the places?", "For which day does the table speak?"]


def test_whether_a_day_or_a_month_comes_first_is_asked_and_not_guessed() -> None:
    table = "Name,Opened\nBresk,03/04/2019\nOrla,05/06/2020\n"
    unsure = suggested(table)

    assert "Does “03/04/2019” begin with the day or with the month? No row tells." in asked(unsure)
    (question,) = (one for one in unsure.questions if one.about == "days")
    assert question.choices == ("day-month-year", "month-day-year")
    assert not set(question.choices) & set(unsure.mapping.days)
    assert suggested(table + "Varn,25/12/2019\n").mapping.days == ("day-month-year",)
    assert suggested(table + "Varn,12/25/2019\n").mapping.days == ("month-day-year",)


def test_which_sign_divides_thousands_is_seen_or_asked() -> None:
    def form(*numbers: str) -> tuple[str, str]:
        found = suggested("Name;Capacity\n" + "".join(f"P{n};{number}\n" for n, number in enumerate(numbers)))
        return found.mapping.decimal, found.mapping.thousands

    assert form("12", "700") == (".", "")
    assert form("1.234,5", "12") == (",", ".")
    assert form("1,234.5", "12") == (".", ",")
    assert form("1 234", "12") == (".", " ")
    assert form("12,5", "7") == (",", "")
    unsure = suggested("Name;Capacity\nBresk;1.234\nOrla;12\n")
    assert "Does the sign in “1.234” divide thousands or decimals?" in asked(unsure)


def test_marks_for_what_is_not_known_are_found_where_they_cannot_be_numbers() -> None:
    rows = "".join(f"P{n},{n % 90},{45 + n / 100},{-n}\n" for n in range(1, 40))
    found = suggested("Name,Capacity,Lat,Lon\n" + rows + "Q,-999,NA,sem informação\nR,N/A,-999,\n")

    assert set(found.mapping.missing) >= {"-999", "NA", "N/A", "sem informação"}
    assert means(found)["Lon"] == "longitude"


def test_letters_among_codes_of_regions_are_codes_and_not_marks() -> None:
    found = suggested("Name,State,Capacity\nA,ND,4\nB,SD,5\nC,NC,6\nD,TX,7\n")

    assert means(found)["State"] == "region"
    assert not {"ND", "SD", "NC"} & set(found.mapping.missing)


def test_values_that_are_not_what_the_name_says_are_not_taken_for_it() -> None:
    found = suggested("Name,Capacity,Opened,Latitude\nBresk,high,often,north\nOrla,low,rarely,south\n")

    assert means(found) == {"Name": "name", "Capacity": "", "Opened": "", "Latitude": ""}
    reasons = {one.head: one.reason.sentence for one in found.columns}
    assert reasons["Capacity"] == "The name of the column speaks of a count, and its values are not numbers."
    assert reasons["Opened"] == "The name of the column speaks of a day, and its values are not days."


def test_a_series_and_a_table_of_the_whole_state_are_recognised_by_their_days() -> None:
    rows = [f"{place},2026-01-{day:02},{day}" for place in "AB" for day in range(1, 9)]

    assert suggested("\n".join(["Code,Date,Population", *rows])).mapping.layout is Layout.LONG
    assert suggested("Week,Population\n2026-01-02,40\n2026-01-09,41\n").mapping.layout is Layout.STATE
    assert suggested("Prison ID,Operator\nA,Acme\nA,Other\nB,Acme\n").mapping.layout is Layout.DETAILS


def test_a_day_that_is_the_same_in_every_row_is_the_day_of_the_edition() -> None:
    found = suggested("Name,Date,Capacity\nA,2026-06-30,4\nB,2026-06-30,5\nC,2026-06-30,6\n")

    assert [one.column for one in found.mapping.as_of] == ["Date"]
    assert asked(found) == ["In which State are the places?"]


def test_coded_words_are_proposed_and_those_nobody_knows_are_asked() -> None:
    found = suggested("Name,Type,Sex,Status\nA,County Jail,M,Open\nB,Juvenile hall,F,Closed\nC,Zwinger,M,Open\n")
    words = {one.means: dict(one.words) for one in found.mapping.columns if one.words}

    assert words == {
        "kind": {"County Jail": "prison", "Juvenile hall": "juvenile_centre"},
        "sex": {"M": "men", "F": "women"},
        "status": {"Open": "open", "Closed": "closed"},
    }
    assert "What does “Zwinger” mean in the column “Type”?" in asked(found)


def test_a_proposal_answered_can_be_used_at_once() -> None:
    from dataclasses import replace

    from unannounced.crafts.registers.mapping import Moment
    from unannounced.crafts.registers.reading import read_register

    content = workbook(
        [
            ["Anstalten"],
            ["Nummer", "Anstalt", "Ort", "Haftplätze", "Gefangene", "Eröffnet"],
            [1, "Bresk", "Varn", 1200, 1100, date(1987, 11, 26)],
            [2, "Orla", "Tiel", 30, "k.A.", date(2001, 2, 3)],
        ]
    )
    table = open_table(content, "anstalten.xlsx")
    found = suggest(table, today=TODAY, name="xa-anstalten")
    mapping = replace(found.mapping, state="XXA", as_of=(Moment(written="2026-06-30"),))
    register = read_register(table, read_mapping(write_mapping(mapping), where="x"), today=TODAY)

    assert [one.name for one in register.places] == ["Bresk", "Orla"]
    assert register.problems == []
    assert register.places[0].counts["official_capacity"][1] == [1200]
    assert register.places[0].happened[0].day == date(1987, 11, 26)


def test_a_large_compressed_table_is_judged_by_its_first_rows() -> None:
    rows = "".join(f"{n},Place {n},{n % 70}\n" for n in range(50_000))
    found = suggested(gzip.compress(f"Code,Name,Capacity\n{rows}".encode()))

    assert means(found) == {"Code": "key", "Name": "name", "Capacity": "official_capacity"}


def test_places_for_women_are_no_women_and_women_held_are_not_all_persons() -> None:
    text = (
        "Anstalt;Plätze Männer;Plätze Frauen;Belegung Männer;Belegung Frauen;Belegung\nA;10;5;9;4;13\nB;20;5;19;4;23\n"
    )
    found = {one.head: one.means for one in suggest(open_table(text.encode(), "x.csv"), today=TODAY).columns}
    assert found == {
        "Anstalt": "name",
        "Plätze Männer": "capacity_men",
        "Plätze Frauen": "capacity_women",
        "Belegung Männer": "men",
        "Belegung Frauen": "women",
        "Belegung": "persons",
    }
