"""What a hostile reader found: sentences from which too much was read, and the families they belong to."""

import pytest

from tests.crafts.press.telling import told

# A convention's name before another noun


@pytest.mark.parametrize(
    "text",
    [
        "Turkey's Erdogan quit the ECHR debate on Tuesday.",
        "Putin's ally Medvedev quit the European Convention on Human Rights talks in 2022.",
        "Russia left the ECHR obligations unmet.",
        "France signed the Rome Statute conference declaration in 1998.",
        "Hungary ratified the Rome Statute amendments in 2015.",
        "Germany joined the European Convention on Human Rights case against Russia in 2020.",
        "The UK quit the ECHR deadline talks.",
        "The UK left the ECHR office in May 2020.",
        "The UK left the ECHR hearing in May 2020.",
        "Armenia joined the ICC working group in 2023.",
        "Azerbaijan left the Council of Europe session in January 2024.",
        "France signed the Rome Statute protocol in 1998.",
    ],
)
def test_a_convention_that_only_tells_what_another_noun_is_of_is_not_left_nor_joined(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "rest", ["", " last year", " in 2022", ", citing costs", " amid protests", " while others stayed"]
)
def test_what_goes_on_after_a_convention_leaves_it_the_object(rest: str) -> None:
    assert [one.split(" 2")[0] for one in told(f"Russia left the ECHR{rest}.")] == ["act RUS ECHR denunciation"]


# Not, never, nobody


@pytest.mark.parametrize(
    "text",
    [
        "Russia has not yet notified the Council of Europe of the denunciation of the ECPT.",
        "Russia never notified the Council of Europe of its withdrawal from the ECPT.",
        "Russia hasn't notified the Secretary General of its withdrawal from the ECPT.",
        "The Secretary General has not received Russia's notice of withdrawal from the ECPT.",
        "Russia has not, as of today, notified the Council of Europe of its withdrawal from the ECPT.",
        "Nor has Russia denounced the UN Convention against Torture.",
        "At no time has Russia left the ECPT.",
        "Russia almost left the ECPT.",
        "Путин не подписал закон о денонсации Европейской конвенции по предупреждению пыток.",
        "Путін ще не підписав закон про денонсацію Європейської конвенції про запобігання катуванням.",
    ],
)
def test_what_was_not_done_is_no_act(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "before",
    [
        "No one believes that",
        "Nobody expects that",
        "Few believe that",
        "The minister denied that",
        "It is false that",
        "It is not true that",
        "There is no proof that",
        "It never happened that",
        "I don't think",
        "It is unclear if",
        "Lawyers ask whether",
        "He pretended that",
        "Some wish",
        "Many people thought that",
        "In the novel,",
        "In his nightmare scenario,",
    ],
)
def test_what_nobody_believes_or_somebody_imagines_is_no_act(before: str) -> None:
    assert told(f"{before} France denounced the ECPT.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Rumours that France denounced the ECPT spread.",
        "The claim that France denounced the ECPT is baseless.",
        "Никто не верит, что Франция денонсировала Европейскую конвенцию по предупреждению пыток.",
        "Слухи о том, что Франция денонсировала Европейскую конвенцию по предупреждению пыток.",
        "Ніхто не вірить, що Франція денонсувала Європейську конвенцію про запобігання катуванням.",
        "Imagine: France denounced the ECPT in 2030. CPT inspectors can no longer enter French prisons.",
    ],
)
def test_rumours_and_stories_are_no_acts(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Russia was not a member of the Council of Europe until 1996.",
        "Россия не была членом Совета Европы до 1996 года.",
        "Russia had never been a party to the ECHR until 1998.",
        "Армения не была участником Римского статута.",
    ],
)
def test_what_was_not_so_until_a_day_is_not_said_of_now(text: str) -> None:
    assert told(text) == []


# The leaving, or a law, enters into force: not the convention


