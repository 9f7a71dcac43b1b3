"""The standards of detention by theme: what each asks, how sure it is, and which are off until signed off."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unannounced.crafts.standards import shipped_rules
from unannounced.duties.standards import Rule, RuleBook
from unannounced.duties.standards.measures import UNIT_WORDS
from unannounced.duties.standards.rules import LEVEL_WORDS, SEVERITY_WORDS, Op
from unannounced.duties.standards.values import written
from unannounced.duties.words import say
from unannounced.records.measurements.models import SignOff
from unannounced.records.measurements.queries import sign_offs
from unannounced.records.measurements.themes import THEMES, theme_of
from unannounced.records.measurements.valuing import wording_of
from unannounced.rooms.office.acts.subjects import RULE
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.choosing import choices, page_of
from unannounced.rooms.office.pages.lines import ledger_lines
from unannounced.rooms.office.pages.offers import offers_on

ON, OFF = "on", "off"
OP_WORDS: dict[Op, str] = {
    Op.GE: say("at least"),
    Op.GT: say("more than"),
    Op.LE: say("at most"),
    Op.LT: say("less than"),
    Op.EQ: say("exactly"),
    Op.IS_TRUE: say("yes"),
    Op.IS_FALSE: say("no"),
    Op.PRESENT_ALL: say("everything on the list"),
    Op.TABLE: say("by the table of the rule"),
    Op.METRIC: say("a figure, no threshold"),
}


@dataclass(frozen=True, slots=True)
class ShownSignOff:
    """Who signed a rule off, when, in which wording, and whether that is the wording of today."""

    held: SignOff
    present: bool

    @property
    def wording(self) -> str:
        """The first signs of the digest, enough to tell two wordings apart."""
        return self.held.digest[:12]


@dataclass(frozen=True, slots=True)
class ShownTest:
    """One comparison of a rule in words."""

    measure: str
    op: str
    threshold: str


@dataclass(frozen=True, slots=True)
class ShownRule:
    """A rule in words, and whether it is asked."""

    rule: Rule
    title: str
    says: str
    note: str
    theme: str
    level: str
    severity: str
    is_on: bool
    signed: ShownSignOff | None
    changed_since: ShownSignOff | None

    @property
    def url(self) -> str:
        """The page of the rule."""
        return reverse("standard", args=[self.rule.id])


def standards(request: Asked) -> HttpResponse:
    """Every rule by theme, fifty on a page."""
    book, signed = shipped_rules(), sign_offs()
    order = list(THEMES)
    every = sorted(
        (shown_rule(rule, signed) for rule in book.rules), key=lambda one: order.index(theme_of(one.rule.id))
    )
    theme, asked, words = (request.GET.get(name, "").strip() for name in ("theme", "asked", "words"))
    left = [one for one in every if _fits(one, theme, asked, words)]
    context = {
        "page": page_of(request, left),
        "total": len(every),
        "on": sum(one.is_on for one in every),
        "waiting": sum(not one.is_on for one in every),
        "themes": choices({one: _(word) for one, word in THEMES.items()}, theme),
        "asked_choices": choices({ON: _("asked"), OFF: _("off: not signed off")}, asked),
        "words": words,
        "narrowed": bool(theme or asked or words),
    }
    return render(request, "office/standards.html", context)


def _fits(one: ShownRule, theme: str, asked: str, words: str) -> bool:
    if theme and theme_of(one.rule.id) != theme:
        return False
    if asked and one.is_on != (asked == ON):
        return False
    told = f"{one.rule.id} {one.title} {one.says} {one.rule.source}".casefold()
    return all(word in told for word in words.casefold().split())


def standard(request: Asked, rule: str) -> HttpResponse:
    """One rule: what it asks, of whom, from where, how sure, and who signed it off in which wording."""
    subject = RULE.find(request.viewer, rule)
    if not isinstance(subject, SignOff):
        raise Http404
    book, signed = shipped_rules(), sign_offs()
    found, language = book[rule], get_language() or "en"
    held = signed.get(rule, [])
    context = {
        "shown": shown_rule(found, signed),
        "tests": [_test(book, test.measure, test.op, test.threshold) for test in found.tests],
        "conditions": [_test(book, one.measure, one.op, one.threshold) for one in _conditions(found)],
        "places": [_in(book.place_kinds.get(one, {"en": one}), language) for one in sorted(found.places)],
        "groups": [_in(book.groups.get(one, {"en": one}), language) for one in sorted(found.groups)],
        "beside": [book[one] for one in found.beside if one in book],
        "wording": subject.digest,
        "sign_offs": [ShownSignOff(one, one.digest == subject.digest) for one in held],
        "offers": offers_on(subject, request.viewer, today=request.moment.date()),
        "lines": ledger_lines([one.pk for one in held], request.viewer),
    }
    return render(request, "office/standard.html", context)


def shown_rule(rule: Rule, signed: Mapping[str, list[SignOff]]) -> ShownRule:
    """A rule in words; it is on if its confidence asks for no signature, or if it was signed off as it stands."""
    language, wording = get_language() or "en", wording_of(rule)
    open_ones = [one for one in signed.get(rule.id, ()) if one.taken_back_at is None]
    present = next((ShownSignOff(one, True) for one in open_ones if one.digest == wording), None)
    earlier = next((ShownSignOff(one, False) for one in open_ones if one.digest != wording), None)
    return ShownRule(
        rule=rule,
        title=rule.name(language),
        says=_in(rule.says, language),
        note=_in(rule.note, language),
        theme=_(THEMES[theme_of(rule.id)]),
        level=_(LEVEL_WORDS[rule.level]),
        severity=_(SEVERITY_WORDS[rule.severity]),
        is_on=not rule.needs_signing or present is not None,
        signed=present,
        changed_since=None if present else earlier,
    )


def _conditions(rule: Rule):  # type: ignore[no-untyped-def]
    return dict.fromkeys(one for test in rule.tests for one in test.when)


def _test(book: RuleBook, measure: str, op: Op, threshold: object) -> ShownTest:
    """A comparison in words: what, how, against what."""
    known = book.measures.get(measure)
    name = known.name(get_language() or "en") if known else measure
    unit = _(UNIT_WORDS.get(known.unit, known.unit)) if known and known.unit else ""
    number = f"{written(threshold)} {unit}".strip() if _has_number(op) and threshold is not None else ""  # type: ignore[arg-type]
    return ShownTest(name, _(OP_WORDS[op]), number)


def _has_number(op: Op) -> bool:
    return op in (Op.GE, Op.GT, Op.LE, Op.LT, Op.EQ)


def _in(words: Mapping[str, str], language: str) -> str:
    return words.get(language) or words.get("en", "")
