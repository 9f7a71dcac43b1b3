"""What looks like a claim and is none; an invented claim is worse than a missed one."""

import pytest

from tests.crafts.press.telling import told


@pytest.mark.parametrize(
    "text",
    [
        "Russia plans to withdraw from the European Convention for the Prevention of Torture.",
        "Russia will formally withdraw from Europe’s convention for the prevention of torture.",
        "Russia aims to exit torture prevention convention, Ukraine’s Foreign Ministry reacts",
        "Moscow could leave the European anti-torture convention next year.",
        "Deputies are considering whether Russia should denounce the ECPT.",
        "The Kremlin threatened to quit the Council of Europe.",
        "Ukraine called on Russia to sign and ratify the Rome Statute.",
        "Kemi Badenoch said that a Conservative government would leave the ECHR.",
        "We must leave the ECHR, she told the conference.",
        "Mali, Burkina Faso and Niger announced their intention to withdraw from the ICC.",
        "Would Russia’s withdrawal from the ECPT mean the end of visits?",
        "Has Russia ratified the Rome Statute?",
        "If Russia left the Council of Europe, it would have to leave the ECHR.",
        "Had Russia ratified the OPCAT, others could visit.",
        "Once Russia leaves the ECPT, nobody can visit its prisons.",
        "The UK’s withdrawal from the ECHR would put it beside Belarus.",
        "Ukraine insists on Russia’s exclusion from the Council of Europe.",
        "Rumours that Russia ratified the Rome Statute are false.",
        "The Kremlin denied that Russia had left the ECHR.",
        "Russia is considering leaving the ECPT.",
        "Russia has not left the European Convention for the Prevention of Torture.",
        "Kazakhstan was not expelled from the Council of Europe.",
        "Related: Russia left the Council of Europe in 2022",
    ],
)
def test_plans_wishes_threats_questions_and_denials_are_no_claims(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Turkey withdrew from the Istanbul Convention in 2021. Turkey was the first country to ratify the convention.",
        "Ankara left the Council of Europe Convention on preventing and combating violence against women. The "
        "convention was opened for signature in 2011. Turkey is no longer bound by the treaty.",
        "Russia withdrew from the Treaty on Conventional Armed Forces in Europe in 2023.",
        "Lithuania left the Convention on Cluster Munitions in March 2025.",
        "Finland has withdrawn from the Ottawa Convention banning landmines. The convention was adopted in 1997.",
        "Russia denounced the Strasbourg convention on the proceeds of crime.",
        "Russia ratified Protocol No. 13 to the European Convention on Human Rights in 2002.",
        "Belarus withdrew from the Second Optional Protocol to the ICCPR.",
        "Mexico signed the Inter-American Convention to Prevent and Punish Torture in 1986.",
        "The authorities denounced Protocols No. 1 and No. 2 to the European Convention on Human Rights.",
    ],
)
def test_a_convention_not_known_here_claims_nothing_nor_does_what_points_back_to_it(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Russia was suspended from the UN Human Rights Council in April 2022.",
        "Russia quit the Parliamentary Assembly of the Council of Europe.",
        "Azerbaijan’s delegation left the Council of Europe’s Parliamentary Assembly.",
        "The Russian delegation left the Council of Europe building.",
        "Russia’s judge was expelled from the European Court of Human Rights.",
        "Belgium signed an agreement with the International Criminal Court.",
        "Germany joined the case against Russia at the European Court of Human Rights.",
        "Mali and Niger have denounced the International Criminal Court as a tool of repression.",
        "Northern Ireland joined the Council of Europe.",
        "Experts from Moscow signed the Rome Statute.",
        "A lawyer in London ratified the Rome Statute.",
    ],
)
def test_other_bodies_other_doers_and_scolding_are_no_acts(text: str) -> None:
    assert told(text) == []


def test_a_law_on_a_convention_that_was_signed_is_not_the_convention_signed() -> None:
    text = "Parliament adopted the law on ratifying the Rome Statute, signed on 13 October by the President of Armenia."
    assert not [one for one in told(text) if "signature" in one]


