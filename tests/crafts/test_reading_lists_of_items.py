"""Lists of what is asked: those at the end of a report, and those of reviews of States by States in each layout.

Every report here is invented; each follows a layout that is met in practice.
"""

import pytest

from tests.crafts.papers import KNOWN, REVIEW
from unannounced.crafts.reading import Reading, ReadItem, read
from unannounced.duties.dialogue import Position
from unannounced.duties.reporting import ItemKind


def reading(text: str) -> Reading:
    found = read("report.txt", text.encode(), KNOWN)
    assert isinstance(found, Reading), found
    return found


def printed(found: Reading) -> list[str]:
    return [one.printed or str(one.number) for one in found.paragraphs]


def by_number(found: Reading) -> dict[str, ReadItem]:
    return {one.printed: one for one in found.items}


# Lists of everything asked at the end

LISTED = """\
CPT/Inf (2031) 12
Report to the Government of Bresk on the visit carried out by the European Committee for the Prevention of Torture
I. INTRODUCTION
1. A delegation of the CPT visited Bresk from 21 May to 4 June 2030.
II. FACTS FOUND
2. Several persons alleged kicks. The CPT recommends that all police officers be reminded, at regular intervals, that
ill-treatment is a crime. Such a message should come from the Minister.
3. The CPT invites the authorities of Bresk to consider a second infirmary at Harrow prison.
4. The Committee would like to receive the results of the inquiry into the death of a person at Sarn.
5. The cells measured 6 square metres. The CPT recommends that the authorities of Bresk hold no more than one person in
each of them; it also recommends that they be heated.
6. The CPT recommends that flags be washed.
APPENDIX I
LIST OF THE CPT’S RECOMMENDATIONS,
COMMENTS AND REQUESTS FOR INFORMATION
A. Law enforcement agencies
1. Ill-treatment
recommendations
- all police officers to be reminded, at regular intervals, that ill-treatment is a crime. Such a message should come
from the Minister (paragraph 2);
B. Prisons
recommendations
- the authorities of Bresk to hold no more than one person in each cell of 6 square metres at Sarn, and the cells to be
heated (paragraph 5);
- a plan against overcrowding to be drawn up (paragraphs 3 and 5).
comments
- the authorities of Bresk are invited to consider a second infirmary at Harrow prison (paragraph 3).
requests for information
- the results of the inquiry into the death of a person at Sarn (paragraph 4).
APPENDIX II
LIST OF THE AUTHORITIES WITH WHICH THE DELEGATION HELD CONSULTATIONS
1. The Minister of Justice (paragraph 1)
2. The Ombudsman (paragraph 1)
"""


def test_what_the_report_asks_and_its_appendix_lists_comes_out_once() -> None:
    found = reading(LISTED)
    assert printed(found) == ["1", "2", "3", "4", "5", "6"]
    assert [(one.paragraph, one.kind) for one in found.items] == [
        (2, ItemKind.RECOMMENDATION),
        (3, ItemKind.RECOMMENDATION),
        (3, ItemKind.COMMENT),
        (4, ItemKind.REQUEST),
        (5, ItemKind.RECOMMENDATION),
        (6, ItemKind.RECOMMENDATION),
    ]
    first = found.items[0]
    assert first.text.startswith("all police officers to be reminded")
    assert first.text.endswith("from the Minister")
    assert not any("(paragraph" in one.text or one.text.startswith("-") for one in found.items)


def test_what_the_appendix_does_not_list_is_less_sure_than_what_it_lists() -> None:
    items = reading(LISTED).items
    assert items[-1].text == "The CPT recommends that flags be washed."
    assert items[-1].confidence < 50 < 90 < min(one.confidence for one in items[:-1])


def test_an_entry_that_cites_a_paragraph_the_report_lacks_is_not_sure() -> None:
    found = reading(LISTED.replace("(paragraph 4)", "(paragraph 44)"))
    entry = next(
        one
        for one in found.items
        if "death of a person" in one.text and one.kind is ItemKind.REQUEST and one.text.startswith("the results")
    )
    assert entry.paragraph == 6
    assert entry.confidence <= 60


@pytest.mark.parametrize(
    ("mark", "cites"),
    [
        ("•", "(paragraph {})"),
        ("–", "(see paragraph {})"),
        ("-\n", "(cf. para. {})"),
        ("", "(paragraph {})"),
        ("(a)", "[para. {}]"),
        ("1.", "(§ {})"),
    ],
)
def test_entries_are_told_apart_whatever_opens_them_and_however_they_cite(mark: str, cites: str) -> None:
    text = LISTED.replace("\n- ", f"\n{mark} " if mark else "\n")
    for number in "2345":
        text = text.replace(f"(paragraph {number})", cites.format(number))
    wanted = [(one.paragraph, one.kind, one.text) for one in reading(LISTED).items]
    assert [(one.paragraph, one.kind, one.text) for one in reading(text).items] == wanted


