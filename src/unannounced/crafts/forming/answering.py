"""An instance of a form as labelled answers, in any of the form's languages."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from unannounced.crafts.forming.xforms import Element, Form, Question, in_language, local, parse_xml, read_xform

_OF_ITSELF = frozenset({"instanceID", "instanceName", "deprecatedID", "start", "end", "today"})


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: where it stands, what was asked, and what was answered, in words.

    ``path`` are the labels of the sections around it, ``name`` and ``raw`` what the instance holds, ``kind`` its type;
    ``known`` is false where the form has no such question: it is shown all the same, by its name.
    """

    path: tuple[str, ...]
    label: str
    value: str
    name: str
    raw: str
    kind: str
    known: bool

    @property
    def question(self) -> str:
        """The label with the sections before it: ``Cells (2) › Area``."""
        return " › ".join([*self.path, self.label])


def answers_of(instance: str, xform: str, language: str = "") -> list[Answer]:
    """Every answer of an instance in the order of the form, in ``language`` (its name or code) where it has words.

    Questions left empty are left out. Raises ``NotAForm`` if either is not XML.
    """
    form, data = read_xform(xform), parse_xml(instance)
    questions = {one.path: one for one in form.questions}
    found: list[Answer] = []
    values = {local(one): (one.text or "").strip() for one in data.iter() if isinstance(one.tag, str) and not len(one)}
    _gather(data, f"/{local(data)}", (), form, questions, language, values, found)
    return found


def _gather(
    element: Element,
    path: str,
    within: tuple[str, ...],
    form: Form,
    questions: Mapping[str, Question],
    language: str,
    values: Mapping[str, str],
    found: list[Answer],
) -> None:
    inner = [one for one in element if isinstance(one.tag, str)]
    names = Counter(local(one) for one in inner)
    counted: Counter[str] = Counter()
    for one in inner:
        name = local(one)
        at = f"{path}/{name}"
        counted[name] += 1
        if name == "meta" or one.get("{http://openrosa.org/javarosa}template") is not None:
            continue
        if len(one):
            label = filled(in_language(form.sections.get(at, {}), language), values) or name
            if at in form.repeats or names[name] > 1:
                label = f"{label} ({counted[name]})"
            _gather(one, at, (*within, label), form, questions, language, values, found)
        elif text := (one.text or "").strip():
            found.append(_answer(name, text, within, questions.get(at), language, values))


def _answer(
    name: str, text: str, within: tuple[str, ...], question: Question | None, language: str, values: Mapping[str, str]
) -> Answer:
    if question is None:
        return Answer(within, name, text, name, text, "string", known=False)
    label = filled(question.label(language), values)
    return Answer(within, label, value_of(question, text, language), name, text, question.kind, known=True)


def value_of(question: Question, text: str, language: str = "") -> str:
    """What was answered, in words: choices by their labels, everything else as it stands."""
    if not question.choices:
        return text
    chosen = text.split() if question.control in ("select", "rank") else [text]
    return "; ".join(in_language(question.choices.get(one, {}), language) or one for one in chosen)


def filled(label: str, values: Mapping[str, str]) -> str:
    """A label with what it takes from answers.

    >>> filled("How many in {cell}?", {"cell": "A12"})
    'How many in A12?'
    """
    for name, value in values.items():
        label = label.replace("{" + name + "}", value or "…")
    return label


def files_named(instance: str, xform: str | None = None) -> list[str]:
    """The files that an instance names: photographs, sounds and other attachments, in order, each once."""
    data = parse_xml(instance)
    if is_encrypted(data):
        return encrypted_files(data)
    binary: set[str] | None = None
    if xform is not None:
        binary = {one.path for one in read_xform(xform).questions if one.kind == "binary"}
    found: dict[str, None] = {}
    for path, element in _leaves_of(data):
        text = (element.text or "").strip()
        if text and (path in binary if binary is not None else _looks_like_a_file(text)):
            found[text] = None
    return list(found)


def _leaves_of(data: Element) -> Sequence[tuple[str, Element]]:
    tree = etree.ElementTree(data)
    return [
        ("/" + "/".join(part.split("}")[-1].split("[")[0] for part in _parts(tree, one)), one)
        for one in data.iter()
        if isinstance(one.tag, str) and not len(one)
    ]


def _parts(tree: "etree._ElementTree", element: Element) -> list[str]:
    del tree
    parts = [local(element)]
    for above in element.iterancestors():
        parts.insert(0, local(above))
    return parts


def _looks_like_a_file(text: str) -> bool:
    stem, point, ending = text.rpartition(".")
    return bool(stem and point) and 2 <= len(ending) <= 5 and ending.isalnum() and "\n" not in text and "/" not in text


def is_encrypted(data: Element) -> bool:
    """Whether an instance is the manifest of one that ODK Collect encrypted."""
    return data.get("encrypted", "") == "yes"


def encrypted_files(data: Element) -> list[str]:
    """The files of an encrypted instance, in the order they were encrypted: the instance itself last."""
    names = [(one.text or "").strip() for one in data.iter() if local(one) == "file"]
    names += [(one.text or "").strip() for one in data.iter() if local(one) == "encryptedXmlFile"]
    return [name for name in dict.fromkeys(names) if name]
