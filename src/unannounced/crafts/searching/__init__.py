"""Full-text search in which what somebody may not see changes nothing in what they find.

Three steps: ``words`` (what a word is, and what people ask), ``snippets`` (which part of a text is shown, and what
is marked in it) and ``index`` (the folder, who may write to it, and the search itself).
"""

from unannounced.crafts.searching.index import Entry, Found, Index, IndexBusy, IndexDamaged, Results, Writer, clear
from unannounced.crafts.searching.snippets import Part

__all__ = ["Entry", "Found", "Index", "IndexBusy", "IndexDamaged", "Part", "Results", "Writer", "clear"]
