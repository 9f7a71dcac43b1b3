"""A lawyer hands over many communications at once: what is right goes on whole, and everything else is named."""

import io
import json
import time
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.architecture.conftest import script
from unannounced.crafts.handed_over import bundles, tables
from unannounced.crafts.handed_over.bundles import Bundle, of_files, of_folder, of_zip
from unannounced.crafts.handed_over.reading import taken
from unannounced.crafts.handed_over.values import HandedOver
from unannounced.crafts.handed_over.words import FEARS, TOLD, WAYS
from unannounced.duties.receiving import RISK_WORDS, TOLD_WORDS, WAY_WORDS, Risk, Told, Way

TODAY = date(2026, 11, 27)
PICTURE = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 8
EXCEL = (
    "\ufeffRéférence;Texte;Nom;Joindre;Langue;Lieu;Concerne;Pour;En détention;Voies;Craintes;Écrit le;Accord;Pièces jointes\r\n"
    'A-1;"On m\'a frappé le 3.\r\nIl a dit : ""tais-toi""; puis rien.";Ilan Dorvane;"Me Oskan\r\n2, rue du Port";français;'
    "Maison d’arrêt de Bresk;Violences;soi;oui;avocat;à craindre;12/11/2026;oui;lettre 1.pdf\r\n"
    "A-2;Mon frère a disparu.;;;russe;;une disparition; autrui ;;reçu;;13.11.2026;OUI;\r\n"
    ";;;;;;;;;;;;;\r\n"
)
"""As Excel writes "CSV UTF-8" in French: a mark, semicolons, CRLF, doubled quotes, line ends inside a cell as CRLF."""
LIBREOFFICE = (
    "reference,text,told,ways,language,in custody,consent,attachments\n"
    'B-1,"First line.\nSecond, with a comma.","violence, health",lawyer;receipt,en,yes,yes,a.jpg;b.jpg\n'
    "B-2,Nobody answers.,something else,,Ukrainian,not known,Yes,\n"
)
"""As LibreOffice writes it: no mark, commas, LF, and quotes only where they are needed."""


def read(table: str | bytes, files: Mapping[str, bytes] | None = None) -> HandedOver:
    content = table.encode() if isinstance(table, str) else table
    return taken(of_files([("table.csv", content), *(files or {}).items()], "handed over"), today=TODAY)


def rows(*told: str, head: str = "reference,text,consent,attachments") -> str:
    return "\n".join((head, *told)) + "\n"


def zipped(files: Mapping[str, bytes]) -> io.BytesIO:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as writing:
        for name, content in files.items():
            writing.writestr(name, content)
    return made


def named(found: HandedOver | Bundle) -> list[tuple[str, int | None, str, str]]:
    return [(one.file, one.row, one.column, str(one.why)) for one in found.problems]


# Tables as programs write them


def test_a_table_of_excel_in_french_is_read_with_its_quotes_its_lines_and_its_days() -> None:
    found = read(EXCEL, {"lettre 1.pdf": b"%PDF-1.7"})
    assert found.problems == ()
    first, second = found.entries
    assert first.text == 'On m\'a frappé le 3.\nIl a dit : "tais-toi"; puis rien.'
    assert (first.row, first.reference, first.name, first.reach) == (
        2,
        "A-1",
        "Ilan Dorvane",
        "Me Oskan\n2, rue du Port",
    )
    assert (first.language, first.place, first.written_on) == ("fr", "Maison d’arrêt de Bresk", date(2026, 11, 12))
    assert (first.told, first.for_whom, first.in_custody) == ((Told.VIOLENCE,), "self", True)
    assert (first.ways, first.fears) == ((Way.LAWYER,), Risk.FEARED)
    assert [(one.name, one.media, one.content()) for one in first.attachments] == [
        ("lettre 1.pdf", "application/pdf", b"%PDF-1.7")
    ]
    assert (second.row, second.language, second.told, second.for_whom) == (3, "ru", (Told.DISAPPEARANCE,), "other")
    assert (second.in_custody, second.ways, second.fears) == (None, (Way.RECEIPT,), Risk.UNKNOWN)
    assert second.written_on == date(2026, 11, 13)


