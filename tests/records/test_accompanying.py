"""What accompanies a publication: languages, topics, repetitions, summaries, what became of it, and checkpoints."""

import hashlib
import json
from datetime import date, timedelta
from typing import Any

import pytest

from tests.records import house as building
from tests.records.house import House, at
from unannounced.duties.accompanying import Beside
from unannounced.duties.checkpointing import root_of
from unannounced.duties.decision import RefusedByRule
from unannounced.duties.dialogue import Claim, Verdict
from unannounced.records.ledger.actions import SomebodyWasFirst
from unannounced.records.ledger.verifying import verify
from unannounced.records.parcels.models import Parcel
from unannounced.records.publications.actions import make_edition, mark_person
from unannounced.records.publications.followed_up import digest_of_follow_up, show_follow_up
from unannounced.records.publications.freezing import frozen_report
from unannounced.records.publications.leaving import correct_publication, publish_report, publish_response
from unannounced.records.publications.models import FollowUpEdition, Publication, PublicCheckpoint, PublicLeaf
from unannounced.records.publications.read_beside import beside_of, check_beside
from unannounced.records.readings.models import Decided, ProposedTopic, RepeatDecision, TopicDecision
from unannounced.records.recommendations.actions import assess, register_response
from unannounced.records.recommendations.models import Assessment, Item, Response
from unannounced.records.reports.models import Paragraph, Report
from unannounced.records.reports.summing_up import write_summary
from unannounced.records.reports.together import translate

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 6)
THEN = at(DAY)


def frozen(publication: Publication) -> dict[str, Any]:
    """What a publication says."""
    said: dict[str, Any] = json.loads(bytes(publication.parcel.content))
    return said


def items_of(report: Report) -> list[Item]:
    """The items of a report in their order."""
    held = Item.objects.filter(report=report).select_related("report__visit", "paragraph")
    return list(held.order_by("paragraph__number", "place_in_paragraph"))


def in_french(house: House, report: Report) -> None:
    """Every part of the report in French, a doctor's name in it."""
    by: dict[str, Any] = {"of_report": report, "language": "fr", "by": house.maud, "at": THEN}
    translate("Rapport", words=report.title, **by)
    for chapter in set(Paragraph.objects.filter(report=report).values_list("chapter", flat=True)) - {""}:
        translate("Chapitre", chapter=chapter, words=chapter, **by)
    for one in Paragraph.objects.filter(report=report):
        translate(f"Paragraphe {one.number} du rapport.", paragraph=one, words=one.text, **by)
    for item in items_of(report):
        translate("Un médecin doit avoir accès.", item=item.pk, words=item.text, **by)


def test_a_rendition_nobody_read_for_persons_does_not_leave(house: House) -> None:
    report = building.cleared(house)
    in_french(house, report)
    assert frozen(publish_report(report, by=house.maud, at=THEN))["renditions"] == {}


def test_a_rendition_that_was_read_leaves_with_the_same_persons_unrecognisable(house: House) -> None:
    report = building.cleared(house)
    in_french(house, report)
    first = Paragraph.objects.filter(report=report).order_by("number")[0]
    mark = report.person_marks.get()
    words: dict[str, Any] = {"words": first.text, "language": "fr", "by": house.maud, "at": THEN}
    translate(f"{mark.words} attendait.", of_report=report, paragraph=first, **words)
    check_beside(report, Beside.RENDITION, "fr", by=house.maud, at=THEN)
    said = frozen(publish_report(report, by=house.maud, at=THEN))
    assert said["renditions"] == {"fr": {"title": "Rapport"}}
    told = said["paragraphs"][0]["renditions"]["fr"]
    assert told["text"] == f"{mark.instead} attendait."
    assert [len(one["renditions"]["fr"]["items"]) for one in said["paragraphs"]] == [
        len(one["items"]) for one in said["paragraphs"]
    ]
    assert mark.words not in json.dumps(said, ensure_ascii=False)


def test_a_rendition_of_which_a_part_is_missing_is_no_rendition(house: House) -> None:
    report = building.cleared(house)
    in_french(house, report)
    Paragraph.objects.filter(report=report, number=1).update(text="Other words.")
    with pytest.raises(RefusedByRule, match="as a whole"):
        check_beside(report, Beside.RENDITION, "fr", by=house.maud, at=THEN)


