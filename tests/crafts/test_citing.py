"""Citations by the rules of each style; nothing in a title can break out of its place."""

from datetime import date

import pytest

from unannounced.crafts.citing import (
    STYLES,
    Cited,
    apa,
    apa_in_text,
    bibtex,
    bibtex_of,
    key_of,
    oscola,
    ris,
    ris_of,
)

PARAGRAPH = Cited(
    kind="paragraph",
    maker="European Committee for the Prevention of Torture",
    title="Report to the Government of Aldmoor",
    symbol="CPT/Inf (2013) 41",
    paragraph="124",
    day=date(2013, 12, 5),
    address="https://portal.example/reports/CPT-Inf-2013-41/paragraphs/124/",
    accessed=date(2026, 11, 26),
    language="en",
)


def test_oscola_names_body_title_day_symbol_paragraph_address_and_day_of_reading() -> None:
    """OSCOLA 3.4.8: the address in angle brackets, then the day of reading; no full stop between the parts."""
    assert oscola(PARAGRAPH) == (
        "European Committee for the Prevention of Torture, 'Report to the Government of Aldmoor' (5 December 2013) "
        "CPT/Inf (2013) 41, para 124 <https://portal.example/reports/CPT-Inf-2013-41/paragraphs/124/> "
        "accessed 26 November 2026"
    )


def test_oscola_calls_a_symbol_of_the_united_nations_one() -> None:
    """OSCOLA 2006, IV.C: UN Doc before the symbol; a symbol that only begins alike is none."""
    assert "UN Doc A/HRC/8/24" in oscola(Cited("report", "Working Group", "Review", "A/HRC/8/24"))
    assert "UN Doc" not in oscola(Cited("report", "CPT", "Report", "CPT/Inf (2013) 41"))
    assert "UN Doc" not in oscola(Cited("report", "Somebody", "Report", "ADB/1"))


def test_apa_puts_the_paragraph_into_the_text_and_not_into_the_list() -> None:
    """APA 7, 8.13 and 10.4; no day of retrieval for what does not change (9.16)."""
    entry = apa(PARAGRAPH)
    assert entry.startswith("European Committee for the Prevention of Torture. (2013, December 5). Report to the")
    assert "(CPT/Inf (2013) 41). https://" in entry
    assert "124." not in entry
    assert "Retrieved" not in entry
    assert apa_in_text(PARAGRAPH) == "(European Committee for the Prevention of Torture, 2013, para. 124)"


def test_what_bears_no_day_says_so() -> None:
    """APA 7, 9.17: n.d."""
    undated = Cited("report", "CPT", "Report", "X/1")
    assert "(n.d.)" in apa(undated)
    assert apa_in_text(undated) == "(CPT, n.d.)"
    assert "()" not in oscola(undated)
    assert "year" not in bibtex(undated)
    assert "PY" not in ris(undated)


def test_an_item_is_cited_inside_its_paragraph() -> None:
    item = Cited("item", "CPT", "Report", "X/1", paragraph="12", item="12.2")
    assert oscola(item).endswith("X/1, para 12 (item 12.2)")
    assert "note = {para 12 (item 12.2)}" in bibtex(item)
    assert "N1  - para 12 (item 12.2)\r\n" in ris(item)


HOSTILE = "100% {sure} & $5 #1 a_b ~ ^ \\input{x} }\n}\n@book{evil,\r\nER  - \r\nTY  - BOOK „Дело“ \u2028x"


def test_no_title_breaks_out_of_an_entry_of_bibtex() -> None:
    """Braces are named, not written, so that they stay even; the specials of TeX are escaped; one line a field."""
    entry = bibtex(Cited("report", HOSTILE, HOSTILE, "X/1", address="https://x.example/{a}\\b"))
    depth = 0
    for letter in entry:
        depth += (letter == "{") - (letter == "}")
        assert depth >= 0
    assert depth == 0
    assert entry.count("\n") == 7
    assert r"100\% \textbraceleft{}sure\textbraceright{} \& \$5 \#1 a\_b" in entry
    assert r"\textbackslash{}input\textbraceleft{}x" in entry
    assert "„Дело“" in entry
    assert "url = {https://x.example/%7Ba%7D%5Cb}" in entry


def test_no_title_begins_a_tag_or_a_record_of_ris() -> None:
    record = ris(Cited("report", HOSTILE, HOSTILE, HOSTILE))
    lines = record.split("\r\n")
    assert [line for line in lines if line.startswith("TY")] == ["TY  - RPRT"]
    assert [line for line in lines if line.startswith("ER")] == ["ER  - "]
    assert all(line == "" or line[2:6] == "  - " for line in lines)
    assert "\n" not in record.replace("\r\n", "")


@pytest.mark.parametrize(("_code", "_name", "write"), STYLES)
def test_every_style_takes_what_is_nearly_empty(_code: str, _name: str, write: object) -> None:
    assert callable(write)
    assert write(Cited("statement", "", "", ""))


def test_many_entries_have_keys_of_which_no_two_are_the_same() -> None:
    entries = list(bibtex_of([PARAGRAPH, PARAGRAPH, Cited("report", "CPT", "R", "—")]))
    keys = [entry.split("{", 1)[1].split(",", 1)[0] for entry in entries]
    assert keys == ["cpt-inf-2013-41-124", "cpt-inf-2013-41-124:2", "cited"]
    assert key_of(PARAGRAPH) == "cpt-inf-2013-41-124"
    assert "".join(ris_of([PARAGRAPH, PARAGRAPH])).count("ER  - \r\n\r\n") == 2
