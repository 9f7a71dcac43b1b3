"""What is read from reports: paragraphs that can be cited, items with their makers and positions, and the head."""

import re
from dataclasses import replace
from datetime import date

import pytest

from tests.crafts.papers import KNOWN, OLD_REVIEW, REVIEW, VISIT, VISITE, paged, pdf
from unannounced.crafts.names import code_of
from unannounced.crafts.reading import Reading, ReadItem, read
from unannounced.duties.dialogue import Position
from unannounced.duties.reporting import ItemKind


def reading(text: str, encoding: str = "utf-8") -> Reading:
    found = read("report.txt", text.encode(encoding), KNOWN)
    assert isinstance(found, Reading), found
    return found


def item(found: Reading, printed: str) -> ReadItem:
    return next(one for one in found.items if one.printed == printed)


# Paragraphs


def test_paragraphs_run_upward_and_lists_inside_them_are_none() -> None:
    assert [one.number for one in reading(REVIEW).paragraphs] == list(range(1, 12))


def test_numbers_in_an_annex_are_no_paragraphs() -> None:
    assert all("Permanent Representative" not in one.text for one in reading(REVIEW).paragraphs)


def test_a_heading_is_the_chapter_of_the_next_paragraph_and_no_words_of_the_one_before() -> None:
    paragraphs = {one.number: one for one in reading(REVIEW).paragraphs}
    assert paragraphs[1].chapter == "Introduction"
    assert paragraphs[4].chapter == "B. Interactive dialogue"
    assert paragraphs[6].chapter == "II. Conclusions and/or recommendations"
    assert paragraphs[3].text.endswith("hold 1,200 persons.")


def test_headings_with_numbers_are_no_paragraphs() -> None:
    paragraphs = reading(VISIT).paragraphs
    assert [one.number for one in paragraphs] == [1, 2, 3, 4, 5]
    assert paragraphs[3].chapter == "2. Ill-treatment"
    assert paragraphs[3].text.startswith("Several persons")


def test_of_a_list_the_paragraph_keeps_its_opening_words_only() -> None:
    sixth = reading(REVIEW).paragraphs[5]
    assert sixth.text.endswith("enjoy the support of Bresk:")


def test_a_number_left_out_does_not_end_the_paragraphs() -> None:
    text = "\n".join(f"{number}. Words of paragraph {number}." for number in range(1, 30) if number not in (7, 8, 19))
    numbers = [one.number for one in reading(text).paragraphs]
    assert numbers == [number for number in range(1, 30) if number not in (7, 8, 19)]


def test_a_report_whose_lines_were_lost_is_read_the_same() -> None:
    flat = reading(re.sub(r"\s+", " ", REVIEW.replace("Proto-\ncol", "Protocol")))
    lined = reading(REVIEW)
    assert [one.number for one in flat.paragraphs] == [one.number for one in lined.paragraphs]
    assert [(one.text, one.made_by, one.position) for one in flat.items] == [
        (one.text, one.made_by, one.position) for one in lined.items
    ]


def test_words_cut_at_the_end_of_a_line_are_whole_again() -> None:
    found = reading("1. The Protocol binds. The Proto-\ncol says so.\n2. A non-\ngovernmental body; non governmental.")
    assert found.paragraphs[0].text == "The Protocol binds. The Protocol says so."
    hyphen = "1. Some governmental body, not non this, no governmental one, non.\n2. A non-\ngovernmental body."
    assert reading(hyphen).paragraphs[1].text == "A non-governmental body."


def test_controls_and_signs_without_width_do_not_survive() -> None:
    found = reading("1. A\x00 de\u00adten\u200btion o\ufb03cer.\n2. And\x07 more.")
    assert found.paragraphs[0].text == "A detention officer."
    assert found.paragraphs[1].text == "And more."


# Items of lists


def test_items_carry_their_number_text_makers_and_position() -> None:
    first = item(reading(REVIEW), "6.1")
    assert first.paragraph == 6
    assert first.kind is ItemKind.RECOMMENDATION
    assert first.text == "Ratify the Optional Protocol to the Convention against Torture"
    assert first.made_by == ("Aldmoor", "Bolivia (Plurinational State of)")
    assert first.position is Position.ACCEPTED
    assert first.confidence == 99


def test_what_several_said_under_one_number_is_several_items() -> None:
    second = [one for one in reading(REVIEW).items if one.printed == "6.2"]
    assert [(one.text, one.made_by) for one in second] == [
        ("Give the national preventive mechanism a budget of its own", ("Netherlands",)),
        ("publish what it finds", ("Norway", "Viet Nam")),
    ]


