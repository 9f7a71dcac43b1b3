"""How reports are built: numbers, chapters, several reports in one file, no numbers at all, and scripts.

Every report here is invented; each follows a layout that is met in practice.
"""

import time

import pytest

from tests.crafts.papers import KNOWN, REVIEW, VISIT, pdf
from unannounced.crafts.reading import Reading, Unreadable, read
from unannounced.crafts.reading.languages import language_of
from unannounced.crafts.reading.sourced import Source


def reading(text: str) -> Reading:
    found = read("report.txt", text.encode(), KNOWN)
    assert isinstance(found, Reading), found
    return found


def printed(found: Reading) -> list[str]:
    return [one.printed or str(one.number) for one in found.paragraphs]


# Numbers as printed

NATIONAL = """\
National Preventive Mechanism of Bresk
Report on visits in 2031
Contents
1. Introduction 3
2. Health care 4
3. Staff 6
1. Introduction
1.1 The Mechanism visited Harrow prison in March 2031. It was met by the governor and his staff.
1.2 The visit took three days. Every wing was seen, as was the infirmary.
2. Health care
2.1 The infirmary had one nurse for 300 persons. The Mechanism recommends that a second nurse be employed.
2.2 Records were kept on paper.
2.2.1 They were complete for 2030 and had gaps in 2031.
2.3 The Mechanism would like to receive a copy of the new contract.
3. Staff
3.1 There were 80 officers.
3.2 The Mechanism recommends that officers be trained each year.
"""


def test_numbers_under_those_of_chapters_are_the_numbers_of_paragraphs() -> None:
    found = reading(NATIONAL)
    assert printed(found) == ["1.1", "1.2", "2.1", "2.2", "2.2.1", "2.3", "3.1", "3.2"]
    assert [one.number for one in found.paragraphs] == list(range(1, 9))
    assert found.numbered
    assert [one.printed for one in found.items] == ["2.1", "2.3", "3.2"]
    assert found.paragraphs[2].chapter == "2. Health care"
    assert found.paragraphs[1].text == "The visit took three days. Every wing was seen, as was the infirmary."


def test_headings_with_numbers_under_numbers_do_not_number_the_paragraphs_below_them() -> None:
    text = (
        "CPT/Inf (2031) 3\nReport to the Government of Bresk\n1. Prisons\n1.1 Harrow\n1. The delegation "
        "went to Harrow.\n"
        "2. It was a cold day in the prison.\n1.2 Sarn\n3. The delegation went to Sarn.\n2. Police\n2.1 Stations\n"
        "4. It saw two stations.\n2.2 Cells\n5. The CPT recommends that cells have windows.\n6. It left.\n"
    )
    found = reading(text)
    assert printed(found) == ["1", "2", "3", "4", "5", "6"]
    assert found.paragraphs[4].chapter == "2.2 Cells"


RESTARTS = """\
Ombudsman of Bresk as National Preventive Mechanism
Annual report
CHAPTER I
Police stations
1. The Ombudsman visited three police stations.
2. In one of them cells had no light. The Ombudsman recommends that lamps be fitted.
3. Registers were kept well in station 3.
CHAPTER II
Prisons
1. The prison of Harrow was visited in May.
2. It held 300 persons in 200 places.
3. The Ombudsman recommends that no more persons be sent there.
4. The prison of Sarn was closed.
CHAPTER III
Psychiatric hospitals
1. One hospital was visited.
2. The Ombudsman recommends that restraint be registered.
"""


def test_where_numbers_begin_again_in_each_chapter_they_run_on_and_the_printed_ones_are_kept() -> None:
    found = reading(RESTARTS)
    assert [one.number for one in found.paragraphs] == list(range(1, 10))
    assert printed(found) == ["1", "2", "3", "1", "2", "3", "4", "1", "2"]
    assert "Prisons" in found.paragraphs[5].chapter
    assert "Psychiatric" in found.paragraphs[8].chapter
    assert [(one.paragraph, one.printed) for one in found.items] == [(2, ""), (6, "3"), (9, "2")]
    assert any("begin again" in str(note) for note in found.notes)


def test_a_list_that_begins_at_1_inside_a_paragraph_does_not_begin_the_paragraphs_again() -> None:
    text = (
        "1. The team went out.\n2. It saw:\n1. a cell without light;\n2. a cell without air;\n3. The State answered.\n"
        "4. The Committee recommends the following:\n1. Fit lamps;\n2. Fit windows.\n5. It left.\n"
    )
    found = reading(f"Report of the Committee\n{text}")
    assert [one.number for one in found.paragraphs] == [1, 2, 3, 4, 5]
    assert not any(one.printed for one in found.paragraphs)


