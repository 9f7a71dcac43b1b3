"""The round trip: what leaves as a Word file comes back with its text, marks, comments and tracked changes."""

import io
import os
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.crafts.word_edits import DAY, Edited, w
from tests.crafts.word_reports import AT_ONCE, CELLS, MEND, NIGHT, ROOF, SPACE, STAFF, WATER, long, small
from unannounced.crafts.reading.values import Unreadable
from unannounced.crafts.word.coming_back import read_back
from unannounced.crafts.word.writing import write
from unannounced.duties.came_back import BackItem, BackParagraph, Came, CameBack, Change, ItemCame, Judged
from unannounced.duties.coming_back import judge, same_id, tidy
from unannounced.duties.laying_out import SetItem, SetOut, SetParagraph
from unannounced.duties.reporting import ItemKind


def back(content: bytes) -> CameBack:
    found = read_back(content)
    assert isinstance(found, CameBack), found
    return found


def paragraph(found: CameBack, identity: str) -> BackParagraph:
    return next(one for one in found.paragraphs if one.id and one.id == same_id(identity))


def edited() -> Edited:
    return Edited(write(small()))


def judged(file: Edited, draft: SetOut | None = None) -> list[Judged]:
    return judge(back(file.saved()), draft or small())


def of(found: list[Judged], identity: str) -> Judged:
    return next(one for one in found if one.here and one.here.id == identity)


# As it left


def test_a_draft_that_nobody_touched_comes_back_the_same() -> None:
    found = judge(back(write(small())), small())
    assert [one.came for one in found] == [Came.SAME] * 5
    assert not any(one.needs_decision for one in found)
    assert [item.came for one in found for item in one.items] == [ItemCame.SAME] * 4
    assert [comment.held for one in found for comment in one.comments] == [True, True]


def test_text_headings_numbers_and_wordings_come_back() -> None:
    found = back(write(small()))
    assert [(one.number, one.wording, one.chapter) for one in found.paragraphs] == [
        (one.number, one.wording, one.chapter) for one in small().paragraphs
    ]
    assert [one.text for one in found.paragraphs] == [tidy(one.text) for one in small().paragraphs]
    assert [one.shown for one in found.paragraphs] == ["1", "2", "3", "4", "5"]
    assert (found.title, found.language, found.report) == (small().title, "en", small().id)
    assert found.problems == ()


def test_what_the_program_draws_itself_is_not_read_as_text() -> None:
    found = back(write(small()))
    said = " ".join(one.text for one in found.paragraphs)
    assert "Items of this report" not in said
    assert "At least 4 m²" not in said
    assert len(found.paragraphs) == 5


def test_a_long_report_comes_back_the_same() -> None:
    found = judge(back(write(long(20, 50))), long(20, 50))
    assert {one.came for one in found} == {Came.SAME}
    assert sum(len(one.items) for one in found) == 50


def test_an_item_that_stands_after_its_paragraph_is_no_part_of_its_text() -> None:
    (water,) = [one for one in back(write(small())).paragraphs if one.id == same_id(WATER)]
    assert water.text == "Taps are dry, as in §1."
    assert [(one.kind, one.text) for one in water.items] == [(ItemKind.REQUEST, "How many taps work?")]


LETTERS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"], include_characters="\n\t"), min_size=1, max_size=120
).filter(lambda said: any(map(str.isalnum, said)))


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(LETTERS, min_size=1, max_size=5), item=LETTERS, data=st.data())
def test_whatever_was_written_comes_back_as_it_was(texts: list[str], item: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(texts) - 1))
    inside = data.draw(st.booleans())
    texts = [f"{text}\n\n{item} so." if inside and number == place else text for number, text in enumerate(texts)]
    kind = data.draw(st.sampled_from(list(ItemKind)))
    draft = replace(
        small(),
        remarks=(),
        paragraphs=tuple(
            SetParagraph(
                f"{number:032x}",
                number + 1,
                "Prisons",
                text,
                1,
                (SetItem("f" * 32, "1.1", kind, item),) if number == place else (),
            )
            for number, text in enumerate(texts)
        ),
    )
    found = judge(back(write(draft)), draft)
    assert [tidy(one.text) for one in found] == [tidy(text) for text in texts]
    assert {one.came for one in found} == {Came.SAME}
    assert [(one.came, one.here.kind if one.here else None) for all_ in found for one in all_.items] == [
        (ItemCame.SAME, kind)
    ]


