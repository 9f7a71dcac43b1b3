"""Files of a form without scripts: kept in memory until they are sealed, never on a disk, and never more than fits."""

from django.core.files.uploadhandler import MemoryFileUploadHandler, StopUpload

MOST_AT_ONCE = 16 * 1024 * 1024
"""Bytes of a whole form: four at once are 64 MB of memory. Larger files need scripts, which send them in parts."""


class TooMuch(StopUpload):
    """The form is larger than is taken without scripts."""


class InMemory(MemoryFileUploadHandler):
    """Keep every file in memory; a form that says it is larger is not read."""

    def handle_raw_input(  # type: ignore[no-untyped-def]
        self,
        input_data,
        META,  # noqa: N803 - as Django calls it
        content_length,
        boundary,
        encoding=None,
    ):
        """Take the form if its length is known and small enough."""
        self.activated = content_length <= MOST_AT_ONCE
        if not self.activated:
            raise TooMuch(connection_reset=True)
