"""Reports laid out in other ways than most: numbers, separators, positions and labels that differ from file to file."""

import time
from datetime import date

import pytest

from tests.crafts.papers import KNOWN
from unannounced.crafts.reading import Reading, read
from unannounced.crafts.reading.contents import contents_in
from unannounced.crafts.reading.states import names_in


def reading(text: str) -> Reading:
    found = read("report.txt", text.encode(), KNOWN)
    assert isinstance(found, Reading), found
    return found


def review(conclusions: str, heading: str = "II. Conclusions and/or recommendations") -> str:
    return (
        "United Nations\nA/HRC/91/7\nDistr.: General\nReport of the Working Group on the Universal Periodic Review\nBresk\n"
        + "".join(f"{one}. Words of paragraph {one} of the report.\n" for one in range(1, 6))
        + f"{heading}\n{conclusions}\n"
    )


def positions(found: Reading) -> list[str]:
    return [f"{one.printed} {one.position.value}" for one in found.items]


FOUR = "\n".join(f"6.{one} Open the {place} prison to visits (Spain);" for one, place in enumerate("abcd", 1))


@pytest.mark.parametrize(
    ("chapeau", "wanted"),
    [
        (
            "The recommendations below have been examined by Bresk, which supports recommendations 6.1 to 6.2 and notes "
            "the remainder:",
            ["6.1 accepted", "6.2 accepted", "6.3 noted", "6.4 noted"],
        ),
        (
            "The recommendations listed below enjoy the support of Bresk, out of which recommendations 6.3 and 6.4 "
            "Bresk considers as already implemented:",
            ["6.1 accepted", "6.2 accepted", "6.3 implemented", "6.4 implemented"],
        ),
        (
            "The recommendations below enjoy the support of Bresk, except recommendations 6.2 and 6.4:",
            ["6.1 accepted", "6.2 rejected", "6.3 accepted", "6.4 rejected"],
        ),
        (
            "The recommendations below did not enjoy the support of Bresk, which considers recommendations 6.1 and 6.2 "
            "inconsistent with its laws:",
            ["6.1 rejected", "6.2 rejected", "6.3 rejected", "6.4 rejected"],
        ),
    ],
)
def test_a_list_may_hold_recommendations_of_different_positions(chapeau: str, wanted: list[str]) -> None:
    assert positions(reading(review(f"6. {chapeau}\n{FOUR}"))) == wanted


def test_a_later_sentence_may_say_one_thing_of_some_and_another_of_others() -> None:
    said = "7. Recommendations 6.1 and 6.2 enjoy the support of Bresk, while recommendations 6.3 and 6.4 do not."
    found = reading(review(f"6. The following recommendations were made:\n{FOUR}\n{said}"))
    assert positions(found) == ["6.1 accepted", "6.2 accepted", "6.3 rejected", "6.4 rejected"]


@pytest.mark.parametrize(
    "name",
    [
        "Netherlands (Kingdom of the)",
        "Pays-Bas (Royaume des)",
        "Países Bajos (Reino de los)",
        "Bolivie (État plurinational de)",
        "Venezuela (République bolivarienne du)",
        "État de Palestine",
        "Micronésie (États fédérés de)",
    ],
)
def test_a_state_is_known_by_its_name_with_the_form_of_the_state(name: str) -> None:
    assert names_in(name, {}) == ((name,), 1)
    assert names_in(f"Togo, {name}", {}) == (("Togo", name), 2)


def test_a_name_with_words_that_are_no_form_of_a_state_is_none() -> None:
    assert names_in("Norway (second report of 2012)", {}) == ((), 0)


def numbered(separator: str, sign: str = ".", items: int = 12) -> str:
    listed = "".join(
        f"{one}{sign} Open prison {one} to visits by anybody (Spain){separator}\n" for one in range(1, items + 1)
    )
    body = "".join(f"{one}{sign} Words of paragraph {one} of the report.\n" for one in range(1, 6))
    return (
        "A/HRC/91/7\nReport of the Working Group on the Universal Periodic Review\nBresk\n"
        + f"{body}II. Conclusions and/or recommendations\n6{sign} The recommendations listed below enjoy the support of"
        + f" Bresk:\n{listed}7{sign} All conclusions and/or recommendations reflect the position of the States.\n"
    )


