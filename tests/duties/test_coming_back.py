"""What came back, judged beside the draft as it stands: nothing overwritten, both texts kept where both changed."""

from dataclasses import replace

import pytest

from unannounced.crafts.profiles import shipped_profile
from unannounced.duties.came_back import (
    CAME_WORDS,
    ITEM_CAME_WORDS,
    BackComment,
    BackItem,
    BackParagraph,
    Came,
    CameBack,
    Change,
    ItemCame,
    Judged,
)
from unannounced.duties.coming_back import chapters, counted, judge, may_come_back, out_of_order, same_id
from unannounced.duties.decision import Refused
from unannounced.duties.laying_out import Remark, SetItem, SetOut, SetParagraph
from unannounced.duties.reporting import ItemKind

CPT = shipped_profile("cpt")
REPORT = "a0000000-0000-4000-8000-000000000001"
MEND = SetItem("c0000000-0000-4000-8000-00000000000a", "1.1", ItemKind.RECOMMENDATION, "Mend it.")


def identity(number: int) -> str:
    return f"{number}0000000-0000-4000-8000-000000000000"


def draft(*texts: str, items: tuple[SetItem, ...] = ()) -> SetOut:
    """A draft whose paragraphs say ``texts`` in their first wording; the first has the items."""
    paragraphs = tuple(
        SetParagraph(identity(number), number, "Prisons", text, 1, items if number == 1 else ())
        for number, text in enumerate(texts, start=1)
    )
    return SetOut(REPORT, "en", "Committee", "C", "Bresk", "Report", paragraphs=paragraphs)


def came(number: int, text: str, **more: object) -> BackParagraph:
    """A paragraph that came back, having left in its first wording."""
    usual = {"before": text, "wording": 1, "number": number, "chapter": "Prisons"}
    return BackParagraph(same_id(identity(number)), text, **{**usual, **more})  # type: ignore[arg-type]


def back(*paragraphs: BackParagraph, left: int = 9, **more: object) -> CameBack:
    signs = frozenset(same_id(identity(number))[:8] for number in range(1, left + 1))
    return CameBack(report=REPORT, left=signs, paragraphs=paragraphs, **more)  # type: ignore[arg-type]


def rewritten(here: SetOut, number: int, text: str) -> SetOut:
    """The draft with one paragraph written again."""
    paragraphs = tuple(
        replace(one, text=text, wording=one.wording + 1) if one.number == number else one for one in here.paragraphs
    )
    return replace(here, paragraphs=paragraphs)


def only(found: list[Judged]) -> Judged:
    (one,) = found
    return one


# Texts


def test_the_same_text_here_and_there_needs_nothing() -> None:
    one = only(judge(back(came(1, "Dark cells.")), draft("Dark cells.")))
    assert (one.came, one.needs_decision) == (Came.SAME, False)


def test_white_space_alone_is_no_change() -> None:
    assert only(judge(back(came(1, " Dark  cells. \n\n\nCold. ")), draft("Dark cells.\n\nCold."))).came is Came.SAME


def test_what_was_changed_here_after_it_left_stays() -> None:
    here = rewritten(draft("Dark."), 1, "Very dark.")
    one = only(judge(back(came(1, "Dark.")), here, {(identity(1), 1): "Dark."}))
    assert (one.came, one.base) == (Came.CHANGED_HERE, "Dark.")


def test_what_was_changed_there_becomes_a_suggestion_on_the_wording_that_left() -> None:
    one = only(judge(back(came(1, "Very dark.")), draft("Dark.")))
    assert (one.came, one.text, one.base, one.of_wording) == (Came.CHANGED_THERE, "Very dark.", "Dark.", 1)
    assert one.needs_decision


def test_where_both_changed_both_texts_are_kept() -> None:
    here = rewritten(draft("Dark."), 1, "Very dark.")
    one = only(judge(back(came(1, "Quite dark.")), here, {(identity(1), 1): "Dark."}))
    assert one.came is Came.BOTH_CHANGED
    assert (one.here and one.here.text, one.text, one.base) == ("Very dark.", "Quite dark.", "Dark.")


def test_where_both_changed_alike_nothing_is_to_be_decided() -> None:
    here = rewritten(draft("Dark."), 1, "Very dark.")
    assert only(judge(back(came(1, "Very dark.")), here, {(identity(1), 1): "Dark."})).came is Came.SAME


def test_a_wording_nobody_has_is_known_by_what_stood_before_the_tracked_changes() -> None:
    here = rewritten(draft("Dark."), 1, "Very dark.")
    one = only(judge(back(came(1, "Quite dark.", before="Dark.")), here))
    assert (one.came, one.base) == (Came.BOTH_CHANGED, "Dark.")


