"""Kinds of places of detention: data, with their words."""

from unannounced.duties.words import say

KINDS: dict[str, str] = {
    "prison": say("prison"),
    "remand_prison": say("remand prison"),
    "police_station": say("police station"),
    "temporary_detention": say("temporary detention"),
    "psychiatric_hospital": say("psychiatric hospital"),
    "social_care_home": say("social care home"),
    "immigration_detention": say("migration detention"),
    "juvenile_centre": say("juvenile centre"),
    "military_detention": say("military detention"),
    "prisoner_of_war_camp": say("prisoner-of-war camp"),
    "transport": say("transport"),
    "unofficial": say("unofficial place"),
}


def kind_word(kind: str) -> str:
    """The English word for a kind; one without a word is shown as it is written."""
    return KINDS.get(kind) or kind.replace("_", " ")
