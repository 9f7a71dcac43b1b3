"""The index of what was published, in its folder: one entry for each thing in each language, and who may write it.

Everything in it is public, so results are weighed by statistics of the whole (BM25). What an entry shows is kept in it:
a page of results needs no database. Written beside and put in its place when whole, or brought up to date in one go.
"""

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

import tantivy
from tantivy import Document, Order, Query

from unannounced.crafts.searching.index import IndexBusy, IndexDamaged, clear
from unannounced.crafts.searching.public.folding import folded, words_in
from unannounced.crafts.searching.public.languages import LANGUAGES
from unannounced.crafts.searching.public.mirroring import Mirror, is_of_writing

VERSION = f"public 7 tantivy {version('tantivy')}"  # other fields, stems or formats: build the index again
HEAP, LITTLE_HEAP = 384_000_000, 64_000_000  # bytes the writers gather before they write a segment
THREADS = 2
LIGHTER = 8.0
"""By how much less a page weighs than a paragraph that holds the words as well."""
SPARE = 50
"""So many more are ranked than a page needs, for what is light among them stands further back."""
_AS_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
REGISTER, INSIDE, RENDERED, NAME, LIGHT = "register", "inside", "rendered", "name", "light"
FOLDED = "folded"
LOOSE = "loose"
"""The words as they are written of what stems are not sure to find: in languages with accents, or in none known."""
NARROWED_BY = (
    REGISTER,
    "state",
    "body",
    "place",
    "topic",
    "kind",
    "position",
    "followup",
    "language",
    INSIDE,
    RENDERED,
)
"""Fields of which whole values are looked for and counted."""
SEVERAL = ("place", "topic")
"""Those of which an entry can have several: counted by a column that holds them as one value, ten times as fast."""
NOTE = "\tnote"
"""The group of what an index notes of itself."""
BETWEEN = "\x1f"
_NUMBER, _PLACE, _APART = 15, 10, 16
"""Bits of a rank below the day: paragraph, item in it, and above both what keeps documents of one day apart."""
_LAST = date.max.toordinal() << (_NUMBER + _PLACE + _APART)
"""The rank of what bears no day: behind all that does, whichever stands first."""


class Layer(StrEnum):
    """Fields that hold words: those of all that stands for itself, and those of what is found alone.

    What a paragraph stands for has its words in the second only: so nothing else is asked whether a paragraph does.
    """

    MAIN = ""
    ALONE = "alone"

    def of(self, field: str) -> str:
        """The name of a field in this layer."""
        return f"{field}_{self}" if self else field


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be found: ``text`` in ``language``, under a unique ``key``, written and dropped by ``group``.

    ``facets`` have the values it is narrowed down and counted by; ``shown`` whatever a page shows of it, as JSON.
    ``names`` are what it is called as a whole: whoever asks for one of them finds it first. ``came`` is the day since
    which it is here, 0 where that is not known; what is ``light`` stands behind what holds the words as well; what is
    ``alone`` can be looked for without paragraphs, and is weighed among its like then.
    """

    key: str
    group: str
    language: str
    text: str
    day: int
    facets: Mapping[str, tuple[str, ...]]
    shown: Mapping[str, object] = field(default_factory=dict)
    number: int = 0
    place: int = 0
    apart: int = 0
    symbol: str = ""
    names: tuple[str, ...] = ()
    came: int = 0
    light: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """An entry as it is found again."""

    text: str
    language: str
    key: str
    shown: Mapping[str, object]


class Writer:
    """What puts entries into an index; all of it stands when ``PublicIndex.write`` ends, or none."""

    def __init__(self, writer: tantivy.IndexWriter, schema: tantivy.Schema) -> None:
        self._writer = writer
        self._schema = schema

    def put(self, entry: Entry) -> None:
        """Index ``entry``; what stood under its group must have been dropped before."""
        self._writer.add_document(Document.from_dict(_document(entry), self._schema))

    def drop(self, group: str) -> None:
        """Find nothing of ``group`` any more."""
        self._writer.delete_documents_by_term("group", group)

    def note(self, manifest: Mapping[str, str]) -> None:
        """Keep of what the index is made: for each group a digest."""
        self._writer.delete_documents_by_term("group", NOTE)
        held = json.dumps(dict(manifest), separators=(",", ":")).encode()
        self._writer.add_document(Document.from_dict({"group": NOTE, "held": held}, self._schema))


class PublicIndex:
    """An index in ``folder``, made if there is none. ``IndexDamaged`` if it must be built again.

    Every search sees what was last written, by whatever process.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        _check_version(folder)
        self.schema = _schema()
        self._mirror: Mirror | None = None
        self._index = self._opened()
        for language in LANGUAGES.values():
            self._index.register_tokenizer(language.field, language.analyser)
        self._index.register_tokenizer("plain", _plain())
        self._seen = (0, 0)
        with self.reading():
            pass

    def _opened(self) -> tantivy.Index:
        """The index, through links where nothing may be written beside it."""
        try:
            try:
                return _index_in(self.folder, self.schema)
            except ValueError as why:
                if not is_of_writing(why):
                    raise
                self._mirror = Mirror(self.folder)
                return _index_in(self._mirror.path, self.schema)
        except (ValueError, OSError) as why:
            raise IndexDamaged(f"The index in {self.folder} cannot be opened. Clear it and build it again.") from why

    @contextmanager
    def write(self, *, much: bool = False) -> Iterator[Writer]:
        """Write to the index: all at the end, or nothing if it fails. ``IndexBusy`` if somebody else writes."""
        try:
            writer = self._index.writer(HEAP if much else LITTLE_HEAP, THREADS if much else 1)
        except ValueError as why:
            if "LockBusy" in str(why):
                raise IndexBusy("Somebody else is writing to the index. Try again when they have done.") from why
            raise IndexDamaged(f"The index in {self.folder} cannot be written to. Build it again.") from why
        whole = False
        try:
            yield Writer(writer, self.schema)
            writer.commit()
            whole = True
        finally:
            if not whole:
                writer.rollback()
            writer.wait_merging_threads()  # this gives the lock back

    def manifest(self) -> dict[str, str]:
        """Of what the index is made; empty if it was never finished."""
        with self.reading() as searcher:
            hits = searcher.search(Query.term_query(self.schema, "group", NOTE), limit=1).hits
            if not hits:
                return {}
            return {str(key): str(value) for key, value in json.loads(_bytes(searcher.doc(hits[0][1]))).items()}

    @property
    def edition(self) -> tuple[int, int]:
        """What changes whenever something was written."""
        now = (self.folder / "meta.json").stat()
        return now.st_ino, now.st_mtime_ns

    @contextmanager
    def reading(self) -> Iterator[tantivy.Searcher]:
        """The index as it was last written. A look at one file tells whether it is another than before."""
        try:
            if self._seen != (now := self.edition):
                if self._mirror is not None:
                    self._mirror.follow()
                self._index.reload()
                self._seen = now
            yield self._index.searcher()
        except (OSError, ValueError) as why:
            raise IndexDamaged(f"The index in {self.folder} cannot be read. Clear it and build it again.") from why


