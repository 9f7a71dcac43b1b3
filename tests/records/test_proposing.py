"""What rules propose of persons is looked for once, kept as long as the texts are the same, and looked for again."""

import pytest

from tests.records import house as building
from tests.records.house import House, at
from unannounced.records.publications import persons
from unannounced.records.publications.actions import mark_person
from unannounced.records.publications.models import PersonProposal
from unannounced.records.publications.persons import suspected_in, undecided
from unannounced.records.publications.proposing import Lookout, keep_proposals
from unannounced.records.publications.ready import readiness
from unannounced.records.recommendations.models import Item
from unannounced.records.reports.models import Paragraph, Report

DAY = at(building.LAST).date()


def looked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often somebody looked through the texts."""
    times: list[int] = []
    through = persons.look_through
    monkeypatch.setattr(persons, "look_through", lambda one: times.append(1) or through(one))
    return times


def test_what_is_kept_is_what_would_be_found(house: House) -> None:
    report = building.transmitted(house)
    assert keep_proposals(report)
    assert not keep_proposals(report)
    fresh, kept = suspected_in(report), suspected_in(report, kept=True)
    assert [(one.words, one.trait) for one in fresh] == [(one.words, one.trait) for one in kept]
    assert fresh[0].words == "Dr Petrov"
    for one, other in zip(fresh, kept, strict=True):
        assert {place.paragraph for place in one.where} == {place.paragraph for place in other.where}
        assert all(place.text[place.at :].startswith(other.words) for place in other.where)


def test_the_page_rests_on_what_is_kept_and_looks_for_itself_when_a_text_changed(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = building.transmitted(house)
    keep_proposals(report)
    times = looked(monkeypatch)
    suspected_in(report, kept=True)
    assert times == []
    Paragraph.objects.filter(report=report, number=3).update(text="Ms Orlova was courteous.")
    assert "Ms Orlova" in {one.words for one in suspected_in(report, kept=True)}
    assert times == [1]
    assert keep_proposals(report)
    assert "Ms Orlova" in {one.words for one in suspected_in(report, kept=True)}


def test_a_report_in_which_nothing_is_proposed_is_not_looked_through_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = building.drafted(house)
    Paragraph.objects.filter(report=report).update(text="It was cold.", chapter="")
    Item.objects.filter(report=report).update(text="Heat the rooms.", addressee="")
    Report.objects.filter(pk=report.pk).update(title="Report on the visit")
    report.refresh_from_db()
    keep_proposals(report)
    times = looked(monkeypatch)
    assert suspected_in(report, kept=True) == []
    assert times == []


def test_publication_never_rests_on_what_is_kept(house: House) -> None:
    """A row that somebody changed by hand lets nobody through."""
    report = building.transmitted(house)
    keep_proposals(report)
    PersonProposal.objects.filter(words="Dr Petrov").update(words="", kind="")
    assert "Dr Petrov" not in {one.words for one in suspected_in(report, kept=True)}
    assert "Dr Petrov" in {one.words for one in readiness(report, on=DAY).undecided}


def test_what_was_decided_is_left_out_of_what_is_kept(house: House) -> None:
    report = building.transmitted(house)
    keep_proposals(report)
    mark_person(report, "Dr Petrov", instead="a doctor", by=house.maud, at=at(DAY))
    waits = undecided(report, suspected_in(report, kept=True))
    assert "Dr Petrov" not in {one.words for one in waits}
    every = suspected_in(report, kept=True)
    assert [one.words for one in waits] == [one.words for one in every if "Petrov" not in one.words]


def test_the_worker_looks_once_and_again_where_something_was_done(house: House) -> None:
    report, lookout = building.transmitted(house), Lookout()
    draft = building.drafted(house)
    assert not lookout.follow()
    assert PersonProposal.objects.filter(report=report).exists()
    assert not PersonProposal.objects.filter(report=draft).exists()
    before = set(PersonProposal.objects.values_list("texts", flat=True))
    assert not lookout.follow()
    item = Item.objects.filter(report=report, responses__isnull=False).first()
    assert item is not None
    item.responses.update(text="Ms Orlova answers.")
    mark_person(report, "Dr Petrov", instead="a doctor", by=house.maud, at=at(DAY))
    assert not lookout.follow()
    assert set(PersonProposal.objects.values_list("texts", flat=True)).isdisjoint(before)
