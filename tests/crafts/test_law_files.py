"""The files of the conventions: what is not known is refused with file, line and key; a further one needs no code."""

from datetime import date
from importlib import resources

import pytest

from unannounced.crafts.law.conventions import read_conventions, shipped_conventions
from unannounced.crafts.law.mappings import read_mapping
from unannounced.crafts.law.strictly import FURTHER, LawFileProblem
from unannounced.duties.treaty.acts import Act, Confidence
from unannounced.duties.treaty.law import Law
from unannounced.duties.treaty.standing import Standing

FOLDER = resources.files("unannounced.facts").joinpath("conventions")


def texts() -> dict[str, str]:
    return {one.name: one.read_text("utf-8") for one in FOLDER.iterdir() if one.name.endswith(".yaml")}


def line_of(text: str, words: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), start=1) if words in line)


def spoiled(old: str, new: str, file: str = "opcat.yaml") -> tuple[LawFileProblem, str]:
    """What is said of the shipped files when ``old`` stands as ``new`` in one of them."""
    held = texts()
    assert old in held[file]
    held[file] = held[file].replace(old, new, 1)
    with pytest.raises(LawFileProblem) as problem:
        read_conventions(held)
    return problem.value, held[file]


@pytest.mark.parametrize(
    ("old", "new", "key", "says"),
    [
        ("number: UNTC IV-9-b", "numero: UNTC IV-9-b", "number", "missing"),
        ("order: 8", "order: 8\nordre: 9", "ordre", "not known here"),
        ("order: 8", "order: eight", "order", "not a whole number"),
        ("day: 2006-06-22", "day: 2006-02-30", "general.day", "not a day of the calendar"),
        ("period: 1 year", "period: one fine day", "leaving.period", "is not understood"),
        ('possible: "yes"', "possible: perhaps", "leaving.possible", "use one of"),
        ("seats_later: 25", "seats_later: 25\n  seats_later: 26", "body.seats_later", "twice"),
        ("rule: half_plus_one", "rule: most", "body.quorum.rule", "half_plus_one"),
        ("confidence: memory_high", "confidence: quite sure", "confidence", "use one of"),
    ],
)
def test_what_is_not_known_is_refused_with_file_line_and_key(old: str, new: str, key: str, says: str) -> None:
    problem, text = spoiled(old, new)
    assert problem.file == "opcat.yaml"
    assert key in problem.key
    assert says in problem.reason
    if key not in ("number",):  # what is missing has no line of its own
        assert problem.line in {line_of(text, new.splitlines()[-1].strip()), line_of(text, new.splitlines()[0].strip())}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("short: {en: Rome Statute, ", "short: {", "missing"),
        ("short: {en: Rome Statute, ", "short: {en: Rome Statute, xx: Rome, ", "not known here"),
    ],
)
def test_words_need_the_languages_of_the_house_and_know_no_others_than_the_portal_speaks(
    old: str, new: str, says: str
) -> None:
    assert says in spoiled(old, new, "rome.yaml")[0].reason


def test_words_of_a_convention_need_not_be_in_every_language_of_the_portal() -> None:
    held = texts()
    held["rome.yaml"] = held["rome.yaml"].replace("uk: Римський статут, ru", "ru")
    rome = read_conventions(held)["ROME"]
    assert (rome.short_name("uk"), rome.short_name("ru")) == ("Rome Statute", "Римский статут")


def test_a_convention_tied_to_one_that_is_not_there_is_refused() -> None:
    problem, _ = spoiled("members_of: COE-STATUTE", "members_of: COE-STATUE", "echr.yaml")
    assert (problem.file, problem.key) == ("echr.yaml", "members_of")


def test_two_files_for_one_convention_and_a_file_that_is_none_are_refused() -> None:
    with pytest.raises(LawFileProblem, match="another file already"):
        read_conventions(texts() | {"zz.yaml": texts()["rome.yaml"]})
    for bad in ("", "just words", "a: [1", "- a list"):
        with pytest.raises(LawFileProblem, match=r"zz\.yaml, line"):
            read_conventions(texts() | {"zz.yaml": bad})


def test_a_further_convention_needs_no_code() -> None:
    more = texts()["opcat.yaml"].replace("code: OPCAT", "code: NEW").replace("period: 1 year", "period: 6 months")
    conventions = read_conventions(texts() | {"new.yaml": more})
    rows = [("ratification", date(2010, 1, 1)), ("denunciation_notified", date(2020, 1, 15))]
    acts = [Act("NEW", "FRA", what, day, day.year, "", "a test", Confidence.VERIFIED) for what, day in rows]
    law = Law(conventions, acts, {"FRA": "France"})
    assert law.standing("FRA", "NEW", on=date(2020, 7, 14)).standing is Standing.DENUNCIATION_PENDING
    assert law.standing("FRA", "NEW", on=date(2020, 7, 15)).standing is Standing.FORMER_PARTY


def test_every_clause_has_its_article_source_and_words_in_each_language() -> None:
    for one in shipped_conventions().values():
        clauses = [
            one.opened,
            one.general,
            one.open_to,
            one.entry,
            one.succession,
            one.leaving.clause,
            one.reservations,
        ]
        clauses += [*one.stays, *(gap.clause for gap in one.coverage), *(what.clause for what in one.competences)]
        assert all(clause.article and clause.source for clause in clauses), one.code
        assert all(set(clause.words) in (set(), {"en", "fr", *FURTHER}) for clause in clauses), one.code
        assert one.coverage, one.code


def test_a_mapping_with_an_act_that_is_none_is_refused() -> None:
    text = resources.files("unannounced.facts").joinpath("mappings", "un-treaty-collection.yaml").read_text("utf-8")
    with pytest.raises(LawFileProblem, match="is not an act of the register") as problem:
        read_mapping(text.replace("none: signature", "none: autograph"), "mine.yaml")
    assert problem.value.file == "mine.yaml"
