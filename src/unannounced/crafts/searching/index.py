"""The index in its folder: who may write to it, and what is found in it by whom.

The scope is part of each query, all words must match, and results stand by ``rank``: nothing is computed from
statistics of the whole index, which would speak of hidden entries (docs/decisions/0011). The folder holds every
text in clear, and a text that was dropped until its segment is merged: to erase is to ``clear`` and build again.
"""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from uuid import UUID

import tantivy
from tantivy import Document, Occur, Query

from unannounced.crafts.searching.snippets import Marker, Part
from unannounced.crafts.searching.words import Asked, Forms, Run, understood, words_of

VERSION = f"1 tantivy {version('tantivy')}"  # other fields, stems or formats: build the index again
HEAP = 32_000_000  # bytes a writer gathers before it writes a segment; the library takes no less than 15 million
WHOLE = (1 << 64) - 1

Filters = Mapping[str, str]
NO_FACETS: Filters = {}


class IndexDamaged(Exception):
    """The index cannot be read, or another version made it: clear the folder and build it again."""


class IndexBusy(Exception):
    """Somebody else is writing to the index: try again when they have done."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be found.

    ``key`` is unique; ``subject`` is the UUID of what to open; ``within`` the scope of need to know: the UUID of a
    visit, or "open". The greater ``rank`` (a signed integer of 64 bits), the earlier in the results.
    """

    key: str
    kind: str
    subject: str
    within: str
    state: str
    text: str
    rank: int
    facets: Filters = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """An entry that was found, with the text around its first match."""

    key: str
    kind: str
    subject: str
    snippet: tuple[Part, ...]
    rank: int


@dataclass(frozen=True, slots=True)
class Results:
    """How many entries match, and those on the page that was asked for."""

    total: int
    found: list[Found]


def clear(folder: Path) -> None:
    """Remove the index in ``folder``, and the folder; where there is none, nothing happens."""
    shutil.rmtree(folder, ignore_errors=not folder.exists())


class Writer:
    """What puts entries into an index; all of it stands when ``Index.write`` ends, or none."""

    def __init__(self, writer: tantivy.IndexWriter, schema: tantivy.Schema, before: tantivy.Searcher) -> None:
        self._writer = writer
        self._schema = schema
        self._before = before
        self._put: set[str] = set()

    def put(self, entry: Entry) -> None:
        """Index ``entry`` in place of what stood under its key. ``ValueError`` if its subject is no UUID."""
        document = _document(entry)
        if entry.key in self._put or self._before.doc_freq("key", entry.key):
            self.drop(entry.key)  # only then, for the writer holds a kilobyte for each key it drops
        self._put.add(entry.key)
        self._writer.add_document(Document.from_dict(document, self._schema))

    def drop(self, key: str) -> None:
        """Find what stands under ``key`` no more."""
        self._writer.delete_documents_by_term("key", key)

    def note(self, mark: str) -> None:
        """Keep ``mark`` with what is written, for ``Index.mark``: the last line of the ledger that is indexed."""
        self._writer.delete_documents_by_term("note", "mark")
        self._writer.add_document(Document.from_dict({"note": "mark", "text": mark.encode()}, self._schema))