@pytest.mark.parametrize("verb", ["entered into force", "came into force", "took effect"])
def test_the_day_a_withdrawal_enters_into_force_is_its_effect_and_nothing_more(verb: str) -> None:
    text = f"Russia's withdrawal from the ECPT {verb} on 29 September 2025."
    assert told(text) == ["effect_day RUS ECPT 2025-09-29"]


@pytest.mark.parametrize(
    "text",
    [
        "Russia's reservation to the ECPT entered into force on 29 September 2025.",
        "Amendments to the Rome Statute entered into force on 1 May 2013.",
        "The law denouncing the ECPT entered into force on 29 September 2025.",
        "The law on the ratification of the Rome Statute was adopted on 21 August 2024.",
        "A resolution on the ECPT was adopted on 21 August 2024.",
        "Закон о денонсации ЕКПЧ принят 17 сентября 2025 года.",
    ],
)
def test_what_hangs_on_a_convention_enters_into_force_without_it(text: str) -> None:
    assert told(text) == []


# Whom it means


@pytest.mark.parametrize(
    "text",
    [
        "Germany criticised Turkey after it ratified the Rome Statute in 2000.",
        "Russia attacked Ukraine before it ratified the Rome Statute in 2024.",
        "Russia and Ukraine disagree because it ratified the ECPT in 1998.",
        "Turkey is big. Turkey is loud. Germany criticised Turkey. It denounced the ECHR in 2020.",
    ],
)
def test_between_two_states_it_is_neither(text: str) -> None:
    assert told(text) == []


def test_serbia_and_montenegro_were_one_state_for_four_years_and_are_nobody_in_doubt() -> None:
    assert told("Serbia and Montenegro ratified the ECPT in 2004.") == ["act SCG ECPT ratification 2004"]
    assert told("Serbia and Montenegro are parties to the ECPT.") == []
    assert told("Serbia and Montenegro ratified the ECPT in 2015.") == []


@pytest.mark.parametrize("who", ["Reform UK", "United Russia", "Team Russia"])
def test_a_name_with_a_state_in_it_is_not_the_state(who: str) -> None:
    assert told(f"{who} left the Council of Europe.") == []


# Other things were left, joined and passed


@pytest.mark.parametrize(
    "text",
    [
        "The Paris Agreement was adopted in 2015. The United States withdrew in 2020 and rejoined in 2021. Washington "
        "became the 125th party on 1 January 2021.",
        "Russia was in the Council of Europe. Then came the UN Human Rights Council. Russia withdrew in 2022.",
        "The Council of Europe warned Turkey. Turkey withdrew in 2021.",
        "UEFA and FIFA met the Council of Europe in March 2022. Russia was suspended. Its membership ended on 3 March.",
        "The Council of Europe praised the athletes. Greece withdrew in 1969 from the championship.",
        "More than 46 countries that are party to the ECPT complained.",
        "The question is whether CPT inspectors can no longer enter Russian prisons.",
        "The denunciation of the ECPT by Russia was received with applause on 2 October 2025.",
        "ФИФА исключила Россию. Закон приняла Госдума 17 сентября.",
        "Депутаты обсудили выход из Европейской конвенции по предупреждению пыток. Закон о бюджете приняла Госдума.",
        "Денонсация соглашения с ФРГ вступила в силу 8 февраля 2023 года.",
        "Скарги до Європейського суду з прав людини не розглядатимуться.",
        "Россия больше не обязана допускать журналистов.",
        "Согласно Европейской конвенции по правам человека Россия ратифицировала протокол.",
    ],
)
def test_what_was_done_to_something_else_is_nothing_here(text: str) -> None:
    assert told(text) == []


def test_a_signature_of_something_else_is_not_the_convention_s() -> None:
    text = "Russia signed the Rome Statute. It signed a declaration in 2001 and withdrew its signature in 2016."
    assert told(text) == ["act RUS ROME signature"]
