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


def test_each_mechanism_says_whether_it_notifies_and_what_the_icrc_bars() -> None:
    cpt, spt, national = (shipped_profile(kind) for kind in SHIPPED)
    assert [one.notification for one in (cpt, spt, national)] == ["required", "required", "none"]
    assert [one.national_experts_at_most for one in (cpt, spt, national)] == [None, 5, None]
    assert [one.icrc_bars for one in (cpt, spt, national)] == [True, False, False]
    assert [one.kind for one in cpt.visit_kinds if one.in_programme] == ["periodic"]
    assert not [one.kind for one in national.visit_kinds if one.in_programme]


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
        ('notification = "required"', 'notification = "perhaps"', "key `notification`: is 'perhaps'; write one of"),
        ("icrc_bars = true", 'icrc_bars = "yes"', "key `icrc_bars`: is not true or false"),
        ('= "no_number"', "= 0", 'is not a whole number from 1 up; write such a number without quotes, or "no_number"'),
        ('{kind = "periodic", ad_hoc', '{kind = "yearly", ad_hoc', "has “yearly”, which is no kind of visit"),
        ('{kind = "follow_up", ad_hoc', '{kind = "periodic", ad_hoc', "names a kind twice"),
        ("ad_hoc = false, in_programme", 'ad_hoc = "no", in_programme', "key `visit_kinds`: is not a list of kinds"),
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
