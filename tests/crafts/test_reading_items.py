"""What reports of bodies that visit ask for, and of whom, by when, where, and going back to which earlier report."""

import re
import time
from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.crafts.reports_made import Made, Wanted, made, reports_made
from unannounced.crafts.reading import About, ReadItem, ReadParagraph
from unannounced.crafts.reading.about import UNIVERSAL_REVIEW
from unannounced.crafts.reading.addressees import addressee_in, named_by_heading
from unannounced.crafts.reading.asking import SURE, Manner, asked_in, kind_of
from unannounced.crafts.reading.places_named import places_in
from unannounced.crafts.reading.references import references_in
from unannounced.crafts.reading.saying import filled
from unannounced.crafts.reading.sentences import sentences_in
from unannounced.crafts.reading.subjects import family_of
from unannounced.crafts.reading.times import time_in
from unannounced.duties.dialogue import Position
from unannounced.duties.reporting import ItemKind

R, C, Q = ItemKind.RECOMMENDATION, ItemKind.COMMENT, ItemKind.REQUEST
AT_ONCE, COMMITMENT = ItemKind.IMMEDIATE_OBSERVATION, ItemKind.COMMITMENT
NOBODY = About("", "Bresk", "XXB", date(2031, 1, 1), "", "", public=False)


def items_of(text: str, chapter: str = "", body: str = "") -> list[ReadItem]:
    return list(asked_in(ReadParagraph(7, chapter, text), sure_of_body=True, body=body))


def kinds_of(text: str, chapter: str = "", body: str = "") -> list[ItemKind]:
    return [one.kind for one in items_of(text, chapter, body)]


def only(text: str, chapter: str = "") -> ReadItem:
    (one,) = items_of(text, chapter)
    return one


def full(text: str, chapter: str = "", about: About = NOBODY) -> ReadItem:
    paragraph = ReadParagraph(7, chapter, text)
    return filled(next(asked_in(paragraph, sure_of_body=True)), paragraph, about)


# Whole reports


def likeness(one: str, other: str) -> float:
    first, second = (Counter(re.findall(r"\w+", text.lower())) for text in (one, other))
    return 2 * (first & second).total() / (first.total() + second.total())


def missed_and_wrong(report: Made) -> tuple[list[Wanted], list[ReadItem], int]:
    """What was asked for and not found, what was found and not asked for, and how many were right."""
    missed: list[Wanted] = []
    wrong: list[ReadItem] = []
    right = 0
    for paragraph, wanted in report.paragraphs:
        left = list(wanted)
        for item in asked_in(paragraph, sure_of_body=True, body=report.body):
            same = next((w for w in left if w.kind is item.kind and likeness(w.text, item.text) >= 0.8), None)
            if same is None:
                wrong.append(item)
            else:
                left.remove(same)
                right += 1
        missed += left
    return missed, wrong, right


@pytest.mark.parametrize("report", reports_made(), ids=lambda report: report.name)
def test_what_an_invented_report_asks_for_is_found_and_nothing_else(report: Made) -> None:
    missed, wrong, right = missed_and_wrong(report)
    assert right >= 20
    assert len(missed) <= 0.03 * right, missed
    assert len(wrong) <= 0.04 * right, wrong


def test_each_family_of_report_has_a_body_that_is_known() -> None:
    assert {family_of(report.body).value for report in reports_made()} == {
        "european",
        "subcommittee",
        "national",
        "any",
    }