def test_a_name_in_a_rendition_that_nobody_decided_on_keeps_it_back(house: House) -> None:
    report = building.cleared(house)
    in_french(house, report)
    item = items_of(report)[0]
    translate(
        "Entendre Mr Emil Varko.", of_report=report, item=item.pk, words=item.text, language="fr",
        by=house.maud, at=THEN,
    )  # fmt: skip
    with pytest.raises(RefusedByRule, match="Emil Varko"):
        check_beside(report, Beside.RENDITION, "fr", by=house.maud, at=THEN)
    found = next(one for one in beside_of(report) if one.what is Beside.RENDITION)
    judged = {"nobody_in": list(found.open_words), "because": "a street", "by": house.maud, "at": THEN}
    check_beside(report, Beside.RENDITION, "fr", **judged)
    assert "fr" in frozen(publish_report(report, by=house.maud, at=THEN))["renditions"]


def test_a_summary_keeps_the_publication_back_until_it_was_read_as_it_stands(house: House) -> None:
    report = building.cleared(house)
    write_summary("Doctors come too late.", of_report=report, language="en", by=house.maud, at=THEN)
    with pytest.raises(RefusedByRule, match="not yet checked for persons in: en"):
        publish_report(report, by=house.maud, at=THEN)
    check_beside(report, Beside.SUMMARY, "en", by=house.maud, at=THEN)
    write_summary("Doctors come much too late.", of_report=report, language="en", by=house.maud, at=THEN)
    with pytest.raises(RefusedByRule, match="not yet checked"):
        publish_report(report, by=house.maud, at=THEN)
    check_beside(report, Beside.SUMMARY, "en", by=house.maud, at=THEN)
    said = frozen(publish_report(report, by=house.maud, at=THEN))
    assert said["summary"] == {"en": "Doctors come much too late."}
    assert [one.version for one in report.summaries.order_by("version")] == [1, 2], "nothing said is overwritten"
    assert verify().faults == []


def test_a_part_of_a_report_leaves_without_the_summary_of_the_whole(house: House) -> None:
    report = building.cleared(house)
    write_summary("Doctors come too late.", of_report=report, language="en", by=house.maud, at=THEN)
    check_beside(report, Beside.SUMMARY, "en", by=house.maud, at=THEN)
    told = {"symbol": "CPT/Inf (2026) 1", "version": 1, "requested_on": None, "published_on": DAY}
    part = [Paragraph.objects.filter(report=report)[0].pk]
    assert json.loads(frozen_report(report, **told, at=THEN))["summary"] == {"en": "Doctors come too late."}
    assert json.loads(frozen_report(report, **told, part=part, at=THEN))["summary"] == {}


def test_somebody_marked_is_unrecognisable_in_the_summary_too(house: House) -> None:
    report = building.cleared(house)
    mark = report.person_marks.get()
    write_summary(f"{mark.words} waited.", of_report=report, language="en", by=house.maud, at=THEN)
    check_beside(report, Beside.SUMMARY, "en", by=house.maud, at=THEN)
    said = frozen(publish_report(report, by=house.maud, at=THEN))
    assert said["summary"] == {"en": f"{mark.instead} waited."}


def test_what_was_read_is_what_is_confirmed(house: House) -> None:
    report = building.cleared(house)
    write_summary("Doctors come too late.", of_report=report, language="en", by=house.maud, at=THEN)
    seen = beside_of(report)[0].digest
    write_summary("Doctors never come.", of_report=report, language="en", by=house.maud, at=THEN)
    with pytest.raises(SomebodyWasFirst):
        check_beside(report, Beside.SUMMARY, "en", seen=seen, by=house.maud, at=THEN)


def test_a_summary_is_written_in_a_language_of_the_mechanism(house: House) -> None:
    with pytest.raises(RefusedByRule, match="does not publish in “xx”"):
        write_summary("Doctors.", of_report=building.cleared(house), language="xx", by=house.maud, at=THEN)


