"""The conventions out of their YAML files; what is not known is refused, never guessed."""

from collections.abc import Mapping
from functools import cache
from importlib import resources

from unannounced.crafts.law.strictly import LawFileProblem, Page, read_page
from unannounced.duties.treaty.acts import Confidence
from unannounced.duties.treaty.claims import Verdict
from unannounced.duties.treaty.conventions import (
    AtStake,
    Beforehand,
    Body,
    Clause,
    Competence,
    Convention,
    Conventions,
    Coverage,
    EndsWith,
    Fate,
    Follows,
    Leavable,
    Leaving,
    Listed,
    Needs,
    OftenSaid,
    Territory,
)
from unannounced.duties.treaty.periods import Period, read_period

LANGUAGES = ("en", "fr")


@cache
def shipped_conventions() -> Conventions:
    """The conventions that are shipped, in their order."""
    folder = resources.files("unannounced.facts").joinpath("conventions")
    files = (one for one in folder.iterdir() if one.name.endswith(".yaml"))
    return read_conventions({one.name: one.read_text("utf-8") for one in files})


def read_conventions(texts: Mapping[str, str]) -> Conventions:
    """The conventions in ``texts`` (file name → YAML). Raises ``LawFileProblem`` naming file, line and key."""
    pages = [read_page(texts[file], file) for file in sorted(texts)]
    found: dict[str, Convention] = {}
    for page in pages:
        convention = _convention(page)
        if convention.code in found:
            raise page.problem("code", f"{convention.code} stands in another file already")
        found[convention.code] = convention
    for page in pages:
        _refers_to_known(page, found[page.text("code")], found)
    return dict(sorted(found.items(), key=lambda pair: (pair[1].order, pair[0])))


def _refers_to_known(page: Page, convention: Convention, known: Mapping[str, Convention]) -> None:
    tied, followed = convention.ends_with, convention.follows
    named_under = {
        "members_of": convention.members_of,
        "ends_with": tied.convention if tied else "",
        "follows": followed.convention if followed else "",
    }
    for key, named in named_under.items():
        if named and (named not in known or named == convention.code):
            raise page.problem(key, f"“{named}” is not another convention in any of the files")


def _convention(page: Page) -> Convention:
    succession = page.page("succession")
    dates_back = succession.flag("dates_back")
    convention = Convention(
        code=page.text("code"),
        number=page.text("number"),
        order=page.number("order"),
        names=page.words("names", LANGUAGES),
        short=page.words("short", LANGUAGES),
        depositary=page.words("depositary", LANGUAGES),
        adopted=_clause(page.page("adopted"), day=True) if _has(page, "adopted") else None,
        opened=_clause(page.page("opened"), day=True),
        general=_clause(page.page("general"), day=True),
        open_to=_clause(page.page("open_to")),
        entry=_clause(page.page("entry"), period=True),
        succession=_clause(succession, period=True),
        succession_dates_back=dates_back,
        leaving=_leaving(page.page("leaving")),
        reservations=_clause(page.page("reservations")),
        membership=page.flag("membership"),
        members_of=page.text("members_of", ""),
        ends_with=_ends_with(page.page("ends_with")) if _has(page, "ends_with") else None,
        follows=_follows(page.page("follows")) if _has(page, "follows") else None,
        stays=tuple(_clause(one) for one in page.pages("stays")),
        at_stake=tuple(_at_stake(one) for one in page.pages("at_stake")),
        beforehand=tuple(_beforehand(one) for one in page.pages("beforehand")),
        often_said=tuple(_often_said(one) for one in page.pages("often_said")),
        territory=_territory(page.page("territory")) if _has(page, "territory") else None,
        competences=tuple(_competence(one) for one in page.pages("competences")),
        body=_body(page.page("body")) if _has(page, "body") else None,
        listed=_listed(page.page("listed")) if _has(page, "listed") else None,
        coverage=tuple(_coverage(one) for one in page.pages("coverage")),
    )
    page.end()
    return convention


