"""A response: what officers of a State gave, item by item, with a document and a request to publish if there is one."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from unannounced.crafts.passing.strictly import Fields, NotAsAgreed, an_id, whole
from unannounced.crafts.passing.transmissions import File, file_of
from unannounced.duties import chain
from unannounced.duties.dialogue import Claim

VERSION = 1
SCOPES = ("whole", "part")


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer to one item; its id becomes the id of the response that the office registers."""

    id: str
    item: str
    claim: str
    text: str
    ministry: str


@dataclass(frozen=True, slots=True)
class Requested:
    """The State asks for publication."""

    requested_on: date
    authority: str
    scope: str
    part: tuple[str, ...]
    embargo_until: datetime | None


@dataclass(frozen=True, slots=True)
class GivenResponse:
    """A response as it was given."""

    given: str
    report: str
    state: str
    given_by: str
    given_at: datetime
    answers: tuple[GivenAnswer, ...]
    document: File | None
    publication: Requested | None

    def content(self) -> bytes:
        """The bytes of the parcel."""
        return chain.canonical(
            {
                "given": self.given,
                "report": self.report,
                "state": self.state,
                "given_by": self.given_by,
                "given_at": self.given_at,
                "answers": [
                    {"id": one.id, "item": one.item, "claim": one.claim, "text": one.text, "ministry": one.ministry}
                    for one in self.answers
                ],
                "document": _file(self.document) if self.document else None,
                "publication": _requested(self.publication) if self.publication else None,
            }
        )


def _file(file: File) -> dict[str, object]:
    return {"digest": file.digest, "file_name": file.file_name, "media": file.media, "size": file.size}


def _requested(asked: Requested) -> dict[str, object]:
    return {
        "requested_on": asked.requested_on,
        "authority": asked.authority,
        "scope": asked.scope,
        "part": list(asked.part),
        "embargo_until": asked.embargo_until,
    }


def read_response(content: bytes) -> GivenResponse:
    """What a parcel ``response`` says; raises ``NotAsAgreed``."""
    keys = ("given", "report", "state", "given_by", "given_at", "answers", "document", "publication")
    of = Fields(whole(content), "the response", keys)
    answers = of.every("answers", _answer)
    if len({one.id for one in answers}) != len(answers) or len({one.item for one in answers}) != len(answers):
        raise NotAsAgreed("an item is answered in it twice")
    return GivenResponse(
        given=of.id("given"),
        report=of.id("report"),
        state=of.text("state", longest=3, empty=False),
        given_by=of.text("given_by", longest=120, empty=False),
        given_at=of.moment("given_at"),
        answers=answers,
        document=of.optional("document", lambda name: file_of(of.said[name])),
        publication=of.optional("publication", lambda name: _asked(of.said[name])),
    )


def _answer(said: Any) -> GivenAnswer:
    of = Fields(said, "an answer", ("id", "item", "claim", "text", "ministry"))
    claim = of.text("claim", longest=30)
    if claim not in set(Claim):
        raise NotAsAgreed("an answer claims what is no claim")
    return GivenAnswer(of.id("id"), of.id("item"), claim, of.text("text"), of.text("ministry", longest=200))


def _asked(said: Any) -> Requested:
    of = Fields(said, "the request", ("requested_on", "authority", "scope", "part", "embargo_until"))
    if of.text("scope") not in SCOPES:
        raise NotAsAgreed("the request says no scope")
    return Requested(
        requested_on=of.day("requested_on"),
        authority=of.text("authority", longest=200, empty=False),
        scope=of.text("scope"),
        part=of.every("part", an_id),
        embargo_until=of.optional("embargo_until", of.moment),
    )
