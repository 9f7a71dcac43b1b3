"""Types of questions: what the app fills in, what ODK clients do besides, and what is left out for safety."""

from unannounced.duties.words import say


def words_in(text: str) -> frozenset[str]:
    """The words of a text, as a set.

    >>> sorted(words_in("b a"))
    ['a', 'b']
    """
    return frozenset(text.split())


IN_THE_APP = words_in(
    """text integer decimal date time datetime note calculate acknowledge trigger image photo audio geopoint range
    select_one select_multiple begin_group end_group begin_repeat end_repeat start end today hidden"""
)
"""Types that the app of the field fills in, by the name each is written with here."""

ALIASES = {
    "string": "text",
    "int": "integer",
    "date time": "datetime",
    "select one": "select_one",
    "select one from": "select_one",
    "select1": "select_one",
    "select multiple": "select_multiple",
    "select all that apply": "select_multiple",
    "select all that apply from": "select_multiple",
    "begin group": "begin_group",
    "end group": "end_group",
    "begin repeat": "begin_repeat",
    "end repeat": "end_repeat",
    "begin loop": "begin_loop",
    "end loop": "end_loop",
    "gps": "geopoint",
    "location": "geopoint",
    "start time": "start",
    "end time": "end",
    "phone number": "phonenumber",
    "device id": "deviceid",
    "sim id": "simserial",
    "subscriber id": "subscriberid",
    "select_one_from_file": "select_one_from_file",
    "select one from file": "select_one_from_file",
    "select_multiple_from_file": "select_multiple_from_file",
    "select multiple from file": "select_multiple_from_file",
}
FROM_FILES = frozenset({"select_one_from_file", "select_multiple_from_file", "csv-external", "xml-external"})
SELECTS = frozenset({"select_one", "select_multiple", "rank"})
NAMELESS = frozenset({"end_group", "end_repeat", "end_loop"})

LEFT_OUT: dict[str, str] = {
    "video": say("The app takes no video; ODK clients do."),
    "file": say("The app attaches no files to check-lists; ODK clients do."),
    "barcode": say("The app reads no barcodes; it asks for the text instead."),
    "rank": say("The app does not let choices be ranked; it asks for the text instead."),
    "geotrace": say("The app takes no lines on a map; ODK clients do."),
    "geoshape": say("The app takes no areas on a map; ODK clients do."),
    "osm": say("The app takes no features of OpenStreetMap; ODK clients do."),
    "select_one_external": say("Choices of an external file are not carried to devices."),
    "audit": say(
        "A log of how the form was filled in can tell where somebody was; the app keeps none, ODK clients do."
    ),
    "background-audio": say("Sound is recorded without being seen; the app never does so, ODK clients do."),
    "background-geopoint": say("The position is taken without being seen; the app never does so, ODK clients do."),
    "start-geopoint": say("The position is taken without being seen; the app never does so, ODK clients do."),
    "deviceid": say("The app says no number of the device; ODK clients do."),
    "phonenumber": say("The app says no telephone number; ODK clients do."),
    "simserial": say("The app says no number of a SIM card; ODK clients do."),
    "subscriberid": say("The app says no number of a subscriber; ODK clients do."),
    "username": say("The app says no user name; the entry says who filled the check-list in."),
    "email": say("The app says no e-mail address; the entry says who filled the check-list in."),
    "begin_loop": say("Loops are expanded into groups; write a repeat if it shall be asked as often as needed."),
    "end_loop": "",
}
"""What is otherwise than the workbook wants, by type."""


def type_of(written: str) -> tuple[str, str, str]:
    """The type, the list of choices and what follows it, from the cell: ``select_one yes_no or_other``.

    >>> type_of("select_one yes_no or_other"), type_of("Begin group"), type_of("select multiple from kinds")
    (('select_one', 'yes_no', 'or_other'), ('begin_group', '', ''), ('select_multiple', 'kinds', ''))
    """
    words = written.strip().split()
    for taken in range(min(len(words), 5), 0, -1):
        start = " ".join(words[:taken]).casefold()
        known = ALIASES.get(start) or (start if start in _EVERY else "")
        if not known:
            continue
        rest = words[taken:]
        if rest and rest[0].casefold() == "from" and known in SELECTS:
            rest = rest[1:]
        more = " ".join(rest[1:])
        return known, rest[0] if rest else "", "or_other" if more in ("or_other", "or specify other") else more
    return "", "", ""


_EVERY = IN_THE_APP | frozenset(LEFT_OUT) | FROM_FILES
EVERY_TYPE = tuple(sorted(_EVERY))
