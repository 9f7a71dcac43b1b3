"""What of a question could not be understood as it was written, in sentences for whoever wrote it."""

from dataclasses import dataclass

from django.utils.translation import gettext

from unannounced.crafts.searching.public.parsing import FARTHEST, Misread, understood


@dataclass(frozen=True, slots=True)
class Problem:
    """A sentence that says what was not understood, and what was made of it."""

    sentence: str

    def __str__(self) -> str:
        return self.sentence


def in_words(words: str) -> list[Problem]:
    """What could not be understood of ``words`` as they were written."""
    return [Problem(_sentence(one)) for one in understood(words).misread]


def _sentence(one: Misread) -> str:
    sentences = {
        "quote": gettext("The quotation mark was not closed; “{said}” was read as a phrase to the end."),
        "open": gettext("A bracket was not closed; it was read as closed at the end."),
        "close": gettext("A bracket closes what was never opened; it was passed over."),
        "operator": gettext("“{said}” joins nothing here; it was passed over."),
        "near": gettext("“{said}” stands between words or phrases only; it was read as AND."),
        "far": gettext("“{said}” is too far: it was read as {farthest} words between, the most there can be."),
        "star": gettext("An asterisk stands for the rest of a word of two letters or more; “{said}” was read without."),
        "fuzzy": gettext("“{said}” is too short to be looked for nearly so written; it was read without the ~."),
        "value": gettext("“{said}” names nothing to narrow down by; it was left out."),
        "long": gettext("The question had more than {said} words; what stands behind was left out."),
        "deep": gettext("The question had more than {said} brackets in each other; the inner ones were passed over."),
        "sign": gettext("“{said}” holds no letter and no digit; it was passed over."),
        "nothing": gettext("“{said}” asks for nothing that can be looked for."),
    }
    return sentences[one.kind].format(said=one.said, farthest=FARTHEST)