# Kinds by their words


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The CPT recommends that all cells be heated.", R),
        ("The Committee calls upon the authorities of Bresk to close the block.", R),
        ("It also urges the authorities to end this practice.", R),
        ("The CPT reiterates its recommendation that registers be kept.", R),
        ("The Committee must recommend once again that doctors be heard.", R),
        ("In the light of the above, the CPT recommends that this be done.", R),
        ("The CPT wishes to recommend that officers wear badges.", R),
        ("The CPT invites and, where necessary, urges the authorities to look for another building.", R),
        ("The CPT welcomes this and recommends that it be extended.", R),
        ("It is for these reasons that the CPT recommends a new law.", R),
        ("The CPT trusts that the post will be filled.", C),
        ("The Committee invites the authorities to consider this.", C),
        ("It would be desirable for cells to have a table.", C),
        ("Consideration should be given to longer visits.", C),
        ("These shortcomings should be remedied.", C),
        ("The CPT would like to receive a copy of the law.", Q),
        ("The Committee wishes to be informed of the outcome.", Q),
        ("The CPT requests confirmation that the order is in force.", Q),
        ("The CPT would welcome the authorities’ observations on this point.", Q),
        ("Please provide statistics for the last two years.", Q),
        ("The delegation made an immediate observation under Article 8, paragraph 5, on two cells.", AT_ONCE),
        ("The Subcommittee recommends that the State party adopt a plan.", R),
        ("The SPT requests the State party to end this practice.", R),
        ("The State party should ensure that every arrest is recorded.", R),
        ("The State party is urged to raise the age.", R),
        ("The Subcommittee requests information on the number of deaths.", Q),
        ("The Special Rapporteur recommends that the Government ratify the Protocol.", R),
        ("The NPM calls on the Prison Service to end strip searches.", R),
        ("We recommend changing bed linen every two weeks.", R),
        ("It is recommended that a duty lawyer scheme be set up.", R),
        ("The Ministry of Health must provide a dentist.", R),
        ("Steps must be taken to ensure access to a toilet.", R),
        ("Le CPT recommande que les cellules soient chauffées.", R),
        ("Le Comité en appelle aux autorités afin qu’elles agissent.", R),
        ("Le CPT ne peut que réitérer sa recommandation sur ce point.", R),
        ("Il convient de remédier à cette situation.", R),
        ("Les autorités doivent garantir l’accès à un avocat.", R),
        ("Le CPT invite les autorités à revoir ces règles.", C),
        ("Il serait souhaitable que les registres soient électroniques.", C),
        ("Le CPT souhaite recevoir copie du règlement.", Q),
        ("Le MNP demande au préfet de lui communiquer la liste.", Q),
        ("La délégation a formulé une observation communiquée sur-le-champ au sujet de la cellule n° 7.", AT_ONCE),
        ("El SPT recomienda al Estado parte que adopte un plan.", R),
        ("El Subcomité alienta al Estado parte a publicar el informe.", C),
        ("El SPT solicita información sobre las medidas adoptadas.", Q),
        ("Подкомитет рекомендует государству-участнику изменить закон.", R),
        ("Комитет хотел бы получить информацию о числе жалоб.", Q),
        ("Підкомітет закликає державу-учасницю змінити закон.", R),
        ("Комітет сподівається, що звіт буде опубліковано.", C),
    ],
)
def test_the_words_of_a_body_say_what_it_asks_for(sentence: str, kind: ItemKind) -> None:
    assert kinds_of(sentence) == [kind]


@pytest.mark.parametrize(
    "sentence",
    [
        "The Committee had recommended in 2024 that the period be reduced.",
        "Several States recommended that Corvane abolish the punishment.",
        "The Ministry of Justice recommends patience.",
        "The Ombudsperson, who recommends the closure, was heard.",
        "The Committee of Ministers recommends that staff be recruited by competition.",
        "The Parliamentary Committee recommends a ban.",
        "If the CPT recommends a measure, the prison service enters it in a table.",
        "What the Committee recommends is followed up.",
        "After each visit, the Subcommittee draws up a report and recommends measures.",
        "The CPT recommends as a matter of principle a thorough inquiry.",
        "The recommendations made by the CPT are set out in bold type.",
        "The CPT welcomes this development.",
        "The law provides that the authorities should answer.",
        "Under section 12, the prosecutor must be informed.",
        "The cells should have been closed years ago.",
        "It should be noted that the staff cooperated.",
        "The CPT requests the authorities to provide within six months a response giving a full account of action taken.",
        "No immediate observations were made.",
        "The authorities replied to the immediate observation under Article 8, paragraph 5.",
        "Officers would like to receive more training.",
        "He said: “The Committee recommends silence.”",
        'The officer said: "The CPT recommends nothing."',
        "The Subcommittee hopes for a constructive dialogue.",
        "Persons held should be brought before a judge within 72 hours.",
        "Le ministère recommande la prudence.",
        "Le CPT avait recommandé en 2026 de fermer l’aile.",
        "Si le CPT recommande une mesure, le ministère l’inscrit.",
        "Selon l’article 63, le procureur doit être informé.",
        "Il convient de souligner la qualité de l’accueil.",
        "El Ministerio recomienda paciencia.",
        "Министерство рекомендует врачам соблюдать правила.",
        "Комитет рекомендовал в 2012 году закрыть карцер.",
    ],
)
def test_what_others_ask_or_what_was_asked_or_is_asked_as_a_rule_is_no_item(sentence: str) -> None:
    assert items_of(sentence) == []