@pytest.mark.parametrize("sign", [".", ")", ". "])
@pytest.mark.parametrize("separator", [";", ".", ""])
def test_a_list_that_counts_beyond_the_number_of_its_paragraph_is_no_paragraphs(separator: str, sign: str) -> None:
    found = reading(numbered(separator, sign))
    assert [one.number for one in found.paragraphs] == [1, 2, 3, 4, 5, 6, 7]
    assert [one.printed for one in found.items] == [f"6.{one}" for one in range(1, 13)]


def test_opening_words_without_a_colon_are_no_heading_under_which_numbers_begin_again() -> None:
    text = numbered("", items=60).replace("the support of Bresk:", "the support of Bresk")
    found = reading(text)
    assert len(found.items) == 60
    assert [one.number for one in found.paragraphs] == [1, 2, 3, 4, 5, 6, 7]


def test_two_items_under_one_number_are_two_where_the_second_begins_with_a_capital() -> None:
    item = (
        "6.1 Strengthen the independence of the judges of the country (Spain) Provide all the judges of the country with"
        " the means that they need (Norway);"
    )
    found = reading(review(f"6. The recommendations listed below enjoy the support of Bresk:\n{item}"))
    assert [one.made_by for one in found.items] == [("Spain",), ("Norway",)]


def test_a_table_of_contents_of_dots_and_words_ends_in_time() -> None:
    text = "\nCONTENTS\n" + f"A. Dates of the visit {'.' * 90} and of {'1' * 60} others x\n" * 200
    begun = time.process_time()
    contents_in(text)
    assert time.process_time() - begun < 2


NATIONAL = """\
National Preventive Mechanism of Bresk
Annual Report 2031
1 Prisons
1.1 The mechanism visited 41 places of detention.
1.2 Nurses were on duty in the day only. We recommend that the Ministry of Health provide a nurse at night.
Recommendations
To the Ministry of Justice:
- Ensure that every cell has a window;
- Review the rules on searches within three months.
To the Police:
- End the use of the basement cells.
1.3 The kitchens were clean.
1.4 Nothing was seen that calls for action. To this end: the mechanism will come back.
"""


def test_lists_under_headings_inside_a_paragraph_are_items_addressed_by_them() -> None:
    found = reading(NATIONAL)
    assert [(one.text, one.addressee, one.months) for one in found.items] == [
        ("We recommend that the Ministry of Health provide a nurse at night.", "Ministry of Health", None),
        ("Ensure that every cell has a window;", "Ministry of Justice", None),
        ("Review the rules on searches within three months.", "Ministry of Justice", 3),
        ("End the use of the basement cells.", "Police", None),
    ]
    assert found.about.state_name == "Bresk"


def test_a_short_line_after_the_end_of_a_sentence_is_a_heading_where_lines_are_not_parted() -> None:
    words = "The cells were cold and the windows did not close, and several persons had asked for blankets in vain. "
    text = (
        "Report on the visit to Harrow Prison\nNational Preventive Mechanism\nIntroduction\n"
        + f"{words * 2}We saw it.\nLiving conditions\n{words * 2}The NPM recommends that blankets be given.\n"
        + f"Health care\n{words * 2}The NPM recommends that a doctor come.\n"
    )
    found = reading(text)
    assert [one.chapter for one in found.paragraphs][-2:] == ["Living conditions", "Health care"]


def test_the_authority_of_an_entry_in_a_list_of_what_is_asked_is_its_addressee() -> None:
    text = (
        "CPT/Inf (2031) 12\nReport to the Government of Bresk on the visit carried out by the European Committee for the "
        "Prevention of Torture\n1. A delegation visited Bresk.\n2. The CPT recommends that the authorities of Bresk heat "
        "the cells.\n3. The CPT recommends that the Ministry of Justice recruit nurses.\nAPPENDIX\nLIST OF THE CPT’S "
        "RECOMMENDATIONS, COMMENTS AND REQUESTS FOR INFORMATION\nrecommendations\n- the authorities of Bresk to heat the "
        "cells (paragraph 2);\n- the Ministry of Justice to recruit nurses (paragraph 3).\n"
    )
    assert [one.addressee for one in reading(text).items] == ["authorities of Bresk", "Ministry of Justice"]


@pytest.mark.parametrize(
    "closing",
    [
        "(Spain, Bolivia (Plurinational State of))",
        "[Spain, Bolivia (Plurinational State of)]",
        "(Spain, Norway",
        "Spain, Norway)",
    ],
)
def test_a_bracket_that_is_square_or_torn_still_closes_an_item(closing: str) -> None:
    items = f"6.1 Open the prison of Harrow {closing}; close the prison of Sarn in this year (Togo);\n6.2 Heat the cells (Ghana)."
    found = reading(review(f"6. The recommendations listed below enjoy the support of Bresk:\n{items}"))
    second = "Norway" if "Norway" in closing else "Bolivia (Plurinational State of)"
    assert [(one.text, one.made_by) for one in found.items] == [
        ("Open the prison of Harrow", ("Spain", second)),
        ("close the prison of Sarn in this year", ("Togo",)),
        ("Heat the cells", ("Ghana",)),
    ]


