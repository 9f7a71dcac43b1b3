"""The file of what was reported is read strictly: what it does not know is refused with file, line and key."""

from datetime import date

import pytest

from unannounced.crafts.law.reported import read_reports, shipped_reports
from unannounced.crafts.law.strictly import LawFileProblem
from unannounced.duties.treaty.claims import ClaimKind, When

GOOD = """
articles:
  - {code: paper, said_on: 2025-08, outlet: {en: a paper, fr: un journal}}
claims:
  - id: k1
    words: {en: It ratified in 1985., fr: Il a ratifié en 1985.}
    told:
      - {article: paper, said_by: {en: the paper, fr: le journal}}
    claim: {kind: act, state: RUS, convention: UNCAT, act: ratification, when: 1985}
"""


def test_a_claim_is_read_with_who_told_it_and_when() -> None:
    (one,) = read_reports(GOOD, "claims.yaml")
    assert (one.id, one.words["fr"], one.told[0].said_by["en"]) == ("k1", "Il a ratifié en 1985.", "the paper")
    assert (one.claim.kind, one.claim.state, one.claim.when) == (ClaimKind.ACT, "RUS", When(1985))
    assert one.told[0].said_on == When(2025, 8)


def test_a_claim_is_held_against_the_law_of_the_day_on_which_it_was_first_said() -> None:
    later = GOOD.replace(
        "le journal}}\n", "le journal}}\n      - {article: paper, said_on: 2025-08-03, said_by: {en: x, fr: x}}\n"
    )
    (one,) = read_reports(later, "claims.yaml")
    assert one.claim.said_on == date(2025, 8, 3)
    (alone,) = read_reports(GOOD, "claims.yaml")
    assert alone.claim.said_on == date(2025, 8, 31)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("kind: act", "kind: acts", "claims.yaml, line 9, claims[1].claim.kind: “acts” is not known"),
        ("state: RUS", "state: Russia", "“Russia” is not the code of a State"),
        ("convention: UNCAT", "convention: CAT", "“CAT” is not a convention"),
        ("when: 1985", "when: 1985-02-30", "“1985-02-30” is neither a day, a month nor a year"),
        ("when: 1985", "verdict: contradicted", "claims[1].claim.verdict: this key is not known here"),
        ("article: paper", "article: other", "claims.yaml, line 8, claims[1].told[1].article: this article is not known"),
        ("id: k1", "id: K 1", "“K 1” is no id"),
        ("fr: un journal", "de: eine Zeitung", "claims.yaml, line 3, articles[1].outlet.fr: this key is missing"),
    ],
)  # fmt: skip
def test_what_the_file_does_not_know_is_refused_by_line_and_key(before: str, after: str, said: str) -> None:
    with pytest.raises(LawFileProblem) as refused:
        read_reports(GOOD.replace(before, after), "claims.yaml")
    assert said in str(refused.value)


def test_a_claim_stands_once() -> None:
    twice = GOOD + GOOD[GOOD.index("  - id:") :]
    with pytest.raises(LawFileProblem, match="k1 stands twice"):
        read_reports(twice, "claims.yaml")


def test_somebody_must_have_told_it() -> None:
    nobody = GOOD.replace("      - {article: paper, said_by: {en: the paper, fr: le journal}}\n", "      []\n")
    with pytest.raises(LawFileProblem, match="say at least once who told it"):
        read_reports(nobody, "claims.yaml")


def test_what_is_shipped_has_its_own_words_in_both_languages_and_no_verdict() -> None:
    found = shipped_reports()
    assert len({one.id for one in found}) == len(found) == 23
    assert all(one.words["en"] != one.words["fr"] for one in found)
    assert all(one.told for one in found)