class Index:
    """A full-text index in ``folder``, made if there is none. ``IndexDamaged`` if it must be built again.

    Every search sees what was last written, by whatever process.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._schema = _schema()
        _check_version(folder)
        try:
            self._index = tantivy.Index(self._schema, str(folder))
            self._index.config_reader("manual")
        except ValueError as why:
            raise IndexDamaged(f"The index in {folder} cannot be opened. Clear it and build it again.") from why
        self._seen = (0, 0)
        with self._reading():
            pass

    @contextmanager
    def write(self) -> Iterator[Writer]:
        """Write to the index: all at the end, or nothing if it fails. ``IndexBusy`` if somebody else writes."""
        try:
            writer = self._index.writer(HEAP, 1)
        except ValueError as why:
            if "LockBusy" in str(why):
                raise IndexBusy("Somebody else is writing to the index. Try again when they have done.") from why
            raise IndexDamaged(f"The index in {self._folder} cannot be written to. Build it again.") from why
        whole = False
        try:
            with self._reading() as before:  # nobody else writes meanwhile
                put = Writer(writer, self._schema, before)
            yield put
            writer.commit()
            whole = True
        finally:
            if not whole:
                writer.rollback()
            writer.wait_merging_threads()  # this gives the lock back

    def mark(self) -> str:
        """What was last noted; empty if nothing was."""
        with self._reading() as searcher:
            hits = searcher.search(Query.term_query(self._schema, "note", "mark"), limit=1).hits
            return _text(searcher.doc(hits[0][1])) if hits else ""

    def search(
        self,
        words: str,
        *,
        within: Iterable[str],
        kinds: Iterable[str] = (),
        state: str = "",
        facets: Filters = NO_FACETS,
        limit: int = 50,
        offset: int = 0,
    ) -> Results:
        """The entries in the scopes ``within`` that hold all ``words``, by rank; see ``words.understood``.

        No scope finds nothing, and so do words that ask for nothing. No ``kinds``, ``state`` or ``facets`` means any.
        """
        asked = understood(words)
        query = self._query(asked, within, kinds, state, facets)
        marker = Marker(asked)
        with self._reading() as searcher:
            total, hits = _ranked(searcher, query, offset + limit)
            page = hits[offset:]
            subjects = _subjects(searcher, [address for _, address in page])
            found = [
                _found(searcher.doc(address), subject, rank, marker)
                for (rank, address), subject in zip(page, subjects, strict=True)
            ]
        return Results(total, found)

    def keys(
        self,
        words: str,
        *,
        within: Iterable[str],
        kinds: Iterable[str] = (),
        state: str = "",
        facets: Filters = NO_FACETS,
        at_most: int,
    ) -> tuple[int, list[str]]:
        """How many entries match, and the subjects of the first ``at_most``, each once, by rank."""
        query = self._query(understood(words), within, kinds, state, facets)
        with self._reading() as searcher:
            total, hits = _ranked(searcher, query, at_most)
            return total, list(dict.fromkeys(_subjects(searcher, [address for _, address in hits])))

    def _query(
        self, asked: list[Asked], within: Iterable[str], kinds: Iterable[str], state: str, facets: Filters
    ) -> Query:
        if all(one.excluded for one in asked):
            return Query.empty_query()
        clauses = [(Occur.Must, self._any_of("within", within))]
        if kinds := list(kinds):
            clauses.append((Occur.Must, self._any_of("kind", kinds)))
        if state:
            clauses.append((Occur.Must, self._any_of("state", [state])))
        clauses += [(Occur.Must, self._any_of("facet", [f"{name}={value}"])) for name, value in facets.items()]
        for one in asked:
            runs = Query.boolean_query([(Occur.Must, self._run(run)) for run in one.runs])
            clauses.append((Occur.MustNot if one.excluded else Occur.Must, runs))
        return Query.boolean_query(clauses)

    def _any_of(self, name: str, terms: Iterable[str]) -> Query:
        """Entries with one of ``terms``, none without any; a set query of the library takes three times as long."""
        each = [Query.term_query(self._schema, name, _sound(term)) for term in dict.fromkeys(terms)]
        return Query.boolean_query([(Occur.Should, one) for one in each]) if each else Query.empty_query()

    def _run(self, run: Run) -> Query:
        if run.start:  # a folded word holds letters and digits only, so nothing in it is an operator
            return Query.regex_query(self._schema, "plain", f"{run.words[0].plain}.*")
        names = ("plain",) if run.exact else ("english", "french")
        return Query.boolean_query([(Occur.Should, self._in_order(name, run.words)) for name in names])

    def _in_order(self, name: str, words: tuple[Forms, ...]) -> Query:
        terms = [str(getattr(word, name)) for word in words]
        if len(terms) == 1:
            return Query.term_query(self._schema, name, terms[0])
        return Query.phrase_query(self._schema, name, list(terms))

    @contextmanager
    def _reading(self) -> Iterator[tantivy.Searcher]:
        """The index as it was last written. A look at one file tells whether it is another than before."""
        try:
            now = (self._folder / "meta.json").stat()
            if self._seen != (now.st_ino, now.st_mtime_ns):
                self._index.reload()
                self._seen = (now.st_ino, now.st_mtime_ns)
            yield self._index.searcher()
        except (OSError, ValueError) as why:
            raise IndexDamaged(f"The index in {self._folder} cannot be read. Clear it and build it again.") from why


def _check_version(folder: Path) -> None:
    """Write the version down before the index is made, so that an index without one is a damaged one."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    written = folder / "version"
    if not (folder / "meta.json").exists():
        if any(folder.glob("*.store")):
            raise IndexDamaged(f"The index in {folder} has lost its list of parts. Clear it and build it again.")
        written.write_text(VERSION, encoding="utf-8")
    if not written.exists() or written.read_text(encoding="utf-8", errors="replace") != VERSION:
        raise IndexDamaged(f"Another version made the index in {folder}. Clear it and build it again.")


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("key", "kind"):
        builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("within", "state", "facet", "note"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in Forms._fields:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in ("rank", "subject_high", "subject_low"):
        builder.add_integer_field(name, fast=True)
    builder.add_bytes_field("text", stored=True)
    return builder.build()


def _document(entry: Entry) -> dict[str, object]:
    words = list(words_of(entry.text))
    subject = UUID(entry.subject).int
    return {
        "key": entry.key,
        "kind": entry.kind,
        "within": entry.within,
        "state": entry.state,
        "facet": [f"{name}={value}" for name, value in entry.facets.items()],
        "rank": entry.rank,
        "subject_high": _signed(subject >> 64),
        "subject_low": _signed(subject & WHOLE),
        "text": _sound(entry.text).encode(),
    } | {name: " ".join(getattr(word, name) for word in words) for name in Forms._fields}


def _signed(half: int) -> int:
    return half - (1 << 64) if half >> 63 else half


def _subjects(searcher: tantivy.Searcher, addresses: list[tantivy.DocAddress]) -> list[str]:
    """The subjects of many entries, from columns: reading them with their texts takes ten times as long."""
    halves = (searcher.fast_field_values(name, addresses) for name in ("subject_high", "subject_low"))
    subjects = []
    for high, low in zip(*halves, strict=True):
        digits = f"{int(high or 0) & WHOLE:016x}{int(low or 0) & WHOLE:016x}"
        subjects.append(f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}")
    return subjects


def _ranked(searcher: tantivy.Searcher, query: Query, upto: int) -> tuple[int, list[tuple[int, tantivy.DocAddress]]]:
    """How many match, and the first ``upto`` with their ranks; those of one rank by their keys.

    The library leaves those of one rank as they came to lie in the index, so the last rank is read to its end.
    """
    wanted = max(1, min(upto, searcher.num_docs))
    reach = wanted + 1
    while True:
        result = searcher.search(query, limit=reach, order_by_field="rank")
        hits = result.hits
        if len(hits) < reach or hits[-1][0] != hits[wanted - 1][0]:
            break
        reach *= 2
    ordered = []
    for _, group in groupby(hits, key=lambda hit: hit[0]):
        equals = list(group)
        if len(equals) > 1:
            equals.sort(key=lambda hit: str(searcher.doc(hit[1]).get_first("key")))
        ordered += equals
        if len(ordered) >= wanted:
            break
    return int(result.count), ordered[: max(0, upto)]  # type: ignore[attr-defined]  # the stubs forgot it


def _found(document: Document, subject: str, rank: int, marker: Marker) -> Found:
    key, kind = (str(document.get_first(name)) for name in ("key", "kind"))
    return Found(key, kind, subject, marker.snippet(_text(document)), rank)


def _text(document: Document) -> str:
    return bytes(document.get_first("text") or b"").decode()


def _sound(text: str) -> str:
    """The text without halves of characters, which no query may stumble over."""
    return text.encode(errors="replace").decode()
