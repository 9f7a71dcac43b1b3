"""The file of names: what it may not say is refused with the file, the line and the key."""

from importlib import resources

import pytest

from unannounced.crafts.law.conventions import shipped_conventions
from unannounced.crafts.law.strictly import LawFileProblem
from unannounced.crafts.names import every_real_code
from unannounced.crafts.press import read_aliases, shipped_aliases
from unannounced.crafts.press.states import declined, phrase_table
from unannounced.crafts.press.words import words_of

TEXT = (resources.files("unannounced.facts") / "press.yaml").read_text(encoding="utf-8")


def test_every_state_and_convention_of_the_file_is_one_the_law_knows() -> None:
    aliases = shipped_aliases()
    assert set(aliases.states) <= set(every_real_code())
    assert set(aliases.conventions) <= set(shipped_conventions())


@pytest.mark.parametrize(
    ("old", "new", "key", "reason"),
    [
        ("    adopted: 1987", "    adoptd: 1987", "conventions.ECPT.adoptd", "not known"),
        ("    adopted: 1987", "    adopted: long ago", "conventions.ECPT.adopted", "whole number"),
        ("  european: true", "  european: perhaps", "conventions.ECPT.european", "true or false"),
        ("ideas: [rome]", "ideas: [roman]", "conventions.ROME.known_by[1].ideas", "not known"),
        ("open: [ECPT, UNCAT]", "open: [ECPT, CAT]", "unclear[2].open", "not known"),
        ("protocol_of: UNCAT", "protocol_of: CAT", "conventions.OPCAT.protocol_of", "none of the conventions"),
        ("adjectives: [Russian]", "adjective: [Russian]", "states.RUS.adjective", "not known"),
        ("adjectives: [Russian]", "adjectives: Russian", "states.RUS.adjectives", "a list belongs here"),
        ("channels: [", "channel: [", "channels", "missing"),
        ("пыт*, пыток", "п*т, пыток", "ideas.torture", "only end a word"),
    ],
)
def test_what_the_file_may_not_say_is_refused_with_its_line(old: str, new: str, key: str, reason: str) -> None:
    assert old in TEXT
    with pytest.raises(LawFileProblem, match=reason) as refused:
        read_aliases(TEXT.replace(old, new, 1))
    assert (refused.value.file, refused.value.key) == ("press.yaml", key)
    lines = TEXT[: TEXT.index(old)].count("\n")
    assert key == "channels" or abs(refused.value.line - 1 - lines) <= 3


@pytest.mark.parametrize("text", ["", "- one\n- two\n", "ideas: {torture: [a], torture: [b]}\n", "ideas: [\n"])
def test_a_file_that_is_no_table_is_refused(text: str) -> None:
    with pytest.raises(LawFileProblem):
        read_aliases(text)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Russia", "RUS"),
        ("Bosnia and Herzegovina", "BIH"),
        ("Kyiv", "UKR"),
        ("South Sudan", "SSD"),
        ("Білорусі", "BLR"),
        ("Венгрию", "HUN"),
        ("США", "USA"),
        ("Северная Македония", "MKD"),
    ],
)
def test_a_state_is_known_by_its_names_capitals_and_cases(words: str, code: str) -> None:
    hit = phrase_table().at(words_of(words), 0)
    assert hit is not None
    assert hit[1][1] == code


@pytest.mark.parametrize("words", ["us", "mali", "Congo", "turkey", "того"])
def test_a_word_that_is_something_else_as_well_is_no_state(words: str) -> None:
    hit = phrase_table().at(words_of(words), 0)
    assert hit is None or hit[1][0] not in ("state", "oblique")


def test_names_that_are_not_declined_have_no_other_forms() -> None:
    assert list(declined("США")) == []
    assert "Грузию" in declined("Грузия")