# Tracked changes


def test_words_taken_out_and_put_in_are_kept_with_who_did_it_and_when() -> None:
    file = edited()
    file.take_out("rains in", "Maud Keller")
    file.put_in("pours in", "Maud Keller", after="It ")
    roof = paragraph(back(file.saved()), ROOF)
    assert roof.text == "It pours in. Mend the roof of wing B. See also §3."
    assert roof.before == "It rains in. Mend the roof of wing B. See also §3."
    assert roof.changes == (Change("Maud Keller", DAY, inserted="pours in", deleted="rains in"),)


def test_a_tracked_change_becomes_a_suggestion_on_the_wording_that_left() -> None:
    file = edited()
    file.take_out("Nothing", "Jonas Berg")
    file.put_in("Nobody", "Jonas Berg", after=" was found.")
    found = of(judged(file), NIGHT)
    assert (found.came, found.of_wording, found.authors) == (Came.CHANGED_THERE, 1, ("Jonas Berg",))
    assert found.base == "Nothing was found."


def test_what_one_put_in_and_another_took_out_is_in_neither_text() -> None:
    file = edited()
    noted = file.put_in(" at night", "Ana Prieto", after="Nothing was found")
    inner = file._noted("del", "Jonas Berg")
    run = noted[0]
    noted.append(inner)
    inner.append(run)
    run.find(w("t")).tag = w("delText")
    night = paragraph(back(file.saved()), NIGHT)
    assert (night.text, night.before, night.changes) == ("Nothing was found.", "Nothing was found.", ())


def test_changes_of_two_people_are_kept_apart() -> None:
    file = edited()
    file.take_out("Nothing", "Jonas Berg")
    file.put_in(" There.", "Ana Prieto", after=" was found.")
    assert [one.by for one in paragraph(back(file.saved()), NIGHT).changes] == ["Jonas Berg", "Ana Prieto"]


def test_a_paragraph_taken_out_with_tracking_is_removed_by_somebody() -> None:
    file = edited()
    file.take_out_paragraph("Taps are dry", "Jonas Berg")
    file.take_out_paragraph("How many taps", "Jonas Berg")
    found = back(file.saved())
    assert same_id(WATER) not in [one.id for one in found.paragraphs]
    gone = of(judged(file), WATER)
    assert gone.came is Came.REMOVED
    assert gone.authors == ("Jonas Berg",)
    assert gone.base == "Taps are dry, as in §1."
    assert {one.came for one in judged(file) if one.here and one.here.id != WATER} == {Came.SAME}


def test_the_item_after_a_paragraph_taken_out_stays_in_one_of_its_own() -> None:
    file = edited()
    file.take_out_paragraph("Taps are dry", "Jonas Berg")
    found = judged(file)
    assert of(found, WATER).came is Came.REMOVED
    (new,) = [one for one in found if one.came is Came.NEW]
    assert (new.text, [item.came for item in new.items]) == ("How many taps work?", [ItemCame.MOVED])


def test_a_paragraph_written_with_tracking_is_new_and_the_one_before_it_unchanged() -> None:
    file = edited()
    file.write_paragraph("The yard is a cage.", "Jonas Berg", after="Nothing was found.")
    found = judged(file)
    assert [one.came for one in found] == [Came.SAME] * 5 + [Came.NEW]
    assert found[-1].text == "The yard is a cage."
    assert found[-1].authors == ("Jonas Berg",)
    assert found[-1].there is not None
    assert found[-1].there.chapter == "Police"
    assert found[-1].after == NIGHT


def test_a_paragraph_written_before_another_does_not_take_its_place() -> None:
    file = edited()
    night = file.paragraph("Nothing was found.")
    new = file.write("Before.", "Report paragraph", after="Nobody is there")
    night.addprevious(new)
    start = night.find(w("bookmarkStart"))
    new.insert(1, start)  # Word leaves the mark with what is typed in front of it
    run = new.find(w("r"))
    noted = file._noted("ins", "Jonas Berg")
    run.addprevious(noted)
    noted.append(run)
    found = judged(file)
    assert of(found, NIGHT).came is Came.SAME
    assert [one.text for one in found if one.came is Came.NEW] == ["Before."]


