"""The house rules as functions: each takes a piece of the house and names what in it goes against the rule.

A rule on source takes ``where``, a path inside the package, and ``text``, what the file says; so a test can
show it a bad example as easily as the real house.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.db.models import Model

REPOSITORY = Path(__file__).resolve().parents[2]
SOURCE = REPOSITORY / "src"
PACKAGE = SOURCE / "unannounced"

Found = Iterator[str]
Function = ast.FunctionDef | ast.AsyncFunctionDef

NO_LINE = {
    "accounts.code_secret": "computes and writes nothing",
    "accounts.note_failure": "counts failed sign-ins, which nobody has done as somebody",
    "accounts.use_factor": "notes the last use of a factor, a column that is not digested",
    "ledger.*": "is what the others call",
    "parcels.frozen": "makes a row that the act of another record keeps",
    "parcels.note_carried": "a column that is not digested; the courier is nobody",
    "parcels.take_in": "the courier is nobody, and an outer room has no ledger",
    "letterbox.*": "an outer room has no ledger; what is to be kept lies in parcels",
    "notebooks.take_sealed": "the courier is nobody; a line names whose device brought it",
    "parcels.arrived": "makes a row that the act of another record keeps",
    "satchel.*": "an outer room has no ledger; what is to be kept lies in parcels",
    "shelf.*": "an outer room has no ledger; the shelf is built again from its parcels",
    "states.codes": "sorts what it is given and writes nothing",
    "treaties.shipped_rows": "reads a file of the package and writes nothing",
}
NO_SALT = {
    "reports.Presence": "who is where now; forgotten after minutes",
    "publications.PersonProposal": "computed from the texts; what somebody decides of it has its line",
    "archive.Batch": "files on their way in; what is taken in has its line",
    "archive.Laid": "a file on its way in; what is taken in has its line",
    "readings.ProposedTopic": "computed from the text; what somebody decides of it has its line",
    "readings.ProposedRepeat": "computed from the texts; what somebody decides of it has its line",
    "readings.ItemVector": "computed from the text",
    "places.PlaceNow": "reckoned from what sources say; it can be reckoned again",
    "places.Twin": "computed by matching; what somebody decides of it has its line",
    "recommendations.Undecided": "an index of items that the database keeps; it can be computed again",
    "places.LaidTable": "a table on its way in; taking it in has its line",
    "accounts.FailedSignIn": "a counter that is emptied after minutes",
    "letterbox.*": "what is to be kept lies in parcels; parts are on their way in, spent work is forgotten",
    "ledger.Line": "sealed and linked instead",
    "ledger.Reading": "the reading log, beside the ledger and never chained",
    "satchel.*": "what is to be kept lies in parcels, which verification compares; parts are on their way in",
    "shelf.*": "built again from parcels, which verification compares",
}
READING_SQL = {
    "records/ledger/statistics.py": "lets the database look at its tables, and writes to none of them",
    "records/ledger/stored.py": "verification reads what the database holds, past Django's eyes",
}
REFUSED_WORDS = frozenset(
    [
        "country",
        "government",
        "prisoner",
        "inmate",
        "facility",
        "site",
        "inspection",
        "audit",
        "query",
        "submission",
        "issue",
        "reply",
        "rating",
        "approve",
        "send",
        "release",
        "escalation",
        "complaint",
        "tip",
    ]
)
REFUSED_FILES = frozenset(
    ["util", "utils", "helper", "helpers", "common", "manager", "managers", "handler", "handlers"]
)
LONGEST_MODULE, LONGEST_FUNCTION, SHORTEST_SENTENCE = 400, 60, 4

WRITING = frozenset(
    [
        "save",
        "asave",
        "delete",
        "adelete",
        "create",
        "acreate",
        "get_or_create",
        "update_or_create",
        "bulk_create",
        "bulk_update",
    ]
)
OPENING = frozenset(["open", "input", "print", "exec", "eval", "__import__"])
ASKING = frozenset(["today", "now", "utcnow", "open", "read_text", "read_bytes", "write_text", "write_bytes"])
REGISTRIES = tuple(  # in pieces, so that the rule does not itself write down what it forbids
    ".".join(pieces)
    for pieces in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("crates", "io"),
        ("rubygems", "org"),
        ("yarnpkg", "com"),
    )
)
MACHINE_PATH = re.compile(r"(?<![\w./~:@$}*-])/(?:work|root|mnt|Users/\w+|home/\w+)(?![\w-])")


def sources(*parts: str) -> Iterator[tuple[str, str]]:
    """``where`` and ``text`` of every module under the folders named, migrations left out."""
    for part in parts or ("",):
        for path in sorted((PACKAGE / part).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path.relative_to(PACKAGE).as_posix(), path.read_text()


def functions(tree: ast.AST) -> Iterator[Function]:
    """Every function in ``tree``, those in classes too."""
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def _calls(tree: ast.AST) -> Iterator[tuple[int, str, ast.Call]]:
    """Line, last name and node of every call."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            yield node.lineno, node.func.id if isinstance(node.func, ast.Name) else node.func.attr, node