def test_what_another_body_recommends_is_no_item_where_the_maker_is_known() -> None:
    sentence = "The CPT recommends at least 4 m² for each person."
    assert kinds_of(sentence) == [R]
    assert kinds_of(sentence, body="National Preventive Mechanism") == []


def test_a_law_told_of_in_one_sentence_is_not_asked_for_in_the_next() -> None:
    assert kinds_of("According to section 4, cells are opened at 8. The prosecutor must be informed of delays.") == []
    assert kinds_of("Cells are opened at noon. The governor must open them at 8.") == [R]


def test_a_pronoun_after_a_sentence_about_others_is_less_sure() -> None:
    own, of_others = "The CPT saw this. It recommends a table.", "The director saw this. It recommends a table."
    assert only(own).confidence > only(of_others).confidence


# Where an item begins and ends


def test_a_sentence_with_a_list_is_one_item_with_its_list() -> None:
    text = "The CPT recommends that steps be taken to: - close the cell; - air the others. - Paint them. All was noted."
    assert only(text).text == text.removesuffix(" All was noted.")


def test_two_verbs_in_one_sentence_are_one_item_of_the_stronger_kind() -> None:
    assert kinds_of("The CPT recommends that cells be heated and would like to receive a plan.") == [R]
    assert kinds_of("The CPT trusts that this will be done and recommends that it be done soon.") == [R]


def test_a_sentence_that_looks_back_belongs_to_the_item_before_it() -> None:
    text = "The CPT recommends a strategy. Such a strategy should include training. It was winter."
    assert only(text).text == "The CPT recommends a strategy. Such a strategy should include training."


def test_what_else_should_be_done_after_an_item_is_an_item_of_its_own_and_less_sure() -> None:
    first, second = items_of("The CPT recommends a register. Moreover, patients should have lockable space.")
    assert (first.kind, second.kind) == (R, R)
    assert second.confidence < first.confidence


def test_what_was_asked_for_after_an_immediate_observation_is_one_too() -> None:
    text = (
        "The delegation invoked Article 8, paragraph 5, of the Convention. It requested the authorities to close the cell"
        " within one month."
    )
    assert kinds_of(text) == [AT_ONCE, AT_ONCE]


def test_initials_and_short_forms_end_no_sentence() -> None:
    text = "Ms. A. Torvald met us (cf. Prof. Lunn). See No. 4. The CPT left."
    assert sentences_in(text) == ["Ms. A. Torvald met us (cf. Prof. Lunn).", "See No. 4.", "The CPT left."]


# Lists under labels and headings


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Recommendation 12: The Prison Service should install call buttons.", "Recommendation 12"),
        ("Recommendation No. 3. Officers of Unit C are to wear badges.", "Recommendation No. 3"),
        ("The cells are dark. R4. Install lamps in every cell.", "R4"),
        ("R5 Allow one call a week.", "R5"),
        ("La cour est vide. Recommandation n° 1 : La cour doit être équipée de bancs.", "Recommandation n° 1"),
    ],
)
def test_a_labelled_recommendation_is_cited_by_its_label(text: str, printed: str) -> None:
    one = only(text)
    assert (one.kind, one.printed) == (R, printed)
    assert printed not in one.text


def test_a_recommendation_that_is_only_cited_is_none() -> None:
    assert items_of("See Recommendation 3. The cells are now dry.") == []


def test_demands_under_a_heading_are_items_addressed_by_it() -> None:
    text, heading = "Train officers in de-escalation. This was discussed.", "To the governor of Ostrel Prison:"
    assert only(text, heading).text == "Train officers in de-escalation."
    assert full(text, heading).addressee == "governor of Ostrel Prison"
    assert items_of(text, "5. Discipline") == []


