"""Expressions of a form: what they refer to, and whether they can be read at all."""

import re

from lxml import etree

from unannounced.crafts.forming.kinds import words_in

REFERENCE = re.compile(r"\$\{\s*(?:last-saved#)?([^}\s]*)\s*\}")
_LITERAL = re.compile(r"'[^']*'|\"[^\"]*\"")
_CALL = re.compile(r"(?<![\w.:/@-])([A-Za-z_][\w.-]*(?::[\w.-]+)?)\s*\(")
_NODE_TESTS = frozenset({"text", "node", "comment", "processing-instruction", "or", "and", "div", "mod"})

OF_XPATH = words_in(
    """last position count id local-name namespace-uri name string concat starts-with contains substring-before
    substring-after substring string-length normalize-space translate boolean not true false number sum floor ceiling
    round"""
)
OF_ODK = words_in(
    """if coalesce once selected selected-at count-selected jr:choice-name jr:itext indexed-repeat position
    count-non-empty today now date date-time decimal-date-time decimal-time format-date format-date-time regex
    string-length substr uuid int min max pow abs sin cos tan asin acos atan atan2 sqrt exp exp10 log log10 pi random
    randomize checklist weighted-checklist ends-with join concat boolean-from-string area distance version instance
    current true false pulldata property digest base64-decode intersects extract-signed"""
)
NOT_IN_THE_APP = words_in(
    "pulldata property digest base64-decode intersects extract-signed once version area distance randomize"
)
"""Functions that ODK clients know and the app does not."""


def straight(text: str) -> str:
    """An expression with the quotation marks it needs, as the converter straightens those that were curled.

    >>> straight("${a} = ‘x’")
    "${a} = 'x'"
    """
    return text.translate({0x201C: '"', 0x201D: '"', 0x2018: "'", 0x2019: "'"})


def references(expression: str) -> list[str]:
    """The names in ``${}``, in order, each once.

    >>> references("${a} > 1 and ${ b } != ${a}")
    ['a', 'b']
    """
    return list(dict.fromkeys(REFERENCE.findall(expression)))


def functions(expression: str) -> list[str]:
    """The functions that an expression calls, each once; what stands in quotes is none.

    >>> functions("if(selected(${a}, 'no(t)'), 1, 2)")
    ['if', 'selected']
    """
    bare = _LITERAL.sub("''", REFERENCE.sub("x", expression))
    return [one for one in dict.fromkeys(_CALL.findall(bare)) if one not in _NODE_TESTS]


def unknown_functions(expression: str) -> list[str]:
    """The functions that neither XPath nor ODK knows."""
    return [one for one in functions(expression) if one not in OF_XPATH and one not in OF_ODK]


def is_broken(expression: str) -> bool:
    """Whether an expression cannot be read: a bracket or quote left open, an operator without its right side.

    >>> is_broken("${a} > 1"), is_broken("${a} >"), is_broken("if(${a}, 1, 2"), is_broken("'x"), is_broken("a b")
    (False, True, True, True, True)
    """
    bare = REFERENCE.sub("x", expression).strip()
    if not bare:
        return False
    if re.search(r"(?<![=<>!])==|&&|\|\||<>|=>|=<", _LITERAL.sub("''", bare)):
        return True
    try:
        etree.XPath(bare.replace("jr:", ""))
    except etree.XPathSyntaxError:
        return True
    return False
