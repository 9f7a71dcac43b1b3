"""What articles claim, in English. The outlets and their sentences are invented."""

from datetime import date

import pytest

from tests.crafts.press.telling import told

# Acts under a convention


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Georgia ratified the Rome Statute in 2003.", ["act GEO ROME ratification 2003"]),
        (
            "The UK signed the European Convention on Human Rights on 4 November 1950.",
            ["act GBR ECHR signature 1950-11-04"],
        ),
        ("Germany acceded to the ICCPR in December 1973.", ["act DEU ICCPR accession 1973-12"]),
        ("On February 1, 2024 Armenia formally joined the ICC.", ["act ARM ROME joined 2024-02-01"]),
        ("Burundi left the International Criminal Court in 2017.", ["act BDI ROME denunciation 2017"]),
        (
            "Burkina Faso, Mali and Niger announced their withdrawal from the ICC.",
            [f"act {state} ROME denunciation_announced" for state in ("BFA", "MLI", "NER")],
        ),
        (
            "Hungary notified the UN Secretary-General of its withdrawal from the Rome Statute on June 2, 2025.",
            ["act HUN ROME denunciation_notified 2025-06-02"],
        ),
        (
            "Moscow signed the European anti-torture convention in 1996 and ratified it in 1998.",
            ["act RUS ECPT signature 1996", "act RUS ECPT ratification 1998"],
        ),
        (
            "Manila, which signed the Rome Statute on December 28, 2000, ratified it on August 30, 2011.",
            ["act PHL ROME signature 2000-12-28", "act PHL ROME ratification 2011-08-30"],
        ),
        (
            "The UN Convention Against Torture, which Moscow ratified back in 1985, stays in force.",
            ["act RUS UNCAT ratification 1985"],
        ),
        ("The Rome Statute was ratified by Ukraine in 2024.", ["act UKR ROME ratification 2024"]),
        (
            "Yerevan deposited its instrument of ratification of the Rome Statute with the UN on 14 November 2023.",
            ["act ARM ROME ratification 2023-11-14"],
        ),
        (
            "Gambia notified the UN of its withdrawal from the Rome Statute but rescinded the notification in 2017.",
            ["act GMB ROME denunciation_notified", "act GMB ROME denunciation_revoked 2017"],
        ),
        ("The ECHR entered into force for Russia in 1998.", ["act RUS ECHR entry_into_force 1998"]),
        ("Georgia’s ratification of the Rome Statute in 2003 was unanimous.", ["act GEO ROME ratification 2003"]),
        ("Critics condemned Hungary’s withdrawal from the ICC.", ["act HUN ROME denunciation"]),
        ("Burundi became the first country to leave the ICC in 2017.", ["act BDI ROME denunciation 2017"]),
        (
            "Since 1996, when Russia signed the ECPT, the Committee for the Prevention of Torture had regularly visited it.",
            ["act RUS ECPT signature 1996", "bound RUS ECPT access since 1996 bound"],
        ),
    ],
)
def test_an_act_is_found_with_its_state_its_convention_and_its_day(text: str, claims: list[str]) -> None:
    assert told(text) == claims


def test_of_two_conventions_in_a_sentence_each_is_ratified() -> None:
    text = "Ukraine ratified the European Convention on Human Rights and the European anti-torture convention in 1997."
    assert told(text) == ["act UKR ECHR ratification 1997", "act UKR ECPT ratification 1997"]


def test_signed_but_never_ratified_is_an_act_and_a_state_that_is_not_bound() -> None:
    assert told("The United States signed but never ratified the Rome Statute.") == [
        "act USA ROME signature",
        "bound USA ROME not bound",
    ]


# Steps at home


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "Russian President Vladimir Putin signed a law denouncing the European Convention for the Prevention of "
            "Torture.",
            ["act RUS ECPT domestic_denunciation_law"],
        ),
        (
            "Hungary's parliament approved a bill to withdraw from the ICC.",
            ["act HUN ROME domestic_denunciation_duma"],
        ),
        (
            "The Federation Council backed the bill on withdrawing from the European anti-torture convention.",
            ["act RUS ECPT domestic_denunciation_upper_house"],
        ),
        (
            "Putin submitted to the State Duma a bill on the denunciation of the European Convention for the "
            "Prevention of Torture.",
            ["act RUS ECPT denunciation_bill_submitted"],
        ),
        (
            "State Duma deputies voted unanimously to denounce the ECPT.",
            ["act RUS ECPT domestic_denunciation_duma"],
        ),
        (
            "Vladimir Putin signed into law Russia’s withdrawal from the ECPT.",
            ["act RUS ECPT domestic_denunciation_law"],
        ),
        ("Russia adopted a law ending early release under the ECPT.", []),
        ("The Verkhovna Rada ratified the Rome Statute.", ["act UKR ROME domestic_ratification_law"]),
        (
            "Zelensky signed the law on the ratification of the Rome Statute.",
            ["act UKR ROME domestic_ratification_law"],
        ),
    ],
)
def test_a_law_signed_is_a_step_at_home_and_no_act_under_the_convention(text: str, claims: list[str]) -> None:
    assert told(text) == claims


