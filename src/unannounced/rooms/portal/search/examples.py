"""How one asks: each rule of the language of searches with examples, one for real reports and one for invented ones."""

from dataclasses import dataclass

from unannounced.duties.words import say


@dataclass(frozen=True, slots=True)
class Example:
    """A rule in a sentence, what one writes for it, and what one writes on the worked case of the demonstration."""

    finds: str
    words: str
    invented: str

    def for_register(self, invented: bool) -> str:
        """The words for the register asked for."""
        return self.invented if invented else self.words


EXAMPLES: tuple[Example, ...] = (
    Example(
        say("Several words: each must be there, in any form and any order. Case and accents do not count."),
        "torture prevention",
        "medicines patients",
    ),
    Example(
        say("Words in quotation marks: as they stand, one behind the other."),
        '"death penalty"',
        '"interviewed in private"',
    ),
    Example(
        say("OR, or an upright line: one of the words, or both."),
        "police OR prison",
        "residents OR patients",
    ),
    Example(
        say("NOT, or a hyphen before a word: what has this word is left out."),
        'torture -"death penalty"',
        "complaint -prison",
    ),
    Example(
        say("Brackets: what belongs together."),
        "(police OR prison) torture",
        "(residents OR patients) informed",
    ),
    Example(
        say("A star at the end: words that begin so."),
        "discriminat*",
        "confiden*",
    ),
    Example(
        say("A tilde at the end: words that are spelled nearly so."),
        "tortur~",
        "tuberculosys~",
    ),
    Example(
        say("A tilde and a number behind a phrase: its words, with no more than so many others between them."),
        '"police violence"~5',
        '"supply tuberculosis"~5',
    ),
    Example(
        say("NEAR and a number between two words: the same, in any order."),
        "police NEAR/5 violence",
        "supply NEAR/5 tuberculosis",
    ),
    Example(
        say("State and a colon: only what is on this State, by its code of three letters."),
        "state:FRA discrimination",
        "state:XXC complaint",
    ),
    Example(
        say("Year and a colon: only what bears a day in these years."),
        "year:2009..2011 torture",
        "year:2016..2018 complaint",
    ),
)
