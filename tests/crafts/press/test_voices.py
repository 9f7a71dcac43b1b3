"""Who says it, through whom it is told, and which words are quoted."""

import pytest

from unannounced.crafts.press import claims_in
from unannounced.duties.treaty.claims import Said

LEFT = "Russia left the European Convention for the Prevention of Torture"


def voices(text: str) -> list[tuple[str, str]]:
    return [(one.said_by, one.via) for one in claims_in(text)]


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        (f"{LEFT}.", ("", "")),
        (f"{LEFT}, The Guardian reports.", ("", "The Guardian")),
        (f"{LEFT}, according to Radio Liberty on September 29.", ("", "Radio Liberty")),
        (f"According to government documents, {LEFT}.", ("government documents", "")),
        (f"The rights group Bresk Watch said {LEFT}.", ("Bresk Watch", "")),
        (f"“{LEFT},” Commissioner for Human Rights Ana Duval wrote on Telegram.", ("Ana Duval", "Telegram")),
        (f"Ana Duval, the head of the office, told Reuters that {LEFT}.", ("Ana Duval", "Reuters")),
        (f"{LEFT}, Ivan Petrov told reporters.", ("Ivan Petrov", "")),
        (f"“{LEFT},” Ivan Petrov, a senator, told Interfax.", ("Ivan Petrov", "Interfax")),
        (f"The BBC reported that Petrov said {LEFT}.", ("Petrov", "The BBC")),
        (f"Citing RIA Novosti, the Guardian said {LEFT}.", ("", "RIA Novosti")),
        ("Генпрокурор: Росія денонсувала ЄКПЛ.", ("Генпрокурор", "")),
        (f"Background: {LEFT}.", ("", "")),
        ("Hungary, which joined the Rome Statute in 2001, said that it was sorry.", ("", "")),
        ("Hungary said that it joined the Rome Statute in 2001.", ("Hungary", "")),
        (f"{LEFT}.\n\nThis was reported by Ukrinform.", ("", "Ukrinform")),
        (f"“{LEFT}”\n\n– Law of the Russian Federation", ("Law of the Russian Federation", "")),
    ],
)
def test_the_voice_is_whoever_is_quoted_and_the_medium_is_kept(text: str, voice: tuple[str, str]) -> None:
    assert voices(text) == [voice]


def test_a_surname_and_a_pronoun_are_the_person_named_in_full_before() -> None:
    text = f"Commissioner Ana Duval condemned it. “{LEFT}. It was wrong,” Duval wrote. She said {LEFT} in 2025."
    assert voices(text) == [("Ana Duval", ""), ("Ana Duval", "")]


def test_the_words_of_a_quotation_are_somebodys_and_those_around_it_the_outlets() -> None:
    text = f"“It was a sad day indeed for us,” Ana Duval said. {LEFT}."
    assert voices(text) == [("", "")]


def only(text: str) -> Said:
    (one,) = claims_in(text, file="a.txt")
    return one


def test_a_quotation_is_the_sentence_exactly_as_printed_and_of_a_long_one_the_clause() -> None:
    text = f"A headline\n\nIt rained.  {LEFT} . It stopped."
    said = only(text)
    assert text[said.start :].startswith(said.quote)
    assert (said.quote, said.file) == (f"{LEFT} .", "a.txt")
    long = f"{LEFT} in 2025" + ", and it rained on" * 30 + "."
    assert only(long).quote == f"{LEFT} in 2025"


def test_the_same_words_printed_twice_are_one_claim() -> None:
    assert len(claims_in(f"{LEFT}\n\n{LEFT}\n")) == 1


def test_a_line_broken_at_a_width_goes_on() -> None:
    text = (
        "On Monday the ministry said in a long statement that Russia left the\nEuropean Convention for the Prevention of "
        "Torture and Inhuman or Degrading\nTreatment or Punishment.\n"
    )
    assert len(claims_in(text)) == 1
