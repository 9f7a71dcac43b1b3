"""Files as they came: their bytes, what they are, and their digest."""

import hashlib
from pathlib import PurePath
from uuid import UUID, uuid4

from django.db import models

from unannounced.records.ledger.models import Kept

MEDIA = {
    ".csv": "text/csv",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".htm": "text/html",
    ".html": "text/html",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".markdown": "text/markdown",
    ".md": "text/markdown",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".text": "text/plain",
    ".txt": "text/plain",
    ".xhtml": "application/xhtml+xml",
}


def digest_of(content: bytes) -> str:
    """SHA-256 of the bytes of a file, hexadecimal."""
    return hashlib.sha256(content).hexdigest()


class Document(Kept):
    """A file exactly as it came; it is never changed. Who may read it follows from what it belongs to."""

    file_name = models.CharField(max_length=200)
    media = models.CharField(max_length=80, help_text="media type, such as application/pdf")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the bytes, hexadecimal")
    size = models.PositiveIntegerField(help_text="bytes")
    content = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["digest"], name="documents_by_digest")]
        constraints = [
            models.CheckConstraint(condition=models.Q(size__gt=0), name="a_document_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.file_name

    @classmethod
    def as_it_came(cls, file_name: str, content: bytes, *, key: UUID | None = None) -> "Document":
        """A document ready to be kept by the act it comes with; its name is cut to the last part of a path."""
        name = PurePath(file_name.replace("\\", "/")).name[-200:] or "file"
        return cls(
            id=key or uuid4(),
            file_name=name,
            media=MEDIA.get(PurePath(name).suffix.lower(), "application/octet-stream"),
            digest=digest_of(content),
            size=len(content),
            content=content,
        )
