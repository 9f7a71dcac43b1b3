"""Paragraphs that speak of treaties, States and bodies all the time and claim nothing that is of interest here."""

import pytest

from tests.crafts.press.telling import told


@pytest.mark.parametrize(
    "paragraph",
    [
        "The Paris Agreement was adopted in 2015. The United States withdrew in 2020 and rejoined in 2021. "
        "Washington became the 125th party on 1 January 2021.",
        "Britain left the European Union on 31 January 2020. It came into force at midnight. The UK "
        "withdrew in 2020. Lawyers say the ECHR remains.",
        "The Council of Europe met in Strasbourg in May. Morocco withdrew in 1984 and returned in 2017 to "
        "the African Union table.",
        "The Istanbul Convention was opened for signature in 2011. It came into force in 2014. Turkey's "
        "denunciation took effect on 1 July 2021. Turkey withdrew its signature in 2021.",
        "The World Anti-Doping Code was signed in 2003. Russia's membership ended on 16 March 2022. FIFA "
        "expelled Russia.",
        "UEFA and FIFA met the Council of Europe in Geneva in March 2022. Russia was suspended. Russia's "
        "membership ended on 3 March 2022. Russian teams left the tournament.",
        "The Council of Europe praised the athletes. Serbia and Montenegro withdrew in 2006 from the "
        "contest. Greece withdrew in 1969 from the championship.",
        "Farage says Britain would be freer had it left the ECHR in 2010. Were Britain to leave the ECHR, "
        "it would be alone. Some Tories pretend Britain left the ECHR years ago.",
        "Opinion: Leaving the ECHR is a bad idea. Denouncing the ECPT, as some propose, changes nothing. "
        "Britain must not leave the ECHR.",
        "In a poll, 52% thought that Britain had left the ECHR in 2020. Many wrongly assume that "
        "Switzerland never joined the ECHR.",
        "Nobody has ever said that Poland left the ECHR. Poland has never, not even in 2016, left the "
        "ECHR. Warsaw is not about to leave the ECHR.",
        "Imagine: France denounced the ECPT in 2030. CPT inspectors can no longer enter French prisons. In "
        "this scenario, France is no longer subject to CPT visits.",
        "Experts from the 46 countries that are party to it will meet. Not one of the 46 countries that "
        "are party to the ECPT agreed.",
        "Germany, unlike Turkey, said it ratified the ECPT in 1990. Armenia and Azerbaijan both say it "
        "left the ECHR in 2022.",
        "The ECPT expert left Russia in 2022. Ms Ivanova quit the CPT in 2022. The CPT member for Russia "
        "resigned in 2022.",
        "The ECHR judge elected by Russia left in 2022. Russia’s man left the ECHR. Russian fans left the "
        "Council of Europe.",
        "The Rome Statute amendments on aggression were ratified by Germany in 2013. Liechtenstein "
        "ratified the Kampala amendments to the Rome Statute in 2012.",
        "Germany has signed a memorandum on the ECPT. Germany signed a protocol amending the ECHR in 2013. "
        "Germany ratified Protocol No. 16 to the ECHR. Germany signed up to the ECPT newsletter.",
        "The Bundestag passed a law on the ECPT budget. The Bundestag passed a law implementing the Rome "
        "Statute in 2002. The Bundestag debated the ECHR and passed the budget.",
        "The president signed a law against leaving the ECHR. The president vetoed the law denouncing the "
        "ECHR. The State Duma rejected a bill denouncing the ECPT. The Duma postponed the vote to denounce "
        "the ECPT.",
        "Никто не сомневается, что Россия не выйдет из ЕКПЧ. Депутат предложил денонсировать Европейскую "
        "конвенцию по правам человека. Россия не вышла из Европейской конвенции по правам человека.",
        "Если бы Армения не ратифицировала Римский статут, Путин приехал бы. Армения ещё не ратифицировала "
        "Римский статут в 2022 году.",
        "Азербайджан не является членом Европейского союза. Белоруссия не была членом Евросоюза. Турция не "
        "является участником Стамбульской конвенции.",
        "ФИФА исключила Россию. Россия вышла из чемпионата. Закон приняла Госдума 17 сентября. "
        "Законопроект поддержала Госдума.",
        "Депутаты обсудили выход из Европейской конвенции по предупреждению пыток. 17 сентября закон о "
        "бюджете приняла Госдума.",
        "Минюст опроверг сообщение о денонсации Европейской конвенции по предупреждению пыток. Жалобы в "
        "ЕСПЧ не будут рассматриваться.",
        "Ніхто не знає, чи Росія вийшла з Ради Європи. Росія не вийшла з Ради Європи. Грузія може вийти з "
        "Європейської конвенції з прав людини.",
        "Якби Україна не ратифікувала Римський статут, суд не мав би юрисдикції. Україна ще не "
        "ратифікувала Стамбульську конвенцію.",
        "Latvia is considering quitting the Istanbul Convention; the ECHR is not affected. Riga quit the "
        "convention in 2025.",
        "Poland's government said it had not left the ECHR. Officials in Warsaw rejected claims that "
        "Poland left the ECHR.",
        "Had it not been for Brexit, the UK would never have left the ECHR table. UK ministers refuse to "
        "say that the UK left the ECHR.",
        "Hungary's parliament did not vote to leave the ICC. Hungary's parliament has yet to approve a "
        "bill to withdraw from the ICC.",
        "Russia's membership of the UN Human Rights Council ended in April 2022. Russia's membership in "
        "the Council of Europe ended badly, some say.",
        "In 1969, the Greek colonels were angry. In 1974 Greece rejoined NATO's command. The Council of "
        "Europe left its door open. Greece withdrew in 1974.",
        "France's football team left the Council of Europe square after it signed the charter. The Rome "
        "Statute club won 2–0.",
        "Without leaving the ECHR, Britain cannot deport them, says Jenrick. By leaving the ECHR, Britain "
        "would be free. Britain is not leaving the ECHR.",
        "“If we left the ECHR, we would be like Russia, which was expelled in 2022,” he said. Nobody "
        "should think Britain left the ECHR.",
        "The CPT can no longer rely on Azerbaijan. CPT experts could no longer enter if Baku refused. CPT "
        "inspectors can no longer enter the debate in French prisons policy.",
        "The Secretary-General received Gambia's notice. Gambia's denunciation of the deal was received by "
        "the UN on 10 February 2017. Hungary is the 46th party.",
        "Ukraine became the 32nd member on 1 March 2024 of the alliance. The ECHR was mentioned. Sweden "
        "became the 32nd member on 7 March 2024.",
        "Moscow said the country was no longer a party to the conflict. The ECPT was mentioned. Moscow "
        "said the country was no longer a party to the talks.",
        "Russia remains bound by its obligations, the IMF said. The ECHR was named. Argentina is bound by "
        "its obligations under the loan.",
        "Спортсмены России вышли из Совета Европы здания. Эрдоган покинул заседание Совета Европы. Россия "
        "покинула заседание Совета Европы.",
        "Путин заявил, что Россия никогда не выйдет из Совета Европы. Россия не собирается денонсировать "
        "ЕКПЧ. Россия едва не вышла из Совета Европы.",
        "Госдума отклонила закон о денонсации ЕКПЧ. Госдума не поддержала закон о денонсации ЕКПЧ. "
        "Депутаты отказались принять закон о денонсации ЕКПЧ.",
        "Россия сообщила о выходе из переговоров по Римскому статуту. Конвенция о правах ребенка вступила "
        "в силу для России 15 сентября 1990 года.",
        "Росія нібито денонсувала Європейську конвенцію з прав людини. Грузія не підписувала Римський "
        "статут у Римі, а приєдналася пізніше.",
        "Україна ратифікувала її у 1998. Закон про Римський статут набув чинності 1 січня 2025 року. "
        "Римський статут набув чинності для України.",
    ],
    ids=lambda words: words[:30],
)
def test_a_paragraph_of_plans_games_and_other_treaties_claims_nothing(paragraph: str) -> None:
    assert told(paragraph) == []
