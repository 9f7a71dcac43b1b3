"""Who may do what, and who sees a visit at all: need to know (ECPT Art. 11, 13; OPCAT Art. 21(2)).

Roles come with a mandate and end with it; the duty to keep silent does not end (ECPT Art. 13).
"""

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from unannounced.duties.decision import Allowed, Decision, Refused
from unannounced.duties.profile import Mechanism
from unannounced.duties.words import say


class Role(StrEnum):
    """What somebody's mandate makes them."""

    MEMBER = "member"
    SECRETARIAT = "secretariat"
    EXPERT = "expert"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class Act(StrEnum):
    """One thing somebody does; each act is one line in the ledger."""

    PLAN_VISIT = "plan_visit"
    NAME_DELEGATE = "name_delegate"
    LET_KNOW = "let_know"
    NOTIFY_VISIT = "notify_visit"
    BEGIN_VISIT = "begin_visit"
    END_VISIT = "end_visit"
    ANNOUNCE_VISIT = "announce_visit"
    CANCEL_VISIT = "cancel_visit"
    INTERRUPT_VISIT = "interrupt_visit"
    LEAVE_DELEGATION = "leave_delegation"
    DECIDE_OBJECTION = "decide_objection"
    ANNOUNCE_PLACE = "announce_place"
    NOTE_ACCESS = "note_access"
    NOTE_INTERVIEWS = "note_interviews"
    HOLD_TALKS = "hold_talks"
    OBSERVE_AT_ONCE = "observe_at_once"
    GRADE_COOPERATION = "grade_cooperation"
    SAY_ABILITIES = "say_abilities"
    KEEP_KEY = "keep_key"
    MAKE_VISIT_KEY = "make_visit_key"
    SEAL_ITINERARY = "seal_itinerary"
    INVITE_DEVICE = "invite_device"
    REVOKE_DEVICE = "revoke_device"
    SET_WRITE_ONLY = "set_write_only"
    ENTER_CHECKLIST = "enter_checklist"
    CHOOSE_CHECKLIST = "choose_checklist"
    OPEN_NOTEBOOK = "open_notebook"
    JUDGE_BLOB = "judge_blob"
    NOTE_CONSENT = "note_consent"
    RECORD_PLACE = "record_place"
    NOTE_ENTRY = "note_entry"
    DRAW_FINDING = "draw_finding"
    OPEN_REPORT = "open_report"
    WRITE_PARAGRAPH = "write_paragraph"
    ADD_ITEM = "add_item"
    HOLD_VOTE = "hold_vote"
    ADOPT_REPORT = "adopt_report"
    TRANSMIT_REPORT = "transmit_report"
    REGISTER_RESPONSE = "register_response"
    ASSESS_ITEM = "assess_item"
    TAKE_IN_REPORTS = "take_in_reports"
    CORRECT_READING = "correct_reading"
    SET_TIME = "set_time"
    WITHDRAW_REGISTERED = "withdraw_registered"
    SHOW_ARCHIVED = "show_archived"
    REQUEST_PUBLICATION = "request_publication"
    MARK_PERSON = "mark_person"
    CHECK_PARAGRAPHS = "check_paragraphs"
    PUBLISH_REPORT = "publish_report"
    WRITE_SUMMARY = "write_summary"
    SHOW_FOLLOW_UP = "show_follow_up"
    MAKE_REQUEST = "make_request"
    ANSWER_REQUEST = "answer_request"
    REMIND_STATE = "remind_state"
    OPEN_STATEMENT = "open_statement"
    HEAR_STATE = "hear_state"
    ADOPT_STATEMENT = "adopt_statement"
    REMARK = "remark"
    SUGGEST_WORDING = "suggest_wording"
    DECIDE_SUGGESTION = "decide_suggestion"
    TRANSLATE_REPORT = "translate_report"
    TAKE_IN_DRAFT = "take_in_draft"
    OPEN_ELECTION = "open_election"
    HOLD_ELECTION = "hold_election"
    END_TERM = "end_term"
    SET_AGENDA = "set_agenda"
    NOTE_ATTENDANCE = "note_attendance"
    OPEN_WRITTEN = "open_written"
    CAST_BALLOT = "cast_ballot"
    EXTEND_TIME = "extend_time"
    NOTE_TALKS = "note_talks"
    WITHDRAW_ITEM = "withdraw_item"
    CLOSE_STATEMENT = "close_statement"
    PUBLISH_STATEMENT = "publish_statement"
    DECIDE_STRAY = "decide_stray"
    GIVE_CONSENT = "give_consent"
    CORRECT_PUBLICATION = "correct_publication"
    KEEP_REGISTER = "keep_register"
    MAKE_INTAKE_KEY = "make_intake_key"
    ENTER_COMMUNICATION = "enter_communication"
    ASSIGN_COMMUNICATION = "assign_communication"
    DECLARE_CONFLICT = "declare_conflict"
    TRIAGE_COMMUNICATION = "triage_communication"
    OPEN_WHO = "open_who"
    ANSWER_COMMUNICATION = "answer_communication"
    REFER_COMMUNICATION = "refer_communication"
    CLOSE_COMMUNICATION = "close_communication"
    ERASE_COMMUNICATION = "erase_communication"
    KEEP_REPRISAL = "keep_reprisal"
    MAKE_ACCOUNT = "make_account"
    GIVE_MANDATE = "give_mandate"
    END_MANDATE = "end_mandate"
    ENTER_ACTS = "enter_acts"
    ENTER_PLACES = "enter_places"
    TAKE_IN_REGISTER = "take_in_register"
    DECIDE_IDENTITY = "decide_identity"
    NOTE_MEASUREMENT = "note_measurement"
    SIGN_OFF_RULE = "sign_off_rule"
    SHOW_FIELD = "show_field"
    PUBLISH_PLACES = "publish_places"
    MAKE_EDITION = "make_edition"
    SEE_LEDGER = "see_ledger"


