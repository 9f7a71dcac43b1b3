"""An XForm as it stands: its questions with their labels in every language, and the lists they choose from."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from unannounced.crafts.forming.problems import refused
from unannounced.duties.words import say

XF = "{http://www.w3.org/2002/xforms}"
H = "{http://www.w3.org/1999/xhtml}"
JR = "{http://openrosa.org/javarosa}"
ORX = "{http://openrosa.org/xforms}"
LARGEST_XML = 20 * 1024 * 1024

Element = etree._Element
Words = Mapping[str, str]
"""A label by language; a form with one language has it under ""."""

_NOT_TRANSLATED = "-"  # what pyxform writes where a language has no words
_ID = re.compile(r"jr:itext\(\s*'([^']*)'\s*\)")
_LIST = re.compile(r"instance\(\s*'([^']+)'\s*\)")


@dataclass(frozen=True, slots=True)
class Question:
    """One question, or something reckoned: its path without positions, its type, its words."""

    path: str
    kind: str
    control: str
    labels: Words
    hints: Words
    choices: Mapping[str, Words] = field(default_factory=dict)
    relevant: str = ""
    required: bool = False
    read_only: bool = False
    constraint: str = ""
    calculation: str = ""

    @property
    def name(self) -> str:
        """The last word of the path."""
        return self.path.rsplit("/", 1)[-1]

    def label(self, language: str = "") -> str:
        """The label in a language, in another one where it has none there, or the name."""
        return in_language(self.labels, language) or self.name


@dataclass(frozen=True, slots=True)
class Form:
    """A form as it stands: who it is, and every question in the order of its instance."""

    form_id: str
    version: str
    title: str
    languages: Sequence[str]
    questions: Sequence[Question]
    sections: Mapping[str, Words]
    repeats: frozenset[str]

    def question(self, path: str) -> Question | None:
        """The question at a path."""
        return next((one for one in self.questions if one.path == path), None)

    @property
    def asked(self) -> list[Question]:
        """The questions that somebody answers: what is reckoned or kept of itself left out."""
        return [one for one in self.questions if one.control]


def in_language(words: Words, language: str) -> str:
    """The words in a language by its name or code (``English (en)``, ``en``), else in the first there are."""
    if language in words:
        return words[language]
    for name, said in words.items():
        if name.casefold().startswith(language.casefold()) or f"({language.casefold()})" in name.casefold():
            return said
    return next(iter(words.values()), "")


def parse_xml(text: str | bytes) -> Element:
    """An XML document without entities and networks. Raises ``NotAForm`` if it is none."""
    content = text.encode() if isinstance(text, str) else text
    wrong = refused(say("What came is not well-formed XML."), say("Fetch it again from where it came."))
    if len(content) > LARGEST_XML:
        raise wrong
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise wrong from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise wrong
    return root


def read_xform(text: str) -> Form:
    """The form that an XForm describes. Raises ``NotAForm`` if it is none."""
    root = parse_xml(text)
    model = root.find(f"{H}head/{XF}model")
    instance = model.find(f"{XF}instance") if model is not None else None
    if model is None or instance is None or not len(instance):
        raise refused(say("The XML is no XForm."), say("Enter the workbook again."))
    data = instance[0]
    words, languages = _translations(model)
    lists = _lists(model, words)
    binds = {one.get("nodeset", ""): one for one in model.iter(f"{XF}bind")}
    controls, sections, repeats = _controls(root, words)
    return Form(
        form_id=data.get("id", "") or data.tag.rsplit("}", 1)[-1],
        version=data.get("version", "") or data.get(f"{ORX}version", ""),
        title=root.findtext(f"{H}head/{H}title") or "",
        languages=languages,
        questions=[_question(path, binds.get(path), controls.get(path), words, lists) for path in _leaves(data)],
        sections=sections,
        repeats=frozenset(repeats),
    )


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rsplit("}", 1)[-1]


def _leaves(data: Element) -> list[str]:
    found: dict[str, None] = {}
    stack = [(data, f"/{local(data)}")]
    while stack:
        element, path = stack.pop()
        inner = [one for one in element if isinstance(one.tag, str)]
        if not inner and element is not data:
            found[path] = None
        stack += [(one, f"{path}/{local(one)}") for one in reversed(inner)]
    return list(found)


def _translations(model: Element) -> tuple[dict[str, Words], list[str]]:
    """Words by their id, each by language; the default language first."""
    found: dict[str, dict[str, str]] = {}
    languages: list[str] = []
    for one in model.iterfind(f"{XF}itext/{XF}translation"):
        language = one.get("lang", "")
        languages.insert(0 if one.get("default") == "true()" else len(languages), language)
        for text in one.iterfind(f"{XF}text"):
            value = next((value for value in text.iterfind(f"{XF}value") if not value.get("form")), None)
            if value is not None:
                found.setdefault(text.get("id", ""), {})[language] = said_by(value)
    ordered: dict[str, Words] = {
        key: {name: words[name] for name in languages if words.get(name, _NOT_TRANSLATED) != _NOT_TRANSLATED}
        for key, words in found.items()
    }
    return ordered, languages or [""]


def said_by(element: Element) -> str:
    """The text of a label; what is filled in from an answer stands as ``{name}``."""
    text = element.text or ""
    for one in element:
        if local(one) == "output":
            text += "{" + one.get("value", "").strip().rsplit("/", 1)[-1] + "}"
        else:
            text += "".join(str(part) for part in one.itertext())
        text += one.tail or ""
    return " ".join(text.split())


def _words_of(element: Element | None, words: Mapping[str, Words]) -> Words:
    if element is None:
        return {}
    found = _ID.search(element.get("ref", ""))
    if found:
        return words.get(found[1], {})
    said = said_by(element)
    return {"": said} if said else {}


def _lists(model: Element, words: Mapping[str, Words]) -> dict[str, dict[str, Words]]:
    found: dict[str, dict[str, Words]] = {}
    for instance in model.iterfind(f"{XF}instance"):
        name = instance.get("id")
        if not name:
            continue
        for item in instance.iter(f"{XF}item"):
            told = {local(one): one.text or "" for one in item}
            said = words.get(told.get("itextId", ""), {}) or {"": told.get("label", "")}
            found.setdefault(name, {})[told.get("name", "")] = said
    return found


def _controls(root: Element, words: Mapping[str, Words]) -> tuple[dict[str, Element], dict[str, Words], list[str]]:
    controls: dict[str, Element] = {}
    sections: dict[str, Words] = {}
    repeats: list[str] = []
    body = root.find(f"{H}body")
    for one in body.iter() if body is not None else ():
        path = one.get("ref") or one.get("nodeset") or ""
        match local(one):
            case "group":
                sections.setdefault(path, _words_of(one.find(f"{XF}label"), words))
            case "repeat":
                repeats.append(path)
            case "input" | "select" | "select1" | "upload" | "trigger" | "range" | "rank":
                controls[path] = one
    return controls, {path: said for path, said in sections.items() if path}, repeats


def _question(
    path: str,
    bind: Element | None,
    control: Element | None,
    words: Mapping[str, Words],
    lists: Mapping[str, Mapping[str, Words]],
) -> Question:
    said: Mapping[str, str] = {str(name): str(value) for name, value in bind.attrib.items()} if bind is not None else {}
    return Question(
        path=path,
        kind=said.get("type", "string"),
        control=local(control) if control is not None else "",
        labels=_words_of(control.find(f"{XF}label"), words) if control is not None else {},
        hints=_words_of(control.find(f"{XF}hint"), words) if control is not None else {},
        choices=_choices(control, words, lists) if control is not None else {},
        relevant=said.get("relevant", ""),
        required=said.get("required", "") in ("true()", "yes"),
        read_only=said.get("readonly", "") in ("true()", "yes"),
        constraint=said.get("constraint", ""),
        calculation=said.get("calculate", ""),
    )


def _choices(
    control: Element, words: Mapping[str, Words], lists: Mapping[str, Mapping[str, Words]]
) -> Mapping[str, Words]:
    itemset = control.find(f"{XF}itemset")
    if itemset is not None:
        found = _LIST.search(itemset.get("nodeset", ""))
        return lists.get(found[1], {}) if found else {}
    return {
        item.findtext(f"{XF}value") or "": _words_of(item.find(f"{XF}label"), words)
        for item in control.iterfind(f"{XF}item")
    }