def test_references_follow_their_paragraphs_to_the_numbers_they_have_now() -> None:
    here = draft("First.", "See §1.")
    moved = replace(
        here, paragraphs=(replace(here.paragraphs[1], number=1, text="See §2."), replace(here.paragraphs[0], number=2))
    )
    found = judge(back(came(1, "First."), came(2, "See §1.")), moved)
    assert [one.came for one in found] == [Came.SAME, Came.SAME]
    assert found[1].text == "See §2."


# New, removed, moved


def test_a_paragraph_written_there_is_new_and_knows_what_it_follows() -> None:
    found = judge(back(came(1, "One."), BackParagraph(None, "New."), came(2, "Two.")), draft("One.", "Two."))
    assert [(one.came, one.after) for one in found] == [
        (Came.SAME, ""),
        (Came.NEW, identity(1)),
        (Came.SAME, identity(1)),
    ]


def test_a_paragraph_missing_there_stays_here_until_somebody_decides() -> None:
    found = judge(back(came(1, "One."), came(3, "Three.")), draft("One.", "Two.", "Three."))
    assert [one.came for one in found] == [Came.SAME, Came.REMOVED, Came.SAME]
    assert found[1].after == identity(1)


def test_the_first_paragraphs_missing_there_stand_first() -> None:
    found = judge(back(came(3, "Three.")), draft("One.", "Two.", "Three."))
    assert [one.here and one.here.number for one in found] == [1, 2, 3]


def test_a_paragraph_taken_out_with_tracking_says_who_did_it() -> None:
    gone = came(1, "", before="One.", changes=(Change("Jonas", "2030-06-01", deleted="One."),))
    one = only(judge(back(removed=(gone,)), draft("One.")))
    assert (one.came, one.authors, one.base) == (Came.REMOVED, ("Jonas",), "One.")


def test_a_paragraph_written_here_after_the_file_left_was_not_removed_there() -> None:
    assert [one.came for one in judge(back(came(1, "One."), left=1), draft("One.", "Two."))] == [Came.SAME]


def test_a_paragraph_the_draft_no_longer_has_comes_as_a_suggestion() -> None:
    one = judge(back(came(1, "One."), came(7, "Seven.")), draft("One."))[1]
    assert (one.came, one.here) == (Came.GONE_HERE, None)


def test_as_few_paragraphs_as_possible_are_said_to_have_moved() -> None:
    texts = ["One.", "Two.", "Three.", "Four."]
    found = judge(back(came(4, "Four."), came(1, "One."), came(2, "Two."), came(3, "Three.")), draft(*texts))
    assert [one.moved for one in found] == [True, False, False, False]
    assert found[0].needs_decision


@pytest.mark.parametrize(
    ("places", "moved"), [([], set()), ([1], set()), ([3, 2, 1], {0, 1}), ([2, 1, 3], {0}), ([1, 2, 3], set())]
)
def test_which_stand_out_of_order(places: list[int], moved: set[int]) -> None:
    assert out_of_order(places) == moved


def test_a_paragraph_that_moved_here_did_not_move_there() -> None:
    here = draft("One.", "Two.")
    swapped = replace(here, paragraphs=(replace(here.paragraphs[1], number=1), replace(here.paragraphs[0], number=2)))
    assert not any(one.moved for one in judge(back(came(1, "One."), came(2, "Two.")), swapped))


def test_a_paragraph_without_its_mark_is_known_only_where_its_words_are_alike() -> None:
    here = draft("One.", "It rains in through the roof.", "Three.")
    alike = BackParagraph(None, "It rains in through the old roof.")
    other = BackParagraph(None, "Nobody was heard at the hearing.")
    found = judge(back(came(1, "One."), alike, came(3, "Three.")), here)
    assert [(one.came, one.by_place) for one in found][1] == (Came.CHANGED_THERE, True)
    found = judge(back(came(1, "One."), other, came(3, "Three.")), here)
    assert [one.came for one in found] == [Came.SAME, Came.REMOVED, Came.NEW, Came.SAME]


def test_a_draft_from_elsewhere_takes_nothing_out() -> None:
    assert [one.came for one in judge(CameBack(paragraphs=(BackParagraph(None, "One."),)), draft("One."))] == [Came.NEW]


def test_a_file_of_another_report_is_refused() -> None:
    assert may_come_back(CameBack(), draft("One."), profile=CPT)
    assert may_come_back(back(), draft("One."), profile=CPT)
    other = may_come_back(CameBack(report="b0000000-0000-4000-8000-000000000001"), draft("One."), profile=CPT)
    assert isinstance(other, Refused)
    assert other.rule == CPT.cited("report")
    assert other.instead


# Headings