def together(name: str) -> str:
    """The column that holds all values of a field of an entry as one."""
    return f"{name}_together"


def _index_in(folder: Path, schema: tantivy.Schema) -> tantivy.Index:
    index = tantivy.Index(schema, str(folder))
    index.config_reader("manual")
    return index


def ranked(
    searcher: tantivy.Searcher, query: Query, sort: str, limit: int, offset: int
) -> tuple[int, list[tuple[float, tantivy.DocAddress]]]:
    """How many match, and a page of them by weight, by day, or what ``came`` last first."""
    reach = max(1, min(offset + limit, searcher.num_docs))
    if sort in ("newest", "came"):
        result = searcher.search(query, limit=reach, order_by_field=sort)
    elif sort == "oldest":
        result = searcher.search(query, limit=reach, order_by_field="oldest", order=Order.Asc)
    else:
        result = searcher.search(query, limit=reach)
    hits = [(float(score), address) for score, address in result.hits[offset : offset + limit]]
    return int(result.count), hits  # type: ignore[attr-defined]  # the stubs forgot it


def weighed(
    searcher: tantivy.Searcher, query: Query, limit: int, offset: int
) -> tuple[int, list[tuple[float, tantivy.DocAddress]]]:
    """How many match, and a page of them by weight, what is light weighing less.

    Few are: more are ranked than the page needs, and those of them that are light put where they belong. What was not
    ranked weighs no more than the last that was, so enough that is not light makes a page.
    """
    end = offset + limit
    reach = end + SPARE
    while True:
        total, found = ranked(searcher, query, "best", reach, 0)
        light = numbers_at(searcher, LIGHT, [address for _, address in found])
        if len(found) - sum(light) >= end or len(found) < reach:
            hits = sorted(
                ((score - LIGHTER * less, address) for (score, address), less in zip(found, light, strict=True)),
                key=lambda hit: -hit[0],
            )
            return total, hits[offset:end]
        reach *= 4


