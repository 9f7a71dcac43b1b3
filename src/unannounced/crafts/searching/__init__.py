"""Full-text search in which what somebody may not see changes nothing in what they find.

``words`` says what a word is, and what people ask; ``snippets`` which part of a text is shown, and what is marked in
it; ``index`` has the folder and the search itself; ``keeping`` who may write, and how an index is built anew.
"""

from unannounced.crafts.searching.index import Entry, Found, Index, IndexBusy, IndexDamaged, Results, Writer, clear
from unannounced.crafts.searching.keeping import alone, built_beside
from unannounced.crafts.searching.snippets import Part

__all__ = [
    "Entry",
    "Found",
    "Index",
    "IndexBusy",
    "IndexDamaged",
    "Part",
    "Results",
    "Writer",
    "alone",
    "built_beside",
    "clear",
]
