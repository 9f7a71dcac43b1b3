"""Who says what a sentence says, and through whom it is told: "" for the article's own voice."""

import re
from dataclasses import dataclass, field, replace
from functools import cache

from unannounced.crafts.press import saying
from unannounced.crafts.press.aliases import Aliases, shipped_aliases
from unannounced.crafts.press.sentences import Quotations, Sentence


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says something, and through whom it is told."""

    said_by: str = ""
    via: str = ""
    since: int = 0
    """Where in the text the words of saying end; what ends before them is not said by anybody but the article."""


@dataclass(slots=True)
class Listener:
    """Follows an article from sentence to sentence and knows who was speaking."""

    text: str
    aliases: Aliases
    quotations: Quotations
    last: str = ""
    _via_next: str = ""
    _pairs: dict[str, str] = field(default_factory=dict)
    _voices: dict[tuple[int, int], Voice] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str, aliases: Aliases) -> "Listener":
        """A listener before the first sentence of ``text``."""
        listener = cls(text, aliases, Quotations.of(text))
        for first, last in saying.PAIR.findall(text):
            if not saying.TITLE.fullmatch(first) and first not in ("The", "According", "In", "As", "But", "On", "And"):
                listener._pairs.setdefault(last, f"{first} {last}")
        return listener

    def hear(self, sentence: Sentence) -> Voice:
        """The voice of ``sentence`` outside quotation marks; remembers who spoke."""
        words = self.text[sentence.start : sentence.end]
        noted = saying.AS_NOTED.match(words) if sentence.heading else None
        if noted:
            self._via_next = noted["who"].strip()
            return Voice()
        voice = self._heard(words, sentence.start)
        if self._via_next and not voice.via:
            voice = replace(voice, via=self._via_next)
        self._via_next = ""
        return voice

    def _heard(self, words: str, start: int) -> Voice:
        bare = saying.without_quotes(words)
        if (speaker := saying.SPEAKER.match(bare)) and (named := self._speaker(speaker["who"].strip())):
            return Voice(named)
        for pattern in (saying.REPORTING, saying.ACCORDING, saying.OPENING, saying.CLOSING):
            match = pattern.search(bare)
            if match and (voice := self._voice(saying.who_of(match), bare, pattern is saying.REPORTING)):
                return self._opened(voice, bare, match.end(), start) if pattern is saying.OPENING else voice
        told = saying.LIKE.search(bare) or saying.TOLD.search(bare)
        return Voice("", self._medium(told["via"])) if told else Voice()

    def _opened(self, voice: Voice, bare: str, end: int, start: int) -> Voice:
        """``voice`` from where it speaks; of a medium that tells what somebody said, that voice."""
        if voice.via and not voice.said_by:
            inner = saying.OPENING.match(bare[end:].removeprefix(" that").lstrip())
            said = self._voice(saying.who_of(inner), "") if inner else None
            if said and said.said_by:
                return Voice(said.said_by, voice.via, start + end)
        return replace(voice, since=start + end)

    def _speaker(self, who: str) -> str:
        """``who`` before a colon, if that is somebody with an office or named in full elsewhere; else ""."""
        words = who.split()
        known = len(words) == 1 and who in self._pairs
        return (self.named(who) or who) if known or any(saying.TITLE.fullmatch(word) for word in words) else ""

    def told_after(self, sentence: Sentence) -> str:
        """The medium through which the sentence *before* was told: "This was reported by …"; "" otherwise."""
        match = saying.TOLD_AFTER.match(self.text[sentence.start : sentence.end])
        if not match:
            return ""
        who = (match["via"] or match["who"]).strip(' "“”«».')
        return self._medium(who) if who[:1].isupper() or self._is_medium(who) else ""

    def _voice(self, who: str, words: str, reporting: bool = False) -> Voice | None:
        who = re.sub(r" (?:has|have|had)\Z", "", who.strip(" ,.’'"))
        if not who or re.search(r"\b(?:which|that|who|was|were|is|are|be|been|being|not|never)\Z", who):
            return None
        via = self._told(words)
        if self._is_medium(who) or (reporting and saying.CAPITALS.fullmatch(who)):
            return Voice("", self._medium(who))
        if reporting:
            return None
        said_by = self.named(who)
        if not said_by:
            return Voice("", via) if saying.NOBODY.match(who) else None
        self.last = said_by
        return Voice(said_by, via)

    def quoted(self, place: int, end: int, around: Voice) -> Voice:
        """The voice of what stands from ``place`` to ``end``: of whoever is quoted there, or ``around``."""
        span = self.quotations.around(place)
        if span is None:
            return around if end > around.since else Voice()
        if span not in self._voices:
            self._voices[span] = self._of_quotation(*span) or around
        return self._voices[span]

    def _of_quotation(self, start: int, end: int) -> Voice | None:
        after = self.text[end : end + 260]
        signed = saying.SIGNED_OFF.match(after)
        if signed:
            return Voice(signed["who"].strip())
        inside = self.text[max(start, end - 2) : end]
        match = saying.AFTER_QUOTE.match(after) if re.match(r"\s*[,—–-]|\s", after) or "," in inside else None
        before = self.text[max(0, start - 260) : start]
        match = match or saying.BEFORE_QUOTE.search(before)
        if not match:
            return Voice(self.last) if self.last else None
        return self._voice(saying.who_of(match), match.group())

    def named(self, who: str) -> str:
        """``who`` as it was first named in full, or whoever spoke last for a pronoun; "" for nobody."""
        if saying.NOBODY.match(who) and who.lower() != "it":
            return ""
        if who.startswith(("a ", "an ", "A ", "An ")):
            return who.split(" ", 1)[1]
        if saying.GENERIC.fullmatch(who):
            return self.last
        who = saying.LEADING_WORDS.sub("", who).removeprefix("The ").removeprefix("the ")
        words = who.split()
        if len(words) == 1:
            return self._pairs.get(who, who if who[:1].isupper() else "")
        tail = words[-2:]
        titled = any(saying.TITLE.fullmatch(word.strip(",")) for word in words[:-2])
        if titled and all(word[:1].isupper() and not saying.TITLE.fullmatch(word) for word in tail):
            return " ".join(tail)
        return who if any(word[:1].isupper() for word in words) or saying.DOCUMENT.search(who) else ""

    def _told(self, words: str) -> str:
        told = saying.TOLD.search(words)
        if told:
            return self._medium(told["via"])
        channel = _channels().search(words)
        if channel is None:
            return ""
        return "Telegram" if channel["name"].lower().startswith(("телеграм", "telegram")) else channel["name"]

    def _is_medium(self, who: str) -> bool:
        bare = who.removeprefix("the ").removeprefix("The ")
        known = any(who == one or bare == one.removeprefix("The ") for one in self.aliases.media)
        return known or bool(saying.MEDIA_WORD.search(who) and not saying.TITLE.search(who))

    def _medium(self, who: str) -> str:
        who = who.strip(" .,")
        known = (one for one in self.aliases.media if who == one or who.startswith(f"{one} "))
        best = max(known, key=len, default="")
        inside = next((one for one in self.aliases.media if len(one) > 3 and who.endswith(f" {one}")), "")
        return best or inside or who.removeprefix("the ")


@cache
def _channels() -> re.Pattern[str]:
    names = "|".join(re.escape(name).replace(r"\*", r"\w*") for name in shipped_aliases().channels)
    return re.compile(
        rf"\b(?:on|in|via|у|в)(?: (?:the|his|her|its|their|a|свое[мй]|своєму))?(?: post on)? (?P<name>{names})\b"
    )