def test_a_list_addressed_in_its_paragraph_is_an_item_for_each_mark() -> None:
    text = "To the Ministry of Justice: - Reduce the maximum; - Publish the figures."
    assert [one.text for one in items_of(text)] == ["Reduce the maximum;", "Publish the figures."]
    assert full(text).addressee == "Ministry of Justice"


def test_infinitives_under_a_french_heading_are_items() -> None:
    text = "Fermer l’aile B. Elle est vétuste."
    assert only(text, "Au ministère de l’Intérieur :").text == "Fermer l’aile B."
    assert full(text, "Au ministère de l’Intérieur :").addressee == "ministère de l’Intérieur"


# What the State says that it will do


def test_a_list_of_voluntary_commitments_is_a_commitment_for_each_mark() -> None:
    text = "Corvane made the following voluntary commitments: (a) To close the cell - the old one; (b) To publish this."
    found = items_of(text)
    assert [(one.kind, one.text) for one in found] == [
        (COMMITMENT, "To close the cell - the old one"),
        (COMMITMENT, "To publish this."),
    ]
    paragraph = ReadParagraph(7, "", text)
    assert filled(found[0], paragraph, NOBODY).made_by == ("Bresk",)


def test_what_the_state_will_do_under_a_heading_of_commitments_is_one() -> None:
    chapter = "III. Voluntary pledges and commitments"
    assert kinds_of("Bresk will ratify the Protocol.", chapter) == [COMMITMENT]
    assert kinds_of("Reference is made to the commitments in paragraph 12.", chapter) == []
    assert kinds_of("Bresk will ratify the Protocol.", "I. Proceedings") == []


def test_a_state_that_commits_itself_makes_a_commitment() -> None:
    assert kinds_of("The Government of Bresk has committed itself to closing the block.") == [COMMITMENT]
    assert kinds_of("Two persons committed suicide in 2030.") == []


# Of whom, by when, where


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The CPT recommends that the authorities of Bresk close the block.", "authorities of Bresk"),
        ("The CPT recommends that the Breskian authorities close it.", "Breskian authorities"),
        ("It calls upon the relevant authorities to act.", "relevant authorities"),
        ("The CPT recommends that the management of Ostrel Prison act.", "management of Ostrel Prison"),
        (
            "The CPT recommends that the Minister of the Interior and the Chief of Police remind all police officers.",
            "Minister of the Interior and the Chief of Police",
        ),
        ("The Subcommittee urges the State party to amend the law.", "State party"),
        ("The Ministry of Health must provide a dentist.", "Ministry of Health"),
        ("The State party is urged to act.", "State party"),
        ("The CPT recommends that all police officers be reminded.", ""),
        ("Le CPT recommande aux autorités d’Aldmoor de poursuivre.", "autorités d’Aldmoor"),
        ("Le ministère de l’Intérieur devrait prévoir un bureau.", "ministère de l’Intérieur"),
    ],
)
def test_the_addressee_is_named_as_printed_without_its_article(text: str, who: str) -> None:
    assert addressee_in(text) == who


@pytest.mark.parametrize(
    ("heading", "who"),
    [
        ("To the Ministry of Justice:", "Ministry of Justice"),
        ("6.2 Recommendations to the Prison Service", "Prison Service"),
        ("Aux autorités pénitentiaires :", "autorités pénitentiaires"),
        ("6. Recommendations", ""),
        ("B. Prison establishments", ""),
    ],
)
def test_a_heading_may_name_the_addressee(heading: str, who: str) -> None:
    assert named_by_heading(heading) == who