# Which convention


@pytest.mark.parametrize(
    "words",
    [
        "the European Convention for the Prevention of Torture and Inhuman or Degrading Treatment or Punishment",
        "the European Convention on the Prevention of Torture",
        "Europe’s convention for the prevention of torture",
        "the European anti-torture convention",
        "the Council of Europe’s anti-torture treaty",
        "the European Convention Against Torture",
        "the torture prevention convention",
        "the ECPT",
    ],
)
def test_the_european_convention_is_known_in_any_order_of_its_words(words: str) -> None:
    assert told(f"Russia ratified {words} in 1998.") == ["act RUS ECPT ratification 1998"]


@pytest.mark.parametrize("words", ["the Convention against Torture", "the anti-torture convention"])
def test_a_bare_name_is_left_open_and_never_guessed(words: str) -> None:
    assert told(f"Russia ratified {words} in 1998.") == ["act RUS ECPT|UNCAT ratification 1998"]


def test_the_name_of_the_united_nations_convention_stays_open_beside_the_european_one() -> None:
    text = "Russia left the ECPT. It remains a party to the Convention against Torture only formally."
    assert told(text)[1] == "bound RUS ECPT|UNCAT bound"


def test_it_stays_open_between_both_and_is_plain_where_only_that_one_was_named() -> None:
    both = (
        "Chad signed the ECPT. Chad signed the UN Convention against Torture. Chad left the Convention against Torture."
    )
    one = "Chad signed the UN Convention against Torture. Chad left the Convention against Torture."
    assert told(both)[-1] == "act TCD ECPT|UNCAT denunciation"
    assert told(one)[-1] == "act TCD UNCAT denunciation"


def test_what_points_back_to_an_unknown_convention_is_not_taken_for_a_known_one_before() -> None:
    text = (
        "Georgia ratified the ECPT. Turkey signed the Istanbul Convention. Turkey left the convention. It rained. "
        "It snowed. It hailed. It thundered. Turkey denounced the convention on Monday."
    )
    assert told(text) == ["act GEO ECPT ratification"]


def test_a_description_means_the_convention_that_the_article_is_about() -> None:
    text = "Russia left the European Convention for the Prevention of Torture. Moscow joined the anti-torture pact in 1998."
    assert told(text)[1] == "act RUS ECPT joined 1998"


def test_the_convention_points_back_to_the_only_one_named_and_is_open_between_two() -> None:
    one = "Georgia signed the ECPT. Georgia ratified the convention in 2000."
    two = "Georgia signed the ECPT. Georgia signed the ECHR. Georgia ratified the convention in 2000."
    assert told(one)[-1] == "act GEO ECPT ratification 2000"
    assert told(two)[-1] == "act GEO ECHR|ECPT ratification 2000"


def test_its_optional_protocol_is_the_one_of_the_convention_before() -> None:
    text = "Togo ratified the UN Convention against Torture. Togo ratified its Optional Protocol in 2010."
    assert told(text)[-1] == "act TGO OPCAT ratification 2010"


# Whom "it" means, and when


def test_it_is_the_state_the_sentence_before_is_about_and_nobody_between_two() -> None:
    assert told("Russia was expelled from the Council of Europe. It left the ECHR.")[1] == "act RUS ECHR denunciation"
    assert told("France and Ukraine met. It left the ECHR.") == []


def test_the_day_of_speaking_is_not_the_day_of_the_act() -> None:
    text = "Putin signed a law denouncing the ECPT, according to Radio Orbis on September 29, 2025."
    assert told(text) == ["act RUS ECPT domestic_denunciation_law"]


def test_several_days_respectively_are_no_day_of_each() -> None:
    text = "Mali, Burkina Faso and Niger have been members of the ICC since 2000, 2004 and 2002 respectively."
    assert told(text) == [f"bound {state} ROME bound" for state in ("MLI", "BFA", "NER")]