@pytest.mark.parametrize("noise", ["l2. ", "12 . ", "12 ", "I2. ", "12, "])
def test_a_number_misread_between_two_others_is_still_that_of_a_paragraph(noise: str) -> None:
    lines = [f"{number}. The delegation saw wing {number} of the prison." for number in range(1, 20)]
    lines[11] = f"{noise}The delegation saw wing 12 of the prison."
    assert [one.number for one in reading("\n".join(lines)).paragraphs] == list(range(1, 20))


@pytest.mark.parametrize("form", ["{} ", "{}) ", "[{}] ", "({}) ", "§ {} ", "{} – ", "{}.\n"])
def test_numbers_without_a_point_number_paragraphs_too(form: str) -> None:
    text = "\n".join(f"{form.format(number)}The delegation saw wing {number} of the prison." for number in range(1, 12))
    found = reading(f"Report of the Committee\n{text}")
    assert [one.number for one in found.paragraphs] == list(range(1, 12))
    assert found.paragraphs[10].text == "The delegation saw wing 11 of the prison."


def test_roman_numbers_and_letters_under_a_paragraph_are_cited_with_it() -> None:
    text = OLD_LIST.replace("1. To", "(i) To").replace("2. To", "(ii) To").replace("3. To", "(iii) To")
    assert [one.printed for one in reading(text).items] == ["3 (i)", "3 (ii)", "3 (iii)"]


OLD_LIST = """\
A/HRC/8/99
Report of the Working Group on the Universal Periodic Review
Bresk
1. The review of Bresk was held in May.
2. Bresk answered.
II. CONCLUSIONS AND/OR RECOMMENDATIONS
3. In the course of the discussion, the following recommendations were made to Bresk:
1. To invite the Special Rapporteur on torture (Mexico);
2. To train all judges in the law on custody (Ghana);
3. To review the law on juvenile justice (Japan).
4. The response of Bresk to these recommendations will be included in the outcome report.
5. All conclusions and/or recommendations contained in this report reflect the position of the submitting States.
"""

# Tables of contents and chapters

LED = """\
CPT/Inf (2031) 12
Report to the Government of Bresk
TABLE OF CONTENTS
{entries}
I. INTRODUCTION
A. Dates of the visit and composition of the
delegation
1. A delegation of the CPT visited Bresk.
2. It was led by its President.
II. FACTS FOUND DURING THE VISIT AND
ACTION PROPOSED
A. Law enforcement agencies
1. Preliminary remarks
3. The CPT recommends that custody be short.
B. Prisons
4. It invites the authorities to build.
5. It left.
"""
ENTRIES = (
    "I. INTRODUCTION",
    "A. Dates of the visit",
    "II. FACTS FOUND",
    "A. Law enforcement agencies",
    "1. Preliminary remarks",
    "B. Prisons",
)


@pytest.mark.parametrize("leader", [" ........ {}", " . . . . . . {}", " {}", "\t{}", "\n{}", ""])
def test_a_table_of_contents_is_neither_paragraph_nor_chapter(leader: str) -> None:
    entries = "\n".join(entry + leader.format(5 + place) for place, entry in enumerate(ENTRIES))
    found = reading(LED.format(entries=entries))
    assert printed(found) == ["1", "2", "3", "4", "5"]
    assert found.paragraphs[0].chapter == "A. Dates of the visit and composition of the delegation"
    assert found.paragraphs[2].chapter == (
        "II. FACTS FOUND DURING THE VISIT AND ACTION PROPOSED A. Law enforcement agencies 1. Preliminary remarks"
    )
    assert found.paragraphs[3].chapter == "B. Prisons"
    assert found.paragraphs[1].text == "It was led by its President."


@pytest.mark.parametrize("leader", [" ........ {}", " {}", ""])
def test_the_numbers_of_a_table_of_contents_outnumber_no_paragraphs(leader: str) -> None:
    names = ("Introduction", "Police", "Prisons", "Hospitals", "Schools", "Staff", "Food", "Work", "Visits")
    entries = "\n".join(f"{place}. {name}" + leader.format(place + 3) for place, name in enumerate(names, 1))
    body = "Introduction\n1. The team went out.\n2. It saw two prisons.\n3. The Committee recommends lamps.\n"
    found = reading(f"CPT/Inf (2031) 9\nReport to the Government of Bresk\nContents\n{entries}\n1. {body}")
    assert [one.text for one in found.paragraphs] == [
        "The team went out.",
        "It saw two prisons.",
        "The Committee recommends lamps.",
    ]
    assert found.paragraphs[0].chapter == "1. Introduction"


