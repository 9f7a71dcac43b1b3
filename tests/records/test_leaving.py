"""On what ground a report leaves, under what embargo, with what beside it; and that what left stays as it was."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.records import house as building
from tests.records.house import House, at
from unannounced.crafts.profiles import shipped_profile
from unannounced.crafts.typesetting.look import shipped_look
from unannounced.duties import publishing
from unannounced.duties.consenting import Answer, Purpose
from unannounced.duties.decision import RefusedByRule
from unannounced.duties.dialogue import Claim
from unannounced.duties.recognising import Trait
from unannounced.duties.treaty.acts import Act, Confidence
from unannounced.records.ledger.models import Line
from unannounced.records.ledger.verifying import verify
from unannounced.records.parcels.models import Parcel
from unannounced.records.parcels.queries import any_waiting, waiting
from unannounced.records.persons.actions import note_consent
from unannounced.records.persons.models import Pseudonym
from unannounced.records.publications.actions import check_paragraphs, mark_person, request_publication
from unannounced.records.publications.beside import Paper
from unannounced.records.publications.consents import confirm_consent, register_consent, withdraw_consent
from unannounced.records.publications.leaving import (
    correct_publication,
    publish_report,
    publish_response,
    publish_statement,
)
from unannounced.records.publications.models import Publication, StandingConsent, SymbolNumber
from unannounced.records.publications.persons import judge_nobody, take_back_mark, take_back_nobody, undecided
from unannounced.records.publications.ready import readiness
from unannounced.records.recommendations.actions import (
    register_response,
)
from unannounced.records.recommendations.models import Item, PublicStatement
from unannounced.records.recommendations.statements import (
    hear_state,
    open_statement,
)
from unannounced.records.reports.actions import rewrite_paragraph
from unannounced.records.reports.models import Paragraph, Report
from unannounced.records.treaties.actions import enter_acts

DAY = date(2026, 11, 2)
THEN = at(DAY)


def read(report: Report, house: House, *, mark: bool = True) -> None:
    """Everybody in it was decided on, and every paragraph read."""
    if mark:
        mark_person(report, "Dr Petrov", instead="a doctor", by=house.maud, at=THEN)
    check_paragraphs(report.paragraphs.select_related("report__visit"), by=house.maud, at=THEN)
    found = {one.words: one.trait for one in undecided(report)}
    judge_nobody(report, found, because="names of places and bodies", by=house.maud, at=THEN)


def consent(house: House, begins: date, ends: date | None = None, **more: Any) -> StandingConsent:
    """State C consents in advance."""
    plain = {"authority": "Foreign Ministry", "source": "letter of 2 January", "confidence": Confidence.VERIFIED}
    return register_consent(house.states["XXC"], begins=begins, ends=ends, **{**plain, **more}, by=house.maud, at=THEN)


def leaves(house: House, effect: date) -> None:
    """State C leaves: its notice was received so that it takes effect on ``effect``, the first day of a month."""
    received = date(effect.year - 1, effect.month - 1, 15)
    notice = Act("ECPT", "XXC", "denunciation_notified", received, received.year, "", "case", Confidence.VERIFIED)
    enter_acts([notice], states=house.states, by=house.maud, at=THEN)


def said(publication: Any) -> dict[str, Any]:
    """What the parcel of a publication says."""
    found: dict[str, Any] = json.loads(bytes(publication.parcel.content))
    return found


def refused(report: Report, house: House, **more: Any) -> str:
    """Why nothing was published."""
    before = Parcel.objects.count()
    with pytest.raises(RefusedByRule) as no:
        publish_report(report, by=house.maud, at=THEN, **more)
    assert Parcel.objects.count() == before
    return str(no.value)


# The ground


def test_a_consent_in_advance_that_is_valid_that_day_is_a_ground(house: House) -> None:
    report = building.transmitted(house)
    read(report, house)
    assert "not requested" in refused(report, house)
    consent(house, date(2026, 1, 2))
    left = said(publish_report(report, by=house.maud, at=THEN))
    assert left["ground"] == "standing_consent"
    assert left["requested_on"] is None, "nobody made a request"
    report.refresh_from_db()
    again = said(correct_publication(report, because="A word.", by=house.maud, at=THEN))
    assert (again["ground"], again["requested_on"]) == ("standing_consent", None)
    assert verify().faults == []


def test_a_correction_of_a_version_that_says_no_ground_still_says_on_which_it_left(house: House) -> None:
    """The first formats had none; without it the portal would take the report for one that was public before."""
    report = building.transmitted(house)
    read(report, house)
    consent(house, date(2026, 1, 2))
    first = publish_report(report, by=house.maud, at=THEN)
    older = json.dumps({name: value for name, value in said(first).items() if name != "ground"}).encode()
    Parcel.objects.filter(pk=first.parcel_id).update(content=older)
    report.refresh_from_db()
    again = said(correct_publication(report, because="A word.", by=house.maud, at=THEN))
    assert (again["ground"], again["requested_on"]) == ("standing_consent", None)


@pytest.mark.parametrize(
    ("begins", "ends", "reason"),
    [
        (date(2025, 1, 1), date(2026, 11, 1), "not requested"),
        (date(2025, 1, 1), DAY, ""),
        (DAY, None, ""),
    ],
    ids=["ended_the_day_before", "its_last_day", "its_first_day"],
)
def test_a_consent_holds_from_its_first_to_its_last_day(
    house: House, begins: date, ends: date | None, reason: str
) -> None:
    report = building.transmitted(house)
    read(report, house)
    consent(house, begins, ends)
    if reason:
        assert reason in refused(report, house)
    else:
        publish_report(report, by=house.maud, at=THEN)


def test_a_consent_holds_no_more_from_the_day_it_was_withdrawn(house: House) -> None:
    report = building.transmitted(house)
    read(report, house)
    held = consent(house, date(2025, 1, 1))
    withdraw_consent(held, withdrawn_on=DAY, source="letter", by=house.maud, at=THEN)
    assert "not requested" in refused(report, house)
    assert readiness(report, on=date(2026, 11, 1)).ground is publishing.Ground.STANDING_CONSENT
    assert readiness(report, on=DAY).ground is publishing.Ground.NONE


def test_of_a_consent_that_is_known_with_low_confidence_a_person_is_asked(house: House) -> None:
    report = building.transmitted(house)
    read(report, house)
    consent(house, date(2025, 1, 1), confidence=Confidence.MEMORY_LOW)
    assert "low confidence" in refused(report, house)
    consent(house, date(2025, 1, 1), source="read today")
    publish_report(report, by=house.maud, at=THEN)


def test_a_state_may_put_publication_off_as_long_as_its_consent_says(house: House) -> None:
    report = building.transmitted(house)  # transmitted on 20 June
    read(report, house)
    consent(house, date(2025, 1, 1), may_delay_months=6)
    assert "2026-12-20" in refused(report, house)
    publish_report(report, by=house.maud, at=at(date(2026, 12, 20)))


def test_a_consent_is_no_ground_once_the_state_has_left_until_its_wording_is_confirmed(house: House) -> None:
    """The last day of a Party is a day of a Party; from the day of effect on a person has to have read the consent."""
    report = building.transmitted(house)
    read(report, house)
    held = consent(house, date(2025, 1, 1))
    leaves(house, effect=date(2026, 11, 1))
    assert readiness(report, on=date(2026, 10, 31)).ground is publishing.Ground.STANDING_CONSENT
    assert "nobody confirmed" in refused(report, house)
    with pytest.raises(RefusedByRule, match="wording"):
        confirm_consent(held, wording="  ", by=house.maud, at=THEN)
    for _ in range(2):
        confirm_consent(held, wording="This consent has no end.", by=house.maud, at=THEN)
    assert Line.objects.filter(act="confirm that a standing consent reaches beyond").count() == 1
    assert said(publish_report(report, by=house.maud, at=THEN))["ground"] == "standing_consent"
    assert verify().faults == []


def test_a_state_that_has_left_can_still_ask_for_its_report(house: House) -> None:
    report = building.transmitted(house)
    consent(house, date(2025, 1, 1))
    leaves(house, effect=date(2026, 11, 1))
    request_publication(report, requested_on=DAY, authority="Ministry", by=house.maud, at=THEN)
    read(report, house)
    assert said(publish_report(report, by=house.maud, at=THEN))["ground"] == "request"


def test_a_consent_has_its_days_in_order_and_a_source(house: House) -> None:
    for begins, ends, source in (
        (DAY, date(2026, 11, 1), "letter"),
        (date(2027, 1, 1), None, "letter"),
        (DAY, None, "  "),
    ):
        with pytest.raises(RefusedByRule):
            consent(house, begins, ends, source=source)
    held = consent(house, DAY)
    with pytest.raises(RefusedByRule):
        withdraw_consent(held, withdrawn_on=date(2026, 11, 1), source="letter", by=house.maud, at=THEN)
    assert StandingConsent.objects.count() == 1


# Persons


def test_one_word_that_nobody_decided_on_refuses_and_the_paragraph_is_named(house: House) -> None:
    report = building.transmitted(house)
    request_publication(report, requested_on=DAY, authority="Ministry", by=house.maud, at=THEN)
    read(report, house)
    second = Paragraph.objects.get(report=report, number=2)
    Paragraph.objects.filter(pk=second.pk).update(text="Ms Orlova saw cells without windows.")
    check_paragraphs(report.paragraphs.select_related("report__visit"), by=house.maud, at=THEN)
    why = refused(report, house)
    assert "§ 2" in why
    assert "§ 1" not in why
    mark_person(report, "Ms Orlova", instead="a nurse", by=house.maud, at=THEN)
    assert "Orlova" not in json.dumps(said(publish_report(report, by=house.maud, at=THEN)))


def test_a_judgement_that_is_taken_back_waits_again(house: House) -> None:
    report = building.cleared(house)
    (one,) = judge_nobody(report, {"Fit windows": Trait.READING}, because="no name", by=house.maud, at=THEN)
    assert judge_nobody(report, {"Fit windows": Trait.READING}, because="no name", by=house.maud, at=THEN) == []
    with pytest.raises(RefusedByRule, match="why nobody"):
        judge_nobody(report, {"Others": Trait.READING}, because=" ", by=house.maud, at=THEN)
    mark = report.person_marks.get()
    take_back_mark(mark, by=house.maud, at=THEN)
    take_back_mark(mark, by=house.maud, at=THEN)
    take_back_nobody(one, by=house.maud, at=THEN)
    assert "Dr Petrov" in {found.words for found in undecided(report)}
    assert "§ 1" in refused(report, house)
    mark_person(report, "Dr Petrov", instead="a physician", by=house.maud, at=THEN)
    assert (
        said(publish_report(report, by=house.maud, at=THEN))["paragraphs"][0]["text"] == "a physician was kept waiting."
    )


def test_a_consent_to_be_named_that_was_withdrawn_since_refuses(house: House) -> None:
    """Invariant 14: nothing more leaves by a consent that was withdrawn."""
    report = building.transmitted(house)
    request_publication(report, requested_on=DAY, authority="Ministry", by=house.maud, at=THEN)
    person = Pseudonym.objects.create(visit=report.visit, word="Anemone")
    mark_person(report, "Dr Petrov", instead="", consent=True, pseudonym=person, by=house.maud, at=THEN)
    read(report, house, mark=False)
    assert "consent" in refused(report, house)
    named = {"purpose": Purpose.PUBLISH_NAMED, "asked_on": date(2026, 3, 5), "by": house.ana}
    note_consent(person, answer=Answer.GIVEN, at=at(date(2026, 10, 1)), **named)
    assert readiness(report, on=DAY).without_consent == []
    note_consent(person, answer=Answer.WITHDRAWN, at=at(date(2026, 10, 2)), **named)
    assert "withdrawn" in refused(report, house)


# Embargo


def test_under_an_embargo_the_courier_carries_nothing_before_and_everything_after(house: House) -> None:
    """The report, its response and every file beside it."""
    report = building.cleared(house)
    now = datetime.now(UTC)
    left = publish_report(
        report,
        with_response=True,
        embargo_until=now + timedelta(days=2),
        paper=Paper(shipped_look()),
        by=house.maud,
        at=now,
    )
    kinds = {one.kind for one in Parcel.objects.filter(room="portal")}
    assert kinds == {"publication", "response-publication", "rendition"}
    assert list(waiting(from_room="office", to_room="portal")) == []
    assert list(waiting(from_room="office", to_room="portal", again=True)) == []
    assert not any_waiting("portal")
    Parcel.objects.filter(room="portal").update(not_before=now - timedelta(seconds=1))
    assert len(list(waiting(from_room="office", to_room="portal"))) == Parcel.objects.filter(room="portal").count() == 7
    assert left.embargo_until == now + timedelta(days=2)


def test_an_embargo_of_the_state_holds_where_it_is_later(house: House) -> None:
    report, until = building.transmitted(house), THEN + timedelta(days=30)
    request_publication(report, requested_on=DAY, authority="Ministry", embargo_until=until, by=house.maud, at=THEN)
    read(report, house)
    left = publish_report(report, embargo_until=THEN + timedelta(days=3), by=house.maud, at=THEN)
    assert left.embargo_until == left.parcel.not_before == until


@pytest.mark.parametrize("until", [THEN - timedelta(hours=1), THEN + timedelta(days=400)], ids=["past", "too_far"])
def test_an_embargo_is_to_come_and_no_longer_than_a_year(house: House, until: datetime) -> None:
    assert "embargo" in refused(building.cleared(house), house, embargo_until=until)


# What leaves beside it


def test_the_response_leaves_as_a_document_of_its_own_with_the_next_number(house: House) -> None:
    report = building.cleared(house)
    publish_report(report, with_response=True, by=house.maud, at=THEN)
    answered = report.response_publications.get()
    assert (answered.year, answered.number, answered.version) == (2026, 2, 1)
    content = said(answered)
    assert content["report"]["symbol"] == Publication.objects.get().symbol
    assert content["answers"][0]["responses"][0]["text"] == "a doctor has access since May."
    assert "Petrov" not in json.dumps(content)
    assert verify().faults == []


def test_a_response_that_came_later_is_the_next_version_under_the_same_symbol(house: House) -> None:
    report = building.cleared(house)
    publish_report(report, with_response=True, by=house.maud, at=THEN)
    report.refresh_from_db()
    item = Item.objects.filter(report=report).order_by("paragraph__number").last()
    assert item is not None
    register_response(item, "Windows are in.", claim=Claim.IMPLEMENTED, received_on=DAY, by=house.maud, at=THEN)
    with pytest.raises(RefusedByRule, match="checked"):
        publish_response(report, by=house.maud, at=THEN)
    check_paragraphs(report.paragraphs.select_related("report__visit"), by=house.maud, at=THEN)
    later = publish_response(report, by=house.maud, at=THEN)
    assert (later.version, later.number) == (2, 2)
    assert "Windows are in." in json.dumps(said(later))


def test_without_a_report_or_an_answer_no_response_leaves(house: House) -> None:
    report = building.cleared(house)
    with pytest.raises(RefusedByRule, match="not published"):
        publish_response(report, by=house.maud, at=THEN)
    for item in Item.objects.filter(report=report):
        item.responses.update(withdrawn_at=THEN)
    check_paragraphs(report.paragraphs.select_related("report__visit"), by=house.maud, at=THEN)
    assert "has not responded" in refused(report, house, with_response=True)


def test_the_files_say_what_the_publication_says_and_nobody_is_recognisable_in_them(house: House) -> None:
    report = building.cleared(house)
    left = said(publish_report(report, paper=Paper(shipped_look()), by=house.maud, at=THEN))
    assert [one["file_name"].rpartition(".")[2] for one in left["files"]] == ["pdf", "docx", "html", "json", "csv"]
    held = {one["digest"]: one for one in left["files"]}
    for parcel in Parcel.objects.filter(kind="rendition"):
        content = bytes(parcel.content)
        assert held[parcel.digest]["size"] == len(content)
        assert b"Petrov" not in content
    page = next(one["digest"] for one in left["files"] if one["file_name"].endswith("html"))
    assert b"a doctor was kept waiting." in bytes(Parcel.objects.get(digest=page).content)
    assert left["symbol"].encode() in bytes(Parcel.objects.get(digest=page).content)
    assert verify().faults == []


# A part


def test_a_part_is_refused_where_the_rules_know_none(house: House) -> None:
    report = building.cleared(house)
    part = [report.paragraphs.get(number=2).pk]
    assert "no publication of a part" in refused(report, house, part=part)
    assert not shipped_profile("cpt").partial_publication
    with pytest.raises(RefusedByRule, match="no publication of a part"):
        request_publication(report, requested_on=DAY, authority="Ministry", part=part, by=house.maud, at=THEN)


def test_a_part_that_the_state_made_public_leaves_alone(house: House, settings: Any) -> None:
    """Files and corrections hold that part and nothing of the rest."""
    settings.MECHANISM = replace(settings.MECHANISM, partial_publication=True)
    assert shipped_profile("spt").partial_publication
    report = building.transmitted(house)
    part = [report.paragraphs.get(number=2).pk]
    read(report, house)
    request_publication(report, requested_on=DAY, authority="Ministry", part=part, by=house.maud, at=THEN)
    left = publish_report(report, paper=Paper(shipped_look()), by=house.maud, at=THEN)
    assert said(left)["partial"]
    assert [one["number"] for one in said(left)["paragraphs"]] == [2]
    for parcel in Parcel.objects.filter(kind="rendition", room="portal"):
        assert b"courteous" not in bytes(parcel.content)
    report.refresh_from_db()
    again = correct_publication(report, because="A word.", by=house.maud, at=THEN)
    assert [one["number"] for one in said(again)["paragraphs"]] == [2]
    assert again.partial


def test_of_a_part_that_the_state_made_public_all_may_leave_where_the_rules_have_it(
    house: House, settings: Any
) -> None:
    """OPCAT Art. 16(2): all or part of it; where the rules know no part, a part is no ground for the whole."""
    settings.MECHANISM = replace(settings.MECHANISM, partial_publication=True)
    report = building.transmitted(house)
    part = [report.paragraphs.get(number=2).pk]
    read(report, house)
    request_publication(report, requested_on=DAY, authority="Ministry", part=part, by=house.maud, at=THEN)
    settings.MECHANISM = replace(settings.MECHANISM, partial_publication=False)
    assert "no publication of a part" in refused(report, house, whole=True)
    settings.MECHANISM = replace(settings.MECHANISM, partial_publication=True)
    left = publish_report(report, whole=True, paper=Paper(shipped_look()), by=house.maud, at=THEN)
    assert not left.partial
    assert [one["number"] for one in said(left)["paragraphs"]] == [1, 2, 3]


def test_a_part_that_the_state_did_not_make_public_is_refused(house: House, settings: Any) -> None:
    settings.MECHANISM = replace(settings.MECHANISM, partial_publication=True)
    report = building.cleared(house)
    assert "not made a part" in refused(report, house, part=[report.paragraphs.get(number=2).pk])


# For ever


def test_a_correction_is_the_next_version_and_the_earlier_one_stays(house: House) -> None:
    report = building.cleared(house)
    first = publish_report(report, paper=Paper(shipped_look()), by=house.maud, at=THEN)
    before = bytes(first.parcel.content)
    report.refresh_from_db()
    with pytest.raises(RefusedByRule, match="what it corrects"):
        correct_publication(report, because=" ", by=house.maud, at=THEN)
    mark_person(report, "courteous", instead="polite", by=house.maud, at=THEN)
    second = correct_publication(
        report, because="One word.", paper=Paper(shipped_look()), by=house.maud, at=at(date(2026, 11, 9))
    )
    assert (second.version, second.symbol, second.number) == (2, first.symbol, first.number)
    assert said(second)["because"] == "One word."
    assert said(second)["ground"] == "request"
    assert said(second)["paragraphs"][2]["text"] == "The staff were polite."
    assert said(second)["files"][0]["file_name"] != said(first)["files"][0]["file_name"]
    first.parcel.refresh_from_db()
    assert bytes(first.parcel.content) == before
    assert verify().faults == []


def test_nothing_is_corrected_that_was_not_published(house: House) -> None:
    with pytest.raises(RefusedByRule, match="Nothing is published"):
        correct_publication(building.cleared(house), because="A word.", by=house.maud, at=THEN)


def test_a_publication_cannot_be_withdrawn() -> None:
    """There is no act for it, and the acts that publish say so."""
    from unannounced.duties.confidentiality import Act
    from unannounced.rooms.office.acts import urls  # noqa: F401  (enters the forms)
    from unannounced.rooms.office.acts.registry import REGISTRY

    assert not [one for one in Act if "withdraw" in one.value and "publication" in one.value]
    told = [str(form.what) for form in REGISTRY.values() if form.name in ("publish", "publish-statement")]
    assert len(told) == 2
    assert all("never withdrawn" in one for one in told)


def test_each_number_of_a_year_is_given_once_to_reports_responses_and_statements(house: House) -> None:
    report = building.cleared(house)
    publish_report(report, with_response=True, by=house.maud, at=THEN)
    statement = adopted(house)
    third = publish_statement(statement, by=house.maud, at=THEN)
    assert publish_statement(statement, by=house.maud, at=THEN) == third
    fourth = publish_report(building.cleared(house), by=house.maud, at=THEN)
    assert (third.number, fourth.number) == (3, 4)
    given = list(SymbolNumber.objects.order_by("number").values_list("number", "given_to"))
    assert given == [(1, "report"), (2, "response"), (3, "statement"), (4, "report")]
    assert said(third)["text"] == "The State refuses."
    assert said(third)["adopted_on"] == DAY.isoformat()
    assert verify().faults == []


def adopted(house: House) -> PublicStatement:
    """A public statement, the State heard, adopted; the vote is another test's."""
    statement = open_statement(
        house.states["XXC"], "The State refuses.", ground="refuses_to_improve", opened_on=DAY, by=house.maud, at=THEN
    )
    hear_state(statement, heard_on=DAY, by=house.maud, at=THEN)
    with pytest.raises(RefusedByRule, match="not adopted"):
        publish_statement(statement, by=house.maud, at=THEN)
    from unannounced.records.committee.models import Vote
    from unannounced.records.ledger.actions import act

    with act("adopt a public statement", by=house.maud.pk, at=THEN, about=statement) as line:
        to = {"adopted_on": DAY, "adopted_by_id": Vote.objects.values_list("pk", flat=True)[0]}
        line.move(statement, seen={"adopted_on": None}, to=to)
    return statement


# The original


def test_the_original_stays_untouched_and_can_be_proved(house: House) -> None:
    report = building.cleared(house)
    first = report.paragraphs.get(number=1)
    left = said(publish_report(report, by=house.maud, at=THEN))
    committed = left["paragraphs"][0]["original"]
    assert first.salt not in json.dumps(left)
    first.refresh_from_db()
    assert first.text == "Dr Petrov was kept waiting."
    opened = publishing.opening(first.salt)
    assert publishing.is_original(committed, opened, first.text)
    assert not publishing.is_original(committed, opened, "Dr Ivanov was kept waiting.")
    with pytest.raises(RefusedByRule):
        rewrite_paragraph(first, "Other words.", seen_wording=1, by=house.ana, at=THEN)
