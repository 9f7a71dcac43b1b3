"""Open items on their way to ministries, and what came back: which of it fits, and what in it is named."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.utils import formats, translation
from django.utils.translation import gettext as _

from unannounced.crafts.handing_out import Back, Fault, Out, Said, as_paper, as_workbook, token_of
from unannounced.crafts.handing_out.references import plain
from unannounced.duties.answering import OPEN
from unannounced.duties.dialogue import CLAIM_WORDS
from unannounced.duties.words import Sentence, say
from unannounced.records.desk.queries import Officer, Report, Standing, report_with
from unannounced.rooms.liaison.showing import claim_word, kind_word

XLSX, DOCX = "xlsx", "docx"
MEDIA = {
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
LANGUAGES = ("en", "fr")
NOT_OF_REPORT = say("The item is not of this report.")
OF_ANOTHER = say("The item is of another report: {title}.")
ALTERED = say("The reference was altered: its mark does not fit the item.")
TWICE = say("The item is answered more than once in this file: {places}.")
NO_CLAIM = say("There is an answer, and nobody said what the authority claims by it.")
NO_ANSWER = say("A claim was chosen, and nothing was written beside it.")
NO_LONGER = say("The item was withdrawn and is no longer asked.")


def claims() -> dict[str, str]:
    """The words of each claim in every language of the room."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        with translation.override(language):
            found |= {str(_(words)).casefold(): claim.value for claim, words in CLAIM_WORDS.items()}
    return found | {claim.value: claim.value for claim in CLAIM_WORDS}


def open_by_ministry(items: Sequence[Standing]) -> dict[str, list[Standing]]:
    """The items still to be answered, by the authority that is to answer; no authority comes last."""
    found: dict[str, list[Standing]] = {}
    for one in items:
        if one.where in OPEN:
            found.setdefault(one.ministry, []).append(one)
    return dict(sorted(found.items(), key=lambda part: (not part[0], part[0])))


def file_for(report: Report, ministry: str, items: Sequence[Standing], form: str) -> bytes:
    """The file that goes to one ministry, in the language of the page."""
    rows = [_out(one) for one in items]
    title = ministry or _("Items without an authority")
    if form == XLSX:
        return as_workbook(str(report.pk), title, _columns(), rows)
    said = Said(
        f"{report.said.title} · {title}",
        (
            _("Please write between the marks: the claim below [claim], the answer below [answer]. Leave every mark."),
            _("One of these claims can be written:"),
        ),
        [str(_(words)) for words in CLAIM_WORDS.values()],
    )
    return as_paper(str(report.pk), said, rows)


def _columns() -> list[str]:
    return [
        _("Reference (do not change)"),
        _("Number"),
        _("Kind"),
        _("What is asked"),
        _("Due"),
        _("Claim: {claims}").format(claims="; ".join(str(_(words)) for words in CLAIM_WORDS.values())),
        _("Answer"),
        _("Authority that answers"),
    ]


def _out(standing: Standing) -> Out:
    item, draft = standing.item, standing.draft
    due = formats.date_format(item.due.day, "DATE_FORMAT") if item.due else ""
    claim = claim_word(draft.claim) if draft else ""
    answer = draft.text if draft else ""
    return Out(item.id, item.number, kind_word(item.kind), item.text, due, standing.ministry, claim, answer)


# What came back


def kept(found: Sequence[Back], faults: Sequence[Fault]) -> dict[str, Any]:
    """What was found in a file, as it is kept beside it."""
    return {"answers": [asdict(one) for one in found], "faults": [_fault(one) for one in faults]}


def _fault(one: Fault) -> dict[str, Any]:
    return {"place": one.place, "why": _sentence(one.why), "instead": _sentence(one.instead)}


def _sentence(said: Sentence) -> list[Any]:
    return [said.english, {name: str(value) for name, value in said.facts.items()}]


@dataclass(frozen=True, slots=True)
class Row:
    """An answer that came back, against the item it is for."""

    place: str
    number: str
    standing: Standing | None
    claim: str
    text: str
    ministry: str
    why: Sentence | None
    words_changed: bool = False
    unchanged: bool = False
    replaces: str = ""

    @property
    def is_taken(self) -> bool:
        """Whether it becomes a draft once it is confirmed."""
        return self.why is None and not self.unchanged

    @property
    def claim_words(self) -> str:
        """The claim in words."""
        return claim_word(self.claim)


@dataclass(frozen=True, slots=True)
class Came:
    """Everything that came back in one file: what is taken, what is not and why, and how many were left empty."""

    rows: list[Row]
    faults: list[dict[str, Any]]
    empty: int

    @property
    def taken(self) -> list[Row]:
        """What becomes a draft."""
        return [one for one in self.rows if one.is_taken]

    @property
    def refused(self) -> list[Row]:
        """What does not, each with the reason."""
        return [one for one in self.rows if one.why is not None]

    @property
    def unchanged(self) -> list[Row]:
        """What says the same as the draft there is."""
        return [one for one in self.rows if one.why is None and one.unchanged]


def came_back(officer: Officer, report: Report, items: Sequence[Standing], read: Mapping[str, Any]) -> Came:
    """What of a file fits which item as things stand now."""
    by_id = {one.item.id: one for one in items}
    said = [Back(**one) for one in read.get("answers", ())]
    filled = [one for one in said if one.claim or one.answer.strip()]
    times = Counter(one.item for one in filled)
    rows = [_row(officer, report, one, by_id.get(one.item), times, filled) for one in filled]
    faults = [
        {"place": one["place"], "why": Sentence(*one["why"]), "instead": Sentence(*one["instead"])}
        for one in read.get("faults", ())
    ]
    return Came(rows, faults, len(said) - len(filled))


def _row(
    officer: Officer,
    report: Report,
    back: Back,
    standing: Standing | None,
    times: Mapping[str, int],
    filled: Sequence[Back],
) -> Row:
    why = _why(officer, report, back, standing, times, filled)
    number = standing.item.number if standing else "–"
    draft = standing.draft if standing else None
    ministry = back.ministry.strip() or (standing.ministry if standing else "")
    same = draft is not None and (draft.claim, draft.text.strip()) == (back.claim, back.answer.strip())
    return Row(
        place=back.place,
        number=number,
        standing=standing,
        claim=back.claim,
        text=back.answer,
        ministry=ministry[:200],
        why=why,
        words_changed=standing is not None and plain(standing.item.text) not in plain(back.words),
        unchanged=same,
        replaces=draft.written_by.display_name if draft is not None and not same else "",
    )


def _why(
    officer: Officer,
    report: Report,
    back: Back,
    standing: Standing | None,
    times: Mapping[str, int],
    filled: Sequence[Back],
) -> Sentence | None:
    """Why an answer cannot be taken; None where nothing stands against it."""
    if standing is None:
        title = report_with(officer, back.item, but=report.pk)
        return Sentence(OF_ANOTHER, {"title": title}) if title else Sentence(NOT_OF_REPORT)
    if back.token != token_of(str(report.pk), back.item):
        return Sentence(ALTERED)
    if times[back.item] > 1:
        places = ", ".join(one.place for one in filled if one.item == back.item)
        return Sentence(TWICE, {"places": places})
    if standing.item.withdrawn_on is not None:
        return Sentence(NO_LONGER)
    if not back.claim:
        return Sentence(NO_CLAIM)
    return None if back.answer.strip() else Sentence(NO_ANSWER)