def test_a_heading_changed_there_is_named_but_one_missing_is_not() -> None:
    found = judge(back(came(1, "One.", chapter="Police"), came(2, "Two.", chapter="")), draft("One.", "Two."))
    assert [one.chapter for one in found] == ["Police", None]


def test_a_paragraph_without_a_heading_stands_under_that_of_the_one_before_it() -> None:
    here = draft("One.", "Two.")
    bare = replace(here, paragraphs=(here.paragraphs[0], replace(here.paragraphs[1], chapter="")))
    assert chapters(bare.paragraphs)[same_id(identity(2))] == "Prisons"
    assert not any(one.chapter for one in judge(back(came(1, "One."), came(2, "Two.")), bare))


# Items and comments


def marked(text: str, kind: ItemKind = ItemKind.RECOMMENDATION, *, known: bool = True) -> BackItem:
    return BackItem(same_id(MEND.id) if known else None, kind, text)


@pytest.mark.parametrize(
    ("text", "items", "expected"),
    [
        ("Dark. Mend it.", (marked("Mend it."),), [ItemCame.SAME]),
        ("Dark. Mend it.", (marked("Mend it.", known=False),), [ItemCame.SAME]),
        ("Dark. Mend it now.", (marked("Mend it now."),), [ItemCame.REWORDED]),
        ("Dark. Mend it.", (marked("Mend it.", ItemKind.COMMENT),), [ItemCame.OTHER_KIND]),
        ("Dark. Mend it.", (), [ItemCame.MARK_LOST]),
        ("Dark.", (), [ItemCame.REMOVED]),
        (
            "Dark. Mend it. Air it.",
            (marked("Mend it."), marked("Air it.", known=False)),
            [ItemCame.SAME, ItemCame.ADDED],
        ),
    ],
)
def test_what_became_of_an_item(text: str, items: tuple[BackItem, ...], expected: list[ItemCame]) -> None:
    one = only(judge(back(came(1, text, items=items)), draft("Dark. Mend it.", items=(MEND,))))
    assert [item.came for item in one.items] == expected


def test_an_item_reworded_here_alone_is_not_reworded_there() -> None:
    here = rewritten(draft("Dark. Mend it.", items=(replace(MEND, text="Mend it soon."),)), 1, "Dark. Mend it soon.")
    one = only(
        judge(back(came(1, "Dark. Mend it.", items=(marked("Mend it."),))), here, {(identity(1), 1): "Dark. Mend it."})
    )
    assert (one.came, [item.came for item in one.items]) == (Came.CHANGED_HERE, [ItemCame.SAME])


def test_an_item_carried_to_another_paragraph_is_not_removed_with_its_own() -> None:
    other = came(2, "Two. Mend it.", items=(marked("Mend it."),))
    found = judge(back(other), draft("Dark. Mend it.", "Two.", items=(MEND,)))
    assert [(one.came, [item.came for item in one.items]) for one in found] == [
        (Came.REMOVED, []),
        (Came.CHANGED_THERE, [ItemCame.MOVED]),
    ]


def test_the_items_of_a_removed_paragraph_go_with_it() -> None:
    found = judge(back(came(2, "Two.")), draft("Dark. Mend it.", "Two.", items=(MEND,)))
    assert [item.came for item in found[0].items] == [ItemCame.REMOVED]


def test_a_remark_that_is_held_is_not_taken_in_again() -> None:
    here = replace(draft("One."), remarks=(Remark(identity(1), "Maud", "2030-05-01T10:00:00Z", "Why?"),))
    comments = (BackComment("Maud", "2030-05-01T12:00:00Z", "Why? "), BackComment("Ana", "", "Why?"))
    one = only(judge(back(came(1, "One.", comments=comments)), here))
    assert [comment.held for comment in one.comments] == [True, False]


def test_each_outcome_has_a_sentence() -> None:
    assert set(CAME_WORDS) == set(Came)
    assert set(ITEM_CAME_WORDS) == set(ItemCame)


# A draft from elsewhere


def test_references_of_a_draft_from_elsewhere_follow_to_the_numbers_they_get_here() -> None:
    found = counted(
        CameBack(paragraphs=(BackParagraph(None, "One.", shown="7"), BackParagraph(None, "See §7.", shown="8"))),
        after=10,
    )
    assert [(one.number, one.text) for one in found] == [(11, "One."), (12, "See §11.")]


def test_a_reference_to_a_number_that_stands_twice_stays_as_written() -> None:
    shown = ("1", "1", "2")
    found = counted(CameBack(paragraphs=tuple(BackParagraph(None, "See §1 and §2.", shown=one) for one in shown)))
    assert {one.text for one in found} == {"See §1 and §3."}