WORDS: dict[Role, str] = {
    Role.MEMBER: say("member"),
    Role.SECRETARIAT: say("secretariat"),
    Role.EXPERT: say("expert"),
    Role.AUDITOR: say("auditor"),
    Role.ADMINISTRATOR: say("administrator"),
}
ACT_WORDS: dict[Act, str] = {
    Act.PLAN_VISIT: say("plan a visit"),
    Act.NAME_DELEGATE: say("name somebody to a delegation"),
    Act.LET_KNOW: say("let somebody know of a visit"),
    Act.NOTIFY_VISIT: say("notify a visit"),
    Act.BEGIN_VISIT: say("begin a visit"),
    Act.END_VISIT: say("end a visit"),
    Act.ANNOUNCE_VISIT: say("announce a periodic visit in the programme of the year"),
    Act.CANCEL_VISIT: say("cancel a visit"),
    Act.INTERRUPT_VISIT: say("interrupt a visit or take it up again"),
    Act.LEAVE_DELEGATION: say("take somebody off a delegation"),
    Act.DECIDE_OBJECTION: say("decide on an objection of a State"),
    Act.ANNOUNCE_PLACE: say("note that a place was announced"),
    Act.NOTE_ACCESS: say("note what hindered access"),
    Act.NOTE_INTERVIEWS: say("note interviews held"),
    Act.HOLD_TALKS: say("note talks with a State"),
    Act.OBSERVE_AT_ONCE: say("make an immediate observation"),
    Act.GRADE_COOPERATION: say("grade the cooperation on a visit"),
    Act.SAY_ABILITIES: say("say what somebody brings to a delegation, and when they are away"),
    Act.KEEP_KEY: say("make a key of one's own"),
    Act.MAKE_VISIT_KEY: say("make the key of a visit"),
    Act.SEAL_ITINERARY: say("seal an itinerary"),
    Act.INVITE_DEVICE: say("invite a device"),
    Act.REVOKE_DEVICE: say("revoke a device"),
    Act.SET_WRITE_ONLY: say("set a visit to write-only"),
    Act.ENTER_CHECKLIST: say("enter a check-list"),
    Act.CHOOSE_CHECKLIST: say("choose the check-lists of a visit"),
    Act.OPEN_NOTEBOOK: say("open the notebook of a visit"),
    Act.JUDGE_BLOB: say("decide on what was set apart"),
    Act.NOTE_CONSENT: say("note what a person consented to"),
    Act.RECORD_PLACE: say("record a place visited"),
    Act.NOTE_ENTRY: say("note an entry"),
    Act.DRAW_FINDING: say("draw a finding"),
    Act.OPEN_REPORT: say("open a report"),
    Act.WRITE_PARAGRAPH: say("write a paragraph"),
    Act.ADD_ITEM: say("add an item"),
    Act.HOLD_VOTE: say("hold a vote"),
    Act.ADOPT_REPORT: say("adopt a report"),
    Act.TRANSMIT_REPORT: say("transmit a report"),
    Act.REGISTER_RESPONSE: say("register a response"),
    Act.ASSESS_ITEM: say("assess an item"),
    Act.TAKE_IN_REPORTS: say("take reports in from files"),
    Act.CORRECT_READING: say("correct what was read from a file"),
    Act.SET_TIME: say("set the time to respond to an item"),
    Act.WITHDRAW_REGISTERED: say("withdraw what was registered by mistake"),
    Act.SHOW_ARCHIVED: say("show a report from the archive on the portal"),
    Act.REQUEST_PUBLICATION: say("register a request for publication"),
    Act.MARK_PERSON: say("mark a person"),
    Act.CHECK_PARAGRAPHS: say("check paragraphs for persons"),
    Act.PUBLISH_REPORT: say("publish a report"),
    Act.WRITE_SUMMARY: say("write a plain-language summary"),
    Act.SHOW_FOLLOW_UP: say("show in public where items stand"),
    Act.MAKE_REQUEST: say("make a request for information"),
    Act.ANSWER_REQUEST: say("register the answer to a request"),
    Act.REMIND_STATE: say("remind a State of a request"),
    Act.OPEN_STATEMENT: say("open the way to a public statement"),
    Act.HEAR_STATE: say("register that the State was heard"),
    Act.ADOPT_STATEMENT: say("adopt a public statement"),
    Act.REMARK: say("remark on a paragraph"),
    Act.SUGGEST_WORDING: say("suggest another wording"),
    Act.DECIDE_SUGGESTION: say("take a suggestion or not"),
    Act.TRANSLATE_REPORT: say("write a report in its other language"),
    Act.TAKE_IN_DRAFT: say("take in a draft from Word"),
    Act.OPEN_ELECTION: say("open an election"),
    Act.HOLD_ELECTION: say("register how an election came out"),
    Act.END_TERM: say("end a term of office early"),
    Act.SET_AGENDA: say("set the agenda of a session"),
    Act.NOTE_ATTENDANCE: say("note who attends a session"),
    Act.OPEN_WRITTEN: say("open a written procedure"),
    Act.CAST_BALLOT: say("cast a ballot in writing"),
    Act.EXTEND_TIME: say("decide on more time to respond"),
    Act.NOTE_TALKS: say("note high-level talks"),
    Act.WITHDRAW_ITEM: say("withdraw an item that was transmitted"),
    Act.CLOSE_STATEMENT: say("close the procedure of a public statement"),
    Act.PUBLISH_STATEMENT: say("publish a public statement"),
    Act.DECIDE_STRAY: say("decide on an answer that could not be registered"),
    Act.GIVE_CONSENT: say("register a standing consent of a State"),
    Act.CORRECT_PUBLICATION: say("publish a corrected version"),
    Act.KEEP_REGISTER: say("keep the register of communications"),
    Act.MAKE_INTAKE_KEY: say("make the key of communications"),
    Act.ENTER_COMMUNICATION: say("enter a communication"),
    Act.ASSIGN_COMMUNICATION: say("assign a communication"),
    Act.DECLARE_CONFLICT: say("declare a conflict of interest"),
    Act.TRIAGE_COMMUNICATION: say("note how urgent a communication is"),
    Act.OPEN_WHO: say("open who wrote"),
    Act.ANSWER_COMMUNICATION: say("answer a communication"),
    Act.REFER_COMMUNICATION: say("refer a communication"),
    Act.CLOSE_COMMUNICATION: say("close a communication, or open it again"),
    Act.ERASE_COMMUNICATION: say("say how long a communication is kept"),
    Act.KEEP_REPRISAL: say("keep a case of reprisal"),
    Act.MAKE_ACCOUNT: say("make an account"),
    Act.GIVE_MANDATE: say("give a mandate"),
    Act.END_MANDATE: say("end a mandate"),
    Act.ENTER_ACTS: say("enter acts of States"),
    Act.ENTER_PLACES: say("enter places of detention"),
    Act.TAKE_IN_REGISTER: say("take in a register of places"),
    Act.DECIDE_IDENTITY: say("decide whether two places are one"),
    Act.NOTE_MEASUREMENT: say("note a measurement"),
    Act.SIGN_OFF_RULE: say("sign off a rule of low confidence"),
    Act.SHOW_FIELD: say("decide what of a place may be shown"),
    Act.PUBLISH_PLACES: say("publish the register of places"),
    Act.MAKE_EDITION: say("make an edition of the register"),
    Act.SEE_LEDGER: say("see the ledger"),
}

