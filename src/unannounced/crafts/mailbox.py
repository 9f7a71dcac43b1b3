"""Mail as it is exported from a mailbox: each letter with its words and attachments, and what cannot be taken by name.

Takes one message (.eml) or many (.mbox), as mail programs write them, with whatever they wrote wrongly. Nothing that a
message names is fetched, and nothing in it is run: of a message in HTML the words are read and the rest is left. Who
wrote it stands apart from what was written, so that the two can be kept apart.
"""

import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from typing import IO, Final

from unannounced.duties.words import Sentence, say

LARGEST: Final = 64 * 1024 * 1024
"""Bytes of the largest message that is taken."""
MOST_ATTACHMENTS: Final = 200
_FROM: Final = b"From "
_QUOTED: Final = re.compile(rb"^>(>*From )", re.MULTILINE)
_UNSEEN: Final = frozenset({"head", "script", "style", "template", "title"})
_ENDS_A_LINE: Final = frozenset(
    {"address", "blockquote", "br", "div", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "p", "pre", "table", "tr"}
)
_TOO_LARGE: Final = say("The message has more than {most} MB. Take its words and its files in by hand.")
_EMPTY: Final = say("The message is empty. Nothing of it is missing here.")
_NO_HEAD: Final = say("It has no head: it is no message, or its beginning was cut off. Export it again.")
_TOO_MANY: Final = say("The message has more than {most} files, and this one is left. Take it in by hand.")
_CUT: Final = say("The file was cut off, or its coding is wrong. Export the message again.")
_PARSER: Final = BytesParser(policy=email.policy.default)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message: its name as the message says it, its type as it claims, and its bytes."""

    name: str
    kind: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sender:
    """Who wrote, as the message says, which proves nothing."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Mail:
    """One message. ``number`` counts those of its file from 1; ``written_at`` is None where no day can be read."""

    number: int
    key: str
    subject: str
    written_at: datetime | None
    words: str = field(repr=False)
    attachments: tuple[Attachment, ...] = field(repr=False)
    sender: Sender | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A message that cannot be taken, or a piece of one: which, and why, with what to do."""

    number: int
    why: Sentence
    part: str = ""


def mails_in(stream: IO[bytes]) -> Iterator[Mail | NotTaken]:
    """Each message of a file, one at a time, with what of it cannot be taken after it.

    A file of many begins with ``From `` (RFC 4155); any other is one message. What is too large is named and passed
    over without being held.
    """
    for number, content in enumerate(_messages(stream), start=1):
        if content is None:
            yield NotTaken(number, Sentence(_TOO_LARGE, {"most": LARGEST // 1024 // 1024}))
        elif not content.strip():
            yield NotTaken(number, Sentence(_EMPTY))
        else:
            yield from _read(number, content)


def _messages(stream: IO[bytes]) -> Iterator[bytes | None]:
    """The bytes of each message; None for one that is too large."""
    first = stream.readline(LARGEST)
    many = first.startswith(_FROM)
    lines, size, after_blank = ([], 0, False) if many else ([first], len(first), False)
    while line := stream.readline(LARGEST):
        if many and after_blank and line.startswith(_FROM):
            yield _joined(lines, size)
            lines, size, after_blank = [], 0, False
            continue
        size += len(line)
        if size <= LARGEST:
            lines.append(_QUOTED.sub(rb"\1", line) if many else line)
        else:
            lines.clear()
        after_blank = not line.strip()
    yield _joined(lines, size)


def _joined(lines: list[bytes], size: int) -> bytes | None:
    return b"".join(lines) if size <= LARGEST else None


def _read(number: int, content: bytes) -> Iterator[Mail | NotTaken]:
    message = _PARSER.parsebytes(content)
    assert isinstance(message, EmailMessage)
    if not message.keys():
        yield NotTaken(number, Sentence(_NO_HEAD))
        return
    refused: list[NotTaken] = []
    words, attachments = _body(message, number, refused)
    yield Mail(
        number=number,
        key=_line(message, "Message-ID"),
        subject=_line(message, "Subject"),
        written_at=_written_at(message),
        words=words,
        attachments=tuple(attachments),
        sender=_sender(message),
    )
    yield from refused


def _body(message: EmailMessage, number: int, refused: list[NotTaken]) -> tuple[str, list[Attachment]]:
    """The words of a message, and the files with it; a message inside it is one of them."""
    plain: list[str] = []
    marked: list[str] = []
    attachments: list[Attachment] = []
    for part in _parts(message):
        kind, name = part.get_content_type(), _name(part)
        if kind in ("text/plain", "text/html") and not name and part.get_content_disposition() != "attachment":
            (plain if kind == "text/plain" else marked).append(_text(part))
        elif len(attachments) == MOST_ATTACHMENTS:
            refused.append(NotTaken(number, Sentence(_TOO_MANY, {"most": MOST_ATTACHMENTS}), name))
        else:
            content = _bytes(part)
            if content is None:
                refused.append(NotTaken(number, Sentence(_CUT), name or kind))
            else:
                attachments.append(Attachment(name, kind, content))
    words = [one for one in plain if one.strip()] or [_words_of(one) for one in marked]
    return "\n\n".join(one.strip("\n") for one in words), attachments


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that hold something: not those that hold parts, and a message inside as a whole."""
    waiting: list[EmailMessage] = [message]
    while waiting:
        part = waiting.pop(0)
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting[:0] = [one for one in part.iter_parts() if isinstance(one, EmailMessage)]
        else:
            yield part


