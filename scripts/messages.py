"""Gather the sentences to translate into the catalogues, and say what is missing in them.

Every room speaks English and French. Portal and intake room speak more languages: their catalogues lie with them, and
hold the sentences of the room and of whatever it imports. They are named ``portal/uk``, and those of every room ``fr``.

``messages.py`` writes each catalogue anew: translations are kept, sentences that are gone are dropped, and the
``.mo`` that Django reads is compiled beside it. ``messages.py --check`` writes nothing and exits with 1, naming
what is untranslated, fuzzy, obsolete or missing, and each translation with other placeholders than its English.
"""

import argparse
import ast
import io
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "unannounced"
LANGUAGES = ("fr",)
MORE = {"portal": ("uk", "ru", "ar"), "intake": ("ru", "uk", "tr", "ar")}
"""The languages that one room speaks besides."""
CATALOGUES = (*LANGUAGES, *(f"{room}/{language}" for room, languages in MORE.items() for language in languages))
KEYWORDS = {
    "_": None,
    "say": None,
    "act": None,
    "lazy": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
HEADER = "# The sentences of Unannounced. Gathered by scripts/messages.py; translate msgstr alone.\n#"
OF_A_CATALOGUE = Path("LC_MESSAGES", "django.po")
KEPT_HEADERS = ("Language:", "Plural-Forms:", "MIME-Version:", "Content-")
PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|(?<!\{)\{(\w*)[^{}]*\}(?!\})")

Key = tuple[str, str]  # context and English, in the singular
Gathered = tuple[str, str | None, str | tuple[str, ...]]  # file, context, English


def path_of(catalogue: str, package: Path = PACKAGE) -> Path:
    """Where a catalogue lies."""
    room, language = room_and_language(catalogue)
    return (package / "rooms" / room if room else package) / "locale" / language / OF_A_CATALOGUE


def room_and_language(catalogue: str) -> tuple[str, str]:
    """The room that speaks a language besides, empty for those of every room, and the language.

    >>> room_and_language("intake/tr"), room_and_language("fr")
    (('intake', 'tr'), ('', 'fr'))
    """
    room, _, language = catalogue.rpartition("/")
    return room, language


# Gathering


def gather(package: Path = PACKAGE, catalogue: str = "") -> Catalog:
    """Every sentence of the package that belongs into a catalogue, with the files it stands in."""
    found = Catalog(project="unannounced", charset="utf-8", fuzzy=False)
    room, _language = room_and_language(catalogue)
    for path in sorted(said_by(room, package) if room else _files(package)):
        where = path.relative_to(package.parent).as_posix()
        for _, context, english in sentences_in(path.read_text(encoding="utf-8"), where):
            _agree(found.get(_singular(english), context), english, where)
            found.add(english, context=context, locations=[(where, 0)])
    return found


def _files(folder: Path) -> Iterator[Path]:
    """The modules and templates in a folder."""
    for path in [*folder.rglob("*.py"), *folder.rglob("*.html"), *folder.rglob("*.txt")]:
        if "migrations" not in path.parts and (path.suffix == ".py" or "templates" in path.parts):
            yield path


def said_by(room: str, package: Path) -> set[Path]:
    """The modules and templates of a room, those that all rooms share, and the modules that either imports."""
    found = {path for one in (room, "web") for path in _files(package / "rooms" / one)}
    waiting = [path for path in found if path.suffix == ".py"]
    while waiting:
        for module in _imported(waiting.pop()):
            base = package.parent.joinpath(*module.split("."))
            for path in (base.with_suffix(".py"), base / "__init__.py"):
                if path.is_file() and path.is_relative_to(package) and path not in found:
                    found.add(path)
                    waiting.append(path)
    return found


def _imported(path: Path) -> Iterator[str]:
    """The names of what a module imports: modules, and names in them that may be modules."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (node.module, *(f"{node.module}.{one.name}" for one in node.names))


def sentences_in(text: str, where: str) -> Iterator[Gathered]:
    """The sentences marked in a module or, if ``where`` does not end in ``.py``, in a template."""
    source = text if where.endswith(".py") else as_python(text, where)
    for _, english, _, context in extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS):
        yield where, context, english


def as_python(template: str, where: str) -> str:
    """A template as calls of ``gettext`` and its like; all else is blanked, and no line is indented."""
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure(USE_I18N=True)
    return "\n".join(line.lstrip() for line in templatize(template, origin=where).splitlines())


def _singular(english: str | tuple[str, ...]) -> str:
    return english if isinstance(english, str) else english[0]


def _agree(held: Message | None, english: str | tuple[str, ...], where: str) -> None:
    """Refuse one sentence with two plurals: a catalogue can hold but one."""
    if held is not None and not isinstance(english, str) and not isinstance(held.id, str) and held.id != english:
        raise SystemExit(f"{where}: “{english[0]}” has another plural elsewhere. Give it the same, or a context.")


# Writing


def write(catalogue: str, package: Path = PACKAGE) -> list[str]:
    """Write a catalogue anew and compile it; return the translated sentences that were dropped."""
    path, held, found = path_of(catalogue, package), read(catalogue, package), gather(package, catalogue)
    _room, language = room_and_language(catalogue)
    gone = _keys(held).keys() - _keys(found).keys()
    dropped = [_name(message) for key, message in _keys(held).items() if key in gone and _is_translated(message)]
    catalog = Catalog(locale=language, project="unannounced", charset="utf-8", fuzzy=False, header_comment=HEADER)
    for message in found:
        if message.id:
            before = held.get(_singular(message.id), message.context)
            catalog.add(
                message.id,
                _kept(message, before, catalog.num_plurals),
                context=message.context,
                locations=message.locations,
                flags=before.flags & {"fuzzy"} if before else (),
                user_comments=before.user_comments if before else (),
            )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(as_text(catalog))
    compile_catalogue(path)
    return dropped


def _kept(message: Message, before: Message | None, plurals: int) -> str | tuple[str, ...]:
    """What ``message`` was translated as, if it still has a plural or still has none."""
    if before is None or isinstance(before.id, str) != isinstance(message.id, str):
        return "" if isinstance(message.id, str) else ("",) * plurals
    return before.string


def as_text(catalog: Catalog) -> bytes:
    """The catalogue as a file: sorted, with file names but no line numbers, and a header without dates."""
    out = io.BytesIO()
    write_po(out, catalog, width=100, sort_output=True, include_lineno=False)
    lines = out.getvalue().decode().split("\n")
    end = lines.index("")
    return "\n".join([*_head(lines[:end]), *lines[end:]]).encode()


def _head(lines: Iterable[str]) -> Iterator[str]:
    """The lines of a head that say nothing of a day or a tool; one that goes on in the next line is kept whole."""
    keeps = True
    begins = True
    for line in lines:
        if line.startswith('"'):
            keeps = line[1:].startswith(KEPT_HEADERS) if begins else keeps
            begins = line.endswith('\\n"')
        if keeps or not line.startswith('"'):
            yield line


def compile_catalogue(path: Path) -> None:
    """Write the ``.mo`` beside a ``.po``; what is fuzzy or not translated is left out."""
    with path.open("rb") as source, path.with_suffix(".mo").open("wb") as target:
        write_mo(target, read_po(source))


def read(catalogue: str, package: Path = PACKAGE) -> Catalog:
    """The catalogue as it lies there; an empty one where there is none."""
    path, (_room, language) = path_of(catalogue, package), room_and_language(catalogue)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as source:
        return read_po(source, locale=language)


# Checking


def problems(catalogue: str, package: Path = PACKAGE) -> list[str]:
    """What is wrong with a catalogue, each in a line; none if it is complete."""
    catalog = read(catalogue, package)
    held, wanted = _keys(catalog), _keys(gather(package, catalogue))
    wrong = [f"{catalogue}: missing: {_name(message)}" for key, message in wanted.items() if key not in held]
    obsolete = [message for key, message in held.items() if key not in wanted] + list(catalog.obsolete.values())
    wrong += [f"{catalogue}: obsolete: {_name(message)}" for message in obsolete]
    for message in held.values():
        wrong += [f"{catalogue}: {what}: {_name(message)}" for what in faults_of(message, catalog.num_plurals)]
    return wrong


def faults_of(message: Message, plurals: int = 2) -> Iterator[str]:
    """What is wrong with one translation into a language with so many plurals."""
    if message.fuzzy:
        yield "fuzzy"
    if not _is_translated(message) or (message.pluralizable and len(message.string) != plurals):
        yield "untranslated"
        return
    english = [placeholders(one) for one in _forms(message.id)]
    for string in _forms(message.string):
        if placeholders(string) not in english:
            yield f"other placeholders in “{string}”"


def placeholders(sentence: str) -> frozenset[str]:
    """The names in ``{braces}`` and in ``%(brackets)s``.

    >>> sorted(placeholders("{needed} of %(members)s, 5 %, {{literally}}"))
    ['members', 'needed']
    """
    return frozenset(named or braced for named, braced in PLACEHOLDER.findall(sentence))


def _forms(said: str | Iterable[str]) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said)


def _is_translated(message: Message) -> bool:
    return all(form.strip() for form in _forms(message.string)) and bool(message.string)


def _key(message: Message) -> Key:
    return message.context or "", _singular(message.id)


def _keys(catalog: Catalog) -> dict[Key, Message]:
    return {_key(message): message for message in catalog if message.id}


def _name(message: Message) -> str:
    context = f" [{message.context}]" if message.context else ""
    where = sorted({file for file, _ in message.locations})
    return f"“{_singular(message.id)}”{context}" + (f" ({where[0]})" if where else "")


def main() -> int:
    """Write, or check; 1 if a catalogue is not complete."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if something is missing")
    asked = parser.parse_args()
    if asked.check:
        wrong = [one for catalogue in CATALOGUES for one in problems(catalogue)]
        print("\n".join(wrong) or "Every sentence is translated.")
        return 1 if wrong else 0
    for catalogue in CATALOGUES:
        for dropped in write(catalogue):
            print(f"{catalogue}: dropped, with its translation: {dropped}")
        left = sum(": untranslated: " in one for one in problems(catalogue))
        print(f"{path_of(catalogue).relative_to(PACKAGE.parents[1])}: {left} sentences to translate")
    return 0


if __name__ == "__main__":
    sys.exit(main())