LISTE = """\
CPT/Inf (2032) 4
Rapport au Gouvernement de la Corvane relatif à la visite effectuée en Corvane par le Comité européen pour la
prévention de la torture et des peines ou traitements inhumains ou dégradants (CPT)
1. La délégation a visité trois établissements.
2. Le CPT recommande que chaque cellule ait une fenêtre. Le Comité souhaite recevoir les résultats de l’enquête.
3. Il invite les autorités à réfléchir à un second parloir.
ANNEXE I :
LISTE DES RECOMMANDATIONS, COMMENTAIRES ET DEMANDES D’INFORMATION DU CPT
A. Prisons
recommandations
- les autorités de la Corvane à faire en sorte que chaque cellule ait une fenêtre (paragraphe 2) ;
commentaires
- les autorités de la Corvane sont invitées à réfléchir à un second parloir (paragraphe 3) ;
demandes d’information
- les résultats de l’enquête (paragraphe 2).
ANNEXE II :
LISTE DES AUTORITÉS
1. Le Ministre
"""


def test_a_list_at_the_end_in_french() -> None:
    found = reading(LISTE)
    assert [(one.paragraph, one.kind.value, one.text) for one in found.items] == [
        (2, "recommendation", "les autorités de la Corvane à faire en sorte que chaque cellule ait une fenêtre"),
        (2, "request", "les résultats de l’enquête"),
        (3, "comment", "les autorités de la Corvane sont invitées à réfléchir à un second parloir"),
    ]
    assert found.about.language == "fr"


def test_a_list_without_citations_is_joined_to_the_sentences_it_repeats() -> None:
    entries = "\n".join(
        (
            "Summary of recommendations",
            "1. Employ a second nurse at the infirmary of Harrow.",
            "2. Train officers each year in the use of force.",
            "3. Open the library on Sundays.",
        )
    )
    text = (
        "National Preventive Mechanism\nReport on Harrow\n1. The infirmary had one nurse.\n2. The "
        "Mechanism recommends that the prison "
        "employ a second nurse at the infirmary of Harrow.\n3. The Mechanism recommends to train "
        "officers each year in the use of force.\n"
        f"4. The visit ended in June.\n{entries}\n"
    )
    found = reading(text)
    assert printed(found) == ["1", "2", "3", "4"]
    assert [(one.paragraph, one.text) for one in found.items] == [
        (2, "Employ a second nurse at the infirmary of Harrow"),
        (3, "Train officers each year in the use of force"),
        (4, "Open the library on Sundays"),
    ]
    assert all(one.confidence <= 60 for one in found.items)


def test_a_list_whose_lines_were_lost_is_read_the_same() -> None:
    flat = reading(" ".join(LISTED.split()))
    assert [(one.paragraph, one.kind, one.text) for one in flat.items] == [
        (one.paragraph, one.kind, one.text) for one in reading(LISTED).items
    ]


def test_a_summary_before_the_report_ends_where_the_report_begins() -> None:
    front = (
        "Summary of recommendations\n- all police officers to be reminded, at regular intervals, that "
        "ill-treatment is a crime. "
        "Such a message should come from the Minister (paragraph 2);\n- the cells to be heated (paragraph 5).\n"
    )
    head, body = LISTED.split("I. INTRODUCTION")
    text = (
        head
        + front
        + "I. INTRODUCTION"
        + body.split("APPENDIX I\n")[0].replace("5. The cells", "5. (See paragraph 2.) The cells")
    )
    found = reading(text)
    assert printed(found) == ["1", "2", "3", "4", "5", "6"]
    assert [one.text for one in found.items if one.confidence >= 90] == [
        "all police officers to be reminded, at regular intervals, that ill-treatment is a crime. Such "
        "a message should come "
        "from the Minister",
        "the cells to be heated",
    ]


# Reviews of States by States, from 2008 on


def review(chapeau: str, items: str, number: int = 6) -> str:
    return (
        "United Nations\nA/HRC/91/7\nDistr.: General\nReport of the Working Group on the Universal "
        "Periodic Review\nBresk\n"
        + "".join(f"{one}. Words of paragraph {one} of the report.\n" for one in range(1, number))
        + f"II. Conclusions and/or recommendations\n{number}. {chapeau}\n{items}\n"
        + f"{number + 1}. All conclusions and/or recommendations contained in the present report reflect "
        "the position of the States.\n"
    )


