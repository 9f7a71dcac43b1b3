"""What "the treaty", "it" and "the country" point back to; nothing where two things may be meant."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from unannounced.crafts.press.aliases import Aliases
from unannounced.crafts.press.conventions import Naming
from unannounced.crafts.press.mentions import Mention, Reduced, S
from unannounced.duties.treaty.claims import Claim, ClaimKind

NEAR = 3
"""Sentences back in which "the treaty" looks for the convention it means."""

_LEAVING = re.compile(
    r"(?:withdr[ae]w\w*|exit\w*|leav\w+|left|departure|denounc\w+|denunciation|quit\w*|pull\w* out"
    r"|leaves)(?: (?:from|of))?\Z"
    r"|(?:выход\w*|вышл\w+|выйти|денонс\w+|вихід|вийти|вийшл\w+|виходу)(?: (?:из|з|із))?\Z",
    re.IGNORECASE,
)
BEFORE_SUBJECT = re.compile(
    r"\b(?:of|in|from|to|by|with|against|between|for|on|over|at|into|near|about|like|under|than|inside|towards?|"
    r"в|во|из|с|от|к|для|против|между|о|об|на|у|з|із|від|до|проти|між|про|щодо|через)\Z",
    re.IGNORECASE,
)
_PLACE_OF = re.compile(r"\b(?:of|in|into|inside|near|across|из|в|у|з|із)(?: the)? \Z", re.IGNORECASE)
"""Before a State that only tells where, or whose something is: the invasion of Ukraine."""
_MEMBER_OF = re.compile(
    r"\b(?:left|leav\w+|quit\w*|withdr\w+ from|exit\w*(?: from)?|expelled from|expulsion from|(?:re)?join\w*"
    r"|members? of|membership (?:of|in)|departure from|return\w* to)(?: the)? \Z",
    re.IGNORECASE,
)
_TELLS_APART = {
    "convention": frozenset(["ECPT", "UNCAT", "ECHR", "ICPPED"]),
    "covenant": frozenset(["ICCPR"]),
    "statute": frozenset(["ROME"]),
    "protocol": frozenset(["OPCAT", "ICCPR-OP1", "ECPT-P1", "ECPT-P2"]),
    "court": frozenset(["ROME"]),
}


@dataclass(slots=True)
class Memory:
    """What an article has spoken of so far, and what it speaks of altogether."""

    aliases: Aliases
    article: frozenset[str] = frozenset()
    """Conventions that the article names without doubt, anywhere."""
    lead: str = ""
    """The convention that the first sentence naming any names alone."""
    courts: bool = False
    """Whether the article speaks of another court than the one of the Rome Statute."""
    topic: str = ""
    """The State that more than half of the article's mentions of States are of."""
    named: list[tuple[int, frozenset[str]]] = field(default_factory=list)
    """Conventions named, with the sentence; an empty set for one not known here."""
    focus: str = ""
    """The convention with which the last sentence that names any begins, as what it is about."""
    council_at: int = -9
    """The sentence that named the Council of Europe last, and the one that named another body."""
    other_at: int = -10
    member_at: int = -9
    """The sentence that spoke last of joining or leaving the Council of Europe."""
    before: tuple[Claim, ...] = ()
    """The claims of the sentence read last that made any, if that was the one before."""
    before_at: int = -1
    acted: str = ""
    """The State of the claim read last."""
    subjects: list[tuple[str, ...]] = field(default_factory=list)
    """For each sentence so far, the State it is about: one code, or none, or several in doubt."""

    @classmethod
    def of(cls, sentences: Sequence[Reduced], aliases: Aliases) -> "Memory":
        """The memory of an article before its first sentence."""
        states: Counter[str] = Counter()
        article: set[str] = set()
        courts = any(one.kind == "court" for sentence in sentences for one in sentence.mentions.values())
        lead: str | None = None
        for sentence in sentences:
            here: set[str] = set()
            for one in sentence.mentions.values():
                if one.kind in ("state", "whose"):
                    states.update(one.codes)
                elif one.kind in ("treaty", "court's") and one.naming and len(one.codes) == 1:
                    here.update(one.codes)
                elif one.kind == "unknown" and one.naming:
                    here.add("")
            article |= here
            if here and lead is None:
                lead = here.pop() if len(here) == 1 else ""
        most = states.most_common(1)
        topic = most[0][0] if most and most[0][1] * 2 > states.total() else ""
        return cls(aliases, frozenset(article - {""}), lead or "", courts, topic)

    # The Council of Europe

    def read_council(self, number: int, sentence: Reduced) -> None:
        """Keep "the organisation" in ``sentence`` only where it can but be the Council of Europe."""
        for sign, mention in sorted(sentence.mentions.items(), key=lambda item: item[1].start):
            if mention.kind in ("council", "council's"):
                if mention.back and not (self.council_at >= number - 2 and self.council_at > self.other_at):
                    sentence.forget(sign)
                else:
                    self.council_at = number
                    if _MEMBER_OF.search(sentence.words, 0, sentence.words.index(sign)):
                        self.member_at = number
            elif mention.kind == "unknown" and mention.naming is None:
                self.other_at = number

    # Conventions

    def read_treaties(self, number: int, sentence: Reduced) -> None:
        """Give each convention in ``sentence`` its code, or the codes that may be meant, and remember them."""
        in_order = sorted((one for one in sentence.mentions.items() if one[1].naming), key=lambda item: item[1].start)
        committee = any(one.kind == "committee" for one in sentence.mentions.values())
        for sign, mention in in_order:
            first = sign == in_order[0][0]
            naming = mention.naming
            assert naming is not None
            if mention.kind == "unknown":
                self.named.append((number, frozenset()))
                continue
            if naming.back:
                leaving = bool(_LEAVING.search(sentence.words[: sentence.words.index(sign)].rstrip()))
                mention.codes = self.pointed(number, naming, leaving=leaving, committee=committee)
            elif len(mention.codes) > 1:
                mention.codes = self._narrowed(naming, mention.codes)
            if mention.codes or any(not codes for codes in self._since(number - NEAR)):
                self.named.append((number, frozenset(mention.codes)))
            if first:
                begins = sentence.words.startswith(sign) and len(mention.codes) == 1
                self.focus = mention.codes[0] if begins else ""

    def pointed(self, number: int, naming: Naming, *, leaving: bool, committee: bool = False) -> tuple[str, ...]:
        """What ``naming`` in sentence ``number`` refers back to: one code, several it may be, or none if unknown."""
        if naming.optional:
            return self._protocol(number)
        if naming.head == "court" and self.courts:
            return ()
        here = self._fitting(self._since(number), naming)
        if len(here) == 1 and here[0]:
            return tuple(sorted(here[0]))
        if committee and "ECPT" in self._possible(naming):
            return ("ECPT",)
        near = self._fitting(self._since(number - NEAR), naming)
        near = near or self._fitting([codes for _, codes in self.named], naming)
        near = near or self._fitting(self._belonging_to(number), naming)
        if not near or any(not codes for codes in near):
            return ()
        if leaving and self.lead in self._possible(naming):
            if any(self.lead in codes for codes in near):
                return (self.lead,)
            near.append(frozenset((self.lead,)))  # what the article is about, or what was named last: open
        if len(near) > 1 and self.focus and self.focus == self.lead and self.focus in self._possible(naming):
            return (self.focus,)
        return tuple(sorted(frozenset().union(*near)))

    def _belonging_to(self, number: int) -> list[frozenset[str]]:
        """The conventions to which protocols named near belong: *the Covenant itself*."""
        known = self.aliases.conventions
        found = (known[code].protocol_of for codes in self._since(number - NEAR) for code in codes)
        return [frozenset((code,)) for code in found if code]

    def implied(self, number: int) -> tuple[str, ...]:
        """The convention meant where none is named (*withdrew its signature*): named near, and no other body since."""
        if max(self.council_at, self.other_at) >= (self.named[-1][0] if self.named else number):
            return ()
        return self.pointed(number, Naming(0, 0, "treaty", back=True), leaving=False)

    def alone(self, number: int) -> str:
        """The only convention that sentence ``number`` names; "" if it names none, several, or one not known."""
        named = set(self._since(number, number))
        codes = named.pop() if len(named) == 1 else frozenset()
        return next(iter(codes)) if len(codes) == 1 else ""

    def left(self, number: int) -> tuple[str, ...]:
        """The convention meant by "the withdrawal" alone."""
        return self.pointed(number, Naming(0, 0, "treaty", back=True), leaving=True)

    def _since(self, first: int, last: int | None = None) -> list[frozenset[str]]:
        """What was named from sentence ``first`` on, to ``last``."""
        found = []
        for at, codes in reversed(self.named):
            if at < first:
                break
            if last is None or at <= last:
                found.append(codes)
        return found[::-1]

    def _fitting(self, named: Sequence[frozenset[str]], naming: Naming) -> list[frozenset[str]]:
        """The different conventions among ``named`` that ``naming`` may mean."""
        possible = self._possible(naming)
        fitting = (frozenset(codes & possible) if codes else codes for codes in named)
        kept = [codes for codes, before in zip(fitting, named, strict=True) if codes or not before]
        return list(dict.fromkeys(kept))

    def _possible(self, naming: Naming) -> frozenset[str]:
        known = self.aliases.conventions.values()
        head = _TELLS_APART.get(naming.head)
        return frozenset(
            one.code
            for one in known
            if (head is None or one.code in head)
            and (naming.year is None or one.adopted == naming.year)
            and (not naming.european or one.european)
        )

    def _protocol(self, number: int) -> tuple[str, ...]:
        """The Optional Protocol that belongs to the convention named last, or was named itself before."""
        of = {one.protocol_of: one.code for one in self.aliases.conventions.values() if one.protocol_of}
        near = self._since(number - NEAR)
        found = {of.get(code, code if code in of.values() else "") for codes in near for code in codes} - {""}
        return tuple(found) if len(found) == 1 and all(near) else ()

    def _narrowed(self, naming: Naming, codes: tuple[str, ...]) -> tuple[str, ...]:
        """``codes`` that the words leave open, or the one that the article has plainly established."""
        by_year = [code for code in codes if naming.year and self.aliases.conventions[code].adopted == naming.year]
        if len(by_year) == 1:
            return tuple(by_year)
        named = [code for code in codes if code in self.article]
        before = {code for _, one in self.named if len(one) == 1 for code in one}
        if naming.proper:
            # "Convention against Torture" is what the United Nations call theirs: never the European one.
            return ("UNCAT",) if named == ["UNCAT"] and "UNCAT" in before else codes
        return tuple(named) if len(named) == 1 else codes

    # States

    def begin(self, number: int, sentence: Reduced) -> None:
        """Find out what ``sentence`` points back to, and remember whom it is about."""
        self.read_council(number, sentence)
        self.read_treaties(number, sentence)
        self.subjects.append(self.subject_of(sentence))

    def subject_of(self, sentence: Reduced) -> tuple[str, ...]:
        """The State named first as a subject; else the only State named; else all named."""
        for match in re.finditer(S, sentence.words):
            mention = sentence.mentions[match.group()]
            if (
                mention.codes
                and not mention.oblique
                and not BEFORE_SUBJECT.search(sentence.words[: match.start()].rstrip())
            ):
                return mention.codes
        states = _spoken_of(sentence, sentence.words, "state", "whose")
        return tuple(dict.fromkeys(code for one in states for code in one.codes))

    def about(self, sentence: Reduced) -> tuple[str, ...]:
        """The only State that ``sentence`` names, or the article's."""
        codes = {code for one in _states(sentence) for code in one.codes}
        return tuple(codes) if len(codes) == 1 else (self.topic,) if self.topic else ()

    def end(self, number: int, claims: Sequence[Claim]) -> None:
        """Remember what sentence ``number`` claimed."""
        if claims:
            self.before, self.before_at = tuple(claims), number
        codes = {one.convention for one in claims if one.convention in self.aliases.conventions}
        self.named += [(number, frozenset((code,))) for code in codes]

    def told_before(self, number: int, *kinds: ClaimKind) -> Claim | None:
        """The last claim of these kinds in the sentence just before ``number``."""
        if self.before_at != number - 1:
            return None
        return next((one for one in reversed(self.before) if one.kind in kinds and one.convention), None)

    def state(self, sentence: Reduced, place: int) -> tuple[str, ...]:
        """The State that "it" or "the country" at ``place`` means; empty if that is not plain."""
        before = sentence.words[:place]
        if len(_actors(sentence, before)) > 1:
            return ()
        for match in re.finditer(S, before):
            mention = sentence.mentions[match.group()]
            if mention.codes and not mention.oblique and not BEFORE_SUBJECT.search(before[: match.start()].rstrip()):
                return mention.codes
        owners = {code for one in sentence.of(before) if one.kind == "whose" for code in one.codes}
        if len(owners) == 1 and (self.topic in owners or self.acted in owners):
            return tuple(owners)
        for codes in reversed(self.subjects[-1 - NEAR : -1]):
            if len(codes) == 1 and codes[0] in (self.topic, self.acted):
                return codes
            if codes:
                return ()  # another State stands between
        return (self.topic,) if self.topic and self.acted in ("", self.topic) else ()


def _actors(sentence: Reduced, before: str) -> set[str]:
    """The States that ``before`` names as ones who do something or have it done to them: any of them may be *it*."""
    return {code for one in _spoken_of(sentence, before, "state", "lower", "upper") for code in one.codes}


def _spoken_of(sentence: Reduced, words: str, *kinds: str) -> Iterator[Mention]:
    """The things of these kinds in ``words``, without those that only tell where."""
    for place, sign in enumerate(words):
        one = sentence.mentions.get(sign)
        if one is not None and one.kind in kinds and not _PLACE_OF.search(words, max(0, place - 16), place):
            yield one


def _states(sentence: Reduced) -> list[Mention]:
    return [one for one in sentence.mentions.values() if one.kind in ("state", "whose")]
