"""The mechanism's profile: shipped ones are whole, and a wrong file is refused by name, key and remedy."""

from importlib import resources
from io import BytesIO

import pytest

from unannounced.crafts.profiles import SHIPPED, ProfileProblem, read_profile, shipped_profile
from unannounced.duties.profile import RULES, MechanismKind

CPT = (resources.files("unannounced.profiles") / "cpt.toml").read_text("utf-8")


def problem(text: str) -> str:
    with pytest.raises(ProfileProblem) as caught:
        read_profile(BytesIO(text.encode()), name="ours.toml")
    return str(caught.value)


@pytest.mark.parametrize("kind", SHIPPED)
def test_a_shipped_profile_cites_every_rule(kind: str) -> None:
    profile = shipped_profile(kind)
    assert profile.kind == kind
    assert all(profile.cited(key) for key in RULES)


@pytest.mark.parametrize("kind", SHIPPED)
def test_every_number_of_a_shipped_profile_says_how_well_it_is_founded(kind: str) -> None:
    lines = (resources.files("unannounced.profiles") / f"{kind}.toml").read_text("utf-8").splitlines()
    numbers = [line for line in lines if "=" in line and line.split("=", 1)[1].strip()[:1].isdigit()]
    assert numbers
    assert all(any(mark in line for mark in ("[V]", "[S]", "[M]", "[m]", "[P]")) for line in numbers)


def test_the_profile_of_the_cpt_holds_the_treatys_numbers() -> None:
    profile = shipped_profile("cpt")
    assert profile.kind is MechanismKind.CPT
    assert (profile.delegation_minimum, profile.statement_majority, profile.terms_at_most) == (2, (2, 3), 3)
    assert profile.cited("persons") == "ECPT Art. 11(3)"


def test_a_national_mechanism_knows_no_objection() -> None:
    assert shipped_profile("national").objection_targets == ()


def test_a_citation_outside_the_list_is_a_mistake_in_the_program() -> None:
    with pytest.raises(KeyError):
        shipped_profile("cpt").cited("quorums")


def test_a_profile_that_is_not_shipped_is_refused_with_those_that_are() -> None:
    with pytest.raises(ProfileProblem, match="cpt, spt, national"):
        shipped_profile("../cpt")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("response_months = 6", "", "ours.toml: key `response_months`: is missing; add it"),
        ("response_months = 6", "response_month = 6", "ours.toml: key `response_month`: is not known"),
        ("response_months = 6", 'response_months = "6"', "key `response_months`: is not a whole number"),
        ("response_months = 6", "response_months = 0", "key `response_months`: is not a whole number"),
        ("response_months = 6", "response_months = true", "key `response_months`: is not a whole number"),
        ("response_months = 6", "response_months = ", "key `-`: the file is not TOML"),
        ('quorum = "majority"', 'quorum = "most"', "key `quorum`: is 'most'; write one of majority, half_plus_one"),
        ('kind = "cpt"', 'kind = ["cpt"]', "key `kind`: is ['cpt']; write one of"),
        ("[2, 3]", "[3, 2]", "key `statement_majority`: is not a fraction below one"),
        ("[0, 1, 2, 3, 4]", "[0, 1, 7]", "key `working_days`: is not a list of days"),
        ("[0, 1, 2, 3, 4]", "[]", "key `working_days`: is not a list of days"),
        ('["en", "fr"]', "[]", "key `languages`: names no language"),
        ('["en", "fr"]', '["en", "en"]', "key `languages`: names something twice"),
        ("({year}) {number}", "({year})", "key `symbol`: does not have {year} and {number}"),
        ("({year}) {number}", "({year}) {number", "key `symbol`: has a brace without its partner"),
        ('short = "CPT"', 'short = " "', "key `short`: is not a text"),
        ('convention = "ECPT"', "convention = 126", "key `convention`: is not a text"),
        ('persons = "ECPT Art. 11(3)"', "", "key `rules.persons`: is missing; add it"),
        ('persons = "ECPT Art. 11(3)"', 'person = "x"', "key `rules.person`: is not known"),
        ('persons = "ECPT Art. 11(3)"', 'persons = ""', "key `rules.persons`: is not a text"),
    ],
)
def test_a_profile_that_is_not_whole_is_refused(before: str, after: str, said: str) -> None:
    assert before in CPT
    assert said in problem(CPT.replace(before, after))


def test_a_file_that_is_not_utf8_is_refused() -> None:
    with pytest.raises(ProfileProblem, match="not TOML"):
        read_profile(BytesIO(b"\xff\xfe"), name="ours.toml")
