"""What is looked at before a report is adopted, and whether a recommendation is specific."""

import pytest

from unannounced.crafts.profiles import shipped_profile
from unannounced.duties.drafting import (
    BARS,
    HEADINGS,
    SENTENCES,
    Check,
    Draft,
    checks,
    looked_through,
    may_mark,
    sentences,
)
from unannounced.duties.laying_out import SetItem, SetParagraph
from unannounced.duties.numbering import Step, caught_up, chapter_between, followed, outside_of, place_for
from unannounced.duties.reporting import ItemKind
from unannounced.duties.specifying import Vagueness, vague

DO = "Provide each person with a bed by May."


def paragraph(number: int, text: str, *items: SetItem, chapter: str = "Prisons") -> SetParagraph:
    return SetParagraph(f"p{number}", number, chapter, text, items=items)


def item(text: str = DO, addressee: str = "Ministry", kind: ItemKind = ItemKind.RECOMMENDATION) -> SetItem:
    return SetItem("i", "1.1", kind, text, addressee)


def found(draft: Draft) -> list[Check]:
    return [one.check for one in checks(draft)]


def test_every_check_has_a_heading_and_a_sentence() -> None:
    assert set(HEADINGS) == set(SENTENCES) == set(Check)
    assert set(Check) > BARS


def test_a_sound_draft_has_nothing_to_look_at() -> None:
    draft = Draft([paragraph(1, f"See §1. {DO}", item())], reports={"p1": "f"}, findings={"f": "x"})
    assert found(draft) == []


@pytest.mark.parametrize(
    ("check", "draft"),
    [
        (Check.NO_PARAGRAPH, Draft([])),
        (Check.NO_ADDRESSEE, Draft([paragraph(1, "A", item(addressee=" "))])),
        (Check.NO_SUPPORT, Draft([paragraph(1, "A")], reports={"p1": "f"}, findings={"f": "x"}, unsupported={"f"})),
        (Check.NO_SUCH_NUMBER, Draft([paragraph(1, "See §2.")])),
        (Check.NO_SUCH_NUMBER, Draft([paragraph(1, "A", item(f"{DO} See §2."))])),
        (Check.TAKEN_OUT, Draft([paragraph(1, "See §9001.")], taken_out={9001: "gone"})),
        (Check.WORDS_GONE, Draft([paragraph(1, "A", item())], stood={"i"})),
        (Check.UNKNOWN_STANDARD, Draft([paragraph(1, "Too small [CPT-SPACE-99].")], standards={"CPT-SPACE-02"})),
        (Check.NOT_SPECIFIC, Draft([paragraph(1, "A", item("Improve the cells."))])),
        (Check.RECOGNISABLE, Draft([paragraph(1, "A")], recognised={"p1": ["Dr Anna Weiss"]})),
        (Check.EMPTY_CHAPTER, Draft([paragraph(1, "A"), paragraph(2, "B", item(), chapter="Police")], findings={"f": "x"})),
        (Check.FINDING_LEFT, Draft([paragraph(1, "A", item())], findings={"f": "Beds are missing."})),
    ],
)  # fmt: skip
def test_a_check_points_at_what_is_the_matter(check: Check, draft: Draft) -> None:
    assert check in found(draft)


def test_what_bars_the_adoption_comes_first() -> None:
    held = paragraph(1, "Dr Anna Weiss, §4.", item("Improve it.", ""))
    draft = Draft([held], findings={"f": "x"}, recognised={"p1": ["Dr Anna Weiss"]})
    assert [one.bars for one in checks(draft)] == [True, True, False, False, False, False]


def test_a_comment_needs_no_addressee_and_is_not_measured() -> None:
    draft = Draft([paragraph(1, "A", item("Cells could be improved.", "", ItemKind.COMMENT))])
    assert found(draft) == []


@pytest.mark.parametrize(
    ("text", "addressee", "what"),
    [
        (DO, "the relevant authorities", Vagueness.NO_AUTHORITY),
        (DO, "les autorités compétentes", Vagueness.NO_AUTHORITY),
        ("The cells are too small.", "Ministry", Vagueness.NO_DOING),
        ("Repair the roof as soon as possible.", "Ministry", Vagueness.NO_DAY),
        ("Réparer le toit dans les meilleurs délais.", "Ministère", Vagueness.NO_DAY),
        ("Provide appropriate bedding.", "Ministry", Vagueness.NO_MEASURE),
        ("Fournir une literie adéquate.", "Ministère", Vagueness.NO_MEASURE),
    ],
)
def test_a_recommendation_that_leaves_something_open_is_named_with_the_rule(
    text: str, addressee: str, what: Vagueness
) -> None:
    assert [one.what for one in vague(text, addressee)] == [what]