def test_a_table_of_libreoffice_is_read_and_a_row_counts_once_however_many_lines_it_has() -> None:
    found = read(LIBREOFFICE, {"a.jpg": PICTURE, "b.jpg": PICTURE})
    assert found.problems == ()
    first, second = found.entries
    assert first.text == "First line.\nSecond, with a comma."
    assert (first.told, first.ways) == ((Told.VIOLENCE, Told.HEALTH), (Way.LAWYER, Way.RECEIPT))
    assert (second.row, second.told, second.language, second.in_custody) == (3, (Told.OTHER,), "uk", None)


@pytest.mark.parametrize(
    "content",
    [
        rows("1,Here it is cold.,yes,").encode(),
        rows("1,Here it is cold.,yes,").replace(",", ";").replace("\n", "\r\n").encode("utf-8-sig"),
        rows("1,Here it is cold.,yes,").replace(",", "\t").encode("utf-16"),
        ("sep=;\r\n" + rows("1;Here it is cold.;yes;").replace(",", ";")).encode(),
        rows("1,Here it is cold.,yes,").replace("\n", "\r").encode(),
        ("\n\n" + rows("1,Here it is cold.,yes")).encode(),
    ],
    ids=["comma", "semicolon and mark", "tab in UTF-16", "told separator", "old line ends", "blank lines, short row"],
)
def test_every_separator_and_every_mark_is_read(content: bytes) -> None:
    found = read(content)
    assert found.problems == ()
    assert [one.text for one in found.entries] == ["Here it is cold."]


def test_the_words_of_the_house_are_known_in_english_and_in_french() -> None:
    french = script("messages").read("fr")
    for words, read_by in ((TOLD_WORDS, TOLD), (WAY_WORDS, WAYS), (RISK_WORDS, FEARS)):
        for one, english in words.items():
            for said in (one.value, one.value.upper(), english, french.get(english).string):
                assert read_by.meaning(said) == one.value, said


def test_what_is_read_is_ready_to_be_sealed_and_who_wrote_stands_apart() -> None:
    (first, _second) = read(EXCEL, {"lettre 1.pdf": b"%PDF-1.7"}).entries
    letter, who = json.loads(first.letter), json.loads(first.who)
    assert letter["format"] == "unannounced-communication/1"
    assert (letter["told"], letter["for"], letter["in_custody"], letter["fears"]) == (
        ["violence"],
        "self",
        True,
        "feared",
    )
    assert who == {"format": "unannounced-who/1", "name": "Ilan Dorvane", "reach": "Me Oskan\n2, rue du Port"}
    assert b"Dorvane" not in first.letter
    assert not any(word in repr(first) for word in ("Dorvane", "frapp", "Oskan", "Bresk"))


# What cannot be taken


