"""What a process of a room does once it is loaded, before anybody asks it for a page."""

import gc

FIRST, SECOND, THIRD = 20_000, 10, 50
"""How seldom garbage is looked for, as ``gc.set_threshold`` counts. A page of thousands of rows makes hardly a cycle;
to walk all that lives while it is made holds up the slowest pages."""


def settled() -> None:
    """Leave out of every later collection what was loaded so far: it stays; and collect more seldom."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(FIRST, SECOND, THIRD)