@pytest.mark.parametrize(
    ("printed", "position"),
    [
        ("6.3", Position.ACCEPTED),
        ("7.1", Position.IMPLEMENTED),
        ("8.1", Position.PENDING),
        ("9.1", Position.REJECTED),
    ],
)
def test_the_words_over_a_list_state_the_position(printed: str, position: Position) -> None:
    assert item(reading(REVIEW), printed).position is position


def test_a_later_paragraph_states_the_position_of_the_items_it_names() -> None:
    assert item(reading(REVIEW), "8.2").position is Position.IMPLEMENTED
    assert item(reading(REVIEW), "8.1").position is Position.PENDING


def test_neither_the_dialogue_nor_the_closing_paragraph_holds_items() -> None:
    assert {one.paragraph for one in reading(REVIEW).items} == {6, 7, 8, 9}


def test_each_item_stands_in_a_paragraph_of_the_reading() -> None:
    for text in (REVIEW, OLD_REVIEW, VISIT, VISITE):
        found = reading(text)
        numbers = {one.number for one in found.paragraphs}
        assert found.items
        assert {one.paragraph for one in found.items} <= numbers


def test_a_list_numbered_anew_is_cited_under_its_paragraph() -> None:
    found = reading(OLD_REVIEW)
    assert [one.number for one in found.paragraphs] == [1, 2, 3, 4, 5]
    assert [one.printed for one in found.items] == ["3.1", "3.2", "3.2", "3.3", "3.4"]
    assert {one.position for one in found.items} == {Position.PENDING}


def test_a_list_longer_than_the_report_has_paragraphs_does_not_run_on_as_paragraphs() -> None:
    longer = "".join(f"{number}. To keep register {number} of custody;\n" for number in range(5, 25))
    found = reading(OLD_REVIEW.replace("4. To keep registers of custody;\n", f"4. To keep registers;\n{longer}"))
    assert [one.number for one in found.paragraphs] == [1, 2, 3, 4, 5]
    assert found.items[-1].printed == "3.24"


def test_two_verbs_with_a_maker_each_are_two_items() -> None:
    second = [one for one in reading(OLD_REVIEW).items if one.printed == "3.2"]
    assert [(one.text, one.made_by) for one in second] == [
        ("To train all judges in the law on custody", ("Ghana",)),
        ("to publish the statistics on persons held by the police", ("Kenya",)),
    ]


def test_an_item_without_makers_is_less_sure() -> None:
    found = reading(OLD_REVIEW)
    assert item(found, "3.4").made_by == ()
    assert item(found, "3.4").confidence < item(found, "3.1").confidence


def test_recommendations_some_of_which_are_accepted_have_no_position() -> None:
    text = OLD_REVIEW.replace(
        "The response of Aldmoor to these recommendations will be included in the outcome report adopted by the Council.",
        "Of these recommendations some enjoy the support of Aldmoor and others do not.",
    )
    assert {one.position for one in reading(text).items} == {Position.UNKNOWN}


def test_voluntary_pledges_are_no_items() -> None:
    pledges = REVIEW.replace(
        "10. The recommendation in paragraph 8.2 is in the process of implementation, Bresk considers.",
        "10. Taking into account the recommendations, Bresk made voluntary commitments:\n10.1. To write a plan (Bresk);",
    )
    assert all(one.paragraph != 10 for one in reading(pledges).items)


# Visiting bodies


def test_a_visiting_body_asks_in_four_strengths() -> None:
    assert [(one.paragraph, one.kind.value, one.text) for one in reading(VISIT).items] == [
        (
            2,
            "immediate_observation",
            "At the end of the visit the delegation made an immediate observation in pursuance of Article 8, paragraph 5, "
            "of the Convention: the cells of Harrow police station were to be taken out of service.",
        ),
        (4, "recommendation", "The CPT recommends that officers be reminded of the law."),
        (4, "comment", "It trusts that this will be done."),
        (4, "request", "The Committee would like to receive the results of the inquiry."),
        (5, "comment", "The Committee invites the authorities of Bresk to reflect on the matter."),
    ]


def test_items_of_a_visiting_body_have_neither_number_nor_makers_nor_position() -> None:
    assert {(one.printed, one.made_by, one.position) for one in reading(VISIT).items} == {("", (), Position.UNKNOWN)}


def test_a_visiting_body_asks_in_french() -> None:
    assert [one.kind.value for one in reading(VISITE).items] == ["recommendation", "request", "comment"]


# The head


def test_the_head_of_a_review() -> None:
    about = reading(REVIEW).about
    assert about.symbol == "A/HRC/91/7"
    assert (about.state_name, about.state_code) == ("Bresk", "XXB")
    assert about.dated_on == date(2029, 10, 5)
    assert about.title == "Report of the Working Group on the Universal Periodic Review: Bresk"
    assert about.body == "Working Group on the Universal Periodic Review"
    assert about.public


