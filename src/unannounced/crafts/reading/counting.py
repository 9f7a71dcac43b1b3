"""How numbers of lists are shown: the fourth is 4, 04, iv, IV, d or D."""

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_ARABIC = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_LARGEST_ROMAN = 3999
_MOST_LETTERS = 10


def roman(number: int) -> str:
    """``number`` in small Roman numerals; in figures where there are none.

    >>> roman(1994), roman(0)
    ('mcmxciv', '0')
    """
    if not 1 <= number <= _LARGEST_ROMAN:
        return str(number)
    shown = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        shown += sign * times
    return shown


def doubled(number: int, letters: str = _LATIN) -> str:
    """``number`` in letters as Word counts: z is followed by aa, bb, cc.

    >>> doubled(2), doubled(28)
    ('b', 'bb')
    """
    times, place = divmod(number - 1, len(letters))
    return letters[place] * (times + 1) if number >= 1 and times < _MOST_LETTERS else str(number)


def lettered(number: int) -> str:
    """``number`` in letters as HTML counts: z is followed by aa, ab, ac.

    >>> lettered(2), lettered(28)
    ('b', 'ab')
    """
    if number < 1:
        return str(number)
    shown = ""
    while number:
        number, place = divmod(number - 1, len(_LATIN))
        shown = _LATIN[place] + shown
    return shown


def as_word_shows(number: int, form: str) -> str:
    """``number`` in a form of WordprocessingML (ST_NumberFormat); in figures where the form is none known here.

    >>> [as_word_shows(4, form) for form in ("decimal", "decimalZero", "upperRoman", "lowerLetter", "ordinal", "none")]
    ['4', '04', 'IV', 'd', '4th', '']
    """
    match form:
        case "upperRoman" | "lowerRoman":
            shown = roman(number)
        case "upperLetter" | "lowerLetter":
            shown = doubled(number)
        case "russianUpper" | "russianLower":
            shown = doubled(number, _RUSSIAN)
        case "arabicAlpha":
            shown = doubled(number, _ARABIC)
        case "arabicAbjad":
            shown = doubled(number, _ABJAD)
        case "decimalZero":
            shown = f"{number:02}"
        case "ordinal":
            shown = f"{number}{_ending(number)}"
        case "none" | "bullet":
            shown = ""
        case _:
            shown = str(number)
    return shown.upper() if form.startswith("upper") or form == "russianUpper" else shown


def _ending(number: int) -> str:
    return "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