def held(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> Held:
    """What an entry has to show."""
    text, language, key, shown = json.loads(_bytes(searcher.doc(address)))
    return Held(text, language, key, shown)


def same_of(key: str) -> int:
    """The number of what stands under ``key`` in whichever language: what stands behind a ``~`` does not count."""
    return int.from_bytes(blake2b(key.partition("~")[0].encode(errors="replace"), digest_size=8).digest()) >> 1


def numbers_at(searcher: tantivy.Searcher, name: str, addresses: Sequence[tantivy.DocAddress]) -> list[int]:
    """The numbers of a column at some addresses, read without the entries themselves."""
    return [int(one or 0) for one in searcher.fast_field_values(name, list(addresses))] if addresses else []


@contextmanager
def built_beside(folder: Path) -> Iterator[PublicIndex]:
    """An empty index to be filled; it takes the place of the one in ``folder`` when that is done, and not before."""
    new, old = folder.with_name(f"{folder.name}.new"), folder.with_name(f"{folder.name}.old")
    clear(new)
    yield PublicIndex(new)
    clear(old)
    if folder.exists():
        folder.rename(old)
    new.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _bytes(document: Document) -> bytes:
    return bytes(document.get_first("held") or b"null")


def _check_version(folder: Path) -> None:
    """Write the version down before the index is made, so that an index without one is a damaged one."""
    written = folder / "version"
    if not (folder / "meta.json").exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if any(folder.glob("*.store")):
            raise IndexDamaged(f"The index in {folder} has lost its list of parts. Clear it and build it again.")
        written.write_text(VERSION, encoding="utf-8")
    check_version(folder)


def check_version(folder: Path) -> None:
    """``IndexDamaged`` if another version made the index in ``folder``."""
    written = folder / "version"
    if not written.exists() or written.read_text(encoding="utf-8", errors="replace") != VERSION:
        raise IndexDamaged(f"Another version made the index in {folder}. Clear it and build it again.")


def _plain() -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    return builder.filter(tantivy.Filter.remove_long(240)).filter(tantivy.Filter.lowercase()).build()


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("key", "group", "symbol", NAME):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in NARROWED_BY:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=name not in SEVERAL)
    for name in SEVERAL:
        builder.add_text_field(together(name), tokenizer_name="raw", index_option="basic", fast=True)
    for layer in Layer:
        for name in (FOLDED, LOOSE):
            builder.add_text_field(layer.of(name), tokenizer_name="plain", index_option="position")
        for language in LANGUAGES.values():
            name = language.field
            builder.add_text_field(layer.of(name), tokenizer_name=name, index_option="position")
    for name in ("day", "year", "newest", "oldest", "came", LIGHT):  # signed: unsigned columns do not hold
        builder.add_integer_field(name, fast=True)
    builder.add_integer_field("same", fast=True, indexed=True)
    builder.add_bytes_field("held", stored=True)
    return builder.build()


def _document(entry: Entry) -> dict[str, object]:
    text = entry.text if entry.text.isascii() else entry.text.encode(errors="replace").decode()
    plain = folded(text)
    within = (min(entry.number, (1 << _NUMBER) - 1) << _PLACE) + min(entry.place, (1 << _PLACE) - 1)
    low = _NUMBER + _PLACE
    high = ((entry.day << _APART) + (entry.apart & ((1 << _APART) - 1))) << low
    made: dict[str, object] = {
        "key": entry.key,
        "group": entry.group,
        "day": entry.day,
        "same": same_of(entry.key),
        "newest": high + (1 << low) - 1 - within,
        "oldest": (high if entry.day else _LAST) + within,
        "came": entry.came,
        "held": _AS_JSON((text, entry.language, entry.key, entry.shown)).encode(errors="replace"),
    }
    if entry.day:
        made["year"] = date.fromordinal(entry.day).year
    made.update({name: list(values) for name, values in entry.facets.items() if values})
    made.update({together(name): BETWEEN.join(sorted(made[name])) for name in SEVERAL if name in made})  # type: ignore[call-overload]
    words = {FOLDED: plain}
    if language := LANGUAGES.get(entry.language):
        words[language.field] = plain if language.before is folded else language.before(text)
        made["language"] = entry.language
    if language is None or language.accents:
        words[LOOSE] = plain
    for layer in _layers(entry):
        made.update({layer.of(name): said for name, said in words.items()})
    if entry.symbol:
        made["symbol"] = folded(entry.symbol)
    if entry.names:
        made[NAME] = list(dict.fromkeys(filter(None, map(as_name, entry.names))))
    if entry.light:
        made[LIGHT] = 1
    return made


def _layers(entry: Entry) -> list[Layer]:
    """Where the words of an entry are looked for."""
    inside = INSIDE in entry.facets
    return [*([] if inside else [Layer.MAIN]), *([Layer.ALONE] if inside or entry.alone else [])]


def as_name(words: str) -> str:
    """A name as the index keeps it: its words folded, each once, as they come.

    >>> as_name("Côte d’Ivoire")
    'cote d ivoire'
    """
    return " ".join(dict.fromkeys(words_in(folded(words))))
