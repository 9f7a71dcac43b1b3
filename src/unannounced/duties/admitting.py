"""How a delegation was let in: what hindered it, and how far the authorities cooperated (ECPT Art. 3, 8(2), 8(3))."""

from enum import StrEnum

from unannounced.duties.words import say


class Hindrance(StrEnum):
    """What kept a delegation from what it may see, hear or have."""

    WAITED = "waited"
    REFUSED_ENTRY = "refused_entry"
    REFUSED_PART = "refused_part"
    REFUSED_PERSON = "refused_person"
    REFUSED_PRIVACY = "refused_privacy"
    REFUSED_RECORDS = "refused_records"
    REFUSED_INFORMATION = "refused_information"
    REFUSED_EQUIPMENT = "refused_equipment"
    PERSONS_MOVED = "persons_moved"


class Cooperation(StrEnum):
    """How far the authorities cooperated on a visit (project choice; the words are those of reports)."""

    EXCELLENT = "excellent"
    VERY_GOOD = "very_good"
    GOOD = "good"
    MIXED = "mixed"
    POOR = "poor"
    REFUSED = "refused"


HINDRANCE_WORDS: dict[Hindrance, str] = {
    Hindrance.WAITED: say("kept waiting"),
    Hindrance.REFUSED_ENTRY: say("not let in"),
    Hindrance.REFUSED_PART: say("a part of the place was not shown"),
    Hindrance.REFUSED_PERSON: say("a person could not be seen"),
    Hindrance.REFUSED_PRIVACY: say("an interview could not be held in private"),
    Hindrance.REFUSED_RECORDS: say("registers or files were not shown"),
    Hindrance.REFUSED_INFORMATION: say("information was not given"),
    Hindrance.REFUSED_EQUIPMENT: say("equipment had to be left behind"),
    Hindrance.PERSONS_MOVED: say("persons were moved before the delegation could see them"),
}
COOPERATION_WORDS: dict[Cooperation, str] = {
    Cooperation.EXCELLENT: say("excellent"),
    Cooperation.VERY_GOOD: say("very good"),
    Cooperation.GOOD: say("good"),
    Cooperation.MIXED: say("mixed"),
    Cooperation.POOR: say("poor"),
    Cooperation.REFUSED: say("refused"),
}
