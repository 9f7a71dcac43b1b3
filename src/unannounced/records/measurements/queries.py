"""What was measured, as far as somebody sees it."""

from django.db.models import Q, QuerySet

from unannounced.records.accounts.queries import Viewer
from unannounced.records.measurements.models import Measured
from unannounced.records.visits.queries import seen_by


def measured_seen_by(viewer: Viewer) -> QuerySet[Measured]:
    """What was measured outside any visit, or on a visit that ``viewer`` sees; what a correction replaced is left out."""
    return Measured.objects.filter(
        Q(visit__isnull=True) | Q(visit__in=seen_by(viewer)), replaced_by__isnull=True
    ).select_related("place", "part")
