"""Cases of tests/spec/opening.yaml: what an entry may say, what has not come, and what counts as one source."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from unannounced.crafts.profiles import shipped_profile
from unannounced.duties import opening, weighing
from unannounced.duties.consenting import Answer, Answered, Purpose, counts
from unannounced.duties.decision import Refused
from unannounced.duties.noting import EntryKind
from unannounced.duties.opening import SaidEntry, read_entry
from unannounced.duties.weighing import Strength, Support

CASES = yaml.safe_load((Path(__file__).parents[1] / "spec" / "opening.yaml").read_text())
SOUND: dict[str, Any] = CASES["sound"]
CPT = shipped_profile("cpt")


def written(**other: Any) -> bytes:
    """The sound entry with something said otherwise, as a device fills it up."""
    return json.dumps({**SOUND, **other}).encode() + b" " * 40


@pytest.mark.parametrize("case", CASES["entries"], ids=lambda case: case["says"])
def test_an_entry_is_read_strictly(case: dict[str, Any]) -> None:
    read = read_entry(written(**case["with"]))
    if case["read"] is True:
        assert isinstance(read, SaidEntry), read
        assert str(read.noted_on) == {**SOUND, **case["with"]}["noted_on"]
    else:
        assert isinstance(read, Refused)
        assert read.reason.startswith(case["read"])
        assert str(read.sentence)
        assert read.instead


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"\xff\xd8", b"null", b'{"format": NaN}', b"[" * 100_000, b'{"a": 1, "a": 2}', b"x" * 5_000_000],
    ids=["nothing", "cut", "a list", "a photograph", "null", "no number", "endless", "said twice", "too large"],
)
def test_what_is_no_entry_is_refused_with_a_sentence(content: bytes) -> None:
    read = read_entry(content)
    assert isinstance(read, Refused)
    assert str(read.sentence)


def test_an_entry_lacks_nothing_that_an_entry_says() -> None:
    for name in SOUND:
        read = read_entry(json.dumps({key: said for key, said in SOUND.items() if key != name}).encode())
        assert isinstance(read, Refused), name


def test_two_entries_have_one_digest_if_they_say_the_same_in_another_order() -> None:
    one, other = read_entry(written()), read_entry(json.dumps(dict(reversed(SOUND.items()))).encode())
    changed = read_entry(written(zone="Europe/Paris"))
    assert isinstance(one, SaidEntry)
    assert isinstance(other, SaidEntry)
    assert isinstance(changed, SaidEntry)
    assert one.digest == other.digest != changed.digest


@pytest.mark.parametrize("case", CASES["gaps"], ids=str)
def test_numbers_that_have_not_come_are_named(case: dict[str, Any]) -> None:
    found = [f"{gap.first}" if gap.count == 1 else f"{gap.first} to {gap.last}" for gap in opening.gaps(case["came"])]
    assert found == case["missing"]
    for gap in opening.gaps(case["came"]):
        assert "device B" in str(opening.gap_words(gap, "device B"))


@pytest.mark.parametrize("case", CASES["clock"], ids=str)
def test_a_clock_that_was_off_is_noticed_and_refuses_nothing(case: dict[str, Any]) -> None:
    said, came = date.fromisoformat(case["says"]), date.fromisoformat(case["came"])
    off = opening.clock_was_off(said, begins=date(2026, 12, 1), ends=date(2026, 12, 10), came_on=came)
    assert (off is not None) is case["wrong"]


def supports(case: dict[str, Any]) -> list[Support]:
    return [Support(**{**one, "kind": EntryKind(one.get("kind", "allegation"))}) for one in case["entries"]]


@pytest.mark.parametrize("case", CASES["sources"], ids=lambda case: case["says"])
def test_independent_sources_are_counted_and_it_is_said_why_some_are_one(case: dict[str, Any]) -> None:
    found = weighing.sources(supports(case))
    assert len(found) == case["count"]
    assert sorted({tie.value for one in found for tie in one.ties}) == sorted(case.get("because", []))
    assert sorted(number for one in found for number in one.supports) == list(range(len(case["entries"])))


def test_many_entries_of_one_person_stay_a_single_source() -> None:
    said = [Support(EntryKind.ALLEGATION, f"source {n}", pseudonym="P07", device=str(n)) for n in range(4)]
    assert weighing.strength(said) is Strength.SINGLE_SOURCE


def test_a_notebook_is_opened_by_its_delegation_after_the_notification_alone() -> None:
    day = date(2026, 12, 1)
    assert opening.may_open(notified_on=day, begun_on=None, delegate=True, profile=CPT)
    assert opening.may_open(notified_on=None, begun_on=day, delegate=True, profile=CPT)
    assert not opening.may_open(notified_on=None, begun_on=None, delegate=True, profile=CPT)
    assert not opening.may_open(notified_on=day, begun_on=None, delegate=False, profile=CPT)


def test_of_two_answers_the_later_counts_and_of_one_moment_the_stricter() -> None:
    from datetime import UTC, datetime

    def said(answer: Answer, hour: int, recipient: str = "") -> Answered:
        return Answered(Purpose.SHARE, recipient, answer, datetime(2026, 12, 1, hour, tzinfo=UTC))

    same_moment = [said(Answer.WITHDRAWN, 12), said(Answer.GIVEN, 12)]
    found = counts([said(Answer.GIVEN, 9), *same_moment, said(Answer.GIVEN, 8, "SPT")])
    assert found[Purpose.SHARE, ""].answer is Answer.WITHDRAWN
    assert found[Purpose.SHARE, "SPT"].answer is Answer.GIVEN
    assert (Purpose.COURT, "") not in found
