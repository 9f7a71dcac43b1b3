"""Edits of a Word file as Word makes them, with and without noting them, so that no test needs Word."""

import io
import zipfile
from copy import deepcopy
from typing import Any

from lxml import etree

from unannounced.crafts.word.marking_up import W
from unannounced.crafts.word.marks import style_id

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
DAY = "2030-06-01T09:00:00Z"


def w(name: str) -> str:
    """A name in Word's own space."""
    return f"{{{W}}}{name}"


class Edited:
    """A Word file that somebody works on; every edit is one that Word writes the same way."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            self.parts = {one.filename: file.read(one) for one in file.infolist()}
        self.root: Any = etree.fromstring(self.parts["word/document.xml"])
        self._number = 900

    def saved(self) -> bytes:
        """The file with its edits."""
        self.parts["word/document.xml"] = etree.tostring(self.root)
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
            for name, told in self.parts.items():
                file.writestr(name, told)
        return written.getvalue()

    # Finding

    def run(self, words: str) -> Any:
        """The run that is exactly these words, cut out of a longer one if need be; the last of them in the text."""
        for text in self.root.iter(w("t")):
            run = text.getparent()
            aside = any(parent.tag in (w("del"), w("moveFrom")) for parent in run.iterancestors())
            if words in (text.text or "") and not aside and not self._is_drawn(run):
                return self._cut(run, text, words)
        raise AssertionError(f"no run says: {words}")

    def paragraph(self, words: str) -> Any:
        """The paragraph with these words, which may be spread over its runs."""
        for one in self.root.iter(w("p")):
            said = "".join(text.text or "" for text in one.iter(w("t")))
            if words in said and not self._is_drawn(one):
                return one
        raise AssertionError(f"no paragraph says: {words}")

    @staticmethod
    def _is_drawn(one: Any) -> bool:
        """Whether it is part of the contents or of the appendix."""
        tags = [
            tag.get(w("val"))
            for tag in (parent.find(f"{w('sdtPr')}/{w('tag')}") for parent in one.iterancestors(w("sdt")))
            if tag is not None
        ]
        in_paragraph = one if one.tag == w("p") else next(one.iterancestors(w("p")))
        style = in_paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        return "drawn" in tags or (style is not None and style.get(w("val"), "").startswith("TOC"))

    def _cut(self, run: Any, text: Any, words: str) -> Any:
        before, _, after = text.text.partition(words)
        text.text = words
        text.set(SPACE, "preserve")
        for said, add in ((before, run.addprevious), (after, run.addnext)):
            if said:
                other = deepcopy(run)
                other.find(w("t")).text = said
                other.find(w("t")).set(SPACE, "preserve")
                add(other)
        return run

    # Noted

    def _noted(self, name: str, by: str) -> Any:
        self._number += 1
        return etree.Element(w(name), {w("id"): str(self._number), w("author"): by, w("date"): DAY})

    def take_out(self, words: str, by: str, name: str = "del") -> Any:
        """Somebody takes out words, and it is noted."""
        run = self.run(words)
        noted = self._noted(name, by)
        run.addprevious(noted)
        noted.append(run)
        if name == "del":
            for text in run.iter(w("t")):
                text.tag = w("delText")
        return noted

    def put_in(self, words: str, by: str, *, after: str, name: str = "ins") -> Any:
        """Somebody puts in words after others, and it is noted."""
        run = self.run(after)
        noted = self._noted(name, by)
        noted.append(self.run_of(words, run))
        run.addnext(noted)
        return noted

    @staticmethod
    def run_of(words: str, like: Any = None) -> Any:
        """A run of words in the style of another."""
        run = etree.Element(w("r"))
        if like is not None and like.find(w("rPr")) is not None:
            run.append(deepcopy(like.find(w("rPr"))))
        text = etree.SubElement(run, w("t"), {SPACE: "preserve"})
        text.text = words
        return run

    def end_of(self, paragraph: Any, name: str, by: str) -> None:
        """Note that the end of a paragraph was put in or taken out."""
        properties = paragraph.find(w("pPr"))
        if properties is None:
            properties = etree.Element(w("pPr"))
            paragraph.insert(0, properties)
        mark = properties.find(w("rPr"))
        mark = etree.SubElement(properties, w("rPr")) if mark is None else mark
        mark.append(self._noted(name, by))

    def take_out_paragraph(self, words: str, by: str, name: str = "del") -> None:
        """Somebody takes out a whole paragraph, and it is noted."""
        paragraph = self.paragraph(words)
        for run in list(paragraph.iter(w("r"))):
            noted = self._noted(name, by)
            run.addprevious(noted)
            noted.append(run)
            for text in list(run.iter(w("t"))) if name == "del" else ():
                text.tag = w("delText")
        self.end_of(paragraph, name, by)

    def write_paragraph(self, words: str, by: str, *, after: str) -> Any:
        """Somebody presses Enter at the end of a paragraph and writes: the new end is that of the one before."""
        before = self.paragraph(after)
        new = etree.Element(w("p"))
        style = before.find(f"{w('pPr')}/{w('pStyle')}")
        if style is not None:
            etree.SubElement(new, w("pPr")).append(deepcopy(style))
        noted = self._noted("ins", by)
        noted.append(self.run_of(words))
        new.append(noted)
        self.end_of(before, "ins", by)
        before.addnext(new)
        return new

    # Not noted

    def change(self, words: str, to: str) -> None:
        """Somebody changes words without noting it."""
        self.run(words).find(w("t")).text = to

    def write(self, words: str, style: str = "", *, after: str) -> Any:
        """Somebody writes a paragraph after another without noting it."""
        new = etree.Element(w("p"))
        if style:
            etree.SubElement(etree.SubElement(new, w("pPr")), w("pStyle"), {w("val"): style_id(style)})
        new.append(self.run_of(words))
        self.paragraph(after).addnext(new)
        return new

    def move(self, words: str, *, after: str) -> None:
        """Somebody moves a paragraph without noting it."""
        self.paragraph(after).addnext(self.paragraph(words))

    def drop(self, words: str) -> None:
        """Somebody deletes a paragraph without noting it."""
        paragraph = self.paragraph(words)
        paragraph.getparent().remove(paragraph)

    def mark(self, words: str, style: str) -> None:
        """Somebody gives words the style that marks an item."""
        run = self.run(words)
        properties = run.find(w("rPr"))
        if properties is None:
            properties = etree.Element(w("rPr"))
            run.insert(0, properties)
        for old in properties.findall(w("rStyle")):
            properties.remove(old)
        properties.insert(0, etree.Element(w("rStyle"), {w("val"): style_id(style)}))

    def forget(self, *names: str) -> None:
        """Take out marks such as bookmarks or tags everywhere, as another program may."""
        for name in names:
            for one in list(self.root.iter(w(name))):
                one.getparent().remove(one)

    def open_controls(self) -> None:
        """Take the content controls away and leave what is in them, as another program may."""
        for control in list(self.root.iter(w("sdt"))):
            for inside in list(control.find(w("sdtContent"))):
                control.addprevious(inside)
            control.getparent().remove(control)

    def comment(self, words: str, said: str, by: str) -> None:
        """Somebody comments on words."""
        run = self.run(words)
        root: Any = etree.fromstring(self.parts["word/comments.xml"])
        number = str(len(root) + 50)
        one = etree.SubElement(root, w("comment"), {w("id"): number, w("author"): by, w("date"): DAY})
        for line in said.split("\n"):
            etree.SubElement(one, w("p")).append(self.run_of(line))
        self.parts["word/comments.xml"] = etree.tostring(root)
        run.addprevious(etree.Element(w("commentRangeStart"), {w("id"): number}))
        reference = etree.Element(w("r"))
        etree.SubElement(reference, w("commentReference"), {w("id"): number})
        run.addnext(reference)
        run.addnext(etree.Element(w("commentRangeEnd"), {w("id"): number}))