@pytest.mark.parametrize(
    ("cell", "value", "why"),
    [
        ("consent", "", "It is not said that the person agreed to the handing over."),
        ("consent", "no", "It is not said that the person agreed to the handing over."),
        ("consent", "perhaps", "It is not said that the person agreed to the handing over."),
        ("text", "  ", "There is nothing that was written or told."),
        ("text", "x" * 100_001, "It has more than 100000 characters."),
        ("told", "noise", "“noise” is not known here."),
        ("ways", "pigeon", "“pigeon” is not known here."),
        ("in_custody", "sometimes", "“sometimes” is not known here."),
        ("for", "nobody", "“nobody” is not known here."),
        ("fears", "many", "“many” is not known here."),
        ("language", "Dorvanian", "“Dorvanian” is not known here."),
        ("written_on", "31.02.2026", "“31.02.2026” is no day of the calendar."),
        ("written_on", "2027-01-01", "2027-01-01 is in the future."),
        ("written_on", "3/4/2026", "“3/4/2026” can be two days: nothing in the table says whether the day or the month comes first."),
        ("attachments", "1.pdf", "No file “1.pdf” came with the table."),
        ("name", "x" * 501, "It has more than 500 characters."),
    ],
)  # fmt: skip
def test_a_row_with_a_wrong_cell_is_not_taken_and_named_and_the_others_go_on(cell: str, value: str, why: str) -> None:
    right = {"reference": "1", "text": "It is cold.", "consent": "yes"}
    wrong = {**right, "reference": "2", cell: value}
    heads = list(dict.fromkeys([*right, cell]))
    table = rows(
        ",".join(right.get(one, "") for one in heads), ",".join(wrong[one] for one in heads), head=",".join(heads)
    )
    found = read(table)
    assert [one.row for one in found.entries] == [2]
    assert named(found) == [("table.csv", 3, cell, why)]
    assert str(found.problems[0].what_to_do)
    assert found.problems[0].refused


def test_every_wrong_cell_of_a_row_is_named_at_once() -> None:
    found = read("Texte;Concerne;Accord\nIl fait froid.;bruit;peut-être\n")
    assert found.entries == ()
    assert [(row, column) for _, row, column, _ in named(found)] == [(2, "Accord"), (2, "Concerne")]


def test_the_order_of_day_and_month_is_taken_from_the_column() -> None:
    head = "text,consent,written on"
    found = read(rows("One.,yes,3/4/2026", "Two.,yes,11/27/2025", head=head))
    assert [one.written_on for one in found.entries] == [date(2026, 3, 4), date(2025, 11, 27)]
    found = read(rows("One.,yes,3/4/2026", "Two.,yes,27/11/2025", head=head))
    assert [one.written_on for one in found.entries] == [date(2026, 4, 3), date(2025, 11, 27)]
    assert (
        read(rows("One.,yes,27/11/2025", "Two.,yes,11/27/2025", "Three.,yes,3/4/2026", head=head)).entries[0].row == 2
    )


def test_columns_that_are_not_known_are_named_and_hold_nothing_up() -> None:
    found = read(rows("It is cold.,yes,blue", head="text,consent,Colour"))
    assert len(found.entries) == 1
    assert named(found) == [
        ("table.csv", 1, "Colour", "The column “Colour” is not known. What stands in it is not taken.")
    ]
    assert not found.problems[0].refused


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ("text\nIt is cold.\n", "The table has no column “consent”."),
        ("text,letter,consent\na,b,yes\n", "Two columns mean “text”."),
        ("", "The table is empty."),
        ("\n\n", "The table is empty."),
        (
            "texte;accord\nGelé;oui\n".encode("cp1252"),
            "The table is not in UTF-8: letters with accents would be wrong.",
        ),
        (b"text,consent\n\0\0,yes\n", "The table holds bytes that are no text."),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_as_a_whole(table: str | bytes, why: str) -> None:
    found = read(table)
    assert found.entries == ()
    assert [one[3] for one in named(found)] == [why]


@pytest.mark.parametrize("broken", ['2,"never closed,yes,\n3,c,yes,', '2,"closed" early,yes,\n3,c,yes,'])
def test_from_an_open_quotation_mark_on_nothing_is_taken_and_what_stood_before_is(broken: str) -> None:
    found = read(rows("1,a,yes,", broken))
    assert [one.text for one in found.entries] == ["a"]
    assert [(row, why) for _, row, _, why in named(found)] == [
        (3, "A quotation mark is not closed, or closes too early. This row and all after it were not taken.")
    ]


def test_a_row_with_more_cells_than_columns_is_refused_and_the_next_is_taken() -> None:
    found = read(rows("1,Cold, and dark,yes,,", "2,b,yes,"))
    assert [one.row for one in found.entries] == [3]
    assert found.problems[0].row == 2


