"""Whether words stand inside a quotation: what somebody else said is not said by the report."""

from dataclasses import dataclass

from unannounced.crafts.reading.sentences import has_any

_SIGNS = '“”«»"'


@dataclass(frozen=True, slots=True)
class Quotation:
    """How many quotations are open: ``paired`` by signs that open or close, ``straight`` by signs that do both."""

    paired: int = 0
    straight: int = 0

    def after(self, text: str) -> "Quotation":
        """What is open after ``text``.

        >>> bool(Quotation().after("He said: “The Committee"))
        True
        >>> bool(Quotation().after("He said: “Yes.” The Committee"))
        False
        """
        if not has_any(text, _SIGNS):
            return self
        opened = text.count("“") + text.count("«") - text.count("”") - text.count("»")
        return Quotation(max(0, self.paired + opened), (self.straight + text.count('"')) % 2)

    def __bool__(self) -> bool:
        return self.paired > 0 or self.straight > 0


def is_whole(text: str) -> bool:
    """Whether as many quotations close in ``text`` as open, so that its signs can be relied on."""
    return text.count("“") == text.count("”") and text.count("«") == text.count("»") and text.count('"') % 2 == 0