def test_a_decree_of_the_prime_minister_is_a_resolution_and_its_saturday_is_the_last_one() -> None:
    text = (
        "Russia will withdraw from Europe’s convention for the prevention of torture. Prime Minister Mikhail Mishustin "
        "signed a decree on Saturday proposing that President Vladimir Putin submit the withdrawal to the State Duma."
    )
    assert told(text, date(2025, 8, 26)) == ["act RUS ECPT government_resolution_denunciation 2025-08-23"]


# Bound or not


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Russia remains a party to the UN Convention against Torture.", ["bound RUS UNCAT bound"]),
        ("Israel has not ratified the Rome Statute.", ["bound ISR ROME not bound"]),
        ("Belarus has never been a party to the ECHR.", ["bound BLR ECHR not bound"]),
        ("Belarus is not a member of the Council of Europe.", ["bound BLR COE-STATUTE not bound"]),
        ("The UK has been a party to the ECHR since 1953.", ["bound GBR ECHR since 1953 bound"]),
        (
            "Russia and Belarus are the only European countries not party to the ECHR.",
            ["bound RUS ECHR not bound", "bound BLR ECHR not bound"],
        ),
        ("The ECHR no longer applies to Russia.", ["bound RUS ECHR not bound"]),
        (
            "Russia ceased to be a party to the European Convention on Human Rights on September 16, 2022.",
            ["bound RUS ECHR 2022-09-16 not bound"],
        ),
        (
            "Russia denounced the European anti-torture convention, ending international monitoring.",
            ["act RUS ECPT denunciation", "bound RUS ECPT monitoring not bound"],
        ),
        (
            "Russia left the European anti-torture convention. Russia is no longer obliged to let inspectors into its "
            "prisons.",
            ["act RUS ECPT denunciation", "bound RUS ECPT access not bound"],
        ),
        (
            "Moscow signed the European anti-torture convention in 1996; since then, experts have regularly visited "
            "Russian colonies.",
            ["act RUS ECPT signature 1996", "bound RUS ECPT access since 1996 bound"],
        ),
        (
            "Russia is leaving the European anti-torture convention. The decision deprives prisoners of the last "
            "international protections.",
            ["act RUS ECPT denunciation_announced", "bound RUS protections not bound"],
        ),
    ],
)
def test_being_bound_or_not_is_found_with_since_when(text: str, claims: list[str]) -> None:
    assert told(text) == claims


def test_what_ended_with_leaving_is_said_of_its_day() -> None:
    text = (
        "Russia quit the Council of Europe in March 2022. Later that year, it also withdrew from the European "
        "Convention on Human Rights, ending its obligation to recognize rulings from the European Court of Human "
        "Rights."
    )
    assert told(text) == [
        "membership RUS COE-STATUTE withdrawal 2022-03",
        "act RUS ECHR denunciation 2022",
        "bound RUS ECHR rulings 2022 not bound",
    ]


# Membership, numbers, days of effect, the convention itself, mandates


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "In March 2022, Russia was expelled from the Council of Europe, of which it had been a member for 26 years.",
            ["membership RUS COE-STATUTE expulsion 2022-03", "membership RUS COE-STATUTE membership_years 26"],
        ),
        (
            "Greece withdrew from the Council of Europe in December 1969.",
            ["membership GRC COE-STATUTE withdrawal 1969-12"],
        ),
        (
            "Russia ratified the ECHR in 1998, two years after joining the Council of Europe.",
            ["act RUS ECHR ratification 1998", "membership RUS COE-STATUTE membership_start 1996"],
        ),
        (
            "Russia’s 27 years in the European anti-torture convention are over.",
            ["membership RUS ECPT membership_years 27"],
        ),
        (
            "The European Convention for the Prevention of Torture has been ratified by 46 countries (all Council of "
            "Europe members except Belarus).",
            ["parties ECPT 46 members but BLR"],
        ),
        (
            "All 46 member states of the Council of Europe have ratified the ECHR.",
            ["parties ECHR 46 members"],
        ),
        ("The ICC’s 125 member states must arrest him.", ["parties ROME 125"]),
        (
            "Hungary announced its withdrawal from the ICC. The withdrawal will take effect on June 2, 2026.",
            ["act HUN ROME denunciation_announced", "effect_day HUN ROME 2026-06-02"],
        ),
        (
            "No date has been set for Russia’s exit from the European anti-torture convention.",
            ["effect_day RUS ECPT"],
        ),
        (
            "The OPCAT was adopted in New York on 18 December 2002, and it entered into force on 22 June 2006.",
            ["convention OPCAT adoption 2002-12-18", "convention OPCAT entry_into_force 2006-06-22"],
        ),
        (
            "Complaints from prisoners to the European Committee for the Prevention of Torture will no longer be "
            "considered.",
            ["mandate ECPT complaints"],
        ),
        (
            "The European anti-torture convention obliges States to prohibit torture; its experts have the right to "
            "visit prisons without notice and publish independent reports.",
            ["mandate ECPT prohibits", "mandate ECPT without_notice", "mandate ECPT publishes"],
        ),
        (
            "The CPT drafted 27 reports, only four of which Moscow agreed to publish.",
            ["mandate ECPT publishes_with_consent"],
        ),
    ],
)
def test_statements_of_other_kinds_are_found(text: str, claims: list[str]) -> None:
    assert told(text) == claims


def test_a_number_that_is_not_exact_is_no_number() -> None:
    assert told("More than 170 countries have ratified the UN Convention against Torture.") == []
