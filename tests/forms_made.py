"""Check-lists for tests: workbooks made as people write them, and one of cells that uses most of what there is."""

import io
from collections.abc import Iterable, Mapping, Sequence

from openpyxl import Workbook

Rows = Iterable[Sequence[object]]

SETTINGS: Rows = [
    ["form_title", "form_id", "version", "default_language"],
    ["Cells", "cells", "3", "English (en)"],
]
CHOICES: Rows = [
    ["list_name", "name", "label::English (en)", "label::Français (fr)", "wing"],
    ["yes_no", "yes", "Yes", "Oui", ""],
    ["yes_no", "no", "No", "Non", ""],
    ["lack", "light", "Light", "Lumière", "a"],
    ["lack", "air", "Air", "Air", "a"],
    ["lack", "heat", "Heating", "Chauffage", "b"],
]
CELLS: Rows = [
    [
        *("type", "name", "label::English (en)", "label::Français (fr)", "hint::English (en)", "hint::Français (fr)"),
        *("relevant", "constraint", "constraint_message::English (en)", "constraint_message::Français (fr)"),
        *("required", "calculation", "choice_filter", "default", "repeat_count", "parameters", "appearance"),
    ],
    ["start", "start"],
    ["today", "today"],
    ["note", "hello", "Walk through with the list in hand.", "Parcourez avec la liste en main."],
    ["text", "wing", "Which wing?", "Quelle aile ?", "as written on the door", "comme écrit sur la porte"],
    ["begin_repeat", "cell", "Cell", "Cellule"],
    ["text", "name", "Name of the cell", "Nom de la cellule", *[""] * 6, "yes"],
    ["decimal", "area", "Area in m²", "Surface en m²", "", "", "", ". > 0", "More than nothing.", "Plus que rien."],
    ["integer", "persons", "Persons in {cell}".replace("{cell}", "${name}"), "Personnes dans ${name}"],
    ["calculate", "per_person", "", "", *[""] * 7, "round(${area} div ${persons}, 2)"],
    ["select_one yes_no", "window", "Does the window open?", "La fenêtre s’ouvre-t-elle ?"],
    ["select_multiple lack", "lacking", "What is lacking?", "Qu’est-ce qui manque ?", "", "", "${window} = 'no'"],
    ["end_repeat"],
    ["begin_group", "end_of_it", "At the end", "Pour finir"],
    ["image", "photo", "A photograph of the corridor", "Une photographie du couloir"],
    ["date", "last_check", "Last check of the fire alarm", "Dernier contrôle de l’alarme"],
    ["acknowledge", "said", "I told the director.", "J’en ai informé le directeur."],
    ["end_group"],
]


def workbook(
    survey: Rows = CELLS, choices: Rows | None = CHOICES, settings: Rows | None = SETTINGS, **others: Rows
) -> bytes:
    """A workbook with these sheets; ``None`` leaves a sheet out."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheets: Mapping[str, Rows | None] = {"survey": survey, "choices": choices, "settings": settings, **others}
    for name, rows in sheets.items():
        if rows is not None:
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(list(row))
    if not book.worksheets:
        book.create_sheet("empty")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def version(number: str) -> Rows:
    """The settings of the cells with another version."""
    return [["form_title", "form_id", "version", "default_language"], ["Cells", "cells", number, "English (en)"]]


def long_form(questions: int) -> bytes:
    """A form with so many questions of every common type, two languages, conditions and constraints."""
    head = ["type", "name", "label::English (en)", "label::Français (fr)", "relevant", "constraint", "required"]
    kinds = ("text", "integer", "decimal", "date", "select_one yes_no", "select_multiple lack")
    rows: list[Sequence[object]] = [head, ["begin_group", "all", "All", "Tout"]]
    for number in range(questions):
        kind = kinds[number % len(kinds)]
        relevant = f"${{q{number - 1}}} != ''" if number % 5 == 4 else ""
        constraint = ". > 0" if kind in ("integer", "decimal") else ""
        required = "yes" if number % 3 == 0 else ""
        rows.append([kind, f"q{number}", f"Question {number}", f"Question {number}", relevant, constraint, required])
    rows.append(["end_group"])
    return workbook(rows, settings=[["form_title", "form_id", "version"], ["Long", "long", "1"]])


INSTANCE = """<?xml version='1.0' ?><data id="cells" version="3" xmlns:orx="http://openrosa.org/xforms"
 xmlns:jr="http://openrosa.org/javarosa"><start>2026-12-01T09:00:00.000+01:00</start><today>2026-12-01</today>
<hello/><wing>B</wing><cell><name>B1</name><area>12.5</area><persons>3</persons><per_person>4.17</per_person>
<window>no</window><lacking>light heat</lacking></cell><cell><name>B2</name><area>9</area><persons>2</persons>
<per_person>4.5</per_person><window>yes</window><lacking/></cell><end_of_it><photo>1.jpg</photo>
<last_check>2026-06-01</last_check><said>OK</said></end_of_it>
<orx:meta><orx:instanceID>uuid:5b9cf8d1-106f-4004-844f-c072d76762ed</orx:instanceID></orx:meta></data>"""
"""The cells filled in by ODK Collect."""
