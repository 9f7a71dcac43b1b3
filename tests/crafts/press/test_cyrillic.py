"""Russian and Ukrainian, as far as names, days and the usual verbs carry."""

from datetime import date

import pytest

from tests.crafts.press.telling import told


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "29 сентября 2025 года президент России Владимир Путин подписал закон о денонсации Европейской конвенции "
            "по предупреждению пыток и бесчеловечного или унижающего достоинство обращения или наказания.",
            ["act RUS ECPT domestic_denunciation_law 2025-09-29"],
        ),
        (
            "Россия подписала Европейскую конвенцию против пыток 28 февраля 1996 года и ратифицировала её в 1998 году.",
            ["act RUS ECPT signature 1996-02-28", "act RUS ECPT ratification 1998"],
        ),
        (
            "В марте 2022 года Россия была исключена из Совета Европы.",
            ["membership RUS COE-STATUTE expulsion 2022-03"],
        ),
        (
            "Госдума одобрила закон о денонсации Европейской конвенции по предупреждению пыток. Россия больше не "
            "обязана допускать в тюрьмы международных инспекторов.",
            ["act RUS ECPT domestic_denunciation_duma", "bound RUS ECPT access not bound"],
        ),
        ("Россия остаётся участником Конвенции ООН против пыток.", ["bound RUS UNCAT bound"]),
        ("Армения присоединилась к Римскому статуту в 2023 году.", ["act ARM ROME joined 2023"]),
        (
            "Россия не ратифицировала Факультативный протокол к Конвенции против пыток.",
            ["bound RUS OPCAT not bound"],
        ),
        ("Россия денонсировала Конвенцию против пыток.", ["act RUS ECPT|UNCAT denunciation"]),
    ],
)
def test_russian_sentences_claim_the_same(text: str, claims: list[str]) -> None:
    assert told(text) == claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "Путін підписав закон про денонсацію Європейської конвенції про запобігання катуванням.",
            ["act RUS ECPT domestic_denunciation_law"],
        ),
        (
            "Росія ратифікувала Європейську конвенцію із запобігання катуванням у 1998 році.",
            ["act RUS ECPT ratification 1998"],
        ),
        ("У березні 2022 року Росію виключили з Ради Європи.", ["membership RUS COE-STATUTE expulsion 2022-03"]),
        (
            "Україна підписала Факультативний протокол до Конвенції проти катувань 23 вересня 2005 року.",
            ["act UKR OPCAT signature 2005-09-23"],
        ),
        (
            "Держдума Росії денонсувала Європейську конвенцію із запобігання катуванням.",
            ["act RUS ECPT domestic_denunciation_duma"],
        ),
        (
            "Європейська конвенція щодо запобігання катуванням була схвалена Радою Європи у 1987 році. Росія "
            "ратифікувала її 1996-го, коли стала членом Ради.",
            ["convention ECPT adoption 1987", "act RUS ECPT ratification 1996"],
        ),
    ],
)
def test_ukrainian_sentences_claim_the_same(text: str, claims: list[str]) -> None:
    assert told(text) == claims


@pytest.mark.parametrize(
    "text",
    [
        "Россия планирует выйти из Европейской конвенции по предупреждению пыток.",
        "Если Россия вышла из Совета Европы, она вышла и из конвенции.",
        "Турция вышла из Стамбульской конвенции в 2021 году.",
        "Росія може вийти з Європейської конвенції про запобігання катуванням.",
        "Мали підписати Римський статут.",
        "Россия вышла из Конвенции о правах ребёнка.",
    ],
)
def test_plans_and_unknown_conventions_claim_nothing_in_cyrillic_either(text: str) -> None:
    assert told(text) == []


def test_a_day_without_a_year_is_the_last_one_before_the_article() -> None:
    text = "17 сентября депутаты нижней палаты парламента единогласно приняли закон о денонсации ЕКПП. Россия молчит."
    assert told(text, date(2025, 9, 18)) == ["act RUS ECPT domestic_denunciation_duma 2025-09-17"]
