"""Files of a form that are kept in memory until they are sealed, never on a disk, and never more than fits."""

from typing import ClassVar

from django.core.files.uploadhandler import MemoryFileUploadHandler, StopUpload


class TooMuch(StopUpload):
    """The form is larger than is taken at once."""


class InMemory(MemoryFileUploadHandler):
    """Keep every file in memory; a form that says it is larger than ``most`` bytes is not read."""

    most: ClassVar[int]

    def handle_raw_input(  # type: ignore[no-untyped-def]
        self,
        input_data,
        META,  # noqa: N803 - as Django calls it
        content_length,
        boundary,
        encoding=None,
    ):
        """Take the form if its length is known and small enough."""
        self.activated = content_length <= self.most
        if not self.activated:
            raise TooMuch(connection_reset=True)
