"""The index of words: what is found in which language, how it is counted, and that it follows the shelf."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

Indexed = Callable[[], int]


def question(words: str = "", **more: Any) -> Any:
    from unannounced.rooms.portal.finding import Question

    return Question(words=words, **{"invented": True, **more})


def keys(asked: Any) -> list[str]:
    """What is found, by key, in order."""
    from unannounced.rooms.portal.finding import answer

    return [hit.key for hit in answer(asked, facets=False).hits]


def counts(asked: Any, facet: str) -> dict[str, int]:
    from unannounced.rooms.portal.finding import answer

    return {one.value: one.count for one in answer(asked).facets[facet]}


def test_paragraphs_items_responses_statements_and_law_are_found_and_lead_to_their_addresses(
    shelf: Any, searchable: Indexed
) -> None:
    from unannounced.rooms.portal.finding import answer

    answered = shelf.item("2.1", "Close the windowless cells.", responses=[shelf.response("They were bricked up.")])
    paragraphs = [shelf.paragraph(1, "The cells were seen."), shelf.paragraph(2, "On this:", items=[answered])]
    shelf.publish(4, paragraphs=paragraphs)
    searchable()
    found = {hit.kind: hit for words in ("cell", "bricked") for hit in answer(question(words)).hits}
    assert found["paragraph"].address == "/reports/CPT-Inf-2026-4/paragraphs/1/"
    assert found["recommendation"].address == "/reports/CPT-Inf-2026-4/paragraphs/2/#item-2.1"
    assert found["response"].address == found["recommendation"].address
    assert [part.text for part in found["paragraph"].snippet if part.marked] == ["cells"]
    law = answer(question("reservations", invented=False)).hits
    assert {hit.kind for hit in law} == {"page"}
    assert all(hit.address.startswith("/conventions/") for hit in law)
    assert answer(question("2026 4 report")).hits[0].address == "/reports/CPT-Inf-2026-4/"


# Each thing once ---------------------------------------------------------------------------------------------------


def test_an_item_whose_words_the_paragraph_says_itself_is_shown_once(shelf: Any, searchable: Indexed) -> None:
    """Unless items are asked for; one that says something else stands for itself."""
    items = [shelf.item("1.1", "Close the windowless cells."), shelf.item("1.2", "Open windowless wards.")]
    text = "We saw it. We recommend: close the  windowless CELLS. And more."
    shelf.publish(4, paragraphs=[shelf.paragraph(1, text, items=items)])
    searchable()
    assert keys(question("windowless", sort="oldest")) == ["CPT-Inf-2026-4/1/0", "CPT-Inf-2026-4/1/2"]
    assert keys(question("windowless", kinds=("recommendation",), sort="oldest")) == [
        "CPT-Inf-2026-4/1/1",
        "CPT-Inf-2026-4/1/2",
    ]
    assert counts(question("windowless"), "kinds") == {"paragraph": 1, "recommendation": 2}
    assert counts(question("windowless"), "states") == {"XXA": 2}


def test_a_paragraph_is_found_by_the_themes_of_its_items(shelf: Any, searchable: Indexed) -> None:
    about_health = shelf.item("1.1", "Close the ward.", topics=[{"id": "health", "decided": False}])
    shelf.publish(4, paragraphs=[shelf.paragraph(1, "Close the ward.", items=[about_health]), shelf.paragraph(2)])
    searchable()
    assert keys(question(topics=("health",))) == ["CPT-Inf-2026-4/1/0"]


def test_what_follow_up_was_made_public_is_counted_and_taken_up_when_it_changes(
    shelf: Any, searchable: Indexed
) -> None:
    from unannounced.records.shelf.models import ShelvedFollowUp

    shelf.publish(4)
    searchable()
    assert counts(question(), "followups") == {}
    row = {"report_slug": "CPT-Inf-2026-4", "number": "2.1", "edition": 1, "made_on": date(2026, 11, 1)}
    ShelvedFollowUp.objects.create(status="implemented", **row)
    assert searchable() == 1
    assert counts(question(), "followups") == {"implemented": 1}
    assert keys(question(followups=("implemented",))) == ["CPT-Inf-2026-4/2/1"]
    ShelvedFollowUp.objects.update(status="repeated")
    assert searchable() == 1
    assert counts(question(), "followups") == {"repeated": 1}
    assert searchable() == 0


def test_every_language_of_a_paragraph_is_found_in_its_language(shelf: Any, searchable: Indexed) -> None:
    from unannounced.records.shelf.models import ShelvedParagraph
    from unannounced.rooms.portal.finding import answer, build_again

    shelf.publish(4, paragraphs=[shelf.paragraph(1, "The cells.", items=[shelf.item("1.1", "Rest.")])])
    said = {"fr": {"chapter": "Les prisons", "text": "Les cellules des détenus.", "items": ["Le repos."]}}
    ShelvedParagraph.objects.update(renditions=said)
    build_again()
    (hit,) = answer(question("detenue")).hits
    assert (hit.language, hit.chapter) == ("fr", "Les prisons")
    assert keys(question("repos")) == ["CPT-Inf-2026-4/1/1~fr"]
    assert keys(question("cells", languages=("fr",))) == []
    assert counts(question(), "languages")["fr"] == 2


# Counts are what would be found --------------------------------------------------------------------------------------


def a_shelf(shelf: Any, dice: random.Random) -> None:
    """Reports of every sort, with everything that can be narrowed down by."""
    from unannounced.records.shelf.models import ShelvedFollowUp, ShelvedReport

    words = ["cells", "police", "night", "doctor", "window", "rest", "law", "visit", "ward"]
    for number in range(1, 13):
        paragraphs = []
        for place in range(1, 6):
            text = " ".join(dice.sample(words, 4))
            items = [
                shelf.item(
                    f"{place}.{turn}",
                    text if dice.random() < 0.4 else " ".join(dice.sample(words, 3)),
                    kind=dice.choice(["recommendation", "comment"]),
                    position=dice.choice(["accepted", "noted", "unknown"]),
                    made_by=[],
                    topics=[{"id": one, "decided": True} for one in dice.sample(["health", "regime", "police"], 2)],
                    responses=[shelf.response(" ".join(dice.sample(words, 3)))] if dice.random() < 0.3 else [],
                )
                for turn in range(1, dice.randrange(1, 4))
            ]
            paragraphs.append(shelf.paragraph(place, text, items=items))
        body = dice.choice(["", "Working Group", "Special Rapporteur"])
        day = f"{dice.randrange(2010, 2014)}-0{dice.randrange(1, 9)}-10"
        more = {"body": body, "dated_on": day, "paragraphs": paragraphs}
        shelf.show_archived(number, dice.choice(["XXA", "XXB", "XXC"]), **more)
    ShelvedReport.objects.filter(slug__endswith="1").update(place_kinds=["prison", "police_station"])
    for report in ShelvedReport.objects.all():
        row = {"report_slug": report.slug, "edition": 1, "made_on": date(2026, 11, 1)}
        ShelvedFollowUp.objects.create(number="1.1", status=dice.choice(["implemented", "partly"]), **row)


def test_what_another_language_would_find_is_counted_by_the_stems_of_that_language(
    shelf: Any, searchable: Indexed
) -> None:
    from unannounced.rooms.portal.finding import answer

    shelf.publish(4, paragraphs=[shelf.paragraph(1, "The staff was beating them.")], language="en")
    shelf.publish(5, paragraphs=[shelf.paragraph(1, "Les locaux sont propres.")], language="fr")
    searchable()
    found = answer(question("beatings", languages=("fr",)))
    assert found.total == 0
    assert {one.value: one.count for one in found.facets["languages"]} == {"en": 1}
    assert [one.count for one in found.why_nothing] == [1]
    assert not any("Nothing holds" in str(one) for one in found.why_nothing)


def questions(dice: random.Random) -> Iterator[Any]:
    chosen = {
        "states": ("XXA", "XXB"),
        "bodies": ("Working Group", "own", "others"),
        "place_kinds": ("prison",),
        "topics": ("health", "regime"),
        "kinds": ("paragraph", "recommendation", "comment", "response", "report"),
        "positions": ("accepted", "noted"),
        "followups": ("implemented",),
        "languages": ("en",),
    }
    for words in ("", "cells", "police night", "cells OR doctor", "rest -law", "cells NOT doctor"):
        for _ in range(6):
            picked = {name: tuple(dice.sample(values, 1)) for name, values in chosen.items() if dice.random() < 0.2}
            years = {"years_from": 2011} if dice.random() < 0.3 else {}
            yield question(words, **picked, **years)


def test_a_count_is_how_many_there_would_be_were_the_value_chosen(shelf: Any, searchable: Indexed) -> None:
    """Of its facet alone, with everything else as it is; and what has no count would find nothing."""
    from unannounced.rooms.portal.finding import FACETS, answer

    dice = random.Random(9)
    a_shelf(shelf, dice)
    searchable()
    everything = answer(question()).facets
    for asked in questions(dice):
        facets = answer(asked).facets
        assert set(facets) == set(FACETS)
        for name, values in everything.items():
            said = {one.value: one.count for one in facets[name]}
            for value in (one.value for one in values):
                if name == "years":
                    chosen = replace(asked, years_from=int(value), years_to=int(value))
                else:
                    chosen = replace(asked, **{name: (value,)})
                total = answer(chosen, facets=False).total
                assert said.get(value, 0) == total, f"{name} {value} {asked.to_address()}"


def test_everything_that_matches_is_on_one_page_and_no_more(shelf: Any, searchable: Indexed) -> None:
    from unannounced.rooms.portal.finding import answer, every

    a_shelf(shelf, random.Random(4))
    searchable()
    for sort in ("best", "newest", "oldest"):
        asked = question("cells OR police", sort=sort, size=7)
        found = [hit.key for page in range(1, 30) for hit in answer(replace(asked, page=page), facets=False).hits]
        assert len(found) == len(set(found)) == answer(asked).total
        assert [hit.key for hit in every(asked)] == found
        assert [hit.key for hit in every(asked, 3)] == found[:3]
    days = [hit.day for hit in every(question(sort="newest"))]
    assert days == sorted(days, reverse=True)  # type: ignore[type-var]
    assert answer(question("cells", page=10_000)).hits == []
    assert answer(question("cells", page=10_000)).total == answer(question("cells")).total


# Nothing found --------------------------------------------------------------------------------------------------------


def test_where_little_is_found_what_was_meant_is_offered_if_it_finds_more(shelf: Any, searchable: Indexed) -> None:
    from unannounced.rooms.portal.finding import answer

    shelf.publish(4, paragraphs=[shelf.paragraph(n, "Solitary confinement at night.") for n in range(1, 9)])
    searchable()
    assert answer(question("solitary confienment")).did_you_mean == "solitary confinement"
    assert answer(question('"Solitari confinement" -day')).did_you_mean in ("", '"solitary confinement" -day')
    assert answer(question("confienment", states=("XXB",))).did_you_mean == ""
    assert answer(question("zzzzzz")).did_you_mean == ""
    assert answer(question("confinement")).did_you_mean == ""


def test_where_nothing_is_found_it_is_said_which_word_and_which_narrowing_are_to_blame(
    shelf: Any, searchable: Indexed
) -> None:
    from unannounced.rooms.portal.finding import answer

    shelf.publish(4, paragraphs=[shelf.paragraph(1, "The cells.")])
    searchable()
    (word,) = answer(question("cells unheard")).why_nothing
    assert (word.word, str(word)) == ("unheard", "Nothing holds “unheard”.")
    (state,) = answer(question("cells", states=("XXB",))).why_nothing
    assert (state.narrowing, state.count) == ("states", 1)
    assert answer(state.instead).total == 1
    (both,) = answer(question("cells", states=("XXB",), years_to=1990)).why_nothing
    assert (both.narrowing, both.count) == ("all", 1)
    assert answer(question("cells")).why_nothing == []


def test_suggestions_find_something_in_their_register(shelf: Any, searchable: Indexed) -> None:
    from unannounced.rooms.portal.finding import answer, suggestions

    assert suggestions("ce", "en", True) == []
    paragraphs = [shelf.paragraph(n, "Solitary confinement of juveniles.", chapter="Regime") for n in range(1, 9)]
    shelf.publish(4, paragraphs=paragraphs)
    searchable()
    for prefix in ("s", "Sol", "solitary c", "juv", "rep", "visit"):
        offered = suggestions(prefix, "en", True)
        assert offered, prefix
        assert all(answer(question(one)).total for one in offered)
    assert suggestions("sol", "en", False) == []
    for odd in ("", " ", '"', "\0", "(((", "*", "x" * 5_000):
        assert suggestions(odd, "en", True) == []


# The address -----------------------------------------------------------------------------------------------------------

VALUES = st.one_of(
    st.sampled_from(
        ["XXA", "XXB", "2013", "2013-02-31", "2013-05-01", "newest", "both", "1", "0", "-1", "9" * 30, "\0"]
    ),
    st.text(max_size=20),
)
PARAMETERS = [
    "q",
    "state",
    "from",
    "to",
    "year",
    "body",
    "topic",
    "kind",
    "sort",
    "mode",
    "like",
    "register",
    "page",
    "x",
]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=st.lists(st.tuples(st.sampled_from(PARAMETERS), VALUES), max_size=12))
def test_any_address_is_a_question_and_its_own_address_asks_the_same(
    asked: list[tuple[str, str]], settings: Any
) -> None:
    from unannounced.rooms.portal.finding import Question

    settings.DEMONSTRATION = False
    address = QueryDict(mutable=True)
    for name, value in asked:
        address.appendlist(name, value)
    found, problems = Question.from_address(address)
    again, _ = Question.from_address(QueryDict(found.to_address()))
    assert again.to_address() == found.to_address()
    assert replace(again, size=found.size).words == found.words
    assert all(str(one) and "{" not in str(one).replace(found.words, "") for one in problems) or "{" in str(asked)


@pytest.mark.parametrize(
    ("address", "same", "problems"),
    [
        ("q=cells&state=xxb&state=XXA", "q=cells&state=XXA&state=XXB", 0),
        ("page=1&sort=best&mode=words", "", 0),
        ("from=2013&to=2014-05-01", "from=2013&to=2014-05-01", 0),
        ("year=2013", "from=2013&to=2013", 0),
        ("from=2014&to=2013", "", 1),
        ("from=2013-02-31", "", 1),
        ("sort=odd&mode=odd&page=odd&like=%00&odd=1", "", 4),
        ("q=%22open", "q=%22open", 1),
        ("q=a&q=b", "q=a", 1),
        ("register=invented", "register=invented", 0),
        ("register=invented&state=XXA", "state=XXA", 0),
        ("like=A-HRC-9/57/1&mode=meaning", "mode=meaning&like=A-HRC-9%2F57%2F1", 0),
        (urlencode({"q": "word " * 2_000}), None, 2),
        ("topic=" + "x" * 500, "", 1),
    ],
)
def test_an_address_is_read_with_care(address: str, same: str | None, problems: int, settings: Any) -> None:
    from unannounced.rooms.portal.finding import Question

    settings.DEMONSTRATION = False
    found, said = Question.from_address(QueryDict(address))
    assert same is None or found.to_address() == same
    assert len(said) == problems, [str(one) for one in said]
    assert len(found.words) <= 1_000


# Following the shelf -----------------------------------------------------------------------------------------------------


def test_while_there_is_no_index_the_texts_are_looked_through_and_that_is_said(
    shelf: Any, searchable: Indexed, tmp_path: Path
) -> None:
    from unannounced.rooms.portal.finding import answer

    shelf.publish(4, paragraphs=[shelf.paragraph(1, "Windowless cells."), shelf.paragraph(2, "Cells.")])
    found = answer(question("windowless cell"))
    assert (found.plain, found.total) == (True, 1)
    assert found.hits[0].address == "/reports/CPT-Inf-2026-4/paragraphs/1/"
    assert [part.text for part in found.hits[0].snippet if part.marked] == ["Windowless", "cells"]
    assert not (tmp_path / "portal" / "search").exists()
    for odd in ('"', "(((", "\0", "a" * 9_000, "NOT", "%_\\"):
        assert answer(question(odd)).plain
    assert answer(question(states=("XXB",))).total == 0
    assert found.problems == []
    for beyond in (
        question("cells -windowless"),
        question('"windowless cells"'),
        question("cells", kinds=("comment",)),
    ):
        assert "all else was left out" in str(answer(beyond).problems[0]), beyond
    searchable()
    assert not answer(question("cell")).plain


@pytest.mark.parametrize("damage", ["version", "meta.json", "rubbish", "gone", "store", "suggestions"])
def test_a_damaged_index_is_searched_plainly_until_it_is_built_again(
    damage: str, shelf: Any, searchable: Indexed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    from unannounced.rooms.portal.finding import answer, keeping, suggestions

    shelf.publish(4, paragraphs=[shelf.paragraph(n, "Windowless cells.") for n in range(1, 4)])
    searchable()
    folder = tmp_path / "portal" / "search"
    match damage:
        case "version":
            (folder / "version").write_text("0 of another time")
        case "meta.json":
            (folder / "meta.json").unlink()
        case "rubbish":
            (folder / "meta.json").write_bytes(b"\x00rubbish")
        case "store":
            for one in folder.glob("*.store"):
                one.unlink()
        case "suggestions":
            (folder / "suggestions.json").write_text("{")
        case "gone":
            shutil.rmtree(folder)
    monkeypatch.setattr(keeping, "_held", {})  # another process
    found = answer(question("windowless"))
    assert found.total == 3
    assert found.plain is (damage != "suggestions")
    assert suggestions("win", "en", True) == []
    searchable()
    assert not answer(question("windowless")).plain


def test_a_correction_is_taken_up_and_what_is_gone_is_gone(shelf: Any, searchable: Indexed) -> None:
    from unannounced.records.shelf.models import ShelvedParagraph, ShelvedReport

    shelf.publish(4, paragraphs=[shelf.paragraph(1, "Twelve cells."), shelf.paragraph(2, "A ward.")])
    shelf.publish(5, paragraphs=[shelf.paragraph(1, "Twelve doors.")])
    assert searchable() == 2
    shelf.publish(4, version=2, paragraphs=[shelf.paragraph(1, "Ten cells.")])
    assert searchable() == 1
    assert keys(question("twelve")) == ["CPT-Inf-2026-5/1/0"]
    assert keys(question("ward")) == []
    assert keys(question("ten")) == ["CPT-Inf-2026-4/1/0"]
    ShelvedParagraph.objects.filter(report__slug="CPT-Inf-2026-5").delete()
    ShelvedReport.objects.filter(slug="CPT-Inf-2026-5").delete()
    searchable()
    assert keys(question("twelve")) == []
    assert searchable() == 0


def test_the_real_and_the_invented_are_never_mixed(shelf: Any, searchable: Indexed) -> None:
    shelf.publish(4, "FRA", paragraphs=[shelf.paragraph(1, "Windowless.")])
    shelf.publish(5, "XXA", paragraphs=[shelf.paragraph(1, "Windowless.")])
    searchable()
    assert keys(question("windowless")) == ["CPT-Inf-2026-5/1/0"]
    assert keys(question("windowless", invented=False)) == ["CPT-Inf-2026-4/1/0"]
    assert set(counts(question(invented=False), "states")) == {"FRA"}


def test_a_page_of_results_asks_the_database_only_whether_they_still_stand(
    shelf: Any, searchable: Indexed, django_assert_num_queries: Any
) -> None:
    from unannounced.rooms.portal.finding import answer

    shelf.publish(4, paragraphs=[shelf.paragraph(n, "Cells.") for n in range(1, 40)])
    searchable()
    with django_assert_num_queries(1):
        assert len(answer(question("cells")).hits) == 20
