"""The parts of what a client brings, read in memory: nothing of it is written in clear, and nothing half is taken."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFilesSent
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParser, MultiPartParserError

from unannounced.duties.bringing import CannotTake, Problem, malformed
from unannounced.duties.words import say

LARGEST = 72 * 1024 * 1024
"""Bytes of what is brought at once: it lies in memory until it is sealed. A file of 64 MB goes in (project choice)."""
INSTANCE, INCOMPLETE = "xml_submission_file", "*isIncomplete*"
_CUT = say("What was brought was cut off half way. Nothing was taken; bring it again.")


@dataclass(frozen=True, slots=True)
class Parts:
    """The instance, the files by their names, and whether more files of it are to come."""

    instance: bytes
    files: Mapping[str, bytes]
    more_to_come: bool


class InMemory(FileUploadHandler):
    """Holds each file in memory, whatever its size: all of them together are bounded before."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        self.held = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a piece."""
        del start
        self.held.write(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[Any]":
        """The file as it came."""
        self.held.seek(0)
        return InMemoryUploadedFile(self.held, self.field_name, self.file_name or "", "", file_size, None)


def read_parts(request: HttpRequest) -> Parts:
    """What a client brings; raises ``CannotTake`` where it is too large, was cut, or holds no instance."""
    body = _whole_body(request)
    try:
        parser = MultiPartParser(request.META, io.BytesIO(body), [InMemory(request)], request.encoding)
        fields, files = parser.parse()
    except (MultiPartParserError, SuspiciousOperation, TooManyFilesSent, RequestDataTooBig) as wrong:
        raise malformed(_CUT) from wrong
    found: dict[str, bytes] = {}
    instance = b""
    for name, several in files.lists():
        for one in several:
            content = one.read()
            if name == INSTANCE and not instance:
                instance = content
            else:
                found[_free_name(one.name or name, content, found)] = content
    if not instance and INSTANCE in fields:
        instance = str(fields[INSTANCE]).encode()
    if not instance:
        raise malformed(say("No instance of a form was brought. Fill the form in and bring it again."))
    return Parts(instance, found, str(fields.get(INCOMPLETE, "")).casefold() in ("yes", "true"))


def _free_name(name: str, content: bytes, found: dict[str, bytes]) -> str:
    """The name of a file; another file that came by the same name before keeps it, and neither is lost."""
    number, free = 1, name
    while found.get(free, content) != content:
        number += 1
        free = f"{number}-{name}"
    return free


def _whole_body(request: HttpRequest) -> bytes:
    """Every byte that was announced, and the end that closes a multipart body: what was cut is not taken for whole."""
    length = request.headers.get("Content-Length", "")
    kind, _semicolon, rest = request.headers.get("Content-Type", "").partition(";")
    if kind.strip().casefold() != "multipart/form-data" or not length.isdecimal():
        raise malformed(say("What was brought is no form in parts, or does not say its length. Bring it again."))
    if int(length) > LARGEST:
        raise CannotTake(
            Problem.TOO_LARGE,
            say("At most {most} megabytes are taken at once. A file that is larger is brought home by cable."),
            most=LARGEST // 1024 // 1024 - 8,
        )
    try:
        body = request.read(int(length))
    except UnreadablePostError as cut:
        raise malformed(_CUT) from cut
    boundary = rest.partition("boundary=")[2].split(";")[0].strip().strip('"').encode()
    if len(body) != int(length) or not boundary or not body.rstrip(b"\r\n").endswith(b"--" + boundary + b"--"):
        raise malformed(_CUT)
    return body