COMMITTEE = frozenset({Role.MEMBER, Role.SECRETARIAT})
_ADMINISTRATION = frozenset({Role.ADMINISTRATOR})
MAY_KNOW = frozenset({Role.MEMBER, Role.SECRETARIAT, Role.EXPERT})

ROLES: dict[Act, frozenset[Role]] = dict.fromkeys(Act, COMMITTEE) | {
    Act.KEEP_KEY: MAY_KNOW,
    Act.MAKE_ACCOUNT: _ADMINISTRATION,
    Act.GIVE_MANDATE: _ADMINISTRATION,
    Act.END_MANDATE: _ADMINISTRATION,
    Act.SEE_LEDGER: frozenset({Role.AUDITOR}),
}
"""The roles that may do each act wherever they see what it is done to."""

DELEGATION_ACTS: frozenset[Act] = frozenset(
    {
        Act.NOTE_ENTRY,
        Act.DRAW_FINDING,
        Act.NOTE_MEASUREMENT,
        Act.NOTE_ACCESS,
        Act.NOTE_INTERVIEWS,
        Act.NOTE_CONSENT,
        Act.SEAL_ITINERARY,
    }
)
"""What an expert may do on a visit of whose delegation they are."""


def may(act: Act, *, roles: Collection[Role], on_delegation: bool, profile: Mechanism | None = None) -> Decision:
    """Whether somebody with ``roles`` may do ``act``; ``on_delegation``: they are of the visit's delegation.

    Whether they see the visit at all is another question, for ``sees_visit``. The rule is cited for the CPT unless a
    ``profile`` is given.
    """
    if ROLES[act] & frozenset(roles):
        return Allowed()
    if act in DELEGATION_ACTS and on_delegation and Role.EXPERT in roles:
        return Allowed()
    allowed = [WORDS[role] for role in Role if role in ROLES[act]]
    return Refused(
        say("Your mandate does not allow you to {act}."),
        "ECPT Art. 11, 13" if profile is None else profile.cited("confidentiality"),
        say("Ask somebody with one of these roles: {roles}."),
        {"act": ACT_WORDS[act], "roles": ", ".join(allowed)},
    )


def sees_visit(
    *,
    roles: Collection[Role],
    on_delegation: bool,
    let_know: bool,
    notified_on: date | None,
    planned: bool = False,
    begun_on: date | None = None,
) -> bool:
    """Whether somebody knows of a visit at all.

    Before the notification, the delegation, those let know, and who ``planned`` it; after it every member and the
    secretariat. A visit that needs no notification is known to these once it has ``begun_on`` a day.
    Experts see their own visits only. Auditors and administrators see none by that role, and without a mandate
    nobody sees any.
    """
    held = frozenset(roles)
    if not held & MAY_KNOW:
        return False
    if on_delegation or let_know or planned:
        return True
    return (notified_on or begun_on) is not None and bool(held & COMMITTEE)


def sees_ledger(roles: Collection[Role]) -> bool:
    """Whether somebody sees the lines of the ledger and their numbers: auditors only."""
    return Role.AUDITOR in roles