@pytest.mark.parametrize(
    ("text", "within", "months"),
    [
        ("… to close them within one month.", "within one month", 1),
        (
            "… to reply within three months of the receipt of this report.",
            "within three months of the receipt of this report",
            3,
        ),
        ("… within two years.", "within two years", 24),
        ("… within 30 days.", "within 30 days", None),
        ("… dans un délai de trois mois.", "dans un délai de trois mois", 3),
        ("… dans un délai d’un mois, …", "dans un délai d’un mois", 1),
        ("… by 31 December 2019.", "by 31 December 2019", None),
        ("… avant le 30 juin 2033, la liste.", "avant le 30 juin 2033", None),
        ("… be remedied without further delay.", "without further delay", None),
        ("… to end, immediately, this use.", "immediately", None),
        ("… en un plazo de tres meses.", "en un plazo de tres meses", 3),
        ("… в течение трёх месяцев.", "в течение трёх месяцев", 3),
        ("Each person should be examined by a doctor within 24 hours.", "", None),
        ("Complaints are to be answered in writing within 15 days.", "", None),
        ("Within 999 months, no one knows.", "", None),
    ],
)
def test_the_words_that_set_a_time_are_kept_with_whole_months(text: str, within: str, months: int | None) -> None:
    assert time_in(text) == (within, months)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("At Ostrel Prison and in Varn Remand Prison", ["Ostrel Prison", "Varn Remand Prison"]),
        ("the cells of Temir Street Police Station", ["Temir Street Police Station"]),
        ("visited No. 4 Colony and Colony No. 12", ["No. 4 Colony", "Colony No. 12"]),
        ("at Lode Psychiatric Hospital", ["Lode Psychiatric Hospital"]),
        ("the police station of Orlan", ["police station of Orlan"]),
        ("à l’établissement pénitentiaire de Montclair", ["établissement pénitentiaire de Montclair"]),
        ("la maison d’arrêt de Brive-le-Haut", ["maison d’arrêt de Brive-le-Haut"]),
        ("del Centro Penitenciario de Sarela", ["Centro Penitenciario de Sarela"]),
        ("в СИЗО № 4", ["СИЗО № 4"]),
        ("the European Prison Rules and the Prison Service", []),
        ("the Treatment of Women Prisoners", []),
    ],
)
def test_places_of_detention_are_found_by_their_names(text: str, places: list[str]) -> None:
    assert places_in(text) == places


@pytest.mark.parametrize(
    ("text", "earlier"),
    [
        ("(see paragraph 34 of CPT/Inf (2025) 7)", ("paragraph 34 of CPT/Inf (2025) 7",)),
        ("(cf. CPT/Inf (2025) 7, paragraph 61)", ("CPT/Inf (2025) 7, paragraph 61",)),
        ("(see also paragraph 12)", ("see also paragraph 12",)),
        ("reiterates its recommendation that", ("reiterates its recommendation",)),
        ("made in the report on the 2024 visit", ("the report on the 2024 visit",)),
        ("(CAT/OP/COR/R.1, para. 74)", ("CAT/OP/COR/R.1, para. 74",)),
        ("(cf. paragraphe 22 du document CPT/Inf (2027) 11)", ("paragraphe 22 du document CPT/Inf (2027) 11",)),
        (
            "(voir le rapport sur la visite de 2028, paragraphe 31)",
            ("le rapport sur la visite de 2028, paragraphe 31",),
        ),
        ("the CPT recommends", ()),
    ],
)
def test_earlier_reports_and_paragraphs_are_kept_as_printed(text: str, earlier: tuple[str, ...]) -> None:
    assert references_in(text) == earlier


def test_this_prison_is_the_one_that_the_paragraph_names() -> None:
    text = "Ostrel Prison was cold. The CPT recommends that the heating of this prison be repaired."
    paragraph = ReadParagraph(7, "", text)
    assert filled(next(asked_in(paragraph, sure_of_body=True)), paragraph, NOBODY).place == "Ostrel Prison"


def test_a_report_on_one_place_is_about_it_and_a_report_on_several_is_not() -> None:
    text = "The NPM recommends that mould be removed."
    title = "Report on the visit to Ostrel Prison"
    one = About("", "Bresk", "XXB", None, title, "", public=False)
    two = About("", "Bresk", "XXB", None, f"{title} and Varn Prison", "", public=False)
    assert full(text, about=one).place == "Ostrel Prison"
    assert full(text, about=two).place == ""


def test_in_a_review_of_states_by_states_the_addressee_is_no_part_of_an_item() -> None:
    review = About("", "Bresk", "XXB", None, "", UNIVERSAL_REVIEW, public=True)
    item = ReadItem(7, "7.1", R, "Call on the Ministry of Justice to act within one year", (), Position.ACCEPTED, 99)
    found = filled(item, ReadParagraph(7, "", "…"), review)
    assert (found.addressee, found.within, found.months) == ("", "within one year", 12)