def _name(part: EmailMessage) -> str:
    """The name of a file without any folder: some programs write a path of their machine."""
    name = part.get_filename() or ""
    return "".join(one for one in re.split(r"[\\/]", name)[-1] if one.isprintable())[:200]


def _bytes(part: EmailMessage) -> bytes | None:
    if part.is_multipart():  # a message inside, or what a server says of one it could not deliver
        inside = part.get_payload()
        return b"\n".join(one.as_bytes() for one in inside if isinstance(one, EmailMessage))
    content = part.get_payload(decode=True)
    wrong = any(type(defect).__name__.startswith("InvalidBase64") for defect in part.defects)
    return content if isinstance(content, bytes) and not wrong else None


def _text(part: EmailMessage) -> str:
    """The words of a part; where it claims no known set of letters, or a wrong one, what cannot be read is marked."""
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    for letters in (part.get_content_charset() or "utf-8", "utf-8", "latin-1"):
        try:
            return content.decode(letters).replace("\r\n", "\n")
        except (LookupError, UnicodeDecodeError):
            continue
    return content.decode("utf-8", "replace")


def _line(message: EmailMessage, name: str) -> str:
    return " ".join("".join(one if one.isprintable() else " " for one in str(message.get(name, ""))).split())


def _written_at(message: EmailMessage) -> datetime | None:
    """When it says it was written; None where that cannot be read, or no zone is said."""
    try:
        at = parsedate_to_datetime(_line(message, "Date"))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return at if at.tzinfo is not None else None


def _sender(message: EmailMessage) -> Sender | None:
    held = message.get("From")
    addresses = getattr(held, "addresses", ())
    if addresses:
        return Sender(addresses[0].display_name, addresses[0].addr_spec)
    return Sender("", _line(message, "From")) if held else None


class _Words(HTMLParser):
    """The words of a page as lines, without anything that is not seen."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin something that is not seen, or a line."""
        self.unseen += tag in _UNSEEN
        self._end_line(tag)

    def handle_endtag(self, tag: str) -> None:
        """End it."""
        self.unseen = max(0, self.unseen - (tag in _UNSEEN))
        self._end_line(tag)

    def handle_data(self, data: str) -> None:
        """Keep words that are seen."""
        if not self.unseen:
            self.pieces.append(re.sub(r"\s+", " ", data))

    def _end_line(self, tag: str) -> None:
        if tag in _ENDS_A_LINE:
            self.pieces.append("\n")


def _words_of(page: str) -> str:
    reader = _Words()
    reader.feed(page)
    reader.close()
    lines = [" ".join(line.split()) for line in "".join(reader.pieces).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