def test_two_paragraphs_joined_with_tracking_are_one_and_one_removed() -> None:
    file = edited()
    file.end_of(file.paragraph("Taps are dry"), "del", "Jonas Berg")
    file.drop("How many taps")
    file.put_in(" Now.", "Ana Prieto", after="Put a guard on the wing tonight.")
    found = judged(file)
    assert of(found, WATER).authors == ("Ana Prieto",)
    assert of(found, STAFF).authors == ()
    assert of(found, WATER).came is Came.CHANGED_THERE
    assert of(found, WATER).text.startswith("Taps are dry, as in §1.Nobody is there at night.")
    assert of(found, STAFF).came is Came.REMOVED


def test_a_paragraph_divided_with_tracking_is_whole_in_the_text_before() -> None:
    file = edited()
    file.change("Nothing was found.", "Nothing was")
    rest = file.write(" found.", "Report paragraph", after="Nothing was")
    file.end_of(file.paragraph("Nothing was"), "ins", "Jonas Berg")
    assert rest is not None
    found = back(file.saved())
    assert paragraph(found, NIGHT).before == "Nothing was found."
    assert [(one.id is None, one.text) for one in found.paragraphs][-2:] == [(False, "Nothing was"), (True, "found.")]


def test_a_reference_that_word_shows_in_two_pieces_is_one_number() -> None:
    file = edited()
    field = next(file.root.iter(w("fldSimple")))
    field.append(file.run_of("4"))
    assert of(judged(file), ROOF).text.endswith("See also §3.")


def test_a_heading_above_another_comes_back_where_it_stood() -> None:
    one, two, three = small().paragraphs[:3]
    chapters = ("Prisons › Material conditions", "Prisons", "Prisons › Material conditions")
    draft = replace(
        small(),
        paragraphs=tuple(replace(par, chapter=said) for par, said in zip((one, two, three), chapters, strict=True)),
    )
    assert tuple(par.chapter for par in back(write(draft)).paragraphs) == chapters


def test_a_tracked_move_is_a_move_and_not_a_loss() -> None:
    file = edited()
    moved = file.paragraph("Nothing was found.")
    copy = file.write("Nothing was found.", "Report paragraph", after="Cells for one")
    copy.insert(1, moved.find(w("bookmarkStart")))
    run = copy.find(w("r"))
    noted = file._noted("moveTo", "Jonas Berg")
    run.addprevious(noted)
    noted.append(run)
    file.end_of(copy, "moveTo", "Jonas Berg")
    old = moved.find(w("r"))
    noted = file._noted("moveFrom", "Jonas Berg")
    old.addprevious(noted)
    noted.append(old)
    file.end_of(moved, "moveFrom", "Jonas Berg")
    found = of(judged(file), NIGHT)
    assert (found.came, found.moved, found.after) == (Came.SAME, True, CELLS)
    assert found.chapter == "Prisons › Material conditions"


def test_what_says_how_something_looked_before_is_no_change_of_words() -> None:
    file = edited()
    properties = file.run("Nothing was found.").find(w("rPr"))
    run = file.run("Nothing was found.")
    assert properties is None
    properties = etree.Element(w("rPr"))
    run.insert(0, properties)
    changed = file._noted("rPrChange", "Jonas Berg")
    properties.append(changed)
    etree.SubElement(changed, w("rPr"))
    numbers = etree.SubElement(file.paragraph("Taps are dry").find(w("pPr")), w("numPr"))
    numbers.append(file._noted("ins", "Jonas Berg"))
    found = judged(file)
    assert {one.came for one in found} == {Came.SAME}
    assert all(one.there and one.there.before == one.there.text for one in found)
    assert not any(one.there and one.there.changes for one in found)


# Changes that nobody noted


def test_words_changed_without_tracking_are_found_all_the_same() -> None:
    file = edited()
    file.change("Nothing was found.", "All was well.")
    found = of(judged(file), NIGHT)
    assert (found.came, found.text, found.base) == (Came.CHANGED_THERE, "All was well.", "Nothing was found.")
    assert found.authors == ()


def test_a_paragraph_moved_by_hand_stands_after_another_and_its_references_follow() -> None:
    file = edited()
    file.move("Nothing was found.", after="It rains in.")
    found = judged(file)
    assert [one.here.id for one in found if one.here and one.moved] == [NIGHT]
    assert of(found, NIGHT).after == ROOF
    assert of(found, NIGHT).came is Came.SAME
    assert [one.text for one in found if one.here and one.here.id == ROOF] == [
        "It rains in. Mend the roof of wing B. See also §3."
    ]


