"""Items handed out and read back, and a response in one document matched to its items."""

import pytest

from unannounced.crafts.handing_out import Out, Said, as_paper, as_workbook, read_back, reference
from unannounced.crafts.handing_out.matching import Wanted, match, named_state

REPORT = "6f2b6c3e-0000-4000-8000-000000000001"
CLAIMS = {"accepted": "accepted", "accepté": "accepted", "in progress": "in_progress"}


def item(number: int) -> str:
    return f"6f2b6c3e-0000-4000-8000-00000000{number:04d}"


def out(number: int, **said: str) -> Out:
    words = {"claim": "", "answer": "", "ministry": "Ministry of Justice"} | said
    return Out(item(number), f"{number}.1", "recommendation", f"Ensure thing {number}.", "", **words)


COLUMNS = ["Reference", "Number", "Kind", "Asked", "Due", "Claim", "Answer", "Authority"]


@pytest.mark.parametrize("answer", ["Done.", "=1+1", "+33 1 23", "line one\nline two", "—", "<b>&amp;</b>", "«Été»"])
def test_what_goes_out_comes_back_word_for_word_by_workbook_and_by_paper(answer: str) -> None:
    items = [out(1, claim="accepted", answer=answer), out(2)]
    book = as_workbook(REPORT, "Justice", COLUMNS, items)
    paper = as_paper(REPORT, Said("Items", ("Write.",), ("accepted",)), items)
    for name, content in (("a.xlsx", book), ("a.docx", paper)):
        found, faults = read_back(name, content, CLAIMS)
        assert not faults
        assert [(one.item, one.claim, one.answer.strip()) for one in found] == [
            (item(1), "accepted", answer),
            (item(2), "", ""),
        ]
        assert f"{found[0].item}/{found[0].token}" == reference(REPORT, item(1))


def test_the_same_items_make_the_same_paper_byte_for_byte() -> None:
    said = Said("Items", (), ())
    assert as_paper(REPORT, said, [out(1)]) == as_paper(REPORT, said, [out(1)])


def test_a_section_that_lost_its_marks_is_named_by_its_heading() -> None:
    text = f"12.1 · recommendation\n\n[item {reference(REPORT, item(1))}]\n\nDone."
    found, faults = read_back("a.txt", text.encode(), CLAIMS)
    assert not found
    assert faults[0].place == "12.1 · recommendation"


def test_a_claim_in_another_language_or_with_a_full_stop_is_understood() -> None:
    text = f"[item {reference(REPORT, item(1))}]\n[claim]\nAccepté.\n[answer]\nOui.\n[end]"
    found, faults = read_back("a.txt", text.encode(), CLAIMS)
    assert (found[0].claim, found[0].answer, faults) == ("accepted", "Oui.", [])


WANTED = [
    Wanted("a", "12.1", "12", "Ensure that the windows of every cell can be opened at night."),
    Wanted("b", "12.2", "12", "Please give the number of cells below four square metres per person."),
    Wanted("c", "31.1", "31", "Record every use of handcuffs in a central register."),
]


def found_in(text: str) -> dict[str, str]:
    return {one.item: one.text for one in match(text, WANTED).proposed}


def test_a_number_at_the_head_of_a_passage_names_its_item() -> None:
    found = found_in("31.1 A register was opened in May.\n\nIt is kept at every station.\n\n12.2: Twelve cells.")
    assert found == {"c": "A register was opened in May.\n\nIt is kept at every station.", "b": "Twelve cells."}


def test_the_number_of_a_paragraph_with_two_items_goes_to_the_one_whose_words_follow() -> None:
    assert found_in("Paragraph 12. Twelve cells are below four square metres per person.").keys() == {"b"}


def test_words_that_are_repeated_begin_an_answer_and_are_no_part_of_it() -> None:
    text = (
        "Recommendation: “Ensure that the windows of every cell can be opened at night”\n\nThey were changed in March."
    )
    matched = match(text, WANTED)
    assert [(one.item, one.sure) for one in matched.proposed] == [("a", 95)]
    assert matched.proposed[0].text.endswith("They were changed in March.")
    assert "Ensure" not in matched.proposed[0].text


def test_items_that_say_nearly_the_same_are_told_apart_by_the_number_before_their_words() -> None:
    wanted = [
        Wanted(str(n), f"{n}.1", str(n), f"Ensure that cell number {n} is repaired in good time.") for n in range(1, 60)
    ]
    text = "\n\n".join(
        f"Paragraph {n}\n\nEnsure that cell number {n} is repaired in good time.\n\nCell {n} was." for n in range(1, 60)
    )
    found = match(text, wanted).proposed
    assert [one.item for one in found] == [str(n) for n in range(1, 60)]
    assert all(one.text == f"Cell {one.item} was." for one in found)


def test_what_fits_no_item_is_left_and_said() -> None:
    matched = match("Excellency, we have the honour.\n\n31.1 Yes.", WANTED)
    assert matched.left == ("Excellency, we have the honour.",)
    assert not match("The harvest was good.", WANTED).proposed


@pytest.mark.parametrize(
    ("text", "own", "named"),
    [
        ("Response of the Government of Aldmoor to the report", ["Bresk"], "Aldmoor"),
        ("Réponse du Gouvernement de la République Aldmoor", ["Bresk"], "République Aldmoor"),
        ("Response of the Government of Bresk", ["Bresk"], ""),
        ("The authorities of the region were heard.", ["Bresk"], ""),
    ],
)
def test_a_document_says_whose_it_is(text: str, own: list[str], named: str) -> None:
    assert named_state(text, own) == named