def test_a_line_that_speaks_of_an_appendix_does_not_end_the_report() -> None:
    text = VISIT.replace(
        "5. Mr. Doe was heard.",
        "5. Mr. Doe was heard. The places that the delegation visited are listed in\nAppendix II\nto this report.",
    )
    assert [one.paragraph for one in reading(text).items] == [one.paragraph for one in reading(VISIT).items]


# Several reports, or none


def test_two_reports_in_one_file_are_two_readings() -> None:
    second = REVIEW.replace("A/HRC/ 91/7", "A/HRC/91/8").replace("A/HRC/91/7\npage 6\n", "").replace("Bresk", "Aldmoor")
    found = reading(VISIT + second)
    assert (found.about.symbol, found.about.state_code) == ("CPT/Inf (2031) 12", "XXB")
    assert printed(found) == ["1", "2", "3", "4", "5"]
    assert [(one.about.symbol, one.about.state_code) for one in found.further] == [("A/HRC/91/8", "XXA")]
    assert found.further[0].items == reading(second).items
    assert found.further[0].paragraphs == reading(second).paragraphs
    assert any("2 reports" in str(note) for note in found.notes)


def test_the_second_report_in_a_pdf_keeps_the_pages_of_the_file() -> None:
    first, second = VISIT.split("\n"), VISIT.replace("(2031) 12", "(2033) 5").replace("Harrow", "Sarn").split("\n")
    found = read("two.pdf", pdf([first[:12], first[12:], second[:12], second[12:]]), KNOWN)
    assert isinstance(found, Reading)
    assert (found.about.symbol, [one.about.symbol for one in found.further]) == (
        "CPT/Inf (2031) 12",
        ["CPT/Inf (2033) 5"],
    )
    assert found.paragraphs[0].page == 1
    assert found.further[0].paragraphs[0].page == 3
    assert found.further[0].items[-1].page == 4


UNNUMBERED = """\
Report on the visit to Harrow prison
The National Preventive Mechanism of Bresk visited Harrow prison on 3 May 2031 and spoke with forty persons
who were held there.

Health care

The infirmary had one nurse for 300 persons. The Mechanism recommends that a second nurse be employed
within three months.

Records were kept on paper. They were complete.

Contacts with the outside world

The Mechanism recommends:
- that visits last an hour;
- that calls be free.

The Mechanism would like to receive the new rules of the house.
"""


@pytest.mark.parametrize("joined", [False, True])
def test_a_report_without_numbers_is_read_by_its_blocks_and_says_so(joined: bool) -> None:
    text = UNNUMBERED.replace("\n\n", "\n") if joined else UNNUMBERED
    found = reading(text)
    assert not found.numbered
    assert [(one.number, one.chapter) for one in found.paragraphs][1:] == [
        (2, "Health care"),
        (3, "Health care"),
        (4, "Contacts with the outside world"),
        (5, "Contacts with the outside world"),
    ]
    assert {one.paragraph for one in found.items} == {2, 4, 5}
    assert max(one.confidence for one in found.items) <= 50
    assert any("no numbers" in str(note) for note in found.notes)


def test_numbers_of_a_list_somewhere_do_not_stand_for_those_of_paragraphs() -> None:
    long = "\n\n".join(
        f"The Mechanism saw wing {place} of the prison, and found its floor dry and warm." for place in range(200)
    )
    text = (
        f"National Preventive Mechanism\n{long}\n\nThe Mechanism recommends:\n\n1. Heat the cells.\n\n2. Fit windows.\n"
    )
    found = reading(text)
    assert not found.numbered
    assert len(found.paragraphs) > 150
    assert found.items


def test_numbers_of_chapters_alone_do_not_number_paragraphs() -> None:
    text = (
        "The Ombudsman of Bresk as National Preventive Mechanism\n1. Introduction\nThe Ombudsman "
        "visited Ost prison on 3 May 2031.\n"
        "2. Health care\nThe infirmary had one nurse. The Ombudsman recommends that a second nurse be "
        "employed.\n3. Staff\n"
        "There were eighty officers on that day.\n"
    )
    found = reading(text)
    assert not found.numbered
    assert [one.chapter for one in found.paragraphs][1:] == ["2. Health care", "3. Staff"]


