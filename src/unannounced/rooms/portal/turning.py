"""Who can still be turned to, as people who are not lawyers read it, in the languages of that page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, gettext
from django.utils.translation.trans_real import parse_accept_lang_header

from unannounced.crafts.law.routes import LANGUAGES, PlainWords
from unannounced.crafts.names import name_in as name_in_locale
from unannounced.duties.identity import folded
from unannounced.duties.treaty.coverage import missing
from unannounced.duties.treaty.naming import ACTS
from unannounced.duties.treaty.route_rules import Named, Remark
from unannounced.duties.treaty.routes import Route
from unannounced.duties.treaty.standing import Ground
from unannounced.rooms.portal.law import Register
from unannounced.rooms.portal.words import called
from unannounced.rooms.web.templatetags.field_words import confidence_shape, day

OWN_NAMES = {"en": "English", "fr": "Français", "ru": "Русский", "uk": "Українська", "ar": "العربية"}
_ANSWERS = {True: ("yes", "check"), None: ("maybe", "ring"), False: ("no", "cross")}


@dataclass(frozen=True, slots=True)
class ShownGround:
    """A line under "why"."""

    day: date | None
    act: str
    article: str
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class ShownRoute:
    """A route in plain words; ``rule_confidence`` is how sure the rule is, ``confidence`` how sure the answer.

    ``gaps``: something about its ``convention`` is missing on record that may concern the State.
    """

    code: str
    name: str
    answer: str
    word: str
    shape: str
    reason: str
    until: date | None
    reckoned: str
    who: str
    can: str
    cannot: str
    before: str
    warnings: tuple[str, ...]
    treaty: str
    article: str
    source: str
    rule_confidence: str
    rule_shape: str
    confidence: str
    grounds: tuple[ShownGround, ...]
    convention: str
    gaps: bool


def language_of(request: HttpRequest) -> str:
    """The language asked for by the address; else by the switch of the site; else by the browser."""
    asked = request.GET.get("language", "")
    if asked in LANGUAGES:
        return asked
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        for wanted, _ in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()):
            if wanted.partition("-")[0] in LANGUAGES:
                return wanted.partition("-")[0]
    site = (get_language() or "en").partition("-")[0]
    return site if site in LANGUAGES else "en"


class InPlainWords:
    """The words of the page in one language, and what is filled into them."""

    def __init__(self, words: PlainWords, register: Register, language: str) -> None:
        self.words, self.register, self.language = words, register, language
        self.page = {key: said[language] for key, said in words.page.items()}

    def phrase(self, key: str, **facts: object) -> str:
        """A sentence of the page with its facts."""
        return self.page[key].format(**{name: self._fact(one) for name, one in facts.items()})

    def name_of(self, code: str) -> str:
        """The name of a State in this language."""
        held = self.register.states.get(code)
        if held is not None and (held.invented or self.language in held.names):
            return str(held.names.get(self.language) or held.names.get("en") or code)
        return name_in_locale(code, self.language)

    def states(self) -> list[tuple[str, str]]:
        """The States there are to choose from, by name."""
        named = [(code, self.name_of(code)) for code in self.register.states]
        return sorted(named, key=lambda one: folded(one[1]))

    def groups(self, routes: Iterable[Route], *, state: str, on: date) -> list[tuple[str, list[ShownRoute]]]:
        """The routes by their answer, what is open first; with what is missing on record of ``state`` on a day."""
        shown = [self.route(one, gaps=self._gaps(one, state, on)) for one in routes]
        return [(answer, [one for one in shown if one.answer == answer]) for answer, _ in _ANSWERS.values()]

    def _gaps(self, route: Route, state: str, on: date) -> bool:
        law, convention = self.register.law, route.rule.convention
        real = convention in law.conventions and not self.register.states[state].invented
        return real and bool(missing(law, convention, on=on, state=state))

    def route(self, route: Route, *, gaps: bool) -> ShownRoute:
        """A route with everything about it in this language."""
        answer, shape = _ANSWERS[route.available]
        rule, language = route.rule, self.language
        return ShownRoute(
            code=route.code,
            name=rule.names[language],
            answer=answer,
            word=self.page[answer],
            shape=shape,
            reason=self._remark(route.reason, route),
            until=route.deadline,
            reckoned=self._remark(route.reckoned, route) if route.reckoned else "",
            who=rule.who[language],
            can=rule.words["can"][language],
            cannot=rule.words["cannot"][language],
            before=rule.words["before"][language],
            warnings=tuple(self._remark(one, route) for one in route.warnings),
            treaty=rule.treaty[language],
            article=route.article,
            source=route.source,
            rule_confidence=self.words.confidences[rule.clause.confidence.value][language],
            rule_shape=confidence_shape(rule.clause.confidence),
            confidence=self.words.confidences[route.confidence.value][language],
            grounds=tuple(self._ground(one) for one in route.grounds if one.act or one.day),
            convention=rule.convention,
            gaps=gaps,
        )

    def _remark(self, remark: Remark, route: Route) -> str:
        """A reason or warning; how sure a route is, is said in the words of this page."""
        sure = self.words.confidences[route.confidence.value][self.language]
        facts: Mapping[str, object] = {**remark.facts, "confidence": sure}
        return self.words.reasons[remark.code][self.language].format(
            **{name: self._fact(one) for name, one in facts.items()}
        )

    def _fact(self, fact: object) -> str:
        match fact:
            case date():
                return day(fact)
            case Named(state=code) if code:
                return self.name_of(code)
            case Named(words=words):
                return words.get(self.language) or words["en"]
            case _:
                return str(fact)

    def _ground(self, ground: Ground) -> ShownGround:
        known = self.words.acts.get(ground.act, {}).get(self.language)
        act = known or (gettext(called(ACTS, ground.act)) if ground.act else "–")
        sure = self.words.confidences[ground.confidence.value][self.language]
        return ShownGround(ground.day, act, ground.article, ground.source, sure)
