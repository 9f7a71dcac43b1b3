"""The only door out: what has to be done before, what is frozen, and that it happens once."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.records import house as building
from tests.records.house import NOW, House, at
from unannounced.duties.consenting import Answer, Purpose
from unannounced.duties.decision import RefusedByRule
from unannounced.duties.dialogue import Claim
from unannounced.duties.reporting import slug_of
from unannounced.records.ledger.actions import SomebodyWasFirst
from unannounced.records.ledger.models import Line
from unannounced.records.ledger.verifying import verify
from unannounced.records.parcels.models import Parcel
from unannounced.records.persons.actions import note_consent
from unannounced.records.persons.models import Pseudonym
from unannounced.records.publications.actions import (
    check_paragraphs,
    make_edition,
    mark_person,
    request_publication,
)
from unannounced.records.publications.leaving import publish_report
from unannounced.records.publications.models import Edition, ParagraphCheck, PersonMark, Publication
from unannounced.records.publications.ready import readiness
from unannounced.records.recommendations.actions import register_response
from unannounced.records.recommendations.models import Item
from unannounced.records.reports.models import Paragraph, Report

DAY = date(2026, 11, 2)
THEN = at(DAY)


def refusal(report: Report, house: House) -> str:
    """Why the report cannot be published; it stays as it was."""
    before = (Publication.objects.count(), Parcel.objects.count(), Line.objects.count())
    with pytest.raises(RefusedByRule) as refused:
        publish_report(report, by=house.maud, at=THEN)
    assert (Publication.objects.count(), Parcel.objects.count(), Line.objects.count()) == before
    assert Report.objects.get(pk=report.pk).stage == report.stage
    return str(refused.value)


def frozen(publication: Publication) -> dict[str, Any]:
    """What the parcel of a publication says."""
    said: dict[str, Any] = json.loads(bytes(publication.parcel.content))
    return said


def request(report: Report, house: House, day: date = date(2026, 10, 1)) -> None:
    """The State asks for publication."""
    request_publication(report, requested_on=day, authority="Ministry of Foreign Affairs", by=house.maud, at=at(day))


def check(report: Report, house: House) -> int:
    """Every paragraph is read for persons."""
    return check_paragraphs(report.paragraphs.select_related("report__visit"), by=house.maud, at=at(date(2026, 10, 1)))


# What has to be done before


def test_without_the_states_request_nothing_is_published(house: House) -> None:
    report = building.transmitted(house)
    mark_person(report, "Dr Petrov", instead="a doctor", by=house.maud, at=THEN)
    check(report, house)
    assert "Art. 11(2)" in refusal(report, house)


def test_a_paragraph_that_nobody_checked_is_named(house: House) -> None:
    report = building.transmitted(house)
    request(report, house)
    mark_person(report, "Dr Petrov", instead="a doctor", by=house.maud, at=THEN)
    first = report.paragraphs.select_related("report__visit").filter(number=1)
    assert check_paragraphs(first, by=house.maud, at=THEN) == 1
    assert readiness(report, on=DAY).unchecked == [2, 3]
    said = refusal(report, house)
    assert "2" in said
    assert "3" in said
    assert "Art. 11(3)" in said


def test_a_check_holds_for_the_wording_that_was_read_and_no_other(house: House) -> None:
    from unannounced.records.reports.actions import rewrite_paragraph

    report = building.drafted(house)
    check(report, house)
    second = Paragraph.objects.get(report=report, number=2)
    rewrite_paragraph(second, "Dr Petrov saw cells without windows.", seen_wording=2, by=house.ana, at=THEN)
    assert readiness(report, on=DAY).unchecked == [2]
    assert check(report, house) == 1
    assert readiness(report, on=DAY).unchecked == []
    assert check(report, house) == 0
    assert ParagraphCheck.objects.filter(paragraph=second).count() == 2


def test_a_draft_and_an_adopted_report_are_not_published(house: House) -> None:
    report = building.drafted(house)
    mark_person(report, "Dr Petrov", instead="a doctor", by=house.maud, at=THEN)
    check(report, house)
    assert refusal(report, house)


@pytest.mark.parametrize(
    "where", ["text", "chapter", "item", "addressee", "response", "title"], ids=lambda where: f"in_the_{where}"
)
@pytest.mark.parametrize("written", ["DR PETROV", "Dr Pétrov", "Dr Pe\u00adtrov", "dr  petrov"], ids=ascii)
def test_a_person_who_stays_recognisable_stands_in_the_way_wherever_it_is(
    house: House, where: str, written: str
) -> None:
    """The words of a mark are replaced as they were marked; written otherwise they are noticed."""
    report = building.cleared(house)
    words = f"It was {written} who said so."
    paragraph = Paragraph.objects.get(report=report, number=1)
    item = Item.objects.get(paragraph=paragraph)
    match where:
        case "text" | "chapter":
            Paragraph.objects.filter(pk=paragraph.pk).update(**{where: words})
        case "item":
            Item.objects.filter(pk=item.pk).update(text=words)
        case "addressee":
            Item.objects.filter(pk=item.pk).update(addressee=words)
        case "response":
            item.responses.update(text=words)
        case "title":
            Report.objects.filter(pk=report.pk).update(title=words)
            report.refresh_from_db()
    assert "Art. 11(3)" in refusal(report, house)


def test_a_person_with_express_consent_stays_named(house: House) -> None:
    report = building.transmitted(house)
    request(report, house)
    person = Pseudonym.objects.create(visit=report.visit, word="Anemone")
    note_consent(
        person, purpose=Purpose.PUBLISH_NAMED, answer=Answer.GIVEN, asked_on=THEN.date(), by=house.ana, at=THEN
    )
    mark_person(report, "Dr Petrov", instead="a doctor", consent=True, pseudonym=person, by=house.maud, at=THEN)
    check(report, house)
    publication = publish_report(report, by=house.maud, at=THEN)
    assert "Dr Petrov was kept waiting." in {one["text"] for one in frozen(publication)["paragraphs"]}


def test_a_consent_of_nobody_in_particular_is_refused_and_one_that_was_kept_before_names_nobody(house: House) -> None:
    report = building.transmitted(house)
    request(report, house)
    with pytest.raises(RefusedByRule, match="whose consent"):
        mark_person(report, "Dr Petrov", instead="a doctor", consent=True, by=house.maud, at=THEN)
    assert not PersonMark.objects.exists()
    PersonMark.objects.create(report=report, words="Dr Petrov", instead="a doctor", consent=True)
    check(report, house)
    with pytest.raises(RefusedByRule, match="consent to it is not given"):
        publish_report(report, by=house.maud, at=THEN)
    assert not Publication.objects.exists()


def test_an_answer_that_comes_while_the_report_is_published_is_read_for_persons_too(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    from unannounced.records.publications import leaving

    report, act = building.cleared(house), leaving.act
    item = Item.objects.filter(report=report).order_by("paragraph__number").first()

    def answered_first(*args: Any, **more: Any) -> Any:
        item.responses.update(text="DR PETROV objects.")  # type: ignore[union-attr]
        return act(*args, **more)

    monkeypatch.setattr(leaving, "act", answered_first)
    with pytest.raises(RefusedByRule, match=r"Art. 11\(3\)"):
        publish_report(report, by=house.maud, at=THEN)
    assert not Publication.objects.exists()


def test_where_the_mechanism_decides_itself_no_request_is_needed(house: House, settings: Any) -> None:
    report = building.transmitted(house)
    mark_person(report, "Dr Petrov", instead="a doctor", by=house.maud, at=THEN)
    check(report, house)
    settings.MECHANISM = replace(settings.MECHANISM, publication="own_decision")
    left = frozen(publish_report(report, by=house.maud, at=THEN))
    assert (left["ground"], left["requested_on"]) == ("own_decision", None)


def test_only_the_committee_publishes(house: House) -> None:
    report = building.cleared(house)
    for login in ("ruth", "piet", "rosa"):
        with pytest.raises(RefusedByRule):
            publish_report(report, by=house.viewers[login], at=THEN)
    nobody = replace(house.maud, roles=frozenset())
    with pytest.raises(RefusedByRule):
        publish_report(report, by=nobody, at=THEN)
    assert not Publication.objects.exists()


# What is frozen


def test_the_person_is_replaced_in_every_text_that_leaves(house: House) -> None:
    report = building.cleared(house)
    Report.objects.filter(pk=report.pk).update(title="Report on the visit to Dr Petrov")
    report.refresh_from_db()
    publication = publish_report(report, by=house.maud, at=THEN)
    content = bytes(publication.parcel.content).decode()
    assert "Petrov" not in content
    said = frozen(publication)
    first = said["paragraphs"][0]
    assert said["title"] == "Report on the visit to a doctor"
    assert first["chapter"] == "Access of a doctor"
    assert first["text"] == "a doctor was kept waiting."
    assert first["items"][0]["text"] == "Give a doctor access at once."
    assert first["items"][0]["addressee"] == "Office of a doctor"
    assert first["items"][0]["responses"][0]["text"] == "a doctor has access since May."


def test_nothing_leaves_but_the_report(house: House) -> None:
    """No salt, no author, no entry, no finding, no assessment, no vote, and no other visit; ids of paragraphs alone."""
    publication = publish_report(building.cleared(house), by=house.maud, at=THEN)
    said = frozen(publication)
    assert said.keys() == {
        "slug", "symbol", "version", "title", "state", "visit", "requested_on", "published_on", "paragraphs",
        "body", "dated_on", "original", "ground", "language", "place_kinds", "renditions", "summary",
    }  # fmt: skip
    assert said["state"].keys() == {"code", "names", "invented"}
    assert said["visit"].keys() == {"kind", "begins", "ends"}
    assert said["paragraphs"][0].keys() == {"id", "number", "chapter", "text", "items", "original"}
    assert said["paragraphs"][1].keys() == {"id", "number", "chapter", "text", "items"}, "its words stand as they were"
    assert said["paragraphs"][0]["items"][0].keys() == {
        "number",
        "kind",
        "text",
        "addressee",
        "made_by",
        "position",
        "responses",
        "topics",
        "repeats",
    }
    assert said["paragraphs"][0]["items"][0]["responses"][0].keys() == {"received_on", "claim", "text"}
    content = bytes(publication.parcel.content).decode()
    assert not any(str(person.pk) in content or person.display_name in content for person in house.people.values())
    assert "nine days" not in content
    assert "A letter." not in content
    assert "a doctor has access" in content


def test_the_same_report_frozen_twice_is_the_same_bytes(house: House) -> None:
    from unannounced.records.publications.freezing import frozen_report

    report = building.cleared(house)
    once, twice = (
        frozen_report(report, symbol="DEMO/Inf (2026) 1", version=1, requested_on=DAY, published_on=DAY, at=THEN)
        for _ in range(2)
    )
    assert once == twice


def test_what_is_published_stays_as_it_was_although_the_state_answers_later(house: House) -> None:
    publication = publish_report(building.cleared(house), by=house.maud, at=THEN)
    before = bytes(publication.parcel.content)
    item = Item.objects.filter(report=publication.report).order_by("paragraph__number").last()
    assert item is not None
    register_response(item, "Windows are in.", claim=Claim.IMPLEMENTED, received_on=DAY, by=house.maud, at=THEN)
    publication.parcel.refresh_from_db()
    assert bytes(publication.parcel.content) == before


# Once


def test_publishing_twice_leaves_one_publication(house: House) -> None:
    report = building.cleared(house)
    seen = Report.objects.select_related("visit").get(pk=report.pk)
    publish_report(report, by=house.maud, at=THEN)
    with pytest.raises(SomebodyWasFirst):
        publish_report(seen, by=house.ana, at=THEN)
    report.refresh_from_db()
    with pytest.raises(RefusedByRule):
        publish_report(report, by=house.maud, at=THEN)
    assert Publication.objects.count() == Parcel.objects.filter(kind="publication").count() == 1
    assert Line.objects.filter(act="publish a report").count() == 1
    assert verify().faults == []


def test_publication_parcel_line_and_stage_are_written_together_or_not_at_all(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    from unannounced.records.publications import actions

    report = building.cleared(house)
    monkeypatch.setattr(actions.freezing, "frozen_report", lambda *_args, **_more: 1 / 0)
    before = (Parcel.objects.count(), Line.objects.count())
    with pytest.raises(ZeroDivisionError):
        publish_report(report, by=house.maud, at=THEN)
    assert (Parcel.objects.count(), Line.objects.count()) == before
    assert Report.objects.get(pk=report.pk).stage == "transmitted"


def test_marking_a_person_again_changes_nothing_and_other_words_instead_are_refused(house: House) -> None:
    report = building.drafted(house)
    mark = mark_person(report, "Dr Petrov", instead="a doctor", by=house.maud, at=THEN)
    lines = Line.objects.count()
    assert mark_person(report, "Dr Petrov ", instead="a doctor", by=house.maud, at=THEN) == mark
    with pytest.raises(RefusedByRule, match="marked already"):
        mark_person(report, "Dr Petrov", instead="the director", by=house.maud, at=THEN)
    assert (PersonMark.objects.count(), Line.objects.count()) == (1, lines)


# Symbols


def test_symbols_run_in_the_year_over_all_states(house: House, settings: Any) -> None:
    mechanism = settings.MECHANISM
    first = publish_report(building.cleared(house), by=house.maud, at=THEN)
    settings.MECHANISM = replace(mechanism, symbol="DEMO/Inf ({year}) {number}")
    second = publish_report(building.cleared(house), by=house.maud, at=at(date(2026, 12, 30)))
    third = publish_report(building.cleared(house), by=house.maud, at=at(date(2027, 1, 2)))
    assert [(one.year, one.number) for one in (first, second, third)] == [(2026, 1), (2026, 2), (2027, 1)]
    assert (second.symbol, third.symbol) == ("DEMO/Inf (2026) 2", "DEMO/Inf (2027) 1")
    assert [frozen(one)["slug"] for one in (second, third)] == ["DEMO-Inf-2026-2", "DEMO-Inf-2027-1"]
    assert first.symbol == mechanism.symbol.format(year=2026, number=1)


@pytest.mark.parametrize(
    ("symbol", "slug"),
    [
        ("CPT/Inf (2026) 4", "CPT-Inf-2026-4"),
        ("CAT/OP/XXA/ROSP/1", "CAT-OP-XXA-ROSP-1"),
        ("  (2026)  ", "2026"),
    ],
)
def test_a_symbol_becomes_an_address(symbol: str, slug: str) -> None:
    assert slug_of(symbol) == slug


# Editions


def test_editions_are_numbered_and_hold_every_state_with_its_figures(house: House) -> None:
    publish_report(building.cleared(house), by=house.maud, at=THEN)
    editions = [make_edition(by=house.maud, at=NOW) for _ in range(3)]
    assert [one.number for one in editions] == [1, 2, 3]
    said = json.loads(bytes(Edition.objects.get(number=3).parcel.content))
    assert [one["code"] for one in said["states"]] == ["XXA", "XXB", "XXC"]
    assert said["states"][2]["figures"] == {"visits": 1, "reports": 1, "published": 1}
    assert verify().faults == []


def test_a_hidden_visit_and_a_draft_are_not_counted_in_an_edition(house: House) -> None:
    building.planned(house)
    said = json.loads(bytes(make_edition(by=house.maud, at=NOW).parcel.content))
    assert said["states"][2]["figures"] == {"visits": 0, "reports": 0, "published": 0}
    assert "Periodic." not in json.dumps(said)