def test_a_paragraph_deleted_by_hand_is_removed_but_one_written_here_since_is_not() -> None:
    file = edited()
    file.drop("Nothing was found.")
    later = SetParagraph("c0000000-0000-4000-8000-000000000009", 6, "Police", "Written here later.")
    found = judged(file, replace(small(), paragraphs=(*small().paragraphs, later)))
    assert [one.came for one in found if one.here] == [Came.SAME] * 4 + [Came.REMOVED]
    assert later.id not in {one.here.id for one in found if one.here}


def test_a_paragraph_that_lost_its_mark_is_known_by_where_it_stands() -> None:
    file = edited()
    one = file.paragraph("Two share")
    for mark in list(one.iter(w("bookmarkStart"))):
        one.remove(mark)
    file.change("Two share 6 m² ", "Two men share 6 m² ")
    found = of(judged(file), CELLS)
    assert (found.came, found.by_place) == (Came.CHANGED_THERE, True)


def test_a_heading_that_was_renamed_changes_the_chapter_of_what_stands_under_it() -> None:
    file = edited()
    file.change("Water", "Water and heating")
    found = judged(file)
    assert {one.here.id: one.chapter for one in found if one.here and one.chapter} == {
        WATER: "Prisons › Water and heating",
        STAFF: "Prisons › Water and heating",
    }


# Items


def test_an_item_reworded_there_is_known_by_its_control() -> None:
    file = edited()
    file.change("Mend the roof of wing B.", "Replace the roof of wing B.")
    (item,) = of(judged(file), ROOF).items
    assert (item.came, item.here and item.here.id) == (ItemCame.REWORDED, MEND)
    assert item.there == BackItem(
        same_id(MEND), ItemKind.RECOMMENDATION, "Replace the roof of wing B.", "Replace the roof of wing B."
    )


def test_an_item_reworded_with_tracking_keeps_what_it_said() -> None:
    file = edited()
    file.take_out("Mend", "Jonas Berg")
    file.put_in("Replace", "Jonas Berg", after=" the roof of wing B.")
    (item,) = of(judged(file), ROOF).items
    assert item.there is not None
    assert item.there.before == "Mend the roof of wing B."


def test_words_marked_there_become_an_item() -> None:
    file = edited()
    file.mark("Nothing was found.", "Request for information")
    (item,) = of(judged(file), NIGHT).items
    assert item.came is ItemCame.ADDED
    assert item.there == BackItem(None, ItemKind.REQUEST, "Nothing was found.", "Nothing was found.")


def test_an_item_marked_there_as_of_another_kind_says_so() -> None:
    file = edited()
    file.mark("Mend the roof of wing B.", "Comment")
    (item,) = of(judged(file), ROOF).items
    assert (item.came, item.there and item.there.kind) == (ItemCame.OTHER_KIND, ItemKind.COMMENT)


def test_an_item_whose_mark_was_lost_is_named_and_its_words_stand() -> None:
    file = edited()
    file.open_controls()
    file.forget("bookmarkStart")
    for style in list(file.root.iter(w("rStyle"))):
        style.getparent().remove(style)
    (item,) = of(judged(file), ROOF).items
    assert (item.came, item.here and item.here.id) == (ItemCame.MARK_LOST, MEND)


def test_an_item_without_control_and_bookmark_is_known_by_its_style_and_words() -> None:
    file = edited()
    file.open_controls()
    for mark in list(file.root.iter(w("bookmarkStart"))):
        if (mark.get(w("name")) or "").startswith("i_"):
            mark.getparent().remove(mark)
    assert [item.came for one in judged(file) for item in one.items] == [ItemCame.SAME] * 4


def test_an_item_moved_to_another_paragraph_is_moved_and_not_lost() -> None:
    file = edited()
    control = next(file.run("Mend the roof of wing B.").iterancestors(w("sdt")))
    file.paragraph("Nothing was found.").append(control)
    for mark in list(file.root.iter(w("bookmarkStart"))):
        if (mark.get(w("name")) or "").startswith("i_"):
            mark.getparent().remove(mark)
    found = judged(file)
    assert [item.came for item in of(found, NIGHT).items] == [ItemCame.MOVED]
    assert of(found, ROOF).items == ()


def test_an_item_taken_out_is_removed() -> None:
    file = edited()
    file.take_out("Put a guard on the wing tonight.", "Jonas Berg")
    (item,) = of(judged(file), STAFF).items
    assert (item.came, item.here and item.here.id) == (ItemCame.REMOVED, AT_ONCE)