def test_topics_leave_as_decided_by_a_person_or_proposed_surely(house: House) -> None:
    """Words that were put out of an item may be those for which a topic was proposed: then it stays behind."""
    report = building.cleared(house)
    altered = items_of(report)[0]
    decided = {"decided_by_id": house.maud.pk, "decided_at": THEN}
    TopicDecision.objects.create(item=altered, topic="safeguards", decided=Decided.CONFIRMED, **decided)
    TopicDecision.objects.create(item=altered, topic="staff", decided=Decided.REFUSED, **decided)
    for topic, sure in (("health-care", 91), ("staff", 95), ("food", 40)):
        ProposedTopic.objects.create(item=altered, topic=topic, sure=sure, digest="0" * 64)
    told = {"symbol": "CPT/Inf (2026) 1", "version": 1, "requested_on": None, "published_on": DAY, "at": THEN}

    def topics() -> list[tuple[str, bool]]:
        found = json.loads(frozen_report(report, **told))["paragraphs"][0]["items"][0]["topics"]
        return sorted((one["id"], one["decided"]) for one in found)

    assert topics() == [("safeguards", True)]
    Item.objects.filter(pk=altered.pk).update(text="Let a doctor see everyone.")
    assert topics() == [("health-care", False), ("safeguards", True)]


def test_kinds_of_places_are_those_that_title_and_headings_name_and_no_others(house: House) -> None:
    """The delegation went to a place of a kind that no heading names: it is not told."""
    report = building.cleared(house)
    Report.objects.filter(pk=report.pk).update(title="Report on police stations")
    report.refresh_from_db()
    said = frozen(publish_report(report, by=house.maud, at=THEN))
    assert said["place_kinds"] == ["police_station"]


def test_the_language_is_told_by_the_report_or_by_its_words(house: House) -> None:
    report = building.cleared(house)
    assert frozen(publish_report(report, by=house.maud, at=THEN))["language"] == "en"


# What became of it


def verified(house: House, item: Item, verdict: Verdict = Verdict.NOT_IMPLEMENTED, day: date = DAY) -> None:
    """The mechanism assesses an item."""
    assess(item, "Seen again.", verdict=verdict, evidence="The cells.", day=day, by=house.maud, at=at(day))


def test_nothing_becomes_public_of_a_report_that_is_not(house: House) -> None:
    report = building.cleared(house)
    verified(house, items_of(report)[0])
    with pytest.raises(RefusedByRule, match="not published"):
        show_follow_up(report, by=house.maud, at=THEN)
    assert not Parcel.objects.filter(kind="follow-up").exists()


def test_what_the_state_claims_is_not_shown_as_what_became_of_it(house: House) -> None:
    """Responses are confidential, and a claim is not verified: of an item that was only answered nothing leaves."""
    report = building.cleared(house)
    publish_report(report, by=house.maud, at=THEN)
    assert Response.objects.filter(item__report=report).exists()
    Assessment.objects.update(withdrawn_at=THEN)
    with pytest.raises(RefusedByRule, match="verified nothing"):
        show_follow_up(report, by=house.maud, at=THEN)


def test_status_and_day_leave_and_no_word(house: House) -> None:
    report = building.cleared(house)
    publish_report(report, by=house.maud, at=THEN)
    item = items_of(report)[0]
    verified(house, item)
    edition = show_follow_up(report, by=house.maud, at=THEN)
    said = json.loads(bytes(edition.parcel.content))
    assert said.keys() == {"report", "state", "edition", "made_on", "items"}
    assert said["items"] == [{"number": item.number, "status": "not_implemented", "day": None}]
    assert b"Seen again" not in bytes(edition.parcel.content)
    assert verify().faults == []


def test_what_was_verified_on_a_visit_without_a_public_report_is_not_shown(house: House) -> None:
    report = building.cleared(house)
    publish_report(report, by=house.maud, at=THEN)
    item = items_of(report)[0]
    hidden = building.planned(house)
    said = {"verdict": Verdict.NOT_IMPLEMENTED, "evidence": "", "day": DAY, "named": [hidden]}
    assess(item, "Seen again.", by=house.ana, at=at(DAY), **said)
    with pytest.raises(RefusedByRule, match="verified nothing"):
        show_follow_up(report, by=house.maud, at=THEN)