@pytest.mark.parametrize(
    ("language", "text", "addressee", "what"),
    [
        ("es", "Repare el techo antes del 1 de mayo.", "las autoridades competentes", Vagueness.NO_AUTHORITY),
        ("es", "Las celdas son demasiado pequeñas.", "Ministerio de Justicia", Vagueness.NO_DOING),
        ("es", "Que se instalen camas lo antes posible.", "Ministerio de Justicia", Vagueness.NO_DAY),
        ("es", "Proporcionar ropa de cama adecuada.", "Ministerio de Justicia", Vagueness.NO_MEASURE),
        ("es", "Adoptar todas las medidas necesarias.", "Ministerio de Justicia", Vagueness.NO_MEASURE),
        ("ru", "Отремонтировать крышу до 1 мая.", "компетентные органы", Vagueness.NO_AUTHORITY),
        ("ru", "Камеры слишком малы.", "Министерство юстиции", Vagueness.NO_DOING),
        ("ru", "Установить кровати в кратчайшие сроки.", "Министерство юстиции", Vagueness.NO_DAY),
        ("ru", "Обеспечить надлежащее освещение.", "Министерство юстиции", Vagueness.NO_MEASURE),
        ("ru", "Принять все необходимые меры.", "Министерство юстиции", Vagueness.NO_MEASURE),
    ],
)
def test_what_is_left_open_is_seen_in_spanish_and_russian(
    language: str, text: str, addressee: str, what: Vagueness
) -> None:
    assert [one.what for one in vague(text, addressee, language)] == [what]
    assert [one.what for one in vague(text, addressee)] == [what], "also where the language is not known"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "El Comité recomienda que cada persona disponga de una cama."),
        ("es", "Velar por que se abra una investigación de cada denuncia en un plazo de diez días."),
        ("es", "Que se prohíba el uso de esposas durante el examen médico."),
        ("es", "Mejorar el régimen de modo que cada persona salga de la celda ocho horas al día y se lleve un registro."),
        ("es", "Garantizar a todo detenido el acceso a un abogado."),
        ("ru", "Комитет рекомендует, чтобы каждому задержанному был предоставлен адвокат."),
        ("ru", "Обеспечить каждого заключённого отдельной кроватью до 1 марта."),
        ("ru", "Прекратить содержание несовершеннолетних вместе со взрослыми."),
        ("ru", "Расследовать каждую жалобу в течение десяти дней и сообщать о результате."),
        ("ru", "Окна камер должны открываться: заменить рамы в корпусе."),
        ("tr", "Herkese bir yatak sağlanmalıdır."),
        ("uk", "Забезпечити кожного окремим ліжком."),
    ],
)  # fmt: skip
def test_a_specific_one_is_left_alone_in_them_and_nothing_is_said_of_other_languages(language: str, text: str) -> None:
    assert list(vague(text, "XXA", language)) == []


def test_a_draft_in_another_language_is_not_measured_by_words_of_these() -> None:
    held = [paragraph(1, "A", item("Yataklar sağlanmalıdır."))]
    assert found(Draft(held, language="tr")) == []
    assert found(Draft(held, language="en")) == [Check.NOT_SPECIFIC]


def test_what_is_looked_through_for_persons_is_every_text_once_with_the_title() -> None:
    held = [paragraph(1, f"A. {DO}", item()), paragraph(2, "B", item("Own words.", "Ministry"))]
    every = [
        ("", "Visit"),
        ("p1", "Prisons"),
        ("p1", f"A. {DO}"),
        ("p1", "Ministry"),
        ("p2", "B"),
        ("p2", "Own words."),
    ]
    assert looked_through("Visit", held) == every


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        (DO, "Ministry of Justice"),
        ("Improve the regime so that each person is out of the cell for 8 hours a day, and keep a record.", "Prison service"),
        ("The Committee recommends that the windows be made to open.", "Ministry of Justice"),
        ("Veiller à ce que chaque personne dispose d’un lit.", "Ministère de la justice"),
        ("Ensure that an investigation is opened.", "State Prosecutor"),
    ],
)  # fmt: skip
def test_a_specific_recommendation_is_left_alone(text: str, addressee: str) -> None:
    assert list(vague(text, addressee)) == []


def test_a_paragraph_that_is_out_is_followed_to_where_it_is_put_back() -> None:
    outside = outside_of(["p"])
    steps = [Step("p", 4, 0), Step("new", 0, 1), Step("p", 0, 2)]
    assert followed(4, steps, outside) == 2
    assert followed(4, steps[:2], outside) == 9001
    assert followed(9001, steps[1:], outside) == 2
    assert followed(5, steps, outside) == 6
    assert caught_up("§4 and §5", steps, outside) == "§2 and §6"


def test_a_heading_that_is_not_in_the_order_stays_behind_what_stands_before_it() -> None:
    order = ["Introduction", "Police", "Police › Safeguards", "Prisons"]
    assert place_for("Police › Safeguards", ["Introduction", "Police › Own words", "Prisons"], order) == 2
    assert place_for("Prisons", ["Introduction", "Police"], order) == 2
    assert place_for("Introduction", ["Police"], order) == 0
    assert place_for("Unheard of", ["Police"], order) == 1
    assert chapter_between("X", "", "Police") == "Police"


def test_sentences_can_be_chosen_whatever_stands_between_them() -> None:
    assert sentences("At 4.30 a.m. it rained. “Mend it!” he said.\n\nNo") == [
        "At 4.30 a.m.",
        "it rained.",
        "“Mend it!”",
        "he said.",
        "No",
    ]


def test_marking_names_how_often_the_words_stand() -> None:
    decision = may_mark("A. B. A.", "A.", [], number=3, profile=shipped_profile("cpt"))
    assert "3 has these words 2 times: A." in str(decision)
