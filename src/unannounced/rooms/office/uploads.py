"""How files come in: each goes to the disk as it arrives, and no longer than it may be.

What is larger than a file may be is cut and marked, so that the page can name it; the rest of it is not kept.
"""

from typing import Any

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from unannounced.crafts.reading import LARGEST

MOST_FILES = 300
MOST_BYTES = 256 * 1024 * 1024
"""How many files, and bytes of all of them together, one batch takes."""


class CutFile(UploadedFile):  # type: ignore[type-arg]
    """A file that is not kept: it is larger than a file may be, or one of too many."""

    def close(self) -> None:
        """Nothing is open."""


class WithinLimits(FileUploadHandler):
    """Writes each file to a temporary one; of what is too large or too much it keeps the name and the size alone."""

    chunk_size = 256 * 1024

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.files = self.bytes = 0
        self.file: TemporaryUploadedFile | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        self._drop()
        self.files += 1
        if self.files <= MOST_FILES:
            name = self.file_name or "file"
            self.file = TemporaryUploadedFile(name, self.content_type, 0, self.charset, self.content_type_extra)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write a piece, unless the file or all of them have become too large."""
        self.bytes += len(raw_data)
        if start + len(raw_data) > LARGEST or self.bytes > MOST_BYTES:
            self._drop()
        if self.file is not None:
            self.file.write(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[Any]":
        """The file as the page gets it."""
        held, self.file = self.file, None
        if held is None:
            return CutFile(name=self.file_name, content_type=self.content_type, size=file_size)
        held.seek(0)
        held.size = file_size
        return held

    def upload_interrupted(self) -> None:
        """Somebody closed the window in the middle."""
        self._drop()

    def _drop(self) -> None:
        if self.file is not None:
            self.file.close()
            self.file = None