def test_the_head_of_a_report_on_a_visit() -> None:
    about = reading(VISIT).about
    assert about.symbol == "CPT/Inf (2031) 12"
    assert about.state_code == "XXB"
    assert about.dated_on == date(2031, 1, 24)
    assert about.title.startswith("Report to the Government of Bresk on the visit to Bresk carried out by")
    assert about.body.startswith("European Committee for the Prevention of Torture")
    assert about.public


def test_the_head_of_a_report_in_french() -> None:
    about = reading(VISITE).about
    assert (about.symbol, about.state_code, about.dated_on) == ("CPT/Inf (2032) 4", "XXC", date(2032, 2, 3))


def test_a_symbol_under_which_the_report_was_issued_before_is_not_its_own() -> None:
    assert reading(REVIEW.replace("A/HRC/ 91/7\n", "").replace("A/HRC/91/7\npage 6\n", "")).about.symbol == ""


def test_a_symbol_that_the_head_only_cites_is_not_its_own() -> None:
    cites = OLD_REVIEW.replace("A/HRC/8/99\n", "Reissued; replaces document A/HRC/8/1.\nSee resolution A/HRC/5/1.\n")
    assert reading(cites).about.symbol == ""


def test_a_symbol_that_runs_over_the_pages_is_its_own() -> None:
    assert reading(REVIEW.replace("A/HRC/ 91/7\n", "")).about.symbol == "A/HRC/91/7"


def test_a_report_that_does_not_say_it_is_public_is_not_taken_for_public() -> None:
    assert not reading(REVIEW.replace("Distr.: General", "Distr.: Limited")).about.public
    assert not reading(VISIT.replace("CPT/Inf (2031) 12", "CPT (2031) 12")).about.public


def test_a_state_that_no_table_knows_keeps_its_name_without_a_code() -> None:
    found = read("report.txt", REVIEW.encode())
    assert isinstance(found, Reading)
    assert (found.about.state_name, found.about.state_code) == ("Bresk", "")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Iran (Islamic Republic of)", "IRN"),
        ("The former Yugoslav Republic of Macedonia", "MKD"),
        ("LAO PEOPLE’S DEMOCRATIC REPUBLIC", "LAO"),
        ("Democratic People's Republic of Korea", "PRK"),
        ("Saint Kitts and Nevis", "KNA"),
        ("Fédération de Russie", "RUS"),
        ("the United Kingdom of Great Britain and Northern Ireland", "GBR"),
        ("Nowhere", ""),
    ],
)
def test_states_are_known_by_their_long_and_former_names(name: str, code: str) -> None:
    assert code_of(name) == code


# Encodings and PDF


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "mac_roman", "cp1252"])
def test_the_encoding_of_a_text_does_not_change_what_is_read(encoding: str) -> None:
    assert reading(REVIEW, encoding) == reading(REVIEW)


def test_a_text_in_cyrillic_of_one_byte_is_told_from_western_ones() -> None:
    text = "1. Делегация посетила тюрьму и говорила с теми, кто там содержится.\n2. Комитет рекомендует ремонт."
    assert reading(text, "cp1251").paragraphs == reading(text).paragraphs


def test_a_pdf_is_read_as_its_text_without_the_running_heads() -> None:
    found = read("report.pdf", pdf(paged(REVIEW, "A/HRC/91/7")), KNOWN)
    lined = reading(REVIEW)
    assert isinstance(found, Reading)
    assert found.pages == 3
    assert [replace(one, page=0) for one in found.items] == list(lined.items)
    assert [replace(one, page=0) for one in found.paragraphs] == list(lined.paragraphs)
    assert found.about == lined.about
    pages = paged(REVIEW, "A/HRC/91/7")
    begins = [
        next(page for page, lines in enumerate(pages, 1) if any(line.startswith(f"{number}. ") for line in lines))
        for number in range(1, 12)
    ]
    assert [one.page for one in found.paragraphs] == begins
    assert begins[0] < begins[-1]


def test_what_repeats_at_the_edges_of_pages_is_no_part_of_a_paragraph() -> None:
    pages = [
        ["Visit to Bresk, page 1 of 3", *page, "for the State alone"] for page in paged(VISIT, "CPT/Inf (2031) 12", 6)
    ]
    found = read("report.pdf", pdf(pages), KNOWN)
    assert isinstance(found, Reading)
    assert [one.text for one in found.items] == [one.text for one in reading(VISIT).items]
    assert all("State alone" not in one.text for one in found.paragraphs)