def test_a_claim_that_came_after_the_assessment_changes_nothing_in_public(house: House) -> None:
    report = building.cleared(house)
    publish_report(report, by=house.maud, at=THEN)
    item = items_of(report)[0]
    verified(house, item)
    once = show_follow_up(report, by=house.maud, at=THEN)
    later = {"claim": Claim.IMPLEMENTED, "received_on": DAY + timedelta(days=2), "by": house.maud}
    register_response(item, "It is done.", at=at(DAY + timedelta(days=2)), **later)
    assert show_follow_up(report, by=house.maud, at=at(DAY + timedelta(days=3))) == once, "the same is welcome again"
    verified(house, item, Verdict.IMPLEMENTED, DAY + timedelta(days=4))
    assert show_follow_up(report, by=house.maud, at=at(DAY + timedelta(days=4))).number == 2


def test_what_was_previewed_is_what_is_shown(house: House) -> None:
    report = building.cleared(house)
    publish_report(report, by=house.maud, at=THEN)
    item = items_of(report)[0]
    verified(house, item, day=DAY - timedelta(days=1))
    seen = digest_of_follow_up(report, today=DAY)
    verified(house, item, Verdict.IMPLEMENTED)
    with pytest.raises(SomebodyWasFirst):
        show_follow_up(report, seen=seen, by=house.maud, at=THEN)


def test_what_became_of_a_report_under_an_embargo_waits_with_it(house: House) -> None:
    report, until = building.cleared(house), THEN + timedelta(days=10)
    publish_report(report, embargo_until=until, by=house.maud, at=THEN)
    verified(house, items_of(report)[0])
    assert show_follow_up(report, by=house.maud, at=THEN).parcel.not_before == until
    assert not PublicCheckpoint.objects.exists(), "nothing tells that there is something to come"
    assert FollowUpEdition.objects.get().embargo_until == until


# Repetitions


def repeating(house: House) -> tuple[Item, Item]:
    """An item of the report that repeats one of an earlier report, as a person decided."""
    report = building.cleared(house)
    item = items_of(report)[0]
    earlier = Report.objects.create(
        state=report.state, visit=report.visit, title="Earlier", stage="draft", opened_on=DAY
    )
    paragraph = Paragraph.objects.create(report=earlier, number=1, text="One.", written_by_id=house.maud.pk)
    before = Item.objects.create(report=earlier, paragraph=paragraph, kind=item.kind, text="Doctors, please.")
    RepeatDecision.objects.create(
        item=item, earlier=before, decided=Decided.CONFIRMED, decided_by_id=house.maud.pk, decided_at=THEN
    )
    return item, before


def test_an_item_never_points_to_a_confidential_one(house: House) -> None:
    item, _before = repeating(house)
    said = frozen(publish_report(item.report, by=house.maud, at=THEN))
    assert said["paragraphs"][0]["items"][0]["repeats"] == []


def shown_before(house: House, before: Item, *, not_before: Any = None) -> None:
    """The earlier report in a publication, out or under an embargo."""
    told = {"paragraphs": [{"id": str(before.paragraph_id), "items": [{"number": before.number}]}]}
    parcel = Parcel.objects.create(
        direction="out", room="portal", kind="publication", version=4, digest="1" * 64,
        content=json.dumps(told).encode(), made_at=THEN, not_before=not_before,
    )  # fmt: skip
    Publication.objects.create(
        report=before.report, symbol="XX/Inf (2020) 3", year=2020, number=3, published_on=DAY,
        embargo_until=not_before, parcel=parcel,
    )  # fmt: skip


def test_an_item_points_to_the_public_one_that_it_repeats(house: House) -> None:
    item, before = repeating(house)
    shown_before(house, before)
    said = frozen(publish_report(item.report, by=house.maud, at=THEN))
    assert said["paragraphs"][0]["items"][0]["repeats"] == [{"slug": "XX-Inf-2020-3", "number": "1.1"}]