def test_a_control_that_only_asks_to_be_filled_holds_no_words() -> None:
    file = edited()
    control = next(file.run("Mend the roof of wing B.").iterancestors(w("sdt")))
    etree.SubElement(control.find(w("sdtPr")), w("showingPlcHdr"))
    file.change("Mend the roof of wing B.", "Click or tap here to enter text.")
    roof = of(judged(file), ROOF)
    assert "Click" not in roof.text
    assert [item.came for item in roof.items] == [ItemCame.REMOVED]


# Comments


def test_a_comment_comes_back_with_author_day_words_and_what_it_stands_beside() -> None:
    file = edited()
    file.comment("Nothing was found.", "Really?\nAsk Tomás.", "Jonas Berg")
    (comment,) = of(judged(file), NIGHT).comments
    assert not comment.held
    assert (comment.comment.by, comment.comment.at, comment.comment.text, comment.comment.beside) == (
        "Jonas Berg",
        DAY,
        "Really?\nAsk Tomás.",
        "Nothing was found.",
    )


def test_a_remark_that_left_is_held_and_stands_on_its_item() -> None:
    (comment,) = of(judged(edited()), CELLS).comments
    assert comment.held
    assert comment.comment.item == same_id(SPACE)


def test_a_comment_on_a_heading_goes_to_the_paragraph_after_it() -> None:
    file = edited()
    file.comment("Water", "Rename.", "Jonas Berg")
    assert [one.comment.text for one in of(judged(file), WATER).comments] == ["Rename."]


# Files that harm, or are none


def test_a_file_of_another_kind_is_unreadable() -> None:
    assert isinstance(read_back(b"%PDF-1.7"), Unreadable)
    assert isinstance(read_back(write(small())[:-200]), Unreadable)


def test_a_file_with_a_document_type_is_unreadable() -> None:
    file = edited()
    file.saved()
    told = b'<!DOCTYPE d [<!ENTITY a "aaaa">]>' + file.parts["word/document.xml"]
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as made:
        for name, said in file.parts.items():
            made.writestr(name, told if name == "word/document.xml" else said)
    assert isinstance(read_back(written.getvalue()), Unreadable)


def test_a_file_that_unpacks_to_far_too_much_is_unreadable() -> None:
    file = edited()
    run = file.run("Nothing was found.")
    run.find(w("t")).text = "a" * (17 * 1024 * 1024)
    found = read_back(file.saved())
    assert isinstance(found, Unreadable)


def test_a_field_left_open_swallows_nothing_that_follows() -> None:
    file = edited()
    run = file.run("It ")
    before = etree.Element(w("r"))
    etree.SubElement(before, w("fldChar"), {w("fldCharType"): "begin"})
    run.addprevious(before)
    found = judged(file)
    assert [one.came for one in found][1:] == [Came.SAME] * 4


# Through another program


def office() -> str | None:
    return os.environ.get("SOFFICE") or shutil.which("soffice") or shutil.which("libreoffice")


@pytest.mark.skipif(office() is None, reason="LibreOffice is not installed (Debian: libreoffice-writer-nogui)")
def test_libreoffice_keeps_text_marks_comments_and_tracked_changes(tmp_path: Path) -> None:
    file = edited()
    file.take_out("Nothing", "Jonas Berg")
    file.put_in("Nobody", "Jonas Berg", after=" was found.")
    file.comment("Taps are dry, as in §", "Since when?", "Jonas Berg")
    file.write_paragraph("The yard is a cage.", "Jonas Berg", after="Two share")
    (tmp_path / "draft.docx").write_bytes(file.saved())
    subprocess.run(
        [
            str(office()),
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(tmp_path / "out"),
            str(tmp_path / "draft.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    through = judge(back((tmp_path / "out" / "draft.docx").read_bytes()), small())
    straight = judged(file)
    assert [(one.came, tidy(one.text), one.authors) for one in through] == [
        (one.came, tidy(one.text), one.authors) for one in straight
    ]
    assert [(one.came, one.here and one.here.id) for all_ in through for one in all_.items] == [
        (one.came, one.here and one.here.id) for all_ in straight for one in all_.items
    ]
    assert [(one.comment.text, one.held) for all_ in through for one in all_.comments] == [
        (one.comment.text, one.held) for all_ in straight for one in all_.comments
    ]
