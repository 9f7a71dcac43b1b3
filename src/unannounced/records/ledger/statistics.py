"""The database's own statistics: after very many rows at once it has to look at its tables before it plans well."""

from django.db import connection


def look_again() -> None:
    """Let PostgreSQL look at the tables now; it would do so by itself, minutes later. SQLite plans without."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
