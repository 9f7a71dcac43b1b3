"""Every act is written here: ``with act(...) as line`` is one transaction and one line.

Inside, ``line.keep`` inserts, ``line.move`` updates by comparing, ``line.erase``
removes. Nothing else in the project writes to a table the ledger answers for.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Model

from unannounced.duties import chain, noting
from unannounced.duties.decision import require
from unannounced.duties.words import say
from unannounced.records.ledger.linking import content, link_soon
from unannounced.records.ledger.models import Line, Reading

Row = TypeVar("Row", bound=Model)

BY_PAGE = say("by page")
BY_COMMAND = say("by command on the server")
NOBODY = UUID(int=0)
"""Who acts where the courier brings what belongs to nobody here: the line stands, and names no person."""
_via: ContextVar[str] = ContextVar("via", default=BY_PAGE)


class SomebodyWasFirst(Exception):
    """What was to be changed is no longer as it was when it was read; nothing was written."""


@contextmanager
def acting(via: str) -> Iterator[None]:
    """Say in each line written inside how the act came about, such as ``BY_COMMAND``."""
    token = _via.set(via)
    try:
        yield
    finally:
        _via.reset(token)


def digest_of(row: Model) -> str:
    """The digest of ``row`` as it stands: every column but its salt and what it declares undigested.

    A column that came later counts once it says something: rows from before it keep their digest.
    """
    left_out = getattr(row, "UNDIGESTED", frozenset()) | {"salt"} | _following(row)
    later = getattr(row, "CAME_LATER", {})
    fields = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.attname not in left_out
        and not (field.attname in later and getattr(row, field.attname) == later[field.attname])
    }
    return chain.row_digest(row.salt, row._meta.db_table, fields)  # type: ignore[attr-defined]


def _following(row: Model) -> set[str]:
    """The columns of ``row`` that repeat what another row says, where there is such a row."""
    follows: dict[str, str] = getattr(row, "FOLLOWS", {})
    return {column for column, path in follows.items() if getattr(row, f"{path.split('__')[0]}_id") is not None}


class KeptOtherwise(Exception):
    """Something with this id is kept already, and says something else. Nothing was changed."""


def same_content(one: Model, other: Model) -> bool:
    """Whether two rows of one table say the same, their salts and undigested columns apart."""
    left_out = getattr(one, "UNDIGESTED", frozenset()) | {"salt"}
    columns = [field.attname for field in one._meta.concrete_fields if field.attname not in left_out]
    return all(chain.plain(getattr(one, name)) == chain.plain(getattr(other, name)) for name in columns)


def require_texts(row: Model) -> None:
    """Raise ``RefusedByRule`` if a text of ``row`` is longer than its column or has control characters.

    SQLite would keep either; and a text is never cut in silence.
    """
    for field in row._meta.concrete_fields:
        _require_text(row, field.attname, getattr(row, field.attname))


def _require_text(row: Model, name: str, value: object) -> None:
    if isinstance(value, str):
        longest = getattr(row._meta.get_field(name), "max_length", None)
        require(noting.may_stand(value, longest or noting.LONGEST_TEXT))


class LineDraft:
    """The line of an act in progress: collects the digest of each row as it is written."""

    def __init__(self, about: Model | None) -> None:
        self.about = about
        self.rows: dict[tuple[str, str], tuple[str, str]] = {}

    def _note(self, how: str, row: Model) -> None:
        self.rows[row._meta.db_table, str(row.pk)] = (how, "" if how == "erased" else digest_of(row))

    def keep(self, row: Row) -> Row:
        """Insert a new row; the first one kept is what the line is about, unless it was said before."""
        require_texts(row)
        row.save(force_insert=True)
        self.about = self.about or row
        self._note("made", row)
        return row

    def keep_once(self, row: Row) -> Row:
        """Insert ``row``, or welcome it again if it is kept already and says the same.

        Raises ``KeptOtherwise`` if its id is taken by something that says something else.
        """
        held = type(row)._base_manager.filter(pk=row.pk).first()
        if held is None:
            try:
                with transaction.atomic():
                    return self.keep(row)
            except IntegrityError:  # sent twice at the same moment: the other one may just have been kept
                self.rows.pop((row._meta.db_table, str(row.pk)), None)
                held = type(row)._base_manager.filter(pk=row.pk).first()
                if held is None:
                    raise
        if not same_content(held, row):
            raise KeptOtherwise(row._meta.verbose_name)
        return held

    def keep_all(self, rows: Sequence[Row]) -> Sequence[Row]:
        """Insert many rows of one table in as few statements as the database takes."""
        for row in rows:
            require_texts(row)
        if rows:
            type(rows[0])._base_manager.bulk_create(rows, batch_size=400)
            self.about = self.about or rows[0]
        for row in rows:
            self._note("made", row)
        return rows

    def move(self, row: Row, *, seen: dict[str, Any], to: dict[str, Any]) -> Row:
        """Change ``row`` to ``to`` if it still is as ``seen``; raise ``SomebodyWasFirst`` otherwise."""
        for name, value in to.items():
            _require_text(row, name, value)
        changed = type(row)._base_manager.filter(pk=row.pk, **seen).update(**to)
        if not changed:
            raise SomebodyWasFirst(row._meta.verbose_name)
        row.refresh_from_db()
        self._note("changed", row)
        self.about = self.about or row
        return row

    def move_all(
        self, rows: Sequence[Row], *, seen: dict[str, Any], to: dict[str, Any], each: Sequence[str] = ()
    ) -> Sequence[Row]:
        """Change many rows of one table in few statements: all of them ``to``, the columns ``each`` as each row says.

        Every one must still be as ``seen``; raises ``SomebodyWasFirst`` if one is not, and nothing was changed.
        """
        if not rows:
            return rows
        for row in rows:
            for name in (*to, *each):
                _require_text(row, name, to[name] if name in to else getattr(row, name))
        table = type(rows[0])._base_manager
        changed = table.filter(pk__in=[row.pk for row in rows], **seen).update(**to)
        if changed != len(rows):
            raise SomebodyWasFirst(rows[0]._meta.verbose_name)
        if each:
            table.bulk_update(rows, each, batch_size=400)
        for row in rows:
            for name, value in to.items():
                setattr(row, name, value)
            self._note("changed", row)
        self.about = self.about or rows[0]
        return rows

    def erase(self, row: Model) -> None:
        """Remove ``row`` and with it its salt; the line says that it was erased."""
        self.about = self.about or row
        self._note("erased", row)
        key = row.pk
        row.delete()
        row.pk = key  # Django forgets it, but the line may be about this row

    def lines_rows(self) -> list[list[str]]:
        """The rows as the line keeps them: ``[how, table, id, digest]``."""
        return [[how, table, key, digest] for (table, key), (how, digest) in self.rows.items()]


@contextmanager
def act(
    name: str, *, by: UUID, at: datetime, about: Model | None = None, within: UUID | None = None
) -> Iterator[LineDraft]:
    """One act: everything inside and its line are written together, or not at all.

    ``name`` is the act in the field's words, ``by`` the id of the person, ``at`` an aware time,
    ``about`` what it is about if that is not the first row kept, ``within`` the visit it belongs to. An
    act that wrote nothing leaves no line: repeating a command is welcome.
    """
    with transaction.atomic():
        draft = LineDraft(about)
        yield draft
        if not draft.rows or draft.about is None:
            return
        line = Line(
            act=name,
            by=by,
            at=at,
            via=_via.get(),
            subject=draft.about._meta.db_table,
            subject_id=draft.about.pk,
            within=within,
            rows=draft.lines_rows(),
        )
        require_texts(line)
        line.seal = chain.seal(settings.LEDGER_KEY, content(line))
        line.save(force_insert=True)
        link_soon()


def note_readings(subjects: Iterable[Model], *, by: UUID, at: datetime) -> None:
    """Write to the reading log that ``by`` opened each of ``subjects``; the only write on a GET."""
    Reading.objects.bulk_create(
        Reading(by=by, at=at, subject=subject._meta.db_table, subject_id=subject.pk) for subject in subjects
    )