def test_more_rows_than_a_handing_over_has_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 2)
    found = read(rows("1,a,yes,", "2,b,yes,", "3,c,yes,", "4,d,yes,"))
    assert len(found.entries) == 2
    assert [(row, why) for _, row, _, why in named(found)] == [
        (4, "The table has more than 2 rows. Those after them were not taken.")
    ]


def test_a_repeated_row_and_a_reference_used_twice_are_named() -> None:
    found = read(rows("A-1,a,yes,", "A-1,a,yes,", "a-1 ,b,yes,", "A/1,c,yes,", ",d,yes,", ",e,yes,"))
    assert [one.text for one in found.entries] == ["a", "c", "d", "e"]
    assert [(row, why) for _, row, _, why in named(found)] == [
        (3, "The row says the same as row 2. It counts once."),
        (4, "Row 2 has the same reference and says something else."),
    ]
    assert [one.refused for one in found.problems] == [False, True]


# Files


def test_files_are_found_by_path_beside_the_table_and_by_a_name_that_is_their_own() -> None:
    files = {
        "case/table.csv": rows(
            "1,a,yes,scans/1.pdf", "2,b,yes,D:\\private\\TWO.PDF", "3,c,yes,1.pdf", "4,d,yes,.\\Scans\\1.PDF"
        ).encode(),
        "case/scans/1.pdf": b"one",
        "case/scans/deep/two.pdf": b"two",
        "case/other/1.pdf": b"other",
    }
    found = taken(of_zip(zipped(files), "case.zip"), today=TODAY)
    assert [[one.content() for one in entry.attachments] for entry in found.entries] == [[b"one"], [b"two"], [b"one"]]
    assert named(found) == [
        ("case/other/1.pdf", None, "", "No row that was taken names this file. It was not taken."),
        ("case/table.csv", 4, "attachments", "Several files are called “1.pdf”."),
        ("case/table.csv", 5, "attachments", "Row 2 names the file “1.pdf” too."),
    ]


def test_letters_with_accents_are_the_same_written_either_way() -> None:
    decomposed = "De\u0301cision.pdf"
    found = read(rows("1,a,yes,Décision.pdf"), {decomposed: b"x"})
    assert found.problems == ()


@pytest.mark.parametrize(("letters", "name"), [("cp866", "письмо.pdf"), ("cp850", "détenu.pdf"), ("utf-8", "лист.pdf")])
def test_names_in_a_zip_of_an_older_program_are_found(letters: str, name: str) -> None:
    made = zipped({"table.csv": rows(f"1,a,yes,{name}").encode(), "#" * len(name.encode(letters)): b"x"})
    content = made.getvalue().replace(b"#" * len(name.encode(letters)), name.encode(letters))
    found = taken(of_zip(io.BytesIO(content)), today=TODAY)
    assert found.problems == ()
    assert found.entries[0].attachments[0].content() == b"x"


def test_a_damaged_file_holds_back_its_row_and_no_other() -> None:
    made = zipped({"table.csv": rows("1,a,yes,bad.jpg", "2,b,yes,good.jpg").encode(), "good.jpg": b"good"})
    with zipfile.ZipFile(made, "a") as writing:
        writing.writestr("bad.jpg", PICTURE)
    content = made.getvalue().replace(PICTURE, PICTURE[:-1] + b"!")
    found = taken(of_zip(io.BytesIO(content)), today=TODAY)
    assert [one.reference for one in found.entries] == ["2"]
    assert ("table.csv", 2, "attachments", "The file “bad.jpg” is damaged and cannot be read whole.") in named(found)


