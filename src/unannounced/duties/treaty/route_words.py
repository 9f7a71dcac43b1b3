"""Why a route is open, is not, or may be: the sentences, by the code that a page in plainer words looks up as well."""

from unannounced.duties.words import say

SENTENCES: dict[str, str] = {
    # Open.
    "open_to_all": say("It needs no treaty: it is open for acts of every State."),
    "geneva": say(
        "Every State is bound by the Geneva Conventions of 1949, on which its visits in armed conflicts rest."
    ),
    "at_home": say("The State’s own bodies come first; most international bodies ask whether they were turned to."),
    "bound_then": say("The State was bound by the {convention} on {act}, the day of the act."),
    "bound_today": say("The State is bound by the {convention} on {on}."),
    "accepted": say("The State is bound by the {convention} and accepted this procedure."),
    "not_excluded": say("The State is bound by the {convention} and did not exclude this procedure."),
    "for_every_party": say("The State is bound by the {convention}, and this procedure covers every Party."),
    "mechanism_due": say(
        "The State is bound by the {convention} and has had to have a national preventive mechanism since {since} at"
        " the latest."
    ),
    "began_after": say("The {convention} was in force for the State when the disappearance began, on {act}."),
    "disappeared": say("A person has disappeared."),
    "past_examination": say("Examination elsewhere has ended; here only examination that goes on stands in the way."),
    "not_elsewhere": say("The matter was not brought to another body for complaints."),
    "remedies_used": say("Remedies within the State were used."),
    "in_time": say("It is in time: {months} months after the final decision of {final} end on {deadline}."),
    "with_a_name": say("The person gives their name."),
    "within_its_power": say("The State answers for acts in its power."),
    "court_territory": say("The act was on territory of a State bound by the Rome Statute on {act}: {place}."),
    "court_nationals": say(
        "The State was bound by the Rome Statute on {act}: the Court has jurisdiction over its nationals."
    ),
    "court_accepted": say("Jurisdiction of the Court over acts of {act} was accepted by a declaration: {place}."),
    "court_referred": say("The Security Council referred the situation to the Court: {place}, acts since {since}."),
    # Not open.
    "not_bound": say("The State is not bound by the {convention}."),
    "not_yet_bound": say("The State is not bound by the {convention} yet; it will be from {since} on."),
    "before_in_force": say(
        "The act of {act} was before the {convention} entered into force for the State, on {since} (VCLT Art. 28)."
    ),
    "after_end": say("The act of {act} was after the {convention} had ended for the State, on {since}."),
    "left": say("The State has not been bound by the {convention} since {since}: nothing new is taken up."),
    "not_accepted": say("The State is bound by the {convention} but did not accept this procedure."),
    "excluded": say("The State is bound by the {convention} but excluded this procedure."),
    "examined_elsewhere": say("The same matter was examined elsewhere: {other}."),
    "pending_elsewhere": say("The same matter is being examined elsewhere: {other}."),
    "brought_already": say("The matter was brought to this body already."),
    "too_late": say("The time limit ended on {deadline}, {months} months after the final decision of {final}."),
    "remedies_open": say("Remedies within the State that work are still open and have to be used first."),
    "without_name": say("It takes up nothing that comes without a name."),
    "no_disappearance": say("It is for persons who have disappeared."),
    "court_too_early": say("The Court has no jurisdiction over acts before {since}."),
    "court_no_link": say(
        "Neither the place of the act nor the State is bound by the Rome Statute ({place}); no acceptance of"
        " jurisdiction and no referral by the Security Council is on record."
    ),
    "mechanism_postponed": say("The State postponed its duty to have such a mechanism until {until}."),
    # Not known.
    "bound_not_known": say("Whether the State is bound by the {convention} on {on} is not known."),
    "receipt_not_known": say(
        "Whether the State is bound by the {convention} on {on} is not known. It was bound until {until} for certain;"
        " a notice to leave received by {latest} has taken effect, one received later has not."
    ),
    "bound_then_not_known": say("Whether the State was bound by the {convention} on {act} is not known."),
    "not_read": say(
        "The State is bound by the {convention}; whether it accepted this procedure is not known: its declarations were"
        " not read."
    ),
    "day_of_end": say(
        "On {act} itself the {convention} ended for the State; whether acts of that very day are covered is uncertain."
    ),
    "day_of_beginning": say(
        "On {act} itself the {convention} entered into force for the State; it covers what began after that."
    ),
    "before_acceptance": say(
        "On {act} the State was bound by the {convention} but, as far as is known, had not accepted this procedure."
    ),
    "time_almost_over": say(
        "In principle yes, since the State was bound on {act}; but it has not been bound since {since}, and the time"
        " limit of {months} months has almost surely ended."
    ),
    "late": say("It comes more than {months} months after the final decision of {final}: it may be refused as abuse."),
    "unsettled_elsewhere": say("Whether this counts as examination elsewhere is not settled: {other}."),
    "depends_on_day": say("It depends on the day of the act: the State was bound by the {convention} until {last}."),
    "court_depends_on_place": say(
        "It depends on where the act was: on territory of a State bound by the Rome Statute, the Court has"
        " jurisdiction; on territory of this State alone it has none."
    ),
    "court_depends_on_day": say("It depends on the day of the act, which was not said."),
    "court_left": say(
        "The Rome Statute bound on {act} but does no longer ({place}); whether the Court can still begin is disputed."
    ),
    "court_referred_in_part": say(
        "The Security Council referred a part of the situation, acts since {since}: {place}."
    ),
    "court_not_known": say("Whether the Rome Statute bound on {act} is not known: {place}."),
    "mechanism_not_due": say(
        "The State is bound by the {convention} and has until {until} to have a national preventive mechanism."
    ),
    # Warnings.
    "from_memory": say(
        "The facts were not all read in a text ({confidence}): have them checked before relying on them."
    ),
    "continuing": say("What began before and still went on after {since} may be covered."),
    "continuing_accepted": say("What still had effects after the procedure was accepted may be covered."),
    "say_the_day": say("The day of the act was not said; acts before the State was bound are not covered."),
    "remedies_first": say("Remedies within the State have to be used first, unless they do not work or take too long."),
    "same_matter": say("Choose with care: what one body for complaints has examined, another may not take up."),
    "new_information": say("It may be taken up if there is relevant new information."),
    "by_reservation": say("By a reservation of this State, examination elsewhere counts even when it has ended."),
    "one_day_earlier": say("Sources disagree on whether {before} or {day} was the last day; here it is {before}."),
    "after_other": say(
        "After another international body, it may be refused as abuse {months} months after that ended."
    ),
    "leaving": say("The State gave notice to leave; it is bound until {until}."),
    "bound_at_least": say("The State is bound until at least {until}; whether it is after that is not known."),
    "earlier_facts": say("The act was before the State was bound; such facts are background only."),
    "outside_territory": say(
        "Outside its territory a State answers where it had the person or the place in its power."
    ),
    "war_crimes_excluded": say(
        "War crimes by nationals of this State are excluded until {until} (Rome Statute Art. 124)."
    ),
    "can_be_referred": say("The Security Council can refer any situation to the Court."),
    "body_not_on_record": say("Which body it is, and whether it works, is not on record here."),
    "in_conflicts": say("It has a right to visit in armed conflicts; elsewhere it needs the agreement of the State."),
    "consent": say("The person concerned has to agree; letters to States become public after about 60 days."),
    "false_excluded": say("This State declared that it protects nobody who knowingly says what is false."),
    # How a deadline is reckoned.
    "reckoned_from_decision": say("{months} months after the final decision of {final} within the State."),
    "reckoned_from_some_decision": say(
        "{months} months after the final decision within the State, the day of which was not said."
    ),
    "reckoned_as_late": say("{months} months after the final decision of {final}; later it may be refused as abuse."),
    "reckoned_from_end": say("The last day on which the State is bound by the {convention}: {until}."),
    "reckoned_at_least": say("The State is bound by the {convention} until at least {until}."),
    "no_deadline": say("No day is set."),
}
"""A reason, a warning or a way of reckoning, by its code."""