@pytest.mark.parametrize(
    ("chapeau", "position"),
    [
        (
            "The recommendations formulated during the interactive dialogue/listed below have been examined "
            "by Bresk and enjoy the support of Bresk:",
            "accepted",
        ),
        (
            "The following recommendations enjoy the support of Bresk, which considers that they are "
            "already implemented or in the process of implementation:",
            "implemented",
        ),
        (
            "The following recommendations will be examined by Bresk, which will provide responses in due "
            "time, but no later than the forty-first session of the Human Rights Council:",
            "pending",
        ),
        ("The recommendations below did not enjoy the support of Bresk and would thus be noted:", "noted"),
        ("Bresk has examined the recommendations listed below and noted them:", "noted"),
        ("The following recommendations have been noted by Bresk:", "noted"),
        ("The recommendation listed below does not enjoy its support:", "rejected"),
        ("Bresk considers that the recommendations below cannot be accepted:", "rejected"),
        ("The following recommendations have been examined by Bresk and are supported:", "accepted"),
    ],
)
def test_the_position_in_the_words_of_each_layout(chapeau: str, position: str) -> None:
    items = "6.1 Ratify the Optional Protocol (Spain) (Togo);\n6.2 Abolish the death penalty (Norway, Ghana)."
    found = reading(review(chapeau, items))
    assert [(one.printed, one.made_by, one.position.value) for one in found.items] == [
        ("6.1", ("Spain", "Togo"), position),
        ("6.2", ("Norway", "Ghana"), position),
    ]
    assert found.items[0].text == "Ratify the Optional Protocol"


def test_what_is_accepted_in_part_goes_to_a_person() -> None:
    found = reading(
        review(
            "The following recommendations are partially supported by Bresk:",
            "6.1 Ratify the Optional Protocol (Spain);",
        )
    )
    assert found.items[0].position is Position.ACCEPTED
    assert found.items[0].confidence <= 55


def test_a_table_states_the_position_of_each_recommendation_beside_it() -> None:
    rows = (
        "6.1 Ratify the Optional Protocol (Spain, Norway) Supported\n6.2 Abolish the death penalty (Togo) Noted\n"
        "6.3 Close the prison on the island (Ghana) Not supported The island is needed.\n6.4 Train "
        "judges (Kenya) Partially accepted\n"
    )
    found = reading(
        review("The recommendations and the position of Bresk on each are as follows: recommendation Position", rows)
    )
    assert [(one.printed, one.position.value) for one in found.items] == [
        ("6.1", "accepted"),
        ("6.2", "noted"),
        ("6.3", "rejected"),
        ("6.4", "accepted"),
    ]
    assert found.items[3].confidence <= 55
    assert found.items[2].text == "Close the prison on the island"


@pytest.mark.parametrize(
    "heading", ["Il. Conclusions and/or recommendations", "l1. CONCLUSIONS AND RECOMMENDATIONS", ""]
)
def test_a_heading_that_was_misread_or_lost_does_not_lose_the_lists_below_it(heading: str) -> None:
    text = REVIEW.replace("II. Conclusions and/or recommendations**\n", f"{heading}\n" if heading else "")
    assert [(one.printed, one.position) for one in reading(text).items] == [
        (one.printed, one.position) for one in reading(REVIEW).items
    ]


def test_what_a_state_pledges_in_an_annex_is_a_commitment() -> None:
    text = review(
        "The following recommendations enjoy the support of Bresk:", "6.1 Ratify the Optional Protocol (Spain);"
    )
    text += (
        "III. Voluntary pledges and commitments\n8. The voluntary pledges and commitments of Bresk are "
        "set out in annex II.\n"
        "Annex I\nComposition of the delegation\n1. The Minister of Justice;\n2. The Ambassador of Bresk.\n"
        "Annex II\nVoluntary pledges and commitments of Bresk\n1. To open a national institution.\n2. "
        "To report every two years.\n"
        "3. To visit each police station.\n"
    )
    pledges = [one for one in reading(text).items if one.kind is ItemKind.COMMITMENT]
    assert [(one.paragraph, one.text, one.made_by) for one in pledges] == [
        (8, "To open a national institution", ("Bresk",)),
        (8, "To report every two years", ("Bresk",)),
        (8, "To visit each police station", ("Bresk",)),
    ]