def _listed(name: str, listed: Iterable[str]) -> bool:
    return name in listed or name.split(".")[0] + ".*" in listed


# Actions


def actions_without_a_line(where: str, text: str) -> Found:
    """Public functions of ``actions.py`` that take no keyword ``by`` or ``at``, or write no line in the ledger."""
    record = where.split("/")[1]
    named = {node.name: node for node in ast.parse(text).body if isinstance(node, Function)}
    for name, node in named.items():
        if name.startswith("_") or _listed(f"{record}.{name}", NO_LINE):
            continue
        for missing in sorted({"by", "at"} - {one.arg for one in node.args.kwonlyargs}):
            yield f"{where}:{node.lineno}: {name} takes no keyword-only `{missing}`"
        if not _notes_the_ledger(node, named):
            yield f"{where}:{node.lineno}: {name} has no `with act(…)`"


def _notes_the_ledger(node: Function, named: dict[str, Function]) -> bool:
    """Whether ``node``, or a function of the module that it calls, is an act of the ledger."""
    inside = [item.context_expr for inner in ast.walk(node) if isinstance(inner, ast.With) for item in inner.items]
    if any(isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.func.id == "act" for one in inside):
        return True
    called = {name for _, name, _ in _calls(node) if name in named and name != node.name}
    return any(_notes_the_ledger(named[name], named) for name in called)


def writes_outside_actions(where: str, text: str) -> Found:
    """Calls that write to a table, anywhere but in ``actions.py``, the linker, batches of the archive and proposals.

    The files of a batch are on their way in, and proposals are computed: technical rows without a line, as ``NO_SALT``
    says of their tables. Crafts know no database, as a contract keeps: what they save is a picture or a model.
    """
    technical = (
        "/linking.py",
        "archive/batching.py",
        "readings/proposing.py",
        "publications/proposing.py",
        "places/reckoning.py",
        "places/laying.py",
        "reports/presence.py",
    )
    if where.startswith("crafts/") or (where.startswith("records/") and where.endswith(("/actions.py", *technical))):
        return
    for line, name, call in _calls(ast.parse(text)):
        on_table = name == "update" and call.keywords and not call.args  # a dict or a set is updated by position
        in_sql = name in {"execute", "executemany"} and not _only_reads(call) and where not in READING_SQL
        if isinstance(call.func, ast.Attribute) and (on_table or in_sql or name in WRITING):
            yield f"{where}:{line}: .{name}(…) belongs in actions.py"


def _only_reads(call: ast.Call) -> bool:
    """Whether the SQL a call executes is written there and begins with SELECT."""
    sql = call.args[0] if call.args else None
    begins = sql.values[0] if isinstance(sql, ast.JoinedStr) and sql.values else sql
    return isinstance(begins, ast.Constant) and str(begins.value).lstrip().upper().startswith("SELECT ")


# Tables


