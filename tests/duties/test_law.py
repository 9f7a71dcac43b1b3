"""The law on real facts and on short cases a lawyer can read (tests/spec/on_record.yaml, law.yaml)."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from unannounced.crafts.law.acts import law_of, read_table, shipped_acts, shipped_law, written
from unannounced.crafts.profiles import shipped_profile
from unannounced.duties.decision import Refused
from unannounced.duties.objecting import decide
from unannounced.duties.treaty.acts import DOMESTIC, Act, Confidence, read_row
from unannounced.duties.treaty.competences import covered, territories
from unannounced.duties.treaty.law import Law, NotKnown
from unannounced.duties.treaty.periods import Period, read_period
from unannounced.duties.treaty.seats import seats
from unannounced.duties.treaty.soundness import flaws
from unannounced.duties.treaty.spans import day_of
from unannounced.duties.treaty.standing import BOUND, Standing, status
from unannounced.duties.treaty.withdrawal import effect, withdrawal

SPEC = Path(__file__).parent.parent / "spec"
LAW = yaml.safe_load((SPEC / "law.yaml").read_text("utf-8"))
ON_RECORD = yaml.safe_load((SPEC / "on_record.yaml").read_text("utf-8"))


def named(case: dict[str, Any]) -> str:
    return " ".join(str(value) for value in case.values() if not isinstance(value, list | dict))[:90]


def act(state: str, convention: str, action: str, day: object, **said: object) -> Act:
    row = {
        "treaty": convention,
        "state": state,
        "action": action,
        "date": day,
        "source": "a test",
        "confidence": "verified",
    }
    found = read_row({key: str(value) for key, value in (row | said).items()})
    assert isinstance(found, Act), found
    return found


@pytest.mark.parametrize("case", ON_RECORD, ids=named)
def test_the_record_says_what_a_state_is_on_a_day(case: dict[str, Any]) -> None:
    held = shipped_law().standing(case["state"], case["convention"], on=case["day"])
    assert held.standing.value == case["standing"], case["why"]
    seen: dict[str, object] = {"bound": held.bound, "since": held.since, "certain_until": held.certain_until or ""}
    seen |= {"that": held.confidence.value, "since_is": held.confidence_since.value}
    for key in seen.keys() & case.keys():
        assert seen[key] == case[key], (key, case["why"])
    assert held.grounds
    assert all(ground.article for ground in held.grounds if ground.act and not ground.act.startswith("never"))
    if "ground" in case:
        assert case["ground"] in {ground.act for ground in held.grounds}


@pytest.mark.parametrize("case", LAW["effects"], ids=named)
def test_an_act_takes_effect_on_the_day_its_clause_says(case: dict[str, Any]) -> None:
    law, rules = shipped_law(), shipped_law().convention(case["convention"])
    if case["act"] in ("denunciation", "withdrawal"):
        found = effect(law, case["convention"], received=case["received"], named_day=case.get("names"))
        assert (None if isinstance(found, Refused) else found) == case["date"], case["why"]
        return
    clause = rules.succession if case["act"] == "succession" else rules.entry
    if case["act"] == "territorial_extension":
        assert rules.territory
        clause = rules.territory.extension
    assert clause.period
    day = clause.period.after(case["received"])
    assert (day if case["act"].startswith("terr") else max(day, day_of(rules.general))) == case["date"], case["why"]


@pytest.mark.parametrize("case", LAW["periods"], ids=named)
def test_a_period_is_read_in_the_words_of_treaties(case: dict[str, Any]) -> None:
    period = read_period(case["period"])
    if case["date"] is None:
        assert isinstance(period, Refused)
        assert "thirtieth day" in str(period.way_out)
        return
    assert isinstance(period, Period)
    assert period.after(case["day"]) == case["date"]


@pytest.mark.parametrize("case", LAW["parties"], ids=named)
def test_so_many_states_are_parties(case: dict[str, Any]) -> None:
    found = shipped_law().parties(case["convention"], on=case["day"])
    assert len(found.bound) == case["count"]
    assert list(found.not_known) == case.get("not_known", [])
    if "pending" in case:
        assert list(found.pending) == case["pending"]


@pytest.mark.parametrize("case", LAW["seats"], ids=named)
def test_seats_and_majorities_follow_the_parties(case: dict[str, Any]) -> None:
    found = seats(shipped_law(), case["convention"], on=case["day"])
    assert found
    assert (found.known, found.by_members.members) == (case["seats"], case["in_office"])
    assert found.by_seats.quorum == case["quorum"]
    same = found.by_seats.statement == found.if_least.statement
    assert (found.by_seats.statement if same else None) == case["two_thirds"]


@pytest.mark.parametrize("case", LAW["competences"], ids=named)
def test_a_competence_covers_whom_it_covers(case: dict[str, Any]) -> None:
    found = covered(shipped_law(), case["state"], case["convention"], case["code"], on=case["day"])
    assert found.yes is case["covers"], case["why"]
    assert found.article


@pytest.mark.parametrize("case", LAW["territories"], ids=named)
def test_a_convention_extends_to_the_territories_that_were_named(case: dict[str, Any]) -> None:
    found = territories(shipped_law(), case["state"], case["convention"], on=case["day"])
    assert [one.name for one in found] == case["names"]


@pytest.mark.parametrize("case", LAW["objections"], ids=named)
def test_an_objection_stands_or_does_not(case: dict[str, Any]) -> None:
    asked = {"urgent": case.get("urgent", False), "temporary": case.get("temporary", False)}
    found = decide(case["to"], case["ground"], shipped_profile(case["body"]), **asked)
    assert found.result.value == case["gives"]
    assert found.article
    assert str(found.why)
    assert str(found.then)


@pytest.mark.parametrize("case", LAW["flaws"], ids=named)
def test_an_act_that_cannot_be_is_named(case: dict[str, Any]) -> None:
    law = shipped_law().with_acts([act(case["state"], case["convention"], case["act"], case["day"])])
    found = [str(one.why) for one in flaws(law, case["state"], case["convention"]) if one.act.source == "a test"]
    assert any(case["says"] in said for said in found) if case["says"] else not found


@pytest.mark.parametrize("case", LAW["beliefs"], ids=lambda case: case["case"])
def test_what_was_believed_on_a_day_can_be_asked(case: dict[str, Any]) -> None:
    rows = [act("FRA", case["convention"], row["action"], row["date"], **_others(row)) for row in case["acts"]]
    law = law_of(rows)
    for asked in case["asks"]:
        held = law.as_known_on(asked["known"]).standing("FRA", case["convention"], on=asked["day"])
        assert held.standing.value == asked["standing"], asked


def _others(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in ("action", "date")}


def test_the_facts_on_record_have_no_flaw() -> None:
    law = shipped_law()
    found = [one for state in law.states() for code in law.conventions for one in flaws(law, state, code)]
    assert not found


def test_before_a_source_was_read_nothing_of_it_is_believed() -> None:
    before = shipped_law().as_known_on(date(2015, 3, 13)).standing("RUS", "UNCAT", on=date(2000, 1, 1))
    assert (before.standing, before.bound) == (Standing.NOT_KNOWN, None)
    assert shipped_law().as_known_on(date(2015, 3, 14)).standing("RUS", "UNCAT", on=date(2000, 1, 1)).bound is True


def test_an_unknown_state_or_convention_is_named_with_the_nearest() -> None:
    with pytest.raises(NotKnown) as state:
        shipped_law().standing("RUZ", "ECPT", on=date(2020, 1, 1))
    assert "RUS" in state.value.near
    with pytest.raises(NotKnown) as convention:
        shipped_law().standing("RUS", "ECPTX", on=date(2020, 1, 1))
    assert "ECPT" in convention.value.near


def test_what_is_exported_can_be_imported_again_and_says_the_same() -> None:
    rows = read_table(written(shipped_acts()), learned=date(2026, 1, 1))
    assert not isinstance(rows, Refused)
    assert tuple(row.act for row in rows) == shipped_acts()


def extended(*acts: tuple[str, str]) -> Law:
    bound = [act("FRA", "ECPT", "ratification", "1989-01-09")]
    return law_of(bound + [act("FRA", "ECPT", f"territorial_{what}", day, concerns="Reunion") for what, day in acts])


@pytest.mark.parametrize(
    ("day", "covers"), [("1991-01-01", True), ("1995-01-01", True), ("2010-01-01", False), ("2021-01-01", True)]
)
def test_a_territory_is_covered_in_each_of_its_times(day: str, covers: bool) -> None:
    law = extended(("extension", "1990-01-10"), ("withdrawal", "2000-01-10"), ("extension", "2020-01-10"))
    assert bool(territories(law, "FRA", "ECPT", on=date.fromisoformat(day))) is covers


def test_a_withdrawal_of_an_extension_that_was_never_made_covers_nothing_and_fails_nowhere() -> None:
    assert territories(extended(("withdrawal", "2000-01-10")), "FRA", "ECPT", on=date(2005, 1, 1)) == ()


def test_a_state_cannot_leave_before_the_years_have_passed_nor_twice() -> None:
    early = withdrawal(shipped_law(), "MNE", "ECHR", received=date(2007, 1, 1))
    assert isinstance(early, Refused)
    assert "5 years" in str(early)
    assert not isinstance(withdrawal(shipped_law(), "MNE", "ECHR", received=date(2012, 1, 1)), Refused)
    again = withdrawal(shipped_law(), "BLR", "ICCPR-OP1", received=date(2022, 12, 1))
    assert isinstance(again, Refused)
    assert "pending already" in str(again)


def test_what_was_not_read_yet_says_nothing_about_declarations() -> None:
    before = shipped_law().as_known_on(date(2015, 4, 1))
    assert covered(before, "RUS", "UNCAT", "22", on=date(2014, 1, 1)).yes is None
    assert covered(before, "FRA", "UNCAT", "20", on=date(2014, 1, 1)).yes is None
    assert not before.knows("ECPT")
    assert before.knows("UNCAT")


# What never changes, whatever the acts

DAYS = st.dates(date(1985, 1, 1), date(2040, 1, 1))
CONVENTIONS = st.sampled_from(sorted(shipped_law().conventions))
ACTIONS = ["signature", "ratification", "succession", "denunciation_notified", "denunciation_revoked", "membership_end"]
DATES = DAYS.map(str) | st.integers(1985, 2040).map(str) | st.just("")
DONE = st.lists(st.tuples(CONVENTIONS, st.sampled_from(ACTIONS), DATES), max_size=6)


def law_with(done: list[tuple[str, str, str]]) -> Law:
    return law_of([act("FRA", convention, action, day) for convention, action, day in done])


@given(DONE, CONVENTIONS, DAYS)
@settings(database=None, deadline=None)
def test_no_day_falls_between_two_standings(done: list[tuple[str, str, str]], convention: str, on: date) -> None:
    law = law_with(done)
    spans = law.intervals("FRA", convention)
    assert spans[0].first == date.min
    assert spans[-1].last is None
    for earlier, later in pairwise(spans):
        assert earlier.last is not None
        assert later.first == earlier.last + timedelta(days=1)
    reckoned = status(convention, law.acts_of("FRA"), law.conventions, on=on)
    assert law.standing("FRA", convention, on=on) == reckoned


@given(DONE, CONVENTIONS, DAYS, st.randoms(use_true_random=False))
@settings(database=None, deadline=None)
def test_the_order_of_acts_never_matters(
    done: list[tuple[str, str, str]], convention: str, on: date, chance: Any
) -> None:
    mixed = list(done)
    chance.shuffle(mixed)
    assert law_with(done).standing("FRA", convention, on=on) == law_with(mixed).standing("FRA", convention, on=on)


@given(CONVENTIONS, DAYS)
@settings(database=None, deadline=None)
def test_effect_never_precedes_receipt(convention: str, received: date) -> None:
    found = effect(shipped_law(), convention, received=received)
    assert isinstance(found, Refused) or found >= received
    if convention == "ECPT":
        assert not isinstance(found, Refused)
        assert found.day == 1


@given(DONE, st.lists(st.tuples(CONVENTIONS, st.sampled_from(sorted(DOMESTIC)), DAYS.map(str)), max_size=3), DAYS)
@settings(database=None, deadline=None)
def test_a_domestic_act_never_ends_or_begins_anything(
    done: list[tuple[str, str, str]], at_home: list[tuple[str, str, str]], on: date
) -> None:
    dated = [one for one in done if len(one[2]) == 10]
    for convention in ("ECPT", "ECHR", "UNCAT"):
        without = law_with(dated).standing("FRA", convention, on=on)
        with_them = law_with(dated + at_home).standing("FRA", convention, on=on)
        assert with_them.standing is without.standing


@given(DAYS, DAYS)
@settings(database=None, deadline=None)
def test_all_duties_continue_in_full_from_the_notice_to_the_last_day(deposited: date, received: date) -> None:
    if received <= deposited + timedelta(days=200):
        return
    law = law_with([("ECPT", "ratification", str(deposited)), ("ECPT", "denunciation_notified", str(received))])
    out = effect(law, "ECPT", received=received)
    assert not isinstance(out, Refused)
    begins = law.standing("FRA", "ECPT", on=received - timedelta(days=1))
    if begins.standing not in BOUND:
        return
    assert law.standing("FRA", "ECPT", on=out - timedelta(days=1)).standing is Standing.DENUNCIATION_PENDING
    assert law.standing("FRA", "ECPT", on=out).standing is Standing.FORMER_PARTY


def test_confidence_is_never_better_than_what_it_rests_on() -> None:
    held = shipped_law().standing("LVA", "OPCAT", on=date(2026, 1, 1))
    assert held.confidence is Confidence.MEMORY_LOW
