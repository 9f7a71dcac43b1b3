"""Documents without their bytes, for lists."""

from django.db.models import QuerySet

from unannounced.records.documents.models import Document


def without_bytes(documents: QuerySet[Document]) -> QuerySet[Document]:
    """``documents`` as a list shows them: everything but the bytes."""
    return documents.defer("content")