def test_a_folder_is_read_as_its_zip_is_and_links_in_it_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "scans").mkdir()
    (tmp_path / "table.csv").write_text(rows("1,a,yes,scans/1.pdf", "2,b,yes,link.pdf"))
    (tmp_path / "scans" / "1.pdf").write_bytes(b"one")
    (tmp_path / "link.pdf").symlink_to("/etc/hostname")
    found = taken(of_folder(tmp_path), today=TODAY)
    assert [one.attachments[0].content() for one in found.entries] == [b"one"]
    assert [(file, why) for file, _, _, why in named(found)] == [
        ("link.pdf", "It is a link and no file."),
        ("table.csv", "No file “link.pdf” came with the table."),
    ]


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({"a.pdf": b"x"}, "No table came with the files."),
        ({"a.csv": b"text,consent\n", "b.csv": b"text,consent\n"}, "Several tables came: a.csv, b.csv."),
        ({}, "No table came with the files."),
    ],
)
def test_a_handing_over_has_one_table(files: Mapping[str, bytes], why: str) -> None:
    assert why in [one[3] for one in named(taken(of_zip(zipped(files)), today=TODAY))]


def test_a_table_in_a_folder_below_can_be_an_attachment() -> None:
    files = {"table.csv": rows("1,a,yes,days.csv").encode(), "with/days.csv": b"day,cell\n"}
    found = taken(of_zip(zipped(files)), today=TODAY)
    assert found.problems == ()
    assert found.entries[0].attachments[0].media == "text/csv"


# A ZIP that means harm


@pytest.mark.parametrize(
    "name", ["../out.pdf", "/etc/passwd", "a/../../b.pdf", "C:/x.pdf", "..\\out.pdf", "a\n.pdf", "a//b.pdf"]
)
def test_a_name_that_leads_out_of_the_folder_is_refused(name: str) -> None:
    found = of_zip(zipped({"table.csv": b"text,consent\n", name: b"x"}))
    assert list(found.files) == ["table.csv"]
    assert [one[3] for one in named(found)] == ["Its name leads out of the folder, or cannot be a name."]


def test_a_link_in_a_zip_is_refused() -> None:
    made = io.BytesIO()
    link = zipfile.ZipInfo("link.pdf")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(made, "w") as writing:
        writing.writestr(link, "/etc/passwd")
    assert [one[3] for one in named(of_zip(made))] == ["It is a link and no file."]


def test_what_machines_write_beside_the_files_of_people_is_passed_over() -> None:
    found = of_zip(zipped({"__MACOSX/._a.pdf": b"x", ".DS_Store": b"x", "a/Thumbs.db": b"x", "a.pdf": b"x"}))
    assert (list(found.files), found.problems) == (["a.pdf"], ())


def test_a_file_that_swells_is_refused_and_one_that_packs_well_is_not() -> None:
    found = of_zip(zipped({"bomb.pdf": bytes(4 * 1024 * 1024), "white.txt": b"nothing new today\n" * 3000}))
    assert list(found.files) == ["white.txt"]
    assert [one[3] for one in named(found)] == ["The file would be more than 200 times as large when it is unpacked."]


def test_files_that_share_their_bytes_are_refused() -> None:
    content = zipped({"a.pdf": b"x" * 500, "b.pdf": b"x" * 500}).getvalue()
    with zipfile.ZipFile(io.BytesIO(content)) as held:
        second = held.getinfo("b.pdf").header_offset
    at = content.rfind(b"PK\x01\x02")
    sharing = content[: at + 42] + (0).to_bytes(4, "little") + content[at + 46 :]
    assert second
    assert [one[3] for one in named(of_zip(io.BytesIO(sharing)))] == [
        "What the ZIP says of its files does not fit its own length: it was made to do harm, or is damaged."
    ]


def test_a_size_that_is_a_lie_is_never_read_beyond() -> None:
    content = bytearray(zipped({"a.pdf": b"x" * 5000}).getvalue())
    at = content.rfind(b"PK\x01\x02")
    content[at + 24 : at + 28] = (100).to_bytes(4, "little")
    table = zipped({"table.csv": rows("1,a,yes,a.pdf").encode()})
    assert table
    held = of_zip(io.BytesIO(bytes(content))).files["a.pdf"]
    with pytest.raises(zipfile.BadZipFile), held.open() as stream:
        assert len(stream.read()) <= 100