def foreign_keys_that_do_not_protect(where: str, text: str) -> Found:
    """Foreign keys that are not PROTECT, any CASCADE, and many-to-many, whose hidden table cascades."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Attribute) and node.attr in {"CASCADE", "SET_NULL", "SET_DEFAULT", "DO_NOTHING"}:
            yield f"{where}:{node.lineno}: {node.attr}"
    for line, name, call in _calls(ast.parse(text)):
        if name == "ManyToManyField":
            yield f"{where}:{line}: a ManyToManyField; write the table between as a model"
        if name in {"ForeignKey", "OneToOneField"}:
            kept = [ast.unparse(one.value) for one in call.keywords if one.arg == "on_delete"]
            if kept != ["models.PROTECT"]:
                yield f"{where}:{line}: a {name} without on_delete=models.PROTECT"


def foreign_keys_at_all(where: str, text: str) -> Found:
    """Any foreign key: a line of the ledger outlives what it speaks of."""
    for line, name, _ in _calls(ast.parse(text)):
        if name in {"ForeignKey", "OneToOneField", "ManyToManyField"}:
            yield f"{where}:{line}: a {name} in the ledger"


def tables_without_salt(models: Iterable[type[Model]]) -> Found:
    """Tables of records that the ledger does not answer for and that are not listed as technical."""
    for model in models:
        salted = any(field.attname == "salt" for field in model._meta.concrete_fields)
        if not salted and not _listed(f"{model._meta.app_label}.{model.__name__}", NO_SALT):
            yield f"{model._meta.app_label}.{model.__name__} has no salt"


def constraints_that_are_no_sentence(where: str, text: str) -> Found:
    """Constraints without a name, or with one that is too short to be a sentence."""
    for line, name, call in _calls(ast.parse(text)):
        if not name.endswith("Constraint"):
            continue
        named = [one.value for one in call.keywords if one.arg == "name"]
        said = named[0].value if named and isinstance(named[0], ast.Constant) else ""
        if len(str(said).split("_")) < SHORTEST_SENTENCE:
            yield f"{where}:{line}: the constraint “{said}” is no sentence"


# Words


def words_of(name: str) -> list[str]:
    """The words of a name in any of the three manners, in the singular.

    >>> words_of("PublicFact"), words_of("open_sites"), words_of("<uuid:visit>/plan-visit")
    (['public', 'fact'], ['open', 'site'], ['uuid', 'visit', 'plan', 'visit'])
    """
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
    return [_singular(word) for word in re.findall(r"[a-z]+", parted)]


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def names_with_refused_words(where: str, text: str) -> Found:
    """Classes, functions, fields and arguments whose name has a word of the second column."""
    for line, name in _names(ast.parse(text)):
        for word in REFUSED_WORDS.intersection(words_of(name)):
            yield f"{where}:{line}: {name} says “{word}”"


def _names(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | Function):
            yield node.lineno, node.name
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id


def addresses_with_refused_words(addresses: Iterable[str]) -> Found:
    """Addresses of pages with a word of the second column."""
    for address in addresses:
        for word in REFUSED_WORDS.intersection(words_of(address)):
            yield f"{address} says “{word}”"


def refused_file_names(names: Iterable[str]) -> Found:
    """Files named for being useful instead of for what they are about."""
    return (name for name in names if Path(name).stem in REFUSED_FILES)


# Manner


def too_long(where: str, text: str) -> Found:
    """A module of more than 400 lines, and functions of more than 60."""
    lines = len(text.splitlines())
    if lines > LONGEST_MODULE:
        yield f"{where}: {lines} lines"
    for node in functions(ast.parse(text)):
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        if length > LONGEST_FUNCTION:
            yield f"{where}:{node.lineno}: {node.name} has {length} lines"


def signals_and_admin(where: str, text: str) -> Found:
    """Imports of signals and of Django's admin: an act happens where it is written, or not at all."""
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Import(names=names):
                modules = [one.name for one in names]
            case ast.ImportFrom(module=module, names=names):
                modules = [f"{module}.{one.name}" for one in names]
            case _:
                continue
        for module in modules:
            if re.search(r"^django\.dispatch|\.signals\b|^django\.contrib\.admin", module):
                yield f"{where}:{node.lineno}: {module}"


def clocks_and_files(where: str, text: str) -> Found:
    """Calls by which a duty would ask the time, a disk or a person."""
    for line, name, call in _calls(ast.parse(text)):
        if name in (OPENING if isinstance(call.func, ast.Name) else ASKING):
            yield f"{where}:{line}: {name}(…)"


def broad_excepts(where: str, text: str) -> Found:
    """``except Exception`` and broader, anywhere but in pages, the outermost."""
    if re.match(r"rooms/\w+/pages/", where):
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ExceptHandler):
            caught = ast.unparse(node.type) if node.type else "everything"
            if re.search(r"\b(Exception|BaseException|everything)\b", caught):
                yield f"{where}:{node.lineno}: except {caught}"


# Rooms


def strangers(room: str, modules: Iterable[str], records: Iterable[str]) -> Found:
    """Modules of another room, of a record not of this room, or of the command line."""
    at_home = [f"unannounced.rooms.{room}", "unannounced.rooms.web", *(f"unannounced.records.{one}" for one in records)]
    for module in modules:
        known = any(module == one or module.startswith(one + ".") for one in at_home)
        if re.match(r"unannounced\.(rooms|records|cli)\.", module) and not known:
            yield module


def foreign_tables(tables: Iterable[str], records: Iterable[str], technical: Iterable[str]) -> Found:
    """Tables that are neither of a record of this room nor listed as technical."""
    prefixes = tuple(f"{record}_" for record in records)
    return (table for table in tables if not table.startswith(prefixes) and table not in technical)


# Every file


def addresses_of_registries_and_machines(where: str, text: str) -> Found:
    """Host names of package registries, and absolute paths of somebody's machine."""
    for number, line in enumerate(text.splitlines(), start=1):
        for host in REGISTRIES:
            if host in line:
                yield f"{where}:{number}: {host}"
        for path in MACHINE_PATH.findall(line):
            yield f"{where}:{number}: {path}"
