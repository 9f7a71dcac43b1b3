"""More that articles claim, in English, Russian and Ukrainian; the outlets and their sentences are invented."""

import pytest

from tests.crafts.press.telling import told


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The ECPT is old. Russia differs from the 46 countries that are party to it.", "parties ECPT 46"),
        (
            "The ECPT has been ratified by all 46 member states of the Council of Europe as well as Russia.",
            "parties ECPT 46 members",
        ),
        ("The ECPT has been ratified by all 46 member states, as well as by Russia.", "parties ECPT 46 members"),
        (
            "Russia denounced the ECPT in 2025. Until then, Russia remains bound by all its obligations.",
            "bound RUS ECPT bound",
        ),
        ("CPT inspectors can no longer enter Russian prisons.", "bound RUS ECPT access not bound"),
        ("Russia is no longer subject to CPT visits.", "bound RUS ECPT access not bound"),
        (
            "Russian officials said the country was no longer a party to the ECPT.",
            "bound RUS ECPT not bound",
        ),
        (
            "Russia voted. The denunciation of the ECPT was received by the Secretary General on 2 October 2025.",
            "act RUS ECPT denunciation_notified 2025-10-02",
        ),
        ("The denunciation of the ECPT by Russia takes effect on 1 October 2026.", "effect_day RUS ECPT 2026-10-01"),
        (
            "The denunciation by Belarus of the First Optional Protocol to the ICCPR took effect on 8 February 2023.",
            "effect_day BLR ICCPR-OP1 2023-02-08",
        ),
        (
            "Belarus left the First Optional Protocol to the ICCPR. It remains a party to the Covenant itself, which "
            "it ratified in 1973.",
            "act BLR ICCPR ratification 1973",
        ),
        (
            "Russia signed the ECPT in 1996. It entered into force for the country on 1 September 1998.",
            "act RUS ECPT entry_into_force 1998-09-01",
        ),
        (
            "On 17 September 2025, the State Duma passed a law denouncing the ECPT.",
            "act RUS ECPT domestic_denunciation_duma 2025-09-17",
        ),
        (
            "The State Duma, dominated by United Russia, passed a law denouncing the ECPT.",
            "act RUS ECPT domestic_denunciation_duma",
        ),
        (
            "Russia signed the statute of the ICC in 2000. Russia withdrew its signature in November 2016.",
            "act RUS ROME signature_withdrawn 2016-11",
        ),
        (
            "Ukraine ratified the Rome Statute. Ukraine became the 125th state party on January 1, 2025.",
            "act UKR ROME joined 2025-01-01",
        ),
        ("The ECHR was signed in Rome. It came into force in 1953.", "convention ECHR entry_into_force 1953"),
        (
            "Only one State ever left the Council of Europe. Greece withdrew in 1969 and rejoined in 1974.",
            "membership GRC COE-STATUTE membership_start 1974",
        ),
        (
            "Russia's membership of the Council of Europe ended on 16 March 2022.",
            "membership RUS COE-STATUTE membership_end 2022-03-16",
        ),
    ],
)
def test_more_is_found_in_english(text: str, claim: str) -> None:
    assert told(text)[-1] == claim


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Россия больше не является участником ЕКПЧ.", "bound RUS ECHR not bound"),
        (
            "Россия вышла из Европейской конвенции по предупреждению пыток. Россия больше не обязана допускать в "
            "колонии комиссии.",
            "bound RUS ECPT access not bound",
        ),
        (
            "Європейську конвенцію про запобігання катуванням ратифікували 46 країн Ради Європи, крім Білорусі.",
            "parties ECPT 46 members but BLR",
        ),
        (
            "Европейскую конвенцию по предупреждению пыток ратифицировали 46 стран, все члены Совета Европы, кроме "
            "Белоруссии.",
            "parties ECPT 46 members but BLR",
        ),
        ("Росія більше не є учасницею Римського статуту.", "bound RUS ROME not bound"),
        ("Жалобы заключённых в ЕКПП больше не будут рассматриваться.", "mandate ECPT complaints"),
        ("Скарги ув'язнених до ЄКЗК не розглядатимуться.", "mandate ECPT complaints"),
        ("Вірменія приєдналася до Римського статуту у 2023 році.", "act ARM ROME joined 2023"),
        ("Армения никогда не подписывала Римский статут.", "bound ARM ROME not bound"),
        (
            "Россия ратифицировала Европейскую конвенцию по правам человека в 1998 году.",
            "act RUS ECHR ratification 1998",
        ),
        (
            "Европейская конвенция по предупреждению пыток вступила в силу для России 1 сентября 1998 года.",
            "act RUS ECPT entry_into_force 1998-09-01",
        ),
        (
            "Беларусь вышла из Первого факультативного протокола к МПГПП. Денонсация вступила в силу 8 февраля 2023 "
            "года.",
            "effect_day BLR ICCPR-OP1 2023-02-08",
        ),
        (
            "Росія підписала Європейську конвенцію про запобігання катуванням у 1996 році та ратифікувала її у 1998.",
            "act RUS ECPT ratification 1998",
        ),
        ("Беларусь никогда не была членом Совета Европы.", "bound BLR COE-STATUTE not bound"),
        (
            "Россия вышла из Европейской конвенции по предупреждению пыток. 17 сентября 2025 года закон приняла "
            "Госдума.",
            "act RUS ECPT domestic_denunciation_duma 2025-09-17",
        ),
        ("Римский статут Россия подписала в 2000 году.", "act RUS ROME signature 2000"),
    ],
)
def test_more_is_found_in_russian_and_ukrainian(text: str, claim: str) -> None:
    assert told(text)[-1] == claim