def test_limits_on_files_and_bytes_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {f"{at}.pdf": b"x" * 100 for at in range(5)}
    monkeypatch.setattr(bundles, "MOST_FILES", 4)
    assert [one[3] for one in named(of_zip(zipped(files)))] == ["It has more than 4 files."]
    assert [one[3] for one in named(of_files(files.items()))] == ["It has more than 4 files."]
    monkeypatch.setattr(bundles, "MOST_FILES", 5)
    monkeypatch.setattr(bundles, "MOST_BYTES", 400)
    assert of_zip(zipped(files)).files == {}
    monkeypatch.setattr(bundles, "MOST_BYTES", 500)
    monkeypatch.setattr(bundles, "LARGEST_FILE", 99)
    assert len(of_zip(zipped(files)).problems) == 5


def test_a_list_of_a_million_files_is_not_read() -> None:
    end = b"PK\x05\x06" + bytes(4) + b"\xff\xff\xff\xff" + (20_000_000).to_bytes(4, "little") + bytes(4) + bytes(2)
    assert [one[3] for one in named(of_zip(io.BytesIO(bytes(1000) + end)))] == ["It has more than 5000 files."]


def test_two_files_of_one_name_are_both_refused() -> None:
    found = of_files([("a.pdf", b"1"), ("A.PDF", b"2")])
    assert found.files == {}
    assert [one[3] for one in named(found)] == ["Two files have this name."]


@given(st.binary(max_size=400), st.integers(0, 400))
@settings(database=None, deadline=None)
def test_no_bytes_at_all_break_it(noise: bytes, at: int) -> None:
    whole = zipped({"table.csv": rows("1,a,yes,a.pdf").encode(), "a.pdf": b"x"}).getvalue()
    for content in (noise, whole[:at] + noise + whole[at:], whole[:at] + noise + whole[at + len(noise) :]):
        found = taken(of_zip(io.BytesIO(content)), today=TODAY)
        assert all(str(one.why) and str(one.what_to_do) for one in found.problems)
        assert found.entries or found.problems


@given(st.text(max_size=300))
@settings(database=None, deadline=None)
def test_no_text_at_all_breaks_the_table(text: str) -> None:
    for table in (text, "text,consent\n" + text):
        found = read(table.encode(errors="replace"))
        assert all(entry.text for entry in found.entries)


# How long it takes


def test_fifty_with_two_hundred_files_take_well_under_a_second() -> None:
    files = {f"scans/{at}.jpg": PICTURE for at in range(200)}
    told = (f"{at},Letter {at}.,yes,{';'.join(f'{4 * at + n}.jpg' for n in range(4))}" for at in range(50))
    made = zipped({"table.csv": rows(*told).encode(), **files})
    begun = time.perf_counter()
    found = taken(of_zip(made), today=TODAY)
    assert time.perf_counter() - begun < 0.7
    assert (len(found.entries), sum(len(one.attachments) for one in found.entries), found.problems) == (50, 200, ())


def test_ten_times_as_many_rows_take_about_ten_times_as_long() -> None:
    def seconds(count: int) -> float:
        head = "reference;text;told;language;written on;consent;attachments"
        told = (
            f'{at};"Letter {at}.\nIt is cold.";violence;fr;{at % 28 + 1}.10.2026;oui;{at}.pdf' for at in range(count)
        )
        files = {f"{at}.pdf": b"x" for at in range(min(count, 4_000))}
        begun = time.perf_counter()
        found = read(rows(*told, head=head), files)
        assert len(found.entries) + len(found.problems) == count
        return time.perf_counter() - begun

    seconds(50)
    few = min(seconds(500) for _ in range(3))
    assert seconds(5_000) < max(25 * few, 1)