def test_an_item_does_not_point_to_one_whose_embargo_runs(house: House) -> None:
    item, before = repeating(house)
    shown_before(house, before, not_before=THEN + timedelta(days=3))
    said = frozen(publish_report(item.report, by=house.maud, at=THEN))
    assert said["paragraphs"][0]["items"][0]["repeats"] == []


# Checkpoints


def checkpoints() -> list[dict[str, Any]]:
    """What every checkpoint says, in their order."""
    held = PublicCheckpoint.objects.select_related("parcel").order_by("size")
    return [json.loads(bytes(one.parcel.content)) for one in held]


def test_every_release_makes_a_checkpoint_over_what_is_public(house: House) -> None:
    report = building.cleared(house)
    published = publish_report(report, by=house.maud, at=THEN)
    response = publish_response(report, by=house.maud, at=THEN + timedelta(hours=1))
    corrected = correct_publication(report, because="a number", by=house.maud, at=THEN + timedelta(hours=2))
    verified(house, items_of(report)[0])
    edition = show_follow_up(report, by=house.maud, at=THEN + timedelta(hours=3))
    leaves = [one.parcel.digest for one in (published, response, corrected, edition)]
    said = checkpoints()
    assert [one["leaves"] for one in said] == [[leaf] for leaf in leaves]
    assert [(one["size"], one["root"]) for one in said] == [(n, root_of(leaves[:n])) for n in (1, 2, 3, 4)]
    assert said[0].keys() == {"size", "root", "made_on", "leaves"}
    assert list(PublicLeaf.objects.order_by("position").values_list("digest", flat=True)) == leaves
    assert verify().faults == []


def test_an_embargoed_publication_is_a_leaf_only_once_it_is_out(house: House) -> None:
    report, until = building.cleared(house), THEN + timedelta(days=10)
    published = publish_report(report, embargo_until=until, by=house.maud, at=THEN)
    make_edition(by=house.maud, at=THEN + timedelta(days=1))
    assert checkpoints() == []
    make_edition(by=house.maud, at=until + timedelta(hours=1))
    assert [one["leaves"] for one in checkpoints()] == [[published.parcel.digest]]
    make_edition(by=house.maud, at=until + timedelta(hours=2))
    assert len(checkpoints()) == 1, "nothing new, no checkpoint"


def test_a_checkpoint_is_carried_after_what_it_is_over(house: House) -> None:
    report = building.cleared(house)
    publish_report(report, by=house.maud, at=THEN)
    correct_publication(report, because="a number", by=house.maud, at=THEN)
    kinds = list(Parcel.objects.filter(room="portal").order_by("made_at").values_list("kind", flat=True))
    assert kinds[-1] == "checkpoint"
    made = list(Parcel.objects.filter(kind="checkpoint").order_by("made_at").values_list("made_at", flat=True))
    assert made == sorted(set(made)), "each a moment later than the one before"


def test_anyone_reckons_the_root_with_the_tree_of_the_law_of_certificates() -> None:
    """RFC 6962, 2.1, written out another way: split at the largest power of two below the size."""

    def tree(leaves: list[bytes]) -> bytes:
        if len(leaves) == 1:
            return hashlib.sha256(b"\0" + leaves[0]).digest()
        split = 1 << (len(leaves) - 1).bit_length() - 1
        return hashlib.sha256(b"\1" + tree(leaves[:split]) + tree(leaves[split:])).digest()

    leaves = [hashlib.sha256(bytes([n])).digest() for n in range(40)]
    for size in range(1, 41):
        assert root_of([one.hex() for one in leaves[:size]]) == tree(leaves[:size]).hex()


def test_a_mark_taken_since_makes_a_summary_be_read_again(house: House) -> None:
    """The surname of somebody who was marked afterwards stands alone in it."""
    report = building.cleared(house)
    write_summary("Then, Vossberg said nothing.", of_report=report, language="en", by=house.maud, at=THEN)
    check_beside(report, Beside.SUMMARY, "en", by=house.maud, at=THEN)
    mark_person(report, "Jan Vossberg", instead="a man", by=house.maud, at=THEN)
    with pytest.raises(RefusedByRule, match="not yet checked"):
        publish_report(report, by=house.maud, at=THEN)