FRENCH = """\
Nations Unies
A/HRC/91/8
Distr. générale
5 octobre 2029
Rapport du Groupe de travail sur l’Examen périodique universel
Corvane
1. Le Groupe de travail a tenu sa session du 4 au 15 mai 2029.
2. La Corvane a répondu aux questions des délégations.
II. Conclusions et/ou recommandations
3. Les recommandations énumérées ci-après ont été examinées par la Corvane et recueillent son adhésion :
3.1 Ratifier le Protocole facultatif (Espagne, Norvège) ;
3.2 Former les juges (Suisse) ;
4. Les recommandations ci-après seront examinées par la Corvane, qui y répondra en temps voulu :
4.1 Abolir la peine de mort (Togo) ;
5. Les recommandations ci-après n’ont pas recueilli l’adhésion de la Corvane :
5.1 Fermer la prison (Allemagne) ;
6. La Corvane a pris note des recommandations ci-après :
6.1 Ouvrir les commissariats (Belgique) ;
7. Toutes les conclusions et/ou recommandations figurant dans le présent rapport reflètent la position des États.
"""
SPANISH = """\
Naciones Unidas
A/HRC/91/9
Distr. general
5 de octubre de 2029
Informe del Grupo de Trabajo sobre el Examen Periódico Universal
Bresk
1. El Grupo de Trabajo celebró su período de sesiones del 4 al 15 de mayo de 2029.
2. La delegación de Bresk respondió a las preguntas que se le hicieron en el diálogo.
II. Conclusiones y/o recomendaciones
3. Las recomendaciones que se enumeran a continuación han sido examinadas por Bresk y cuentan con su apoyo:
3.1 Ratificar el Protocolo Facultativo (España, Noruega);
3.2 Capacitar a los jueces (Suiza) (Países Bajos);
4. Las siguientes recomendaciones serán examinadas por Bresk, que responderá a su debido tiempo:
4.1 Abolir la pena de muerte (Togo);
5. Las recomendaciones siguientes no cuentan con el apoyo de Bresk:
5.1 Cerrar la prisión (Alemania y Suecia);
6. Bresk ha tomado nota de las recomendaciones siguientes:
6.1 Abrir las comisarías (Bélgica);
7. Todas las conclusiones y/o recomendaciones que figuran en el presente informe reflejan la posición de los Estados.
"""


@pytest.mark.parametrize(
    ("text", "language", "makers"),
    [
        (FRENCH, "fr", [("Espagne", "Norvège"), ("Suisse",), ("Togo",), ("Allemagne",), ("Belgique",)]),
        (
            SPANISH,
            "es",
            [("España", "Noruega"), ("Suiza", "Países Bajos"), ("Togo",), ("Alemania", "Suecia"), ("Bélgica",)],
        ),
    ],
)
def test_a_review_in_another_language(text: str, language: str, makers: list[tuple[str, ...]]) -> None:
    found = reading(text)
    assert [one.printed for one in found.items] == ["3.1", "3.2", "4.1", "5.1", "6.1"]
    assert [one.position.value for one in found.items] == ["accepted", "accepted", "pending", "rejected", "noted"]
    assert [one.made_by for one in found.items] == makers
    assert min(one.confidence for one in found.items) >= 90
    assert found.about.language == language
    assert found.about.public
    assert found.about.dated_on is not None
    assert found.about.dated_on.isoformat() == "2029-10-05"
    assert found.about.state_code in ("XXB", "XXC")


ADDENDUM = """\
United Nations
A/HRC/91/7/Add.1
Distr.: General
Report of the Working Group on the Universal Periodic Review
Bresk
Addendum
Views on conclusions and/or recommendations, voluntary commitments and replies presented by the State under review
1. Bresk thanks all States for their part in its review.
2. It has considered the recommendations that were left open, and answers them as follows.
Recommendation 57.3: Accepted. A law is being drafted.
Recommendations 57.4 and 57.6: Bresk does not accept these recommendations.
57.9 Establish a mechanism of prevention (Spain) – Noted
57.10 The recommendation enjoys the support of Bresk.
Recommendation 58.1 to 58.3 – Partially accepted.
3. Bresk will report in two years.
"""


def test_the_paper_in_which_a_state_answers_states_positions_by_number() -> None:
    found = reading(ADDENDUM)
    assert found.about.symbol == "A/HRC/91/7/Add.1"
    assert {number: one.position.value for number, one in by_number(found).items()} == {
        "57.3": "accepted",
        "57.4": "rejected",
        "57.6": "rejected",
        "57.9": "noted",
        "57.10": "accepted",
        "58.1": "accepted",
        "58.2": "accepted",
        "58.3": "accepted",
    }
    assert by_number(found)["57.9"].made_by == ("Spain",)
    assert all(one.confidence <= 60 and one.paragraph == 2 for one in found.items)