def test_what_was_recognised_in_pictures_without_certainty_is_less_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = reading(VISIT)
    source = Source((VISIT,), headings=frozenset({"I. INTRODUCTION"}), sure=60)
    monkeypatch.setattr("unannounced.crafts.reading.reading.source_of", lambda *_: source)
    seen = read("scan.pdf", b"", KNOWN)
    assert isinstance(seen, Reading)
    assert [one.confidence for one in seen.items] == [one.confidence * 60 // 100 for one in plain.items]


def test_lines_that_the_file_marks_as_headings_are_headings_whatever_they_look_like(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = [
        "1. What we saw.",
        "1. The delegation saw cells",
        "Were they lit?",
        "2. They were dark.",
        "2. What we ask.",
        "3. It left.",
    ]
    source = Source(("\n".join(lines),), headings=frozenset({lines[0], lines[2], lines[4]}))
    monkeypatch.setattr("unannounced.crafts.reading.reading.source_of", lambda *_: source)
    found = read("report.docx", b"", KNOWN)
    assert isinstance(found, Reading)
    assert [(one.number, one.chapter, one.text) for one in found.paragraphs] == [
        (1, "1. What we saw.", "The delegation saw cells"),
        (2, "Were they lit?", "They were dark."),
        (3, "2. What we ask.", "It left."),
    ]


def test_a_letter_that_asks_for_nothing_is_no_report() -> None:
    found = read("letter.txt", b"Dear colleagues,\n\nthank you for the lunch.\n\nWe shall come again in May.\n")
    assert isinstance(found, Unreadable)


# Languages and scripts


@pytest.mark.parametrize(
    ("words", "language"),
    [
        (
            "The delegation was told that the cells had been cleaned and that there would be no more than "
            "two persons in each of them.",
            "en",
        ),
        (
            "La délégation a été informée que les cellules avaient été nettoyées et qu’il n’y aurait pas "
            "plus de deux personnes dans une cellule.",
            "fr",
        ),
        (
            "Die Delegation wurde darüber unterrichtet, dass die Zellen gereinigt worden sind und nicht "
            "mehr als zwei Personen in einer Zelle sein werden.",
            "de",
        ),
        (
            "Делегация узнала, что камеры были вымыты и что в каждой из них будет не более двух человек, "
            "как это и было обещано от имени властей.",
            "ru",
        ),
        (
            "Делегацію повідомили, що камери були прибрані та що в кожній з них буде не більше двох осіб, "
            "як це і було обіцяно від імені влади.",
            "uk",
        ),
        ("أُبلغ الوفد بأن الزنزانات قد نُظفت وأنه لن يكون في كل منها أكثر من شخصين", "ar"),
        ("CPT/Inf (2031) 12", ""),
        ("", ""),
    ],
)
def test_the_language_of_a_text_is_known_by_its_small_words(words: str, language: str) -> None:
    assert language_of(words) == language


def test_a_report_from_right_to_left_keeps_its_paragraphs() -> None:
    lines = [f"{number}. أُبلغ الوفد بأن الزنزانات قد نُظفت وأن لكل منها نافذة." for number in range(1, 9)]
    found = reading("CAT/OP/XXB/1\n" + "\n".join(lines))
    assert [one.number for one in found.paragraphs] == list(range(1, 9))
    assert found.about.language == "ar"


# Hostile texts

HEAD = "Report to the Government of Bresk on the visit, 3 May 2031\n1. One.\n2. Two.\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        HEAD * 40_000,
        "Contents\n" * 300_000,
        "Contents\n" + "Health care . . . . . . . 7\n" * 100_000 + HEAD,
        HEAD + "APPENDIX I\nList of recommendations\n" + "- do it in time (paragraph 1);\n" * 100_000,
        HEAD + "APPENDIX I\nList of recommendations\n" * 60_000,
        HEAD + "1.1 One thing.\n1.2 Another thing.\n" * 60_000,
        HEAD + "Heading\n1. One more thing.\n2. And another thing.\n" * 50_000,
        "National Preventive Mechanism\n" + "The Mechanism recommends lamps.\n\n" * 80_000,
        "." * 3_000_000,
        ". " * 1_500_000,
        HEAD + "APPENDIX I\nList of recommendations\n" + "(paragraph " * 300_000,
        "A/HRC/91/7/Add.1\nViews on conclusions\n1. One.\n2. Two.\n" + "57.1 to 57.200 Accepted.\n" * 50_000,
    ],
    ids=[
        "heads",
        "contents",
        "led",
        "entries",
        "lists",
        "deep",
        "anew",
        "blocks",
        "dots",
        "dots apart",
        "cites",
        "views",
    ],
)
def test_texts_made_to_take_long_end(text: str) -> None:
    begun = time.process_time()
    read("hostile.txt", text.encode())
    assert time.process_time() - begun < 25
