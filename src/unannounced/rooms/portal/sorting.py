"""How names are sorted."""

import unicodedata


def folded(name: str) -> str:
    """``name`` as it is sorted: case and accents do not count."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(one for one in apart if not unicodedata.combining(one))