def test_notes_between_the_lines_are_in_no_item_and_are_kept_aside() -> None:
    items = "\n".join(
        f"6.{one} Open the prison of\n{one} A/HRC/WG.6/15/BRK/1, para. {one}.\nHarrow (Spain);" for one in range(1, 5)
    )
    found = reading(review(f"6. The recommendations listed below enjoy the support of Bresk:\n{items}"))
    assert [one.text for one in found.items] == ["Open the prison of Harrow"] * 4


def test_a_note_to_the_title_on_the_line_of_a_paragraph_takes_no_paragraph_with_it() -> None:
    heading = "II. Conclusions and/or recommendations**"
    note = (
        "** Conclusions and recommendations have not been edited. 6. The following recommendations enjoy the support of"
    )
    found = reading(review(f"{note} Bresk:\n{FOUR}", heading))
    assert positions(found) == ["6.1 accepted", "6.2 accepted", "6.3 accepted", "6.4 accepted"]


def test_a_line_that_only_speaks_of_conclusions_does_not_hide_the_lists_before_it() -> None:
    text = review(
        f"6. The following recommendations enjoy the support of Bresk:\n{FOUR}\n7. All\nconclusions and/or recommendations "
        "contained in the present report reflect the position of the States.",
        "II.\nConclusions and/or\nrecommendations",
    )
    assert len(reading(text).items) == 4


@pytest.mark.parametrize("form", ["(a) {}", "• {}", "{}"])
def test_opening_words_that_end_with_a_point_open_a_list_too(form: str) -> None:
    chapeau = (
        "6. The following recommendations will be examined by Bresk, which will respond in due time. The response of"
    )
    wanted = (
        "Open the prison of Harrow to visits: it is closed",
        "Heat the cells of the prison of Sarn",
        "Train the police",
    )
    signs = "abc"
    items = "\n".join(
        form.replace("(a)", f"({sign})").format(one) + " (Spain);" for sign, one in zip(signs, wanted, strict=True)
    )
    found = reading(review(f"{chapeau} Bresk to these recommendations will be included in the outcome.\n{items}"))
    assert [one.text for one in found.items] == list(wanted)
    assert {one.position.value for one in found.items} == {"pending"}


def test_letters_in_the_middle_of_lines_are_numbers_of_items() -> None:
    items = "(a) Open the prison of Harrow (Spain); (b) Heat the cells of Sarn (Togo); (c) Train the police (Ghana)."
    found = reading(review(f"6. The following recommendations enjoy the support of Bresk: {items}"))
    assert [one.printed for one in found.items] == ["6 (a)", "6 (b)", "6 (c)"]


def test_a_paragraph_after_a_list_that_was_not_ended_is_a_paragraph() -> None:
    found = reading(
        review(f"6. The following recommendations enjoy the support of Bresk:\n{FOUR}\n7. Bresk thanked everybody.")
    )
    assert [one.number for one in found.paragraphs][-2:] == [6, 7]


def test_numbers_parted_from_those_of_their_paragraph_are_no_paragraphs() -> None:
    items = "\n".join(f"6. {one}. Open prison {one} to visits by anybody (Spain);" for one in range(1, 21))
    found = reading(review(f"6. The following recommendations enjoy the support of Bresk:\n{items}"))
    assert [one.printed for one in found.items] == [f"6.{one}" for one in range(1, 21)]


def test_a_symbol_of_ones_own_is_found_and_stands_in_no_title() -> None:
    head = "Report on the visit to Lindholm Prison\n\nNPM/2024/7\n\n12 June 2024\n\nNational Preventive Mechanism of Albania\n\n"
    body = "\n\n".join(f"{number}. The delegation recommends that cell {number} have a bell." for number in range(1, 6))
    report = read("visit.txt", (head + body).encode())
    assert isinstance(report, Reading)
    assert (report.about.symbol, report.about.dated_on) == ("NPM/2024/7", date(2024, 6, 12))
    assert report.about.title == "Report on the visit to Lindholm Prison: Albania"
    assert len(report.items) == 5