# How sure, how fast, whatever the text


def test_the_name_of_the_body_makes_surer_than_words_without_it() -> None:
    assert (
        SURE[Manner.NAMED] > SURE[Manner.PRONOUN] > SURE[Manner.JOINED] > SURE[Manner.AUTHORITY] > SURE[Manner.GOES_ON]
    )
    paragraph = ReadParagraph(1, "", "The CPT recommends a table.")
    (known,), (unknown,) = asked_in(paragraph, sure_of_body=True), asked_in(paragraph, sure_of_body=False)
    assert known.confidence > unknown.confidence


@pytest.mark.parametrize(
    "piece",
    [
        "The CPT recommends, ",
        "requests that ",
        "the authorities of A and ",
        "R1. ",
        "A-",
        "prison de A-",
        "lyly ",
        "“",
        "(a) ",
        "paragraph 1, ",
        "Article 8, paragraph 5 the delegation made ",
        "commitments made the following ",
    ],
)
def test_a_sentence_of_any_length_is_read_in_time_that_grows_with_it_only(piece: str) -> None:
    text = (piece * (200_000 // len(piece) + 1))[:200_000]
    paragraph = ReadParagraph(1, "Recommendations", text)
    began = time.process_time()
    for item in list(asked_in(paragraph, sure_of_body=True))[:20]:
        filled(item, paragraph, NOBODY)
    places_in(text), references_in(text), time_in(text), addressee_in(text)
    assert time.process_time() - began < 5


_WORDS = st.sampled_from(
    (
        "The CPT",
        "It",
        "the authorities",
        "recommends",
        "that",
        "should",
        "must",
        "Recommendation 3:",
        "R4.",
        "To the Ministry of Justice:",
        "-",
        "(a)",
        "“",
        "”",
        '"',
        "within one month",
        "Ostrel Prison",
        "see paragraph 3",
        "Article 8, paragraph 5",
        "made",
        "voluntary commitments:",
        "Le CPT recommande",
        "il convient de",
        ".",
        ";",
        ":",
        "Комитет рекомендует",
        "\ufffe",
    )
)
_TEXT = st.one_of(st.text(max_size=200), st.lists(_WORDS, max_size=30).map(" ".join)).map(
    lambda text: " ".join(text.split())
)
_CHAPTER = st.sampled_from(
    ("", "Recommendations", "To the Ministry of Justice:", "Voluntary commitments", "B. Prisons")
)


@given(_TEXT, _CHAPTER, st.booleans())
def test_items_of_any_text_are_stretches_of_it_and_what_they_say_is_printed(
    text: str, chapter: str, sure: bool
) -> None:
    paragraph = ReadParagraph(3, chapter, text)
    for item in asked_in(paragraph, sure_of_body=sure):
        one = filled(item, paragraph, NOBODY)
        assert one.text
        assert one.text in text
        assert one.text == one.text.strip()
        assert one.within in one.text
        assert one.addressee in f"{text} {chapter}"
        assert one.place in f"{text} {chapter}"
        assert all(earlier in one.text for earlier in one.earlier)
        assert 0 < one.confidence < 100
        assert (one.months is None) or one.within


@given(_TEXT)
def test_a_sentence_of_any_text_has_a_kind_or_none(text: str) -> None:
    assert "".join("".join(sentences_in(text)).split()) != "" or text == ""
    assert kind_of(text) in (*ItemKind, None)


def test_the_invented_reports_are_whole_reports() -> None:
    assert [one.number for one, _ in made("committee_en").paragraphs] == list(range(1, 49))
    assert all("[[" not in report.text for report in reports_made())


def test_the_delegation_of_a_national_mechanism_recommends_too() -> None:
    words = "The delegation recommends that every cell have a call bell."
    for body in ("National Preventive Mechanism", "Mécanisme national de prévention"):
        found = list(asked_in(ReadParagraph(4, "Conditions", words), sure_of_body=True, body=body))
        assert [(one.kind, one.text) for one in found] == [(ItemKind.RECOMMENDATION, words)]