def _has(page: Page, key: str) -> bool:
    page.asked.add(key)
    return key in page


def _clause(page: Page, *, period: bool = False, day: bool = False) -> Clause:
    """A clause, and nothing else in its mapping than what was asked for before."""
    clause = Clause(
        article=page.text("article"),
        source=page.text("source"),
        confidence=page.one_of("confidence", Confidence),
        words=page.words("words", LANGUAGES, needed=False),
        period=_period(page) if period else None,
        day=page.day("day", needed=True) if day else None,
    )
    page.end()
    return clause


def _period(page: Page) -> Period:
    period = read_period(page.text("period"))
    if isinstance(period, Period):
        return period
    raise page.problem("period", f"{period.sentence} {period.way_out}")


def _leaving(page: Page) -> Leaving:
    possible = page.one_of("possible", Leavable)
    years, later, closing = page.number("after_years", 0), page.flag("names_later_day"), page.flag("to_end_of_day")
    return Leaving(possible, _clause(page, period=possible is not Leavable.NO), years, later, closing)


def _ends_with(page: Page) -> EndsWith:
    return EndsWith(page.text("convention"), _clause(page, period=True))


def _follows(page: Page) -> Follows:
    return Follows(page.text("convention"), _clause(page))


def _at_stake(page: Page) -> AtStake:
    fate = page.one_of("fate", Fate)
    what, pending, after = (page.words(key, LANGUAGES) for key in ("what", "pending", "after"))
    return AtStake(fate, what, pending, after, _clause(page))


def _beforehand(page: Page) -> Beforehand:
    said = page.text("remind_days_before", "")
    if not all(part.isdigit() for part in said.split()):
        raise page.problem("remind_days_before", "write numbers of days with spaces between, like 180 90 30")
    return Beforehand(_clause(page), tuple(int(part) for part in said.split()))


def _often_said(page: Page) -> OftenSaid:
    act, verdict = page.text("act"), page.one_of("verdict", Verdict)
    return OftenSaid(act, verdict, _clause(page))


def _territory(page: Page) -> Territory:
    extension, withdrawal = (_clause(page.page(key), period=True) for key in ("extension", "withdrawal"))
    page.end()
    return Territory(extension, withdrawal)


def _competence(page: Page) -> Competence:
    return Competence(page.text("code"), page.one_of("needs", Needs), mutual=page.flag("mutual"), clause=_clause(page))


def _body(page: Page) -> Body:
    by_party = page.text("seats") == "one for each Party"
    later = page.number("seats_later", 0), page.number("after_consents", 0)
    quorum = page.page("quorum")
    rule = quorum.text("rule")
    if rule not in ("majority", "half_plus_one") and not rule.isdigit():
        raise quorum.problem("rule", "write majority, half_plus_one or a number")
    statement = page.page("statement") if _has(page, "statement") else None
    majority = _fraction(statement) if statement else (2, 3)
    return Body(
        names=page.words("names", LANGUAGES),
        seats_by_party=by_party,
        seats=0 if by_party else page.number("seats"),
        seats_later=later[0],
        after_consents=later[1],
        quorum=rule,
        quorum_clause=_clause(quorum),
        statement=majority,
        statement_clause=_clause(statement) if statement else None,
        clause=_clause(page),
    )


def _fraction(page: Page) -> tuple[int, int]:
    over, _, under = page.text("majority").partition("/")
    if not (over.isdigit() and under.isdigit() and 0 < int(over) <= int(under)):
        raise page.problem("majority", "write a fraction like 2/3")
    return int(over), int(under)


def _listed(page: Page) -> Listed:
    states = page.codes("states")
    return Listed(_clause(page), states)


def _coverage(page: Page) -> Coverage:
    what, through, states = page.text("what"), page.day("through"), page.codes("states")
    return Coverage(what, _clause(page), through, states)


__all__ = ["LawFileProblem", "read_conventions", "shipped_conventions"]
